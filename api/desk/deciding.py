"""What people do at the desk: each thing done is one action, kept for ever, which can be taken back.

Two reviewers may look at the same draft. An action names the version of each draft it was made for; a draft
that somebody has changed since is left as it is, and reported.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import select, text, update
from sqlalchemy.orm import Session, aliased

from api.batch.packed import unpack
from api.desk.corrected import brief_of, corrected
from api.desk.pieces import WITH_TEXT, standing_in
from api.desk.standing import Standing, standing_json, standing_of
from api.desk.whole import torn
from api.errors import ChangedMeanwhile, NotThere
from api.storage.database import Database
from api.storage.desk_schema import ActionRow, ChangeRow, PieceRow, PieceState
from api.storage.learning_schema import LabelRow
from api.storage.schema import LAST_NUMBER, AccountRow, State, SubmissionRow
from model.draft import Draft
from training.local.label import digest_of
from training.local.said import Said, said_json

_AT_ONCE = 500
_AS_SUBMISSION: dict[PieceState, State] = {
    "open": "submitted",
    "returned": "returned",
    "accepted": "accepted",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft that an action left as it was, for somebody had changed it.

    Attributes:
        piece_id: its number.
        title: of the draft.
        by: shown name of who changed it; empty where the draft is gone.
        when: in UTC.
    """

    piece_id: int
    title: str
    by: str
    when: datetime | None


@dataclass(frozen=True, slots=True)
class Acted:
    """What came of an action.

    Attributes:
        action: its number; ``None`` where nothing was changed.
        told: the action in Chinese, as the history tells it.
        done: numbers of the drafts that it changed.
        kept: those that it did not, for somebody else had.
    """

    action: int | None
    told: str
    done: tuple[int, ...]
    kept: tuple[Kept, ...]


def act(  # noqa: PLR0913, PLR0917 - who does what to which
    database: Database,
    account_id: int,
    kind: str,
    told: str,
    versions: Mapping[int, int],
    change: Callable[[Standing], Standing],
) -> Acted:
    """Do one thing to one draft or to many.

    Args:
        database: where they are.
        account_id: who does it.
        kind: such as ``accept``; at most 20 characters.
        told: in Chinese, for the history.
        versions: for the number of each draft the version that was looked at.
        change: from how a draft stands to how it shall stand; what it leaves equal is not changed.
    """
    with database.writing() as session:
        return act_in(session, account_id, kind, told, versions, change)


def act_one(  # noqa: PLR0913, PLR0917 - as above
    database: Database,
    account_id: int,
    kind: str,
    told: str,
    piece_id: int,
    version: int,
    change: Callable[[Standing], Standing],
) -> Acted:
    """Do one thing to one draft.

    Raises:
        ChangedMeanwhile: somebody else has changed it; nothing is done.
    """
    acted = act(database, account_id, kind, told, {piece_id: version}, change)
    if acted.kept:
        raise overtaken(acted.kept[0], "这一件", "您的改动还没有保存")
    return acted


def overtaken(kept: Kept, what: str, so: str) -> ChangedMeanwhile:
    """Return the error that tells who was faster.

    Args:
        kept: the draft that somebody has changed.
        what: they changed, in Chinese.
        so: what has not been done therefore.
    """
    return ChangedMeanwhile(
        f"{kept.by or '别人'}刚刚改过{what}，{so}", remedy="请先看看现在的情况，再决定要不要改"
    )


def act_in(  # noqa: PLR0913, PLR0917 - as above
    session: Session,
    account_id: int,
    kind: str,
    told: str,
    versions: Mapping[int, int],
    change: Callable[[Standing], Standing],
) -> Acted:
    """Do the same within a transaction that does more."""
    return act_each_in(session, account_id, kind, told, versions, lambda _, before: change(before))


def act_each_in(  # noqa: PLR0913, PLR0917 - as above
    session: Session,
    account_id: int,
    kind: str,
    told: str,
    versions: Mapping[int, int],
    change: Callable[[int, Standing], Standing],
) -> Acted:
    """Do the same where the change depends on the number of the draft."""
    one_at_a_time(session)
    action = ActionRow(account_id=account_id, made=datetime.now(UTC), kind=kind, told=told, undoes=None)
    return _applied(session, action, versions, change)


def undo(database: Database, account_id: int, action_id: int) -> Acted:
    """Take an action back: every draft that nobody has changed since stands as before it.

    What was done to a group is taken back whole or not at all.

    Args:
        database: where it is kept.
        account_id: who takes it back.
        action_id: of the action.

    Raises:
        NotThere: there is no such action, it was taken back already, or it takes one back itself.
        ChangedMeanwhile: the group it was done to has been changed since; nothing is done.
    """
    with database.writing() as session:
        one_at_a_time(session)
        action = session.get(ActionRow, action_id) if 0 < action_id <= LAST_NUMBER else None
        if action is None or session.scalar(select(ActionRow.id).where(ActionRow.undoes == action_id)):
            raise NotThere("这一步已经撤回过了，或者没有这一步", remedy="请刷新页面看看现在的情况")
        if action.undoes is not None:
            raise NotThere("撤回不能再撤回", remedy="需要的话，请把那一步再做一次")
        changes = session.scalars(select(ChangeRow).where(ChangeRow.action_id == action_id)).all()
        before = {change.piece_id: standing_of(change.before) for change in changes}
        undoing = ActionRow(
            account_id=account_id,
            made=datetime.now(UTC),
            kind="undo",
            told=f"撤回：{action.told}",
            undoes=action_id,
        )
        versions = {change.piece_id: change.version for change in changes}
        versions |= _as_left(session, action_id, changes)
        acted = _applied(session, undoing, versions, lambda piece_id, _: before[piece_id])
        _check_groups(session, acted, changes)
        return acted


def _as_left(session: Session, action_id: int, changes: Iterable[ChangeRow]) -> dict[int, int]:
    """Return the versions of drafts that stand as an action left them: what came later was taken back."""
    later, doing, undoing, back = (
        aliased(ChangeRow),
        aliased(ActionRow),
        aliased(ActionRow),
        aliased(ChangeRow),
    )
    taken_back = (
        select(undoing.id)
        .join(back, back.action_id == undoing.id)
        .where(undoing.undoes == doing.id, back.piece_id == ChangeRow.piece_id)
        .exists()
    )
    changed_since = (
        select(later.id)
        .join(doing, later.action_id == doing.id)
        .where(later.piece_id == ChangeRow.piece_id, later.action_id > action_id)
        .where(doing.undoes.is_(None), ~taken_back)
        .exists()
    )
    left = {change.piece_id: standing_of(change.after) for change in changes}
    numbers = session.scalars(
        select(ChangeRow.piece_id).where(ChangeRow.action_id == action_id, ~changed_since)
    ).all()
    return {row.id: row.version for row in _rows(session, numbers) if standing_in(row) == left[row.id]}


def _check_groups(session: Session, acted: Acted, changes: Iterable[ChangeRow]) -> None:
    """Refuse to take back half of what was done to groups, or what would leave half a group."""
    pairs = [(standing_of(change.before), standing_of(change.after)) for change in changes]
    pairs = [(old, new) for old, new in pairs if (old.group, old.merged) != (new.group, new.merged)]
    if pairs and acted.kept:
        raise overtaken(acted.kept[0], "这一组里的一件", "这一步不能整个撤回，什么也没有改")
    session.flush()
    if torn(session, {each.group for pair in pairs for each in pair if each.group is not None}):
        raise ChangedMeanwhile(
            "这一组后来又改过，这一步不能撤回了", remedy="请先撤回后来的改动，或者到这一组里改"
        )


def _applied(
    session: Session,
    action: ActionRow,
    versions: Mapping[int, int],
    change: Callable[[int, Standing], Standing],
) -> Acted:
    """Change what nobody else has changed; the action is kept only where it does something."""
    done: list[int] = []
    kept: list[Kept] = []
    for row in _rows(session, versions):
        if row.version != versions[row.id]:
            kept.append(_kept(session, row))
            continue
        before = standing_in(row)
        after = change(row.id, before)
        if after.state != before.state and action.undoes is None:
            after = _decided(after, action)
        if after != before:
            if not done:
                session.add(action)
                session.flush()
            _change(session, action, row, before, after)
            done.append(row.id)
    return Acted(action.id if done else None, action.told, tuple(done), tuple(kept))


def _decided(after: Standing, action: ActionRow) -> Standing:
    """Note who came to a decision and when; who takes one back leaves that to the standing before it."""
    if after.state == "open":
        return replace(after, decided=None, decided_by=None)
    return replace(after, decided=action.made, decided_by=action.account_id)


def one_at_a_time(session: Session) -> None:
    """Let actions be numbered in the order in which they become visible, so that none is missed.

    SQLite has one writer anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE actions IN EXCLUSIVE MODE"))


def _rows(session: Session, wanted: Iterable[int]) -> Iterable[PieceRow]:
    numbers = sorted(number for number in wanted if 0 < number <= LAST_NUMBER)
    for start in range(0, len(numbers), _AT_ONCE):
        which = WITH_TEXT.where(PieceRow.id.in_(numbers[start : start + _AT_ONCE]))
        yield from session.scalars(which.order_by(PieceRow.id)).all()


def _kept(session: Session, row: PieceRow) -> Kept:
    by = session.get(AccountRow, row.changed_by) if row.changed_by else None
    return Kept(row.id, row.title, by.display if by else "", row.changed)


def _change(session: Session, action: ActionRow, row: PieceRow, before: Standing, after: Standing) -> None:
    row.state, row.group_id, row.merged = after.state, after.group, after.merged
    row.decided, row.decided_by = after.decided, after.decided_by
    row.text.opinion = after.opinion
    if after.group != before.group:
        row.text.likeness = 0.0  # holds for the group that the batch was filed with
    row.version += 1
    row.changed, row.changed_by = action.made, action.account_id
    if after.said != before.said:
        _say(session, action, row, after.said)
    if row.submission_id and after.state != before.state:
        session.execute(
            update(SubmissionRow)
            .where(SubmissionRow.id == row.submission_id)
            .values(state=_AS_SUBMISSION[after.state])
        )
    session.add(
        ChangeRow(
            action_id=action.id,
            piece_id=row.id,
            before=standing_json(before),
            after=standing_json(after),
            version=row.version,
        )
    )


def _say(session: Session, action: ActionRow, row: PieceRow, said: Said) -> None:
    """Keep a correction, what follows from it for the lists, and a label in the place of the one before."""
    row.text.said = said_json(said)
    draft = Draft(row.title, row.text.body, row.level)
    for name, value in asdict(brief_of(corrected(draft, unpack(row.text.review), said))).items():
        setattr(row, name, value)
    session.execute(
        update(LabelRow)
        .where(LabelRow.piece_id == row.id, LabelRow.source == "desk", LabelRow.withdrawn.is_(None))
        .values(withdrawn=action.made)
    )
    if said:
        author = _author(session, action, row)
        session.add(
            LabelRow(
                piece_id=row.id,
                action_id=action.id,
                account_id=author,
                annotator=session.get_one(AccountRow, author).display,
                made=action.made,
                source="desk",
                reference="",
                title=row.title,
                body=row.text.body,
                level=row.level,
                digest=digest_of(draft),
                said=said_json(said),
                extra=b"{}",
                withdrawn=None,
            )
        )


def _author(session: Session, action: ActionRow, row: PieceRow) -> int:
    """Return whose word a label is: who takes an action back only lets hold again what another had said."""
    if action.undoes is None:
        return action.account_id
    former = select(LabelRow.account_id).where(
        LabelRow.piece_id == row.id, LabelRow.action_id < action.undoes, LabelRow.account_id.is_not(None)
    )
    return session.scalar(former.order_by(LabelRow.id.desc()).limit(1)) or action.account_id
