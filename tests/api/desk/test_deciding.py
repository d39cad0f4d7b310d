"""What people do at the desk: done to one or to many, told when somebody was faster, and taken back."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from api.desk.deciding import Acted, act, act_one, undo
from api.desk.history import history
from api.desk.standing import Standing
from api.errors import ChangedMeanwhile, NotThere
from api.storage.database import Database
from api.storage.desk_schema import ChangeRow, PieceRow
from api.storage.learning_schema import LabelRow
from api.storage.schema import SubmissionRow
from api.submissions import submit
from tests.api.desk.pieces import MASKED, labels, piece, put_some, say, somebody
from tests.api.reviews import FLAWED
from training.local.said import Said


def accepted(before: Standing) -> Standing:
    return replace(before, state="accepted")


def returned(before: Standing) -> Standing:
    return replace(before, state="returned", opinion="请写明路段。")


def accept(database: Database, account_id: int, *numbers: int) -> Acted:
    versions = {number: piece(database, number).version for number in numbers}
    return act(database, account_id, "accept", "接收", versions, accepted)


def row(database: Database, number: int) -> PieceRow:
    with database.session() as session:
        return session.get_one(PieceRow, number)


def test_one_thing_is_done_to_many_and_to_no_others(database: Database) -> None:
    li = somebody(database)
    first, second, third = put_some(database, 3)
    acted = accept(database, li, first, second)
    assert (acted.told, acted.done, acted.kept) == ("接收", (first, second), ())
    assert [piece(database, each).standing.state for each in (first, second, third)] == [
        "accepted", "accepted", "open",
    ]  # fmt: skip
    assert [piece(database, each).version for each in (first, second, third)] == [2, 2, 1]
    changed = piece(database, first)
    assert changed.changed_by == changed.standing.decided_by == li
    assert changed.changed is not None
    assert changed.changed == changed.standing.decided
    assert abs((datetime.now(UTC) - changed.changed).total_seconds()) < 60


def test_what_stands_so_already_is_not_changed_and_leaves_no_action(database: Database) -> None:
    li = somebody(database)
    (number,) = put_some(database)
    accept(database, li, number)
    again = accept(database, li, number)
    assert (again.action, again.done, again.kept) == (None, (), ())
    assert piece(database, number).version == 2
    assert len(history(database, number)) == 1


def test_who_was_faster_is_told_and_nothing_is_written_over(database: Database) -> None:
    li, wang = somebody(database), somebody(database, "wang", "王审核")
    first, second = put_some(database, 2)
    seen = {first: 1, second: 1}
    act(database, wang, "return", "退回修改", {first: 1}, returned)
    acted = act(database, li, "accept", "接收", seen, accepted)
    assert acted.done == (second,)
    (kept,) = acted.kept
    assert (kept.piece_id, kept.title, kept.by) == (first, MASKED.title, "王审核")
    assert kept.when == piece(database, first).changed
    assert piece(database, first).standing.state == "returned"


def test_one_draft_that_was_changed_is_refused(database: Database) -> None:
    li, wang = somebody(database), somebody(database, "wang", "王审核")
    (number,) = put_some(database)
    act_one(database, wang, "return", "退回修改", number, 1, returned)
    with pytest.raises(ChangedMeanwhile, match="王审核刚刚改过这一件，您的改动还没有保存"):
        act_one(database, li, "accept", "接收", number, 1, accepted)
    assert piece(database, number).standing == returned(Standing("open", "", Said(), None, merged=False))
    assert len(history(database, number)) == 1


@pytest.mark.parametrize("number", [0, -1, 999, 2**31, 10**30])
def test_a_draft_that_is_not_there_is_passed_over(database: Database, number: int) -> None:
    acted = act(database, somebody(database), "accept", "接收", {number: 1}, accepted)
    assert (acted.action, acted.done, acted.kept) == (None, (), ())


def test_of_many_who_decide_at_once_one_is_first_and_all_others_are_told(database: Database) -> None:
    people = [somebody(database, f"li{each}", f"李{each}号") for each in range(6)]
    (number,) = put_some(database)

    def decide(account_id: int) -> bool:
        try:
            act_one(database, account_id, "accept", "接收", number, 1, accepted)
        except ChangedMeanwhile:
            return False
        return True

    with ThreadPoolExecutor(len(people)) as hands:
        first = list(hands.map(decide, people))
    assert sum(first) == 1
    assert piece(database, number).changed_by == people[first.index(True)]
    assert [step.version for step in history(database, number)] == [2]


def test_taking_back_restores_all_that_was(database: Database) -> None:
    li, wang = somebody(database), somebody(database, "wang", "王审核")
    first, second = put_some(database, 2)
    act_one(database, li, "return", "退回修改", first, 1, returned)
    before = [piece(database, each) for each in (first, second)]
    action = accept(database, li, first, second).action
    assert action
    acted = undo(database, wang, action)
    assert (acted.told, acted.done, acted.kept) == ("撤回：接收", (first, second), ())
    for old in before:
        now = piece(database, old.id)
        assert now.standing == old.standing
        assert (now.standing.decided, now.standing.decided_by) == (
            old.standing.decided,
            old.standing.decided_by,
        )
        assert (now.version, now.changed_by) == (old.version + 2, wang)


def test_what_was_changed_since_stays_when_the_rest_is_taken_back(database: Database) -> None:
    li, wang = somebody(database), somebody(database, "wang", "王审核")
    first, second = put_some(database, 2)
    action = accept(database, li, first, second).action
    assert action
    act_one(database, wang, "return", "退回修改", second, 2, returned)
    acted = undo(database, li, action)
    assert acted.done == (first,)
    assert [(each.piece_id, each.by) for each in acted.kept] == [(second, "王审核")]
    assert [piece(database, each).standing.state for each in (first, second)] == ["open", "returned"]


def test_once_what_came_later_is_taken_back_the_earlier_can_be_too(database: Database) -> None:
    li = somebody(database)
    (number,) = put_some(database)
    first = accept(database, li, number).action
    second = act_one(database, li, "return", "退回修改", number, 2, returned).action
    assert first
    assert second
    undo(database, li, second)
    assert undo(database, li, first).done == (number,)
    assert piece(database, number).standing.state == "open"


@pytest.mark.parametrize("number", [0, -1, 999, 2**31, 10**30])
def test_an_action_that_there_was_not_cannot_be_taken_back(database: Database, number: int) -> None:
    with pytest.raises(NotThere, match="没有这一步"):
        undo(database, somebody(database), number)


def test_nothing_is_taken_back_twice_and_taking_back_is_not_taken_back(database: Database) -> None:
    li = somebody(database)
    (number,) = put_some(database)
    action = accept(database, li, number).action
    assert action
    undone = undo(database, li, action).action
    assert undone
    with pytest.raises(NotThere, match="已经撤回过"):
        undo(database, li, action)
    with pytest.raises(NotThere, match="撤回不能再撤回"):
        undo(database, li, undone)
    assert (piece(database, number).standing.state, piece(database, number).version) == ("open", 3)


def test_of_many_who_take_back_at_once_one_does(database: Database) -> None:
    li = somebody(database)
    (number,) = put_some(database)
    action = accept(database, li, number).action
    assert action

    def take_back(_: int) -> bool:
        try:
            undo(database, li, action)
        except NotThere:
            return False
        return True

    with ThreadPoolExecutor(6) as hands:
        assert sum(hands.map(take_back, range(6))) == 1
    assert piece(database, number).version == 3


def test_a_correction_shows_in_the_lists_and_is_a_label(database: Database) -> None:
    li = somebody(database)
    (number,) = put_some(database)
    said = Said({"vague": False}, main="财政局", triage="小微事")
    acted = say(database, li, number, said)
    listed = row(database, number)
    assert (listed.vague, listed.main, listed.triage, listed.verdict) == (
        "不成立",
        "财政局",
        "小微事",
        "修改后提交",
    )
    assert listed.codes == "N8"
    with database.session() as session:
        (label,) = session.query(LabelRow).all()
        assert (label.title, label.body, label.level) == (MASKED.title, MASKED.body, "县")
        assert (label.source, label.action_id, label.account_id) == ("desk", acted.action, li)
        assert (label.made, label.withdrawn) == (listed.changed, None)
    assert labels(database, number) == [(li, said, True)]


def test_another_correction_takes_the_place_of_the_label_before(database: Database) -> None:
    li, wang = somebody(database), somebody(database, "wang", "王审核")
    (number,) = put_some(database)
    first, second = Said({"vague": False}), Said({"vague": False, "too_broad": True})
    say(database, li, number, first)
    say(database, wang, number, second)
    assert labels(database, number) == [(li, first, False), (wang, second, True)]


def test_to_say_nothing_any_more_withdraws_the_label_and_the_model_speaks_again(database: Database) -> None:
    li = somebody(database)
    (number,) = put_some(database)
    say(database, li, number, Said({"vague": False}))
    say(database, li, number, Said())
    assert labels(database, number) == [(li, Said({"vague": False}), False)]
    assert (row(database, number).vague, row(database, number).codes) == ("成立", "N8 V2")


def test_taking_a_correction_back_withdraws_its_label(database: Database) -> None:
    li, wang = somebody(database), somebody(database, "wang", "王审核")
    (number,) = put_some(database)
    action = say(database, li, number, Said({"vague": False})).action
    assert action
    undo(database, wang, action)
    assert labels(database, number) == [(li, Said({"vague": False}), False)]
    assert row(database, number).vague == "成立"


def test_what_was_said_before_it_is_a_label_again_and_its_author_the_same(database: Database) -> None:
    li, wang = somebody(database), somebody(database, "wang", "王审核")
    (number,) = put_some(database)
    say(database, li, number, Said({"vague": False}))
    action = say(database, wang, number, Said({"vague": False}, triage="大要事")).action
    assert action
    undo(database, wang, action)
    assert labels(database, number)[-1] == (li, Said({"vague": False}), True)
    assert sum(holds for _, _, holds in labels(database, number)) == 1


def test_a_decision_alone_leaves_the_label(database: Database) -> None:
    li = somebody(database)
    (number,) = put_some(database)
    say(database, li, number, Said({"vague": False}))
    accept(database, li, number)
    assert labels(database, number) == [(li, Said({"vague": False}), True)]


def test_what_a_deputy_handed_in_follows(database: Database) -> None:
    li, zhang = somebody(database), somebody(database, "zhang", "张代表", "deputy")
    submission = submit(database, zhang, MASKED, FLAWED)
    (number,) = put_some(database)
    with database.writing() as session:
        session.get_one(PieceRow, number).submission_id = submission.id

    def state() -> str:
        with database.session() as session:
            return session.get_one(SubmissionRow, submission.id).state

    action = act_one(database, li, "return", "退回修改", number, 1, returned).action
    assert action
    assert state() == "returned"
    undo(database, li, action)
    assert state() == "submitted"
    accept(database, li, number)
    assert state() == "accepted"
    act_one(database, li, "reopen", "重新处理", number, 4, lambda before: replace(before, state="open"))
    assert state() == "submitted"
    assert piece(database, number).standing.decided is None


def test_what_was_done_is_kept_with_how_it_stood_before_and_after(database: Database) -> None:
    (number,) = put_some(database)
    accept(database, somebody(database), number)
    with database.session() as session:
        (change,) = session.query(ChangeRow).all()
        assert change.version == 2
        assert b'"open"' in change.before
        assert b'"accepted"' in change.after
