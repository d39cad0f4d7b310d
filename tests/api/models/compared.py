"""Two models with a comparison between them, for tests that put one in the place of the other."""

from dataclasses import replace
from pathlib import Path

from api.storage.database import Database
from api.trainings.table import By, keep_comparison
from model.bundle import Bundle, save_bundle
from model.unit_list import UnitList
from tests.model.bundles import made
from training.local.comparison import Changed, Compared, Comparison, comparison_json
from training.train import keep

BY = By("王主任")


def two_models(home: Path) -> tuple[str, str]:
    """Keep a model that is in use, and another one."""
    return keep(made(), home).name, save_bundle(made(seed=1), home / "models").name


def with_a_renamed_unit() -> tuple[Bundle, str, str]:
    """Return a model that knows a unit by another name, and its name before and now."""
    bundle, now = made(seed=1), "县治水局"
    before = bundle.units.names[0]
    first, *others = bundle.units.units
    heads = bundle.heads["drafts"]
    names = tuple(now if name == before else name for name in heads.names)
    return (
        replace(
            bundle,
            units=UnitList((replace(first, name=now), *others)),
            heads={**bundle.heads, "drafts": replace(heads, names=names)},
        ),
        before,
        now,
    )


def comparison(old: str, new: str, *objections: str) -> Comparison:
    """Return a comparison of two models: one measure better, one worse, one draft changed."""
    better = Compared(
        "local.main.top1",
        "主办单位首选",
        120,
        0.61,
        0.82,
        0.12,
        0.3,
        0.5,
        smaller_is_better=False,
        standing="better",
    )
    worse = replace(
        better,
        key="corpus.vague.f1",
        name="内容模糊 F1",
        old=0.81,
        new=0.79,
        low=-0.05,
        high=0.01,
        standing="same",
    )
    calibration = replace(
        better,
        key="corpus.vague.calibration",
        name="内容模糊的概率误差",
        old=0.05,
        new=0.09,
        low=0.01,
        high=0.06,
        floor=None,
        smaller_is_better=True,
        standing="worse" if objections else "same",
    )
    changed = Changed(
        "关于村里垃圾清运的建议",
        "大湾村的垃圾三天没有人运。",
        ("主办：县农业农村局",),
        ("可提交", "主办：县城市管理局"),
        ("可提交", "主办：县农业农村局"),
    )
    units = (replace(better, key="local.units.县农业农村局", name="县农业农村局", count=31),)
    return Comparison(
        old, new, "5" * 64, 240, (better, worse, calibration), units, (), (changed,), objections
    )


def compared(database: Database, old: str, new: str, *objections: str) -> None:
    """Keep a comparison of two models, as the job does."""
    found = comparison(old, new, *objections)
    keep_comparison(database, BY, comparison_json(found), new, old)
