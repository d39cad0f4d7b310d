"""What people do with groups on the same matter: merge, take apart, put together, decide for all at once.

Each is one action that can be taken back. It is done to the group as somebody saw it or not at all: half a
merger would be worse than none.

Rows of groups are never changed. Where another draft stands for a group, or it is no longer one of near
copies, its members move to a new row; taking that back moves them back to the old one.
"""

from collections.abc import Callable, Collection, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from api.brief import UNTITLED, brief
from api.desk.beside import near_copies
from api.desk.deciding import Acted, act_each_in, one_at_a_time, overtaken
from api.desk.pieces import WITH_TEXT
from api.desk.standing import Standing
from api.desk.whole import members_in
from api.errors import BadRequest, ChangedMeanwhile, NotThere
from api.storage.database import Database
from api.storage.desk_schema import GroupRow, PieceRow, PieceState
from api.storage.schema import LAST_NUMBER
from model.draft import Draft
from training.local.said import Said

_TITLE = 30
"""Code points of a title in what is told."""
_DECIDED: Mapping[PieceState, tuple[str, str]] = {
    "accepted": ("accept", "接收"),
    "returned": ("return", "退回修改"),
    "open": ("reopen", "重新处理"),
}


@dataclass(frozen=True, slots=True)
class Seen:
    """A group as somebody looked at it.

    Attributes:
        group: its number.
        versions: of its members, by their numbers.
    """

    group: int
    versions: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Grouped:
    """What came of it.

    Attributes:
        acted: as of every action.
        group: the number of the group now; ``None`` where nothing is left of it.
    """

    acted: Acted
    group: int | None


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a draft shall be: in which group, and whether it is merged with it."""

    group: int | None
    merged: bool


@dataclass(frozen=True, slots=True)
class _Plan:
    """What shall be done: told in Chinese, to which drafts of which versions, and what."""

    told: str
    versions: Mapping[int, int]
    change: Callable[[int, Standing], Standing]
    group: int | None


_Planning = Callable[[Session, GroupRow, Sequence[PieceRow]], _Plan]


def merge(database: Database, account_id: int, seen: Seen, ticked: Set[int], representative: int) -> Grouped:
    """Decide that members are answered together (并案), and which of them stands for the group.

    Args:
        database: where they are.
        account_id: who decides.
        seen: the group.
        ticked: which members; all where there are none. The representative always is among them.
        representative: number of a member.
    """

    def plan(session: Session, group: GroupRow, members: Sequence[PieceRow]) -> _Plan:
        first = _member(members, representative)
        chosen = _merged(members) | _chosen(members, ticked) | {first.id}
        places = _places(session, group, members, chosen, first.id)
        count = sum(place.merged for place in places.values())
        return _moved(f"并案：{count} 件，代表件{_called(first)}", members, places)

    return _carry_out(database, account_id, "merge", seen, plan)


def unmerge(database: Database, account_id: int, seen: Seen, ticked: Set[int]) -> Grouped:
    """Take back that members are answered together; they stay in the group.

    Args:
        database: where they are.
        account_id: who decides.
        seen: the group.
        ticked: which members; all where there are none, or where the representative is among them.
    """

    def plan(session: Session, group: GroupRow, members: Sequence[PieceRow]) -> _Plan:
        chosen = _chosen(members, ticked)
        left = set() if group.representative in chosen else _merged(members) - chosen
        places = _places(session, group, members, left, group.representative)
        return _moved(f"取消并案：{_called(_member(members, group.representative))}一组", members, places)

    return _carry_out(database, account_id, "unmerge", seen, plan)


def take_out(database: Database, account_id: int, seen: Seen, ticked: Set[int]) -> Grouped:
    """Take members out of their group. Where the representative goes, another member takes its place.

    Args:
        database: where they are.
        account_id: who decides.
        seen: the group.
        ticked: which members, at least one. Nothing is left of a group of one.
    """

    def plan(session: Session, group: GroupRow, members: Sequence[PieceRow]) -> _Plan:
        out = [row for row in members if row.id in ticked]
        rest = [row for row in members if row.id not in ticked]
        if not out:
            raise BadRequest("还没有勾选要移出的件", remedy="请先勾选，再按“移出”")
        places = {row.id: _Place(None, merged=False) for row in members}
        if len(rest) > 1:
            heirs = [row for row in rest if row.id == group.representative]
            heirs += [row for row in rest if row.merged] + rest
            places |= _places(session, group, rest, _merged(rest), heirs[0].id)
        return _moved(f"移出同一件事的一组：{_named(out)}", members, places)

    return _carry_out(database, account_id, "take_out", seen, plan)


def add(database: Database, account_id: int, seen: Seen, piece_id: int, version: int) -> Grouped:
    """Put a draft that is in no group into one; it is not merged yet.

    Args:
        database: where they are.
        account_id: who decides.
        seen: the group.
        piece_id: number of the draft.
        version: of the draft as it was looked at.
    """

    def plan(session: Session, group: GroupRow, members: Sequence[PieceRow]) -> _Plan:
        added = session.get(PieceRow, piece_id) if 0 < piece_id <= LAST_NUMBER else None
        if added is None:
            raise NotThere("没有这一件", remedy="请再查找一次")
        if added.group_id is not None:
            raise BadRequest("这一件已经在一组里了", remedy="请先把它移出来，或者合并两组")
        everybody = [*members, added]
        places = _places(session, group, everybody, _merged(members), group.representative)
        first = _member(members, group.representative)
        plan = _moved(f"加进{_called(first)}一组：{_named([added])}", everybody, places)
        return replace(plan, versions={**plan.versions, piece_id: version})

    return _carry_out(database, account_id, "add", seen, plan)


def join(database: Database, account_id: int, seen: Seen, other: int) -> Grouped:
    """Put all members of another group into one.

    What was merged there stays so only where this group is merged as well.

    Args:
        database: where they are.
        account_id: who decides.
        seen: the group that stays.
        other: number of the one that goes.
    """

    def plan(session: Session, group: GroupRow, members: Sequence[PieceRow]) -> _Plan:
        coming = [] if other == group.id else members_in(session, other)
        if not coming:
            raise NotThere("要合并的那一组已经不在了", remedy="请再查找一次")
        everybody = [*members, *coming]
        merged = _merged(everybody) if _merged(members) else set()
        places = _places(session, group, everybody, merged, group.representative)
        first = _member(members, group.representative)
        return _moved(f"合并两组：{len(coming)} 件并进{_called(first)}一组", everybody, places)

    return _carry_out(database, account_id, "join", seen, plan)


def represent(database: Database, account_id: int, seen: Seen, representative: int) -> Grouped:
    """Let another member stand for the group; if that is merged, so is its representative.

    Args:
        database: where they are.
        account_id: who decides.
        seen: the group.
        representative: number of the member.
    """

    def plan(session: Session, group: GroupRow, members: Sequence[PieceRow]) -> _Plan:
        first = _member(members, representative)
        places = _places(session, group, members, _merged(members), first.id)
        return _moved(f"换代表件：{_called(first)}", members, places)

    return _carry_out(database, account_id, "represent", seen, plan)


def assign(database: Database, account_id: int, seen: Seen, ticked: Set[int], unit: str) -> Grouped:
    """Name one unit as 主办 of members.

    Args:
        database: where they are.
        account_id: who decides.
        seen: the group.
        ticked: which members; all where there are none.
        unit: its name.
    """

    def change(_: int, before: Standing) -> Standing:
        co = before.said.co
        others = co if co is None else tuple(each for each in co if each != unit)
        said: Said = replace(before.said, main=unit, co=others)
        return replace(before, said=said)

    def plan(_: Session, group: GroupRow, members: Sequence[PieceRow]) -> _Plan:
        chosen = _chosen(members, ticked)
        versions = {row.id: row.version for row in members if row.id in chosen}
        return _Plan(f"设主办：{unit}（{len(chosen)} 件）", versions, change, group.id)

    return _carry_out(database, account_id, "assign", seen, plan)


def decide(database: Database, account_id: int, seen: Seen, ticked: Set[int], state: PieceState) -> Grouped:
    """Accept or return members at once.

    Args:
        database: where they are.
        account_id: who decides.
        seen: the group.
        ticked: which members; where there are none those that are merged, or else all.
        state: what is decided.
    """
    kind, told = _DECIDED[state]

    def plan(_: Session, group: GroupRow, members: Sequence[PieceRow]) -> _Plan:
        chosen = _chosen(members, ticked or _merged(members))
        rows = [row for row in members if row.id in chosen]
        return _Plan(
            f"{told}：{_named(rows)}",
            {row.id: row.version for row in rows},
            lambda _, before: replace(before, state=state),
            group.id,
        )

    return _carry_out(database, account_id, kind, seen, plan)


def _carry_out(database: Database, account_id: int, kind: str, seen: Seen, planning: _Planning) -> Grouped:
    with database.writing() as session:
        one_at_a_time(session)
        group = session.get(GroupRow, seen.group) if 0 < seen.group <= LAST_NUMBER else None
        members = members_in(session, seen.group) if group else ()
        if group is None or len(members) < 2:
            raise NotThere("这一组已经不在了", remedy="请回到“同一件事”里找")
        if {row.id for row in members} != set(seen.versions):
            raise ChangedMeanwhile(
                "别人刚刚动过这一组的成员，您要做的这一步没有做",
                remedy="请先看看现在的情况，再决定要不要做",
            )
        plan = planning(session, group, members)
        acted = act_each_in(
            session, account_id, kind, plan.told, {**plan.versions, **_looked_at(seen, plan)}, plan.change
        )
        if acted.kept:
            kept = acted.kept[0]
            raise overtaken(kept, f"“{brief(kept.title, _TITLE) or UNTITLED}”", "您要做的这一步没有做")
        return Grouped(acted, plan.group)


def _looked_at(seen: Seen, plan: _Plan) -> dict[int, int]:
    """Return the versions that were looked at, of those members that something is done to."""
    return {number: version for number, version in seen.versions.items() if number in plan.versions}


def _places(
    session: Session, group: GroupRow, members: Sequence[PieceRow], merged: Set[int], first: int
) -> dict[int, _Place]:
    """Return the place of each in a group of these members.

    One alone is not merged with anything, and the representative is merged if anything is.
    """
    together = merged | {first} if merged - {first} else set()
    number = _row_for(session, group, members, first)
    return {row.id: _Place(number, row.id in together) for row in members}


def _row_for(session: Session, group: GroupRow, members: Sequence[PieceRow], first: int) -> int:
    """Return the number of the row of a group that says what holds of it now: the same one, or a new one."""
    grown = any(row.group_id != group.id for row in members)
    near = group.near_copies
    if first != group.representative or (near and grown):
        near = _near(session, [row.id for row in members], first)
    if (first, near) == (group.representative, group.near_copies):
        return group.id
    row = GroupRow(batch_id=group.batch_id, representative=first, near_copies=near)
    session.add(row)
    session.flush()
    return row.id


def _near(session: Session, members: Collection[int], first: int) -> bool:
    rows = session.scalars(WITH_TEXT.where(PieceRow.id.in_(members))).all()
    drafts = {row.id: Draft(row.title, row.text.body, row.level) for row in rows}
    own = drafts.pop(first)
    return near_copies(own, list(drafts.values()))


def _moved(told: str, rows: Sequence[PieceRow], places: Mapping[int, _Place]) -> _Plan:
    groups = [place.group for place in places.values() if place.group is not None]
    return _Plan(
        told,
        {row.id: row.version for row in rows},
        lambda number, before: replace(before, group=places[number].group, merged=places[number].merged),
        groups[0] if groups else None,
    )


def _chosen(members: Sequence[PieceRow], ticked: Set[int]) -> set[int]:
    """Return the numbers of the members that are ticked, or all where none is."""
    return {row.id for row in members if row.id in ticked or not ticked}


def _merged(members: Sequence[PieceRow]) -> set[int]:
    return {row.id for row in members if row.merged}


def _member(members: Sequence[PieceRow], number: int) -> PieceRow:
    found = next((row for row in members if row.id == number), None)
    if found is None:
        raise BadRequest("选作代表件的不在这一组里", remedy="请在组里另选一件")
    return found


def _named(rows: Sequence[PieceRow]) -> str:
    more = f"等 {len(rows)} 件" if len(rows) > 1 else ""
    return f"{_called(rows[0])}{more}"


def _called(row: PieceRow) -> str:
    return f"“{brief(row.title, _TITLE) or UNTITLED}”"
