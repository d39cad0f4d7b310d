"""Weekly summaries beside the reference of a model, and when retraining is due."""

from collections.abc import Sequence
from datetime import date, timedelta

import orjson
import pytest

from model.reference import Reference
from model.rubric import FLAGS
from training.local.watching import Week, stability, watching

SPREAD = (400, 100, 80, 100, 60, 40, 30, 190)
OTHER = (40, 30, 30, 200, 300, 200, 100, 100)
UNITS = {"教育局": 300, "交通运输局": 250, "公安局": 200, "财政局": 150, "民政局": 100}
REFERENCE = Reference(SPREAD, dict.fromkeys(FLAGS, SPREAD), UNITS)
MONDAY = date(2026, 10, 5)


def week(
    number: int, drafts: int = 200, vague: Sequence[int] = SPREAD, decided: int = 0, overturned: int = 0
) -> Week:
    def like(counts: Sequence[int]) -> tuple[int, ...]:
        return tuple(round(count * drafts / sum(counts)) for count in counts)

    return Week(
        MONDAY + timedelta(weeks=number),
        like(SPREAD),
        {flag: like(vague if flag == "vague" else SPREAD) for flag in FLAGS},
        {unit: round(count * drafts / 1000) for unit, count in UNITS.items()},
        drafts,
        drafts // 10,
        decided,
        overturned,
    )


def due(weeks: Sequence[Week], labels: int = 0) -> tuple[str, ...]:
    return watching(weeks, REFERENCE, "full-1", labels).due


def test_the_index_is_zero_for_the_same_and_grows_with_the_difference() -> None:
    assert stability(SPREAD, SPREAD) == 0
    assert stability(SPREAD, [count * 10 for count in SPREAD]) == pytest.approx(0, abs=0.01)
    assert stability(OTHER, SPREAD) > 0.25
    assert stability((0, 10), (10, 0)) > stability((4, 6), (6, 4)) > 0
    assert stability((0, 0), (5, 5)) == 0


def test_a_quiet_desk_is_not_due() -> None:
    assert due([]) == ()
    assert due([week(0), week(1), week(2, decided=100, overturned=15)], 99) == ()


def test_two_weeks_of_another_kind_are_due_one_is_not() -> None:
    assert due([week(0), week(1, vague=OTHER)]) == ()
    (told,) = due([week(0), week(1, vague=OTHER), week(2, vague=OTHER)])
    assert told == "内容模糊的分布连续 2 周和训练时差得远（稳定性指数大于 0.25）"
    assert due([week(1, vague=OTHER), week(2, vague=OTHER), week(3)]) == ()


def test_weeks_with_few_drafts_do_not_count() -> None:
    assert due([week(0, 99, OTHER), week(1, 99, OTHER)]) == ()
    assert due([week(0, 200, OTHER), week(1, 20), week(2, 200, OTHER)])


def test_more_than_fifteen_of_a_hundred_overturned_is_due_once_fifty_are_decided() -> None:
    assert due([week(0, decided=49, overturned=49)]) == ()
    assert due([week(0, decided=30, overturned=4), week(1, decided=30, overturned=5)]) == ()
    assert due([week(0, decided=30, overturned=5), week(1, decided=30, overturned=5)]) == (
        "处理过的 60 件里有 10 件（17%）改了模型的判断",
    )


def test_a_hundred_new_labels_are_due() -> None:
    assert due([], 100) == ("上次训练以后又有了 100 条标注",)


def test_lengths_are_shown_but_alarm_nobody() -> None:
    longer = Week(MONDAY, OTHER, dict.fromkeys(FLAGS, SPREAD), UNITS, 1000, 0, 0, 0)
    seen = watching([longer, longer], REFERENCE, "full-1", 0)
    assert seen.weeks[0].shifts["length"] > 0.25
    assert seen.due == ()


def test_a_model_without_a_reference_has_the_rest() -> None:
    seen = watching([week(0, decided=50, overturned=20)], None, "full-1", 0)
    assert seen.weeks[0].shifts == {}
    assert len(seen.due) == 1
    assert seen.weeks[0].name == "2026年第41周"
    assert orjson.loads(seen.to_json())["weeks"][0]["overturned"] == 0.4
