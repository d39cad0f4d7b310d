"""Which drafts of the desk somebody wants to see, and in which order.

It travels as a query string, so that a list can be bookmarked, sent to a colleague, and taken along to the
page of one draft, to the charts and to the exports. The words that are looked for travel sealed: they may be
somebody's name (:mod:`api.web.looked_for`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Final, Literal, TypeVar, get_args
from urllib.parse import parse_qsl, urlencode

from api.storage.desk_schema import PieceState
from api.storage.schema import LAST_NUMBER
from model.content import FORMAL, REASONS
from model.review import TriageValue, Verdict

HANDED_IN: Final = 0
"""In the place of a batch's number: the drafts that deputies handed in themselves."""

FlagWanted = Literal["too_broad", "vague", "infeasible", "unsure", "clean"]
"""One of the three flags holds; at least one is in doubt; none holds or is in doubt."""

SortKey = Literal[
    "received", "title", "deputy", "delegation", "verdict", "flags", "unit", "triage", "state", "changed"
]
SORTS: tuple[SortKey, ...] = get_args(SortKey)
NEWEST: Final = "-received"

_LONGEST = 120
_SEALED = 1000
"""Letters that 120 characters have at most once they are sealed, and some more."""
_DIGITS = 10
_Choice = TypeVar("_Choice", bound=str)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which drafts a list shows. What is empty or ``None`` lets all through.

    Attributes:
        text: stands in the title, the name of the deputy, the delegation or the body; in no query string.
        find: the same words as they stand in a query string, sealed.
        batch: number of the batch; :data:`HANDED_IN` for what deputies handed in.
        state: what was decided.
        verdict: of the review as it stands.
        flag: see :data:`FlagWanted`.
        code: a reason code or a formal objection that holds, such as ``V2``.
        unit: 主办.
        triage: 三分.
        delegation: 代表团.
        group: number of the group on the same matter.
        sort: one of :data:`SORTS`; after a minus from the last to the first.
        page: from 1.
    """

    text: str = ""
    find: str = ""
    batch: int | None = None
    state: PieceState | None = None
    verdict: Verdict | None = None
    flag: FlagWanted | None = None
    code: str = ""
    unit: str = ""
    triage: TriageValue | None = None
    delegation: str = ""
    group: int | None = None
    sort: str = NEWEST
    page: int = 1

    @property
    def query(self) -> str:
        """The query string, without its question mark; empty where everything is as usual."""
        return urlencode([(name, str(value)) for name, value in _told(self)])

    @property
    def filters(self) -> Mapping[str, str]:
        """What narrows the list down, by name, as in the query string."""
        return {name: str(value) for name, value in _told(self) if name not in {"sort", "page"}}

    def but(self, **changes: Any) -> "Wanted":
        """Return the same with changes, from its first page on unless a page is named."""
        return replace(self, **{"page": 1, **changes})


def read_wanted(query: str | Iterable[tuple[str, str]]) -> Wanted:
    """Return what a query string asks for; what it says wrongly counts as not said.

    Args:
        query: without its question mark, or its names and values; the last of a name counts.
    """
    pairs = parse_qsl(query) if isinstance(query, str) else query
    raw = dict(pairs)
    given = {name: clean(value) for name, value in raw.items()}
    sort = given.get("sort", "")
    return Wanted(
        find=_sealed(raw.get("find", "")),
        batch=_number(given.get("batch"), HANDED_IN),
        state=_one_of(get_args(PieceState), given.get("state")),
        verdict=_one_of(get_args(Verdict), given.get("verdict")),
        flag=_one_of(get_args(FlagWanted), given.get("flag")),
        code=_one_of((*REASONS, *FORMAL), given.get("code")) or "",
        unit=given.get("unit", ""),
        triage=_one_of(get_args(TriageValue), given.get("triage")),
        delegation=given.get("delegation", ""),
        group=_number(given.get("group"), 1),
        sort=sort if sort.removeprefix("-") in SORTS else NEWEST,
        page=_number(given.get("page"), 1) or 1,
    )


def _told(wanted: Wanted) -> list[tuple[str, object]]:
    usual = Wanted()
    values = ((each.name, getattr(wanted, each.name)) for each in fields(wanted))
    return [(name, value) for name, value in values if name != "text" and value != getattr(usual, name)]


def _sealed(value: str) -> str:
    """Return sealed words as they came; what are none must not count as not said, for it narrows the list."""
    letters = value.replace("-", "").replace("_", "")
    return value if not value or (letters.isascii() and letters.isalnum() and len(value) <= _SEALED) else "-"


def clean(value: str) -> str:
    """Return a value as databases take it: without control characters and halves of characters."""
    kept = "".join(letter if letter.isprintable() else " " for letter in value)
    return " ".join(kept.split())[:_LONGEST].strip()


def _number(value: str | None, least: int) -> int | None:
    if value and value.isascii() and value.isdigit() and len(value) <= _DIGITS:
        return int(value) if least <= int(value) <= LAST_NUMBER else None
    return None


def _one_of(choices: tuple[_Choice, ...], value: str | None) -> _Choice | None:
    return next((choice for choice in choices if choice == value), None)
