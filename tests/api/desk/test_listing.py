"""The list of the desk on both databases: what is in it, in which order, and what stands around a draft."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import get_args

import pytest

from api.batch.rows import Entry, Scored
from api.desk.deciding import act
from api.desk.deeds import deed
from api.desk.listing import HANDED_IN, PAGE, Listed, Row, Wanted, listed, neighbours
from api.desk.wanted import SORTS, FlagWanted
from api.storage.database import Database
from model.draft import Draft
from model.unit_list import bundled_units
from tests.api.accounts.people import made
from tests.api.desk.desks import add_batch, put_on_desk

ODD = ("100%_了", "a'b\"c\\d", "Road ROAD", "é 10/20 路", "")


def numbers(found: Listed) -> list[int]:
    return [row.id for row in found.rows]


def everything(database: Database, wanted: Wanted) -> Iterator[Row]:
    first = listed(database, wanted)
    for page in range(1, first.pages + 1):
        yield from listed(database, replace(wanted, page=page)).rows


def odd(scored: Iterable[Scored]) -> list[Scored]:
    """Drafts whose titles are made of what queries could mistake for wildcards."""
    return [
        Scored(Entry(place, each.entry.origin, Draft(title, "正文。", "县"), {}), each.review)
        for place, (title, each) in enumerate(zip(ODD, scored, strict=False), 1)
    ]


def test_newest_come_first_fifty_a_page(database: Database, scored_session: tuple[Scored, ...]) -> None:
    put = put_on_desk(database, scored_session)
    first, last = listed(database, Wanted()), listed(database, Wanted(page=99))
    assert (first.total, first.page, first.pages) == (120, 1, 3)
    assert numbers(first) == list(put[: -PAGE - 1 : -1])
    assert (last.page, numbers(last)) == (3, list(put[19::-1]))
    entry = scored_session[-1].entry
    row = first.rows[0]
    assert (row.title, row.deputy, row.delegation) == (
        entry.draft.title,
        entry.fields["代表"],
        entry.fields["代表团"],
    )
    assert (row.version, row.state, row.changed, row.changed_by) == (1, "open", None, "")


def test_an_empty_desk_has_one_empty_page(database: Database) -> None:
    found = listed(database, Wanted(text="路", page=7))
    assert (found.rows, found.total, found.page, found.pages) == ((), 0, 1, 1)


@pytest.mark.parametrize("key", SORTS)
def test_each_order_is_whole_and_the_same_both_ways(
    database: Database, scored_session: tuple[Scored, ...], key: str
) -> None:
    put = put_on_desk(database, scored_session)
    up = [row.id for row in everything(database, Wanted(sort=key))]
    assert sorted(up) == list(put)
    assert [row.id for row in everything(database, Wanted(sort=f"-{key}"))] == up[::-1]


def test_the_orders_are_what_they_are_called(database: Database, scored_session: tuple[Scored, ...]) -> None:
    put_on_desk(database, scored_session)
    urgent = [row.triage for row in everything(database, Wanted(sort="triage"))]
    assert urgent == sorted(urgent, key=("急难事", "小微事", "大要事").index)
    worst = [row.verdict for row in everything(database, Wanted(sort="verdict"))]
    assert worst == sorted(worst, key=("不宜作为建议", "修改后提交", "可提交").index)
    holding = [list(row.flags.values()).count("成立") for row in everything(database, Wanted(sort="-flags"))]
    assert all(before >= after for before, after in pairwise(holding))


def test_each_filter_leaves_what_it_says_and_the_counts_say_how_many(
    database: Database, scored_session: tuple[Scored, ...]
) -> None:
    put_on_desk(database, scored_session[:60])
    batch = add_batch(database, made(database).id)
    put_on_desk(database, scored_session[60:], batch)
    rows = list(everything(database, Wanted()))
    found = listed(database, Wanted())
    for name, column in {
        "verdict": "verdict",
        "unit": "unit",
        "triage": "triage",
        "delegation": "delegation",
    }.items():
        there = Counter(getattr(row, column) for row in rows)
        assert found.counts[name] == there
        for value, count in there.items():
            narrowed = list(everything(database, Wanted().but(**{name: value})))
            assert {getattr(row, name) for row in narrowed} == {value}
            assert len(narrowed) == count
    assert found.counts["batch"] == {str(batch): 60, str(HANDED_IN): 60}
    assert (
        listed(database, Wanted(batch=HANDED_IN)).total == listed(database, Wanted(batch=batch)).total == 60
    )
    assert found.counts["state"] == {"open": 120}


@pytest.mark.parametrize("flag", get_args(FlagWanted))
def test_drafts_are_found_by_what_was_found(
    database: Database, scored_session: tuple[Scored, ...], flag: FlagWanted
) -> None:
    put_on_desk(database, scored_session)

    def fits(row: Row) -> bool:
        states = dict(row.flags)
        if flag == "unsure":
            return "拿不准" in states.values()
        return set(states.values()) == {"不成立"} if flag == "clean" else states[flag] == "成立"

    expected = [row.id for row in everything(database, Wanted()) if fits(row)]
    assert expected
    assert [row.id for row in everything(database, Wanted(flag=flag))] == expected


def test_drafts_are_found_by_a_code(database: Database, scored_session: tuple[Scored, ...]) -> None:
    put = put_on_desk(database, scored_session)
    held = {
        number
        for number, each in zip(put, scored_session, strict=True)
        if any(finding.code == "V2" and finding.state == "成立" for finding in each.review.findings)
    }
    assert held
    assert held <= {row.id for row in everything(database, Wanted(code="V2"))} < set(put)


def test_a_filter_counts_for_the_others_but_not_for_itself(
    database: Database, scored_session: tuple[Scored, ...]
) -> None:
    put_on_desk(database, scored_session)
    found = listed(database, Wanted(verdict="可提交", text="路"))
    assert set(found.counts["verdict"]) > {"可提交"}
    assert found.counts["verdict"]["可提交"] == found.total == sum(found.counts["triage"].values())


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("%", [0]),
        ("_", [0]),
        ("0%_", [0]),
        ("'b\"", [1]),
        ("\\d", [1]),
        ("road road", [2]),
        ("0/2", [3]),
        ("é", [3]),
    ],
)
def test_the_letters_themselves_are_looked_for(
    database: Database, scored_session: tuple[Scored, ...], words: str, expected: list[int]
) -> None:
    put = put_on_desk(database, odd(scored_session))
    assert numbers(listed(database, Wanted(text=words))) == [put[place] for place in expected]


def test_words_are_found_wherever_they_stand(database: Database, scored_session: tuple[Scored, ...]) -> None:
    put = put_on_desk(database, scored_session)
    first = scored_session[0].entry
    for words in (first.draft.title, first.draft.body[40:60].split("\n")[0], first.fields["代表"]):
        assert put[0] in {row.id for row in everything(database, Wanted(text=words))}
    assert listed(database, Wanted(text="没有这样的字")).total == 0
    together = {row.delegation for row in everything(database, Wanted(text="第五代表团"))}
    assert together == {"第五代表团"}


@pytest.mark.parametrize("wanted", [Wanted(), Wanted(sort="verdict"), Wanted(text="路", sort="-title")])
def test_what_stands_around_a_draft(
    database: Database, scored_session: tuple[Scored, ...], wanted: Wanted
) -> None:
    put_on_desk(database, scored_session)
    all_of_it = [row.id for row in everything(database, wanted)]
    for place in (0, 1, len(all_of_it) - 1):
        around = neighbours(database, wanted, all_of_it[place])
        assert around.previous == (all_of_it[place - 1] if place else None)
        assert around.next == (all_of_it[place + 1] if place + 1 < len(all_of_it) else None)
        assert (around.before, around.total) == (place, len(all_of_it))


def test_a_draft_that_has_left_the_list_still_has_its_place_in_it(
    database: Database, scored_session: tuple[Scored, ...]
) -> None:
    put = put_on_desk(database, scored_session[:5])
    done = deed("accept", "", "", bundled_units())
    act(database, made(database).id, done.action, done.told, {put[2]: 1}, done.change)
    around = neighbours(database, Wanted(state="open", sort="received"), put[2])
    assert (around.previous, around.next, around.before, around.total) == (put[1], put[3], 2, 4)
