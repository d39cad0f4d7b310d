"""What was done at the desk, as told for one draft and as news."""

from dataclasses import replace

import pytest

from api.desk.deciding import Acted, act, undo
from api.desk.history import history, last_action, since
from api.storage.database import Database
from api.storage.desk_schema import PieceState
from tests.api.desk.pieces import piece, put_some, somebody


def decide(database: Database, account_id: int, told: str, state: PieceState, *numbers: int) -> Acted:
    versions = {number: piece(database, number).version for number in numbers}
    return act(database, account_id, "decide", told, versions, lambda before: replace(before, state=state))


def test_a_draft_to_which_nothing_was_done_has_none(database: Database) -> None:
    (number,) = put_some(database)
    assert history(database, number) == ()
    assert (last_action(database), since(database, 0)) == (0, ())


def test_it_tells_who_did_what_newest_first(database: Database) -> None:
    li, wang = somebody(database), somebody(database, "wang", "王审核")
    first, second = put_some(database, 2)
    together = decide(database, li, "接收", "accepted", first, second)
    alone = decide(database, wang, "重新处理", "open", first)
    steps = history(database, first)
    assert [(step.action, step.by, step.told, step.version, step.together) for step in steps] == [
        (alone.action, "王审核", "重新处理", 3, 1),
        (together.action, "李审核", "接收", 2, 2),
    ]
    assert [(step.after.state, step.undone, step.undoes) for step in steps] == [
        ("open", False, None),
        ("accepted", False, None),
    ]
    assert steps[0].when == piece(database, first).changed
    assert [step.told for step in history(database, second)] == ["接收"]


def test_a_step_that_was_taken_back_says_so_and_the_other_what_it_takes_back(database: Database) -> None:
    li = somebody(database)
    (number,) = put_some(database)
    action = decide(database, li, "接收", "accepted", number).action
    assert action
    undo(database, li, action)
    assert [(step.told, step.undone, step.undoes) for step in history(database, number)] == [
        ("撤回：接收", False, action),
        ("接收", True, None),
    ]


def test_where_a_draft_had_changed_since_the_step_still_holds(database: Database) -> None:
    li = somebody(database)
    first, second = put_some(database, 2)
    action = decide(database, li, "接收", "accepted", first, second).action
    assert action
    decide(database, li, "重新处理", "open", second)
    undo(database, li, action)
    assert [step.undone for step in history(database, first)] == [False, True]
    assert [step.undone for step in history(database, second)] == [False, False]


def test_news_are_what_came_after_an_action_in_order(database: Database) -> None:
    li = somebody(database)
    first, second = put_some(database, 2)
    seen = decide(database, li, "接收", "accepted", first).action
    assert seen == last_action(database)
    decide(database, li, "退回修改", "returned", second)
    decide(database, li, "重新处理", "open", first)
    assert [(step.piece_id, step.told) for step in since(database, seen)] == [
        (second, "退回修改"),
        (first, "重新处理"),
    ]
    assert len(since(database, 0)) == 3
    assert since(database, last_action(database)) == ()


@pytest.mark.parametrize("number", [-(10**30), -1, 2**31, 10**30])
def test_any_number_may_be_asked_for(database: Database, number: int) -> None:
    (one,) = put_some(database)
    decide(database, somebody(database), "接收", "accepted", one)
    assert len(since(database, number)) == (1 if number < 0 else 0)
