"""三分 as dates."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.priorities.due import schedule
from api.priorities.summary import Summary, summarise
from api.priorities.ticking import BOX, HEAD, ticking_rows
from api.priorities.working_days import arranged, is_working_day, later, on_or_after
from model.review import TriageValue
from model.similar.groups import Group
from tests.api.priorities.told import review, scored
from tests.api.reviews import FLAWED


def of(triage: TriageValue, number: int = 1) -> Summary:
    return summarise(scored(number, f"第{number}件", review(triage)))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 10, 1), False),  # 国庆
        (date(2026, 10, 10), True),  # a Saturday worked in exchange
        (date(2026, 10, 11), False),
        (date(2026, 2, 14), True),  # a Saturday before 春节
        (date(2026, 2, 23), False),
        (date(2040, 10, 1), False),  # fixed by law in any year
    ],
)
def test_holidays_and_exchanged_weekends_are_known(day: date, *, works: bool) -> None:
    assert is_working_day(day) is works


def test_it_is_known_which_years_are_arranged() -> None:
    assert arranged(2025)
    assert not arranged(2040)


def test_a_small_matter_is_due_on_the_fifth_working_day() -> None:
    (due,) = schedule([of("小微事")], date(2026, 9, 28)).dues
    # 29 and 30 September, 8, 9 and, a Saturday worked in exchange, 10 October.
    assert due.dates == (date(2026, 10, 10),)
    assert due.rhythm == "一周一办结"


def test_a_hard_matter_is_looked_at_every_week_for_three_months() -> None:
    (due,) = schedule([of("急难事")], date(2026, 8, 31)).dues
    assert due.planned == tuple(date(2026, 8, 31) + timedelta(weeks=week) for week in range(1, 14))
    assert date(2026, 10, 5) not in due.dates
    assert date(2026, 10, 8) in due.dates


def test_a_wide_matter_is_looked_at_every_month_for_six() -> None:
    (due,) = schedule([of("大要事")], date(2025, 8, 31)).dues
    assert due.planned == (
        date(2025, 9, 30),
        date(2025, 10, 31),
        date(2025, 11, 30),
        date(2025, 12, 31),
        date(2026, 1, 31),
        date(2026, 2, 28),
    )
    assert due.dates[2] == date(2025, 12, 1)


@given(st.dates(date(2024, 1, 1), date(2030, 12, 31)), st.sampled_from(["小微事", "急难事", "大要事"]))
def test_every_date_is_a_working_day_and_none_is_before_its_plan(start: date, triage: TriageValue) -> None:
    (due,) = schedule([of(triage)], start).dues
    assert all(is_working_day(day) for day in due.dates)
    assert all(planned <= day for planned, day in zip(due.planned, due.dates, strict=True))
    assert start < due.dates[0]
    assert list(due.dates) == sorted(due.dates)


def test_working_days_are_counted_from_the_day_after() -> None:
    assert later(date(2026, 11, 27), 1) == date(2026, 11, 30)
    assert on_or_after(date(2026, 11, 28)) == date(2026, 11, 30)


def test_near_copies_for_one_unit_have_one_date_that_of_the_representative() -> None:
    group = Group((1, 2, 3), 2, True, (1.0,) * 3, ((),) * 3)
    made = schedule([of("急难事", number) for number in (3, 1, 2)], date(2026, 3, 2), [group])
    assert [(due.number, due.members) for due in made.dues] == [(2, (1, 2, 3))]
    assert made.notices[0].startswith("2 件和另一件字句大体相同、主办单位也相同，合排一次")


def test_what_may_be_one_matter_or_is_for_another_unit_keeps_its_date() -> None:
    drafts = [of("急难事", 1), of("急难事", 2), replace(of("小微事", 3), unit="教育局")]
    perhaps = Group((1, 2), 1, False, (1.0, 0.9), ((), ()))
    copies = Group((2, 3), 2, True, (1.0, 1.0), ((), ()))
    for group in (perhaps, copies):
        dues = schedule(drafts, date(2026, 3, 2), [group]).dues
        assert sorted((due.number, due.members) for due in dues) == [(1, (1,)), (2, (2,)), (3, (3,))]


def test_what_goes_back_has_no_date_and_is_counted() -> None:
    back = summarise(scored(1, "反映问题。", FLAWED))
    made = schedule([back, of("小微事", 2)], date(2026, 3, 2))
    assert [due.number for due in made.dues] == [2]
    assert made.left_out == 1
    assert made.notices == ("1 件要退回修改或不宜作为建议，没有排日期；改好后再导出一次即可",)


def test_a_year_without_arrangement_is_said() -> None:
    made = schedule([of("小微事")], date(2040, 9, 28))
    assert made.notices[0].startswith("2040 年的放假调休安排这里还没有")


def test_the_first_due_comes_first() -> None:
    made = schedule([of("大要事", 1), of("小微事", 3), of("急难事", 2)], date(2026, 3, 3))
    assert [due.number for due in made.dues] == [2, 3, 1]


def test_the_list_has_a_row_and_a_box_for_every_matter() -> None:
    made = schedule([of("大要事", 1), of("小微事", 2)], date(2026, 3, 2))
    first, second = ticking_rows(made.dues)
    assert len(first) == len(HEAD)
    assert (first[0], first[1], first[-1]) == (date(2026, 3, 9), "", BOX)
    assert second[:2] == (date(2026, 4, 2), "5月6日、6月2日、7月2日、8月3日、9月2日")


def test_the_key_is_that_of_the_number_the_office_gave_or_of_the_words() -> None:
    def key(body: str, **fields: str) -> str:
        return summarise(scored(1, body, review(), **fields)).key

    assert (
        key("一", 编号="12", 届次="三届")
        == key("二", 编号="12", 届次="三届")
        != key("一", 编号="12", 届次="二届")
    )
    assert key("一") == key("一") != key("二")
    assert replace(of("小微事"), triage="急难事").key == of("小微事").key
