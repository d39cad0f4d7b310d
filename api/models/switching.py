"""Having another model judge: promoted by the rule, or gone back to, and always written into the trail.

The step in the trail and the switch belong together. The switch is made inside the transaction that records
it, while everybody else who wants to switch waits; where that transaction fails, the former model is put
back. Only a process that is killed between the two leaves a switch without a step; whoever looks next finds
that another model is in use than the trail says, and records that.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from api.errors import ChangedMeanwhile, ModelError
from api.models.used import NOTICED, PROMOTED, ROLLED_BACK, used
from api.storage.database import Database
from api.trail.recording import lock, record
from api.trainings.table import By, comparison_between
from model.bundle import Bundle, load_bundle
from model.encoder import find_encoder
from model.errors import BundleError, BundleNotFound
from training.default import bundle_in_use, bundle_of
from training.promoting import put_in_use

_PROGRAM = "程序"
_Told = tuple[str, dict[str, object]]
"""What the trail says of a switch, and its details."""


@dataclass(frozen=True, slots=True)
class Switched:
    """What was done.

    Attributes:
        version: in use now.
        before: in use until then; empty where there was none.
        gone: units that only the former one knows.
        come: units that only this one knows.
    """

    version: str
    before: str
    gone: tuple[str, ...]
    come: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Models:
    """The models of a place.

    Attributes:
        database: where comparisons and the trail are.
        home: where the models are.
    """

    database: Database
    home: Path

    @property
    def in_use(self) -> str:
        """The version in use; empty where there is none that can be told."""
        try:
            return bundle_in_use(self.home).name
        except BundleError:
            return ""

    def promote(self, version: str, by: By, *, anyway: str = "", seen: str | None = None) -> Switched:
        """Put a model in use that the rule allows.

        Args:
            version: of the model.
            by: who wants it.
            anyway: why it is to be in use although the rule does not allow it; empty for by the rule.
            seen: version that was in use as far as they know; not compared where it is ``None``.

        Raises:
            BundleError, EncoderError: there is no such model, or it cannot be used; the one in use stays.
            ModelError: the rule does not allow it, it was not compared with the one in use, or it is that.
            ChangedMeanwhile: another one is in use than they know.
        """
        folder, bundle = self._usable(version)

        def told(session: Session, current: str) -> _Told:
            _check_seen(seen, current)
            said = f"启用模型 {folder.name}" + (f"，替换 {current}" if current else "")
            objections = _objections(session, folder.name, current)
            if not objections:
                return said, {}
            if not anyway:
                raise _refused(folder.name, objections)
            return f"{said}，不按规则，理由：{anyway}", {"anyway": anyway, "objections": list(objections)}

        return self._switch(folder, bundle, PROMOTED, by, told)

    def roll_back(self, by: By, version: str | None = None, *, seen: str | None = None) -> Switched:
        """Go back to a model that has been in use; no rule stands in the way, for the case is urgent.

        Its units may be others than those of today: each model holds its own.

        Args:
            by: who wants it.
            version: of the model; the one in use before where none is given.
            seen: version that was in use as far as they know; not compared where it is ``None``.

        Raises:
            BundleError, EncoderError: there is no such model, or it cannot be used; the one in use stays.
            ModelError: there is none to go back to, or it has never been in use.
            ChangedMeanwhile: another one is in use than they know.
        """
        self.notice()
        with self.database.session() as session:
            former = used(session)[:-1]
        if not former:
            remedy = "要换成别的，请用 lianshen models promote"
            raise ModelError("没有可以退回的模型：留痕里没有更早用过的", remedy=remedy)
        folder, bundle = self._usable(version or former[-1])
        if folder.name not in former:
            raise _never_used(folder.name, former)

        def told(_session: Session, current: str) -> _Told:
            _check_seen(seen, current)
            return f"退回模型 {folder.name}，替换 {current}", {}

        return self._switch(folder, bundle, ROLLED_BACK, by, told)

    def notice(self) -> None:
        """Record which model is in use, where it is not the one the trail names."""
        current = self.in_use
        with self.database.session() as session:
            if not current or used(session)[-1:] == (current,):
                return
        with self.database.writing() as session:
            lock(session)
            _notice(session, self.in_use)

    def _usable(self, version: str) -> tuple[Path, Bundle]:
        """Return a model that can be loaded as a whole: one that was changed by hand is refused here."""
        folder = bundle_of(self.home, version)
        if folder.name != version:
            remedy = f"有的是 {folder.name}"
            raise BundleNotFound(f"没有“{version}”这个版本", where=str(self.home), remedy=remedy)
        bundle = load_bundle(folder)
        if bundle.full:
            find_encoder(bundle.full.encoder, folder.parent)
        return folder, bundle

    def _switch(
        self, folder: Path, bundle: Bundle, kind: str, by: By, tell: Callable[[Session, str], _Told]
    ) -> Switched:
        current, switched = "", False
        try:
            with self.database.writing() as session:
                lock(session)
                current = self.in_use
                _notice(session, current)
                told, more = tell(session, current)
                _check_other(folder.name, current)
                details = {"version": folder.name, "before": current, **more}
                record(session, by.actor, kind, told, details, by.account_id)
                put_in_use(folder)
                switched = True
        except BaseException:
            if switched and current:  # else nobody could tell who has done it
                put_in_use(folder.with_name(current))
            raise
        before = self._units_of(current)
        gone = tuple(name for name in before if name not in bundle.units)
        come = tuple(name for name in bundle.units.names if before and name not in before)
        return Switched(folder.name, current, gone, come)

    def _units_of(self, version: str) -> tuple[str, ...]:
        """Return the units of a model; none where it can no longer be used, which may be why it had to go."""
        try:
            return load_bundle(bundle_of(self.home, version)).units.names
        except BundleError:
            return ()


def _notice(session: Session, current: str) -> None:
    known = used(session)[-1:]
    if not current or known == (current,):
        return
    told = f"正在用的模型是 {current}"
    if known:
        told += f"，留痕里最后的是 {known[0]}：有人运行过 lianshen train，或在别处换过，或换到一半中断了"
    record(session, _PROGRAM, NOTICED, told, {"version": current, "before": known[0] if known else ""})


def _check_seen(seen: str | None, current: str) -> None:
    if seen is not None and seen != current:
        raise ChangedMeanwhile(f"正在用的已经是 {current}", remedy="请看清楚，再决定换不换")


def _check_other(version: str, current: str) -> None:
    if version == current:
        raise ModelError(f"{current} 正在用着，不用换")


def _objections(session: Session, new: str, current: str) -> tuple[str, ...]:
    if current in {"", new}:
        return ()
    comparison = comparison_between(session, new, current)
    if comparison is None:
        return (f"还没有和正在用的 {current} 比较过",)
    return comparison.objections


def _refused(version: str, objections: tuple[str, ...]) -> ModelError:
    remedy = "确有理由的，请写明理由再启用（命令行用 --anyway）"
    if objections[0].startswith("还没有和"):
        remedy = f"请先比较：lianshen models compare {version}"
    return ModelError(f"按规则不能启用 {version}：{'；'.join(objections)}", remedy=remedy)


def _never_used(version: str, former: tuple[str, ...]) -> ModelError:
    listed = "、".join(dict.fromkeys(reversed(former)))
    remedy = f"用过的有：{listed}；要启用没有用过的，请用 lianshen models promote"
    return ModelError(f"{version} 不是用过的模型，不能退回到它", remedy=remedy)
