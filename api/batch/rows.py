"""What goes through a run over many drafts: where each came from, what was read, and what was found."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from model.draft import Draft
from model.review import Review

if TYPE_CHECKING:
    from api.desk.earlier import EarlierDraft

FIELDS = ("编号", "代表", "代表团", "届次", "日期", "承办单位", "办理情况")
"""What a draft may carry besides its words, in the order in which outputs show it."""

DEPUTY = "代表"
"""The field that names persons."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a draft stands in what the user named.

    Attributes:
        file: as the user knows it, such as ``件.zip/甲.docx``.
        sheet: of a workbook; empty otherwise.
        row: from 1, as Excel shows it, or the line of JSON Lines; 0 for a draft that is a file of its own.
    """

    file: str
    sheet: str = ""
    row: int = 0

    def __str__(self) -> str:
        """Return it in words, such as ``建议.xlsx，工作表“教育”，第 12 行``."""
        sheet = f"，工作表“{self.sheet}”" if self.sheet else ""
        return f"{self.file}{sheet}{f'，第 {self.row} 行' if self.row else ''}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One draft of the input.

    Attributes:
        number: place in the whole input from 1, counted over what is read and what is not; the same in every
            run over the same input.
        origin: where it stands.
        draft: title, body and level.
        fields: of :data:`FIELDS`, those that are given, none of them empty.
        notices: what the user should know about how it was read, in Chinese.
    """

    number: int
    origin: Origin
    draft: Draft
    fields: Mapping[str, str]
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """A file or a row that could not be read, or could not be scored.

    Attributes:
        number: as in :class:`Entry`; 0 where drafts are counted otherwise, as on the desk.
        origin: where it stands.
        kind: name of the error's class, such as ``DraftDamaged``.
        problem: what is wrong, in Chinese, no full stop at the end.
        remedy: what to do about it; may be empty.
    """

    number: int
    origin: Origin
    kind: str
    problem: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What people decided about a draft at the reviewers' desk.

    Attributes:
        state: 待处理, 已退回 or 已接收.
        by: shown name of who decided; empty while nobody has.
        when: in UTC; ``None`` while nobody has.
        opinion: to the deputy, as a reviewer edited it; empty for the program's own words.
        merged: whether it is answered together with its group (并案).
    """

    state: str
    by: str = ""
    when: datetime | None = None
    opinion: str = ""
    merged: bool = False


@dataclass(frozen=True, slots=True)
class Scored:
    """A draft and what was found about it.

    Attributes:
        entry: the draft.
        review: of it.
        decision: by people; ``None`` where it never lay on the desk.
        earlier: the drafts of earlier sessions most like it, the likeliest first.
    """

    entry: Entry
    review: Review
    decision: Decision | None = None
    earlier: "tuple[EarlierDraft, ...]" = ()
