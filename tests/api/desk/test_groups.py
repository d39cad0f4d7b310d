"""Groups on the same matter, on both databases: what is shown of them, and what is done to them."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from api.accounts import accounts
from api.batch.rows import Scored
from api.desk import grouping, groups, pieces
from api.desk.deciding import act, undo
from api.desk.standing import Standing
from api.errors import BadRequest, ChangedMeanwhile, NotThere
from api.storage.database import Database
from api.storage.desk_schema import GroupRow
from model.bundle import Bundle
from model.reviewer import Reviewer
from tests.api.desk.desks import add_batch, put_on_desk
from tests.api.desk.grouped import led_by, put_group, scored, seen
from tests.api.web.browsing import PASSWORD

NOBODY: frozenset[int] = frozenset()


@pytest.fixture(scope="module")
def drafts(small_bundle: Bundle) -> tuple[Scored, ...]:
    return scored(Reviewer(small_bundle))


@pytest.fixture
def li(database: Database) -> int:
    return accounts.add(database, "li", "李审核", "reviewer", PASSWORD).id


@pytest.fixture
def wang(database: Database) -> int:
    return accounts.add(database, "wang", "王审核", "reviewer", PASSWORD).id


def standings(database: Database, numbers: tuple[int, ...]) -> list[tuple[int | None, bool, str]]:
    found: list[tuple[int | None, bool, str]] = []
    for number in numbers:
        piece = pieces.find(database, number)
        assert piece
        found.append((piece.standing.group, piece.standing.merged, piece.standing.state))
    return found


def test_the_list_has_the_largest_first_and_names_what_they_are(
    database: Database, drafts: tuple[Scored, ...], li: int
) -> None:
    batch = add_batch(database, li, "第三次会议")
    small, _ = put_group(database, drafts[3:5])
    large, _ = put_group(database, drafts[:3], batch, near_copies=True)
    put_group(database, drafts[5:])
    found = groups.listed(database, None, None, 1)
    assert [(line.id, line.size, line.near_copies, line.merged) for line in found.lines] == [
        (large, 3, True, 0),
        (small, 2, False, 0),
    ]
    assert (found.lines[0].title, found.lines[0].deputy) == (drafts[0].entry.draft.title, "王建国")
    assert (found.total, found.page, found.pages, found.batches) == (2, 1, 1, {batch: "第三次会议"})
    assert [line.id for line in groups.listed(database, batch, None, 9).lines] == [large]
    assert [line.id for line in groups.listed(database, 0, None, 1).lines] == [small]


def test_the_list_is_narrowed_by_what_is_merged(
    database: Database, drafts: tuple[Scored, ...], li: int
) -> None:
    one, numbers = put_group(database, drafts[:3])
    two, _ = put_group(database, drafts[3:5])
    grouping.merge(database, li, seen(database, one), NOBODY, numbers[0])
    assert [(line.id, line.merged) for line in groups.listed(database, None, True, 1).lines] == [(one, 3)]
    assert [(line.id, line.merged) for line in groups.listed(database, None, False, 1).lines] == [(two, 0)]


def test_fifty_groups_are_a_page(database: Database, drafts: tuple[Scored, ...]) -> None:
    made = [put_group(database, drafts[:2])[0] for _ in range(51)]
    assert [line.id for line in groups.listed(database, None, None, 1).lines] == made[:50]
    last = groups.listed(database, None, None, 2)
    assert ([line.id for line in last.lines], last.page, last.pages) == (made[50:], 2, 2)


def test_a_group_proposes_the_unit_that_most_go_to(database: Database, drafts: tuple[Scored, ...]) -> None:
    units = ("教育局", "公安局", "公安局")
    number, _ = put_group(database, [led_by(each, unit) for each, unit in zip(drafts, units, strict=False)])
    group = groups.find(database, number)
    assert group
    assert (group.main, group.votes, group.co) == ("公安局", 2, ("教育局",))
    assert group.deputies == ("王建国", "李秀兰", "张卫东")
    assert groups.listed(database, None, None, 1).lines[0].unit == "公安局"


def test_among_equals_the_unit_of_the_representative_leads(
    database: Database, drafts: tuple[Scored, ...]
) -> None:
    units = ("教育局", "公安局")
    number, _ = put_group(database, [led_by(each, unit) for each, unit in zip(drafts, units, strict=False)])
    group = groups.find(database, number)
    assert group
    assert (group.main, group.votes, group.co) == ("教育局", 1, ("公安局",))


def test_members_are_likened_to_the_representative(database: Database, drafts: tuple[Scored, ...]) -> None:
    number, numbers = put_group(database, (drafts[0], drafts[2], drafts[4]))
    group = groups.find(database, number)
    assert group
    assert [member.piece.id for member in group.members] == list(numbers)
    own, copy, unlike = (member.likeness for member in group.members)
    assert own == 1.0
    assert copy > 0.9
    assert unlike < 0.1


def test_merging_all_and_taking_it_back(database: Database, drafts: tuple[Scored, ...], li: int) -> None:
    number, numbers = put_group(database, drafts[:3])
    done = grouping.merge(database, li, seen(database, number), NOBODY, numbers[0])
    assert (done.group, done.acted.done) == (number, numbers)
    assert done.acted.told == f"并案：3 件，代表件“{drafts[0].entry.draft.title}”"
    assert standings(database, numbers) == [(number, True, "open")] * 3
    assert done.acted.action
    undo(database, li, done.acted.action)
    assert standings(database, numbers) == [(number, False, "open")] * 3


def test_the_representative_is_merged_with_those_that_are_ticked(
    database: Database, drafts: tuple[Scored, ...], li: int
) -> None:
    number, numbers = put_group(database, drafts[:4])
    done = grouping.merge(database, li, seen(database, number), frozenset(numbers[1:2]), numbers[2])
    group = groups.find(database, done.group or 0)
    assert group
    assert (group.representative.id, group.merged) == (numbers[2], 2)
    assert [merged for _, merged, _ in standings(database, numbers)] == [False, True, True, False]
    assert groups.find(database, number) is None
    assert groups.moved_to(database, number) == done.group


def test_one_alone_is_merged_with_nothing(database: Database, drafts: tuple[Scored, ...], li: int) -> None:
    number, numbers = put_group(database, drafts[:2])
    grouping.merge(database, li, seen(database, number), NOBODY, numbers[0])
    grouping.unmerge(database, li, seen(database, number), frozenset(numbers[1:]))
    assert standings(database, numbers) == [(number, False, "open")] * 2


def test_a_group_of_one_is_gone_until_that_is_taken_back(
    database: Database, drafts: tuple[Scored, ...], li: int
) -> None:
    number, numbers = put_group(database, drafts[:2])
    grouping.merge(database, li, seen(database, number), NOBODY, numbers[0])
    done = grouping.take_out(database, li, seen(database, number), frozenset(numbers[1:]))
    assert done.group is None
    assert standings(database, numbers) == [(None, False, "open")] * 2
    assert groups.listed(database, None, None, 1).lines == ()
    assert done.acted.action
    acted = undo(database, li, done.acted.action)
    assert groups.group_of(database, acted.done) == number
    assert standings(database, numbers) == [(number, True, "open")] * 2


def test_another_takes_the_place_of_a_representative_that_goes(
    database: Database, drafts: tuple[Scored, ...], li: int
) -> None:
    number, numbers = put_group(database, drafts[:4])
    grouping.merge(database, li, seen(database, number), frozenset(numbers[2:3]), numbers[0])
    done = grouping.take_out(database, li, seen(database, number), frozenset(numbers[:1]))
    group = groups.find(database, done.group or 0)
    assert group
    assert (group.representative.id, set(group.versions)) == (numbers[2], set(numbers[1:]))
    assert group.merged == 0
    assert done.acted.action
    undo(database, li, done.acted.action)
    restored = groups.find(database, number)
    assert restored
    assert (restored.representative.id, restored.merged) == (numbers[0], 2)


def test_a_draft_of_another_batch_is_put_in(database: Database, drafts: tuple[Scored, ...], li: int) -> None:
    number, numbers = put_group(database, drafts[:2], add_batch(database, li))
    (added,) = put_on_desk(database, drafts[2:3])
    done = grouping.add(database, li, seen(database, number), added, 1)
    assert done.group == number
    assert standings(database, (*numbers, added)) == [(number, False, "open")] * 3
    with pytest.raises(BadRequest, match="已经在一组里"):
        grouping.add(database, li, seen(database, number), added, 2)
    with pytest.raises(NotThere):
        grouping.add(database, li, seen(database, number), 99_999, 1)


def test_near_copies_are_none_once_another_wording_comes_in(
    database: Database, drafts: tuple[Scored, ...], li: int
) -> None:
    number, _ = put_group(database, (drafts[0], drafts[2]), near_copies=True)
    (added,) = put_on_desk(database, drafts[1:2])
    done = grouping.add(database, li, seen(database, number), added, 1)
    group = groups.find(database, done.group or 0)
    assert group
    assert not group.near_copies
    assert done.acted.action
    undo(database, li, done.acted.action)
    restored = groups.find(database, number)
    assert restored
    assert (restored.near_copies, len(restored.versions)) == (True, 2)


@pytest.mark.parametrize("merged_too", [False, True])
def test_two_groups_become_one(
    database: Database, drafts: tuple[Scored, ...], li: int, merged_too: bool
) -> None:
    stays, own = put_group(database, drafts[:2])
    goes, coming = put_group(database, drafts[2:4])
    grouping.merge(database, li, seen(database, goes), NOBODY, coming[0])
    if merged_too:
        grouping.merge(database, li, seen(database, stays), NOBODY, own[0])
    done = grouping.join(database, li, seen(database, stays), goes)
    assert standings(database, (*own, *coming)) == [(stays, merged_too, "open")] * 4
    assert groups.find(database, goes) is None
    assert groups.moved_to(database, goes) == stays
    assert done.acted.action
    undo(database, li, done.acted.action)
    assert standings(database, coming) == [(goes, True, "open")] * 2
    for other in (stays, 99_999):
        with pytest.raises(NotThere):
            grouping.join(database, li, seen(database, stays), other)


def test_the_new_representative_of_a_merged_group_is_merged(
    database: Database, drafts: tuple[Scored, ...], li: int
) -> None:
    number, numbers = put_group(database, drafts[:3])
    grouping.merge(database, li, seen(database, number), frozenset(numbers[1:2]), numbers[0])
    done = grouping.represent(database, li, seen(database, number), numbers[2])
    assert standings(database, numbers) == [(done.group, True, "open")] * 3
    with pytest.raises(BadRequest, match="不在这一组"):
        grouping.represent(database, li, seen(database, done.group or 0), 99_999)


def test_one_unit_for_all_and_one_decision_for_those_that_are_merged(
    database: Database, drafts: tuple[Scored, ...], li: int
) -> None:
    number, numbers = put_group(database, drafts[:3])
    grouping.assign(database, li, seen(database, number), NOBODY, "应急管理局")
    group = groups.find(database, number)
    assert group
    assert (group.main, group.votes) == ("应急管理局", 3)
    grouping.merge(database, li, seen(database, number), frozenset(numbers[1:2]), numbers[0])
    grouping.decide(database, li, seen(database, number), NOBODY, "accepted")
    assert [state for *_, state in standings(database, numbers)] == ["accepted", "accepted", "open"]
    done = grouping.decide(database, li, seen(database, number), frozenset(numbers[2:]), "returned")
    assert done.acted.told == f"退回修改：“{drafts[2].entry.draft.title}”"
    again = grouping.decide(database, li, seen(database, number), frozenset(numbers[2:]), "returned")
    assert again.acted.action is None


def accepted(before: Standing) -> Standing:
    return replace(before, state="accepted")


def test_nothing_is_done_to_a_group_that_somebody_changed(
    database: Database, drafts: tuple[Scored, ...], li: int, wang: int
) -> None:
    number, numbers = put_group(database, drafts[:3])
    looked_at = seen(database, number)
    act(database, wang, "accept", "接收", {numbers[1]: 1}, accepted)
    with pytest.raises(ChangedMeanwhile, match="王审核刚刚改过"):
        grouping.merge(database, li, looked_at, NOBODY, numbers[0])
    assert standings(database, numbers) == [
        (number, False, "open"),
        (number, False, "accepted"),
        (number, False, "open"),
    ]
    grouping.take_out(database, wang, seen(database, number), frozenset(numbers[2:]))
    with pytest.raises(ChangedMeanwhile, match="动过这一组的成员"):
        grouping.assign(database, li, looked_at, frozenset(numbers[:1]), "教育局")


def test_what_was_done_to_a_group_is_taken_back_whole_or_not_at_all(
    database: Database, drafts: tuple[Scored, ...], li: int, wang: int
) -> None:
    number, numbers = put_group(database, drafts[:3])
    done = grouping.merge(database, li, seen(database, number), NOBODY, numbers[0])
    act(database, wang, "accept", "接收", {numbers[1]: 2}, accepted)
    assert done.acted.action
    with pytest.raises(ChangedMeanwhile, match="王审核刚刚改过"):
        undo(database, li, done.acted.action)
    assert [merged for _, merged, _ in standings(database, numbers)] == [True] * 3


def test_no_half_of_a_group_comes_back(
    database: Database, drafts: tuple[Scored, ...], li: int, wang: int
) -> None:
    number, numbers = put_group(database, drafts[:3])
    out = grouping.take_out(database, li, seen(database, number), frozenset(numbers[2:]))
    grouping.take_out(database, wang, seen(database, number), frozenset(numbers[:1]))
    assert out.acted.action
    with pytest.raises(ChangedMeanwhile, match="不能撤回"):
        undo(database, li, out.acted.action)
    assert standings(database, numbers) == [(None, False, "open")] * 3


def test_of_two_reviewers_at_once_one_is_told(
    database: Database, drafts: tuple[Scored, ...], li: int, wang: int
) -> None:
    number, numbers = put_group(database, drafts[:4])
    looked_at = seen(database, number)

    def chosen(who: int, representative: int) -> str:
        try:
            grouping.merge(database, who, looked_at, NOBODY, representative)
        except (ChangedMeanwhile, NotThere) as error:
            return str(error)
        return ""

    with ThreadPoolExecutor(2) as both:
        told = list(both.map(chosen, (li, wang), numbers[2:]))
    assert sorted(map(bool, told)) == [False, True]
    winner = numbers[2:][told.index("")]
    group = groups.find(database, groups.group_of(database, numbers) or 0)
    assert group
    assert (group.representative.id, group.merged, len(group.versions)) == (winner, 4, 4)


def test_candidates_are_found_by_number_and_by_words(database: Database, drafts: tuple[Scored, ...]) -> None:
    number, numbers = put_group(database, drafts[:2])
    other, away = put_group(database, drafts[3:5])
    (alone,) = put_on_desk(database, drafts[5:])
    assert groups.candidates(database, number, str(alone))[0].id == alone
    assert [(each.id, each.group, each.size) for each in groups.candidates(database, number, "石梁河")] == [
        (away[1], other, 2)
    ]
    assert groups.candidates(database, number, "柳林路") == ()
    own = groups.candidates(database, number, str(numbers[0]))  # the texts of others may hold the same digits
    assert not {each.id for each in own} & set(numbers)
    assert groups.candidates(database, number, "9" * 30) == ()


def test_what_was_done_is_told_newest_first(
    database: Database, drafts: tuple[Scored, ...], li: int, wang: int
) -> None:
    number, numbers = put_group(database, drafts[:2])
    merged = grouping.merge(database, li, seen(database, number), NOBODY, numbers[0])
    assert merged.acted.action
    undo(database, wang, merged.acted.action)
    group = groups.find(database, number)
    assert group
    assert [(each.by, each.told[:5], each.can_undo) for each in group.done] == [
        ("王审核", "撤回：并案", False),
        ("李审核", "并案：2 ", False),
    ]


def test_a_group_whose_representative_is_lost_can_still_be_mended(
    database: Database, drafts: tuple[Scored, ...]
) -> None:
    number, numbers = put_group(database, drafts[:3])
    with database.writing() as session:
        session.get_one(GroupRow, number).representative = 99_999
    group = groups.find(database, number)
    assert group
    assert group.representative.id == numbers[0]
    assert groups.listed(database, None, None, 1).lines[0].title == drafts[0].entry.draft.title


def test_one_step_after_the_other_is_taken_back(
    database: Database, drafts: tuple[Scored, ...], li: int, wang: int
) -> None:
    number, numbers = put_group(database, drafts[:2])
    merged = grouping.merge(database, li, seen(database, number), NOBODY, numbers[0])
    later = act(database, wang, "accept", "接收", {numbers[1]: 2}, accepted)
    for action in (later.action, merged.acted.action):
        assert action
        assert undo(database, li, action).done
    assert standings(database, numbers) == [(number, False, "open")] * 2


def test_what_somebody_decided_again_is_not_taken_back_with_the_first_time(
    database: Database, drafts: tuple[Scored, ...], li: int, wang: int
) -> None:
    (number,) = put_on_desk(database, drafts[:1])
    first = act(database, li, "accept", "接收", {number: 1}, accepted)
    act(database, wang, "reopen", "重新处理", {number: 2}, lambda before: replace(before, state="open"))
    act(database, wang, "accept", "接收", {number: 3}, accepted)
    assert first.action
    acted = undo(database, li, first.action)
    assert (acted.done, [kept.by for kept in acted.kept]) == ((), ["王审核"])
    assert standings(database, (number,)) == [(None, False, "accepted")]
