"""Labels and lessons made by hand."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from model.draft import Draft
from model.review import TriageValue
from model.rubric import FlagName
from training.local.label import Label, digest_of
from training.local.lessons import Lesson
from training.local.said import Said

MADE = datetime(2026, 10, 5, 9, tzinfo=UTC)
ROADS = Draft("关于修路的建议", "大湾村三组的路坏了。建议县交通运输局修好。")


def label(said: Said, *, draft: Draft = ROADS, by: str = "李审核", minute: int = 0) -> Label:
    return Label(draft, said, by, MADE + timedelta(minutes=minute), "page")


def lesson(
    draft: Draft,
    group: str = "",
    *,
    flags: Mapping[FlagName, bool] | None = None,
    codes: Mapping[str, bool] | None = None,
    main: str | None = None,
    triage: TriageValue | None = None,
) -> Lesson:
    """Return a lesson; without a group it is alone with its text."""
    digest = digest_of(draft)
    return Lesson(draft, digest, group or digest, flags or {}, codes or {}, main, triage)
