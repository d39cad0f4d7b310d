"""重复与合并: the groups of drafts on the same matter, each with a proposal to merge them (并案)."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from api.brief import quoted
from api.screen.review import percent
from api.workbook.book import Book, Column, Marked, Table, Value
from api.workbook.told import Kept
from model.similar.groups import Group
from model.similar.passages import Passage

NAME = "重复与合并"
_COLUMNS = (
    Column("组", 6, "centre"),
    Column("件数", 6, "centre"),
    Column("在组里", 9, "centre"),
    Column("序号", 6, "centre"),
    Column("编号", 10),
    Column("标题", 40),
    Column("代表", 10),
    Column("代表团", 12),
    Column("主办单位", 17),
    Column("为什么在一组", 26),
    Column("相同的字句（与代表件比）", 48),
    Column("并案建议", 34),
)
_PASSAGES, _PASSAGE = 3, 40
_NEAR_COPY, _CLOSE = "字句大体相同", "可能是同一件事，写法不同，请核对"


class Merging:
    """The sheet 重复与合并, written when all drafts have passed by.

    Args:
        book: to write it in.
    """

    def __init__(self, book: Book) -> None:
        self._table = Table(book, NAME, _COLUMNS, frozen=1)

    def write(self, groups: Sequence[Group], known: Mapping[int, Kept], *, too_many: bool = False) -> None:
        """Write the groups.

        Args:
            groups: numbered from 1 in this order.
            known: the drafts in them that were scored.
            too_many: whether there were too many drafts to look for groups.
        """
        for number, group in enumerate(groups, 1):
            for row in _rows(number, group, known):
                self._table.add(row)
        self._table.finish("件数太多，没有查重复。" if too_many else "没有发现重复的草稿。")


def leading_unit(group: Group, known: Mapping[int, Kept]) -> str:
    """Return the unit that should lead on a merged suggestion: the one that most members go to.

    The representative decides among equals, as on the page of the group.
    """
    return next(iter(_units(group, known)), "")


def _units(group: Group, known: Mapping[int, Kept]) -> list[str]:
    """Return the units of the members, those of most members first."""
    votes = Counter(draft.unit for draft in _scored(group, known))
    return [unit for unit, _ in votes.most_common()]  # among equals that of the first one counted


def _scored(group: Group, known: Mapping[int, Kept]) -> list[Kept]:
    """Return the members that were scored, the representative first."""
    others = (number for number in group.members if number != group.representative)
    return [known[number] for number in (group.representative, *others) if number in known]


def _rows(number: int, group: Group, known: Mapping[int, Kept]) -> Iterator[list[Value]]:
    """Yield the representative, shaded, and then the others."""
    others = [position for position, member in enumerate(group.members) if member != group.representative]
    for position in (group.members.index(group.representative), *others):
        member = group.members[position]
        first = member == group.representative
        draft = known.get(member)
        if draft is None:
            continue
        row: list[Value] = [
            number,
            len(group.members),
            "代表件" if first else "成员",
            member,
            draft.label,
            draft.title,
            draft.deputy,
            draft.delegation,
            draft.unit,
            None if first else _why(group, position),
            None if first else _shared(group.passages[position]),
            _proposal(group, known) if first else None,
        ]
        yield _shaded(row) if first else row


def _shaded(row: list[Value]) -> list[Value]:
    return [
        Marked(value or "", "first centre" if column.look == "centre" else "first")
        if not isinstance(value, Marked)
        else value
        for value, column in zip(row, _COLUMNS, strict=True)
    ]


def _why(group: Group, position: int) -> str:
    likeness = group.likeness[position]
    same = _NEAR_COPY if group.near_copies else _CLOSE
    return f"{same}\n（可能性 {percent(likeness)}）"


def _shared(passages: tuple[Passage, ...]) -> str:
    """Return the longest shared passages in the order of the text."""
    if not passages:
        return "没有相同的字句"
    longest = sorted(passages, key=lambda passage: -len(passage.other.text))[:_PASSAGES]
    told = [passage for passage in passages if passage in longest]
    more = f"（共 {len(passages)} 处）" if len(passages) > len(told) else ""
    return "\n".join(quoted(passage.other, _PASSAGE) for passage in told) + more


def _proposal(group: Group, known: Mapping[int, Kept]) -> str:
    scored = _scored(group, known)
    main, *co = _units(group, known)
    helped = f"，{'、'.join(co)}会办" if co else ""
    deputies = list(dict.fromkeys(each.deputy for each in scored if each.deputy))
    whom = f"，一并答复领衔代表{'、'.join(deputies)}" if len(deputies) > 1 else ""
    merged, all_of_them = sum(each.merged for each in scored), len(group.members)
    begun = f"{'' if group.near_copies else '核对后，'}建议 {all_of_them} 件并案办理"
    if merged:
        begun = f"已定{'其中' if merged < all_of_them else ''} {merged} 件并案办理"
    return f"{begun}，由{main}牵头{helped}{whom}"
