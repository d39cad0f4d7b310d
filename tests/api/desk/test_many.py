"""One thing done to many drafts on both databases: nothing that somebody else did is overwritten."""

import pytest

from api.accounts.accounts import add
from api.batch.rows import Scored
from api.desk.deciding import undo
from api.desk.deeds import deed
from api.desk.listing import Row, Wanted, listed
from api.desk.many import Seen, act_on_all, act_on_picked, seen
from api.desk.recent import recent
from api.errors import BadRequest
from api.storage.database import Database
from model.unit_list import bundled_units
from tests.api.accounts.people import PASSWORD
from tests.api.desk.desks import put_on_desk

ACCEPT, RETURN = deed("accept", "", "", bundled_units()), deed("return", "", "", bundled_units())


def two(database: Database) -> tuple[int, int]:
    """Two reviewers."""
    return (
        add(database, "li", "李审核", "reviewer", PASSWORD).id,
        add(database, "zhou", "周审核", "reviewer", PASSWORD).id,
    )


def row(database: Database, number: int) -> Row:
    return next(each for each in listed(database, Wanted()).rows if each.id == number)


def test_all_that_are_wanted_are_done_beyond_the_first_page(
    database: Database, scored_session: tuple[Scored, ...]
) -> None:
    put = put_on_desk(database, scored_session)
    li, _ = two(database)
    looked = seen(database)
    done = act_on_all(database, li, ACCEPT, Wanted(state="open"), Seen(looked.action, looked.piece, 120))
    assert (done.acted.done, done.acted.kept, done.gone) == (put, (), 0)
    assert listed(database, Wanted(state="accepted")).total == 120
    (last,) = recent(database)
    assert (last.told, last.by, last.count, last.open) == ("接收", "李审核", 120, True)
    undo(database, li, last.action)
    assert listed(database, Wanted(state="open")).total == 120
    assert [(each.told, each.open) for each in recent(database)] == [("撤回：接收", False), ("接收", False)]


def test_what_was_changed_or_has_come_since_somebody_looked_is_left(
    database: Database, scored_session: tuple[Scored, ...]
) -> None:
    put = put_on_desk(database, scored_session[:5])
    li, zhou = two(database)
    looked = seen(database)
    act_on_picked(database, zhou, deed("triage", "", "大要事", bundled_units()), {put[1]: 1})
    act_on_picked(database, zhou, ACCEPT, {put[2]: 1})
    (later,) = put_on_desk(database, scored_session[5:6])
    done = act_on_all(database, li, ACCEPT, Wanted(state="open"), Seen(looked.action, looked.piece, 5))
    assert done.acted.done == (put[0], put[3], put[4])
    assert [(kept.piece_id, kept.by) for kept in done.acted.kept] == [(put[1], "周审核")]
    assert done.gone == 1
    assert [row(database, number).state for number in (put[1], put[2], later)] == ["open", "accepted", "open"]


def test_what_was_picked_in_an_older_version_is_left(
    database: Database, scored_session: tuple[Scored, ...]
) -> None:
    put = put_on_desk(database, scored_session[:3])
    li, zhou = two(database)
    act_on_picked(database, zhou, ACCEPT, {put[0]: 1})
    done = act_on_picked(database, li, deed("unit", "教育局", "", bundled_units()), dict.fromkeys(put, 1))
    assert done.acted.done == put[1:]
    assert [(kept.piece_id, kept.by) for kept in done.acted.kept] == [(put[0], "周审核")]
    assert [row(database, number).unit for number in put[1:]] == ["教育局", "教育局"]
    assert row(database, put[0]).changed_by == "周审核"


def test_nothing_is_returned_without_a_reason(database: Database, scored_session: tuple[Scored, ...]) -> None:
    put = put_on_desk(database, scored_session)
    li, _ = two(database)
    fine = [
        number for number, each in zip(put, scored_session, strict=True) if each.review.verdict == "可提交"
    ]
    done = act_on_picked(database, li, RETURN, dict.fromkeys(put, 1))
    assert done.faultless == len(fine)
    assert set(done.acted.done) == set(put) - set(fine)


def test_numbers_that_make_no_sense_do_nothing(
    database: Database, scored_session: tuple[Scored, ...]
) -> None:
    put_on_desk(database, scored_session[:2])
    li, _ = two(database)
    assert act_on_picked(database, li, ACCEPT, {0: 1, 10**12: 1}).acted.action is None
    assert act_on_all(database, li, ACCEPT, Wanted(), Seen(10**12, -1, 2)).gone == 2


@pytest.mark.parametrize(
    ("action", "unit", "triage", "said"),
    [
        ("", "", "", "没有这种操作"),
        ("delete", "", "", "没有这种操作"),
        ("unit", "没有的局", "", "还没有选主办单位"),
        ("triage", "", "急", "还没有选三分"),
    ],
)
def test_what_cannot_be_done_is_refused(action: str, unit: str, triage: str, said: str) -> None:
    with pytest.raises(BadRequest, match=said):
        deed(action, unit, triage, bundled_units())
