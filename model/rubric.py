"""The nouns of the rubric: three flags, eleven reason codes, eight formal objections."""

from dataclasses import dataclass
from typing import Literal, get_args

FlagName = Literal["too_broad", "vague", "infeasible"]
FLAGS: tuple[FlagName, ...] = get_args(FlagName)

Severity = Literal["blocking", "major", "minor", "mend"]
"""``blocking``: 不宜作为建议; ``major``: goes back for revision; ``minor``: easily mended, as by a new title;
``mend``: a formal objection that a revision removes."""


@dataclass(frozen=True, slots=True)
class Clause:
    """Where the rubric says so.

    Attributes:
        section: such as ``二、内容模糊``.
        text: the words of the clause.
    """

    section: str
    text: str


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example.

    Attributes:
        before: a passage with the fault.
        after: the same passage mended.
    """

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Flag:
    """One of the three questions the joint review asks.

    Attributes:
        flag: ``too_broad``, ``vague`` or ``infeasible``.
        name: 题目过大, 内容模糊 or 缺乏可行性.
        definition: when it holds.
    """

    flag: FlagName
    name: str
    definition: str


@dataclass(frozen=True, slots=True)
class Code:
    """One reason code (B1 … F5) or formal objection (N1 … N8) of the rubric.

    Attributes:
        code: such as ``B1``.
        flag: the flag it belongs to; ``None`` for a formal objection.
        name: such as 领域宽泛.
        severity: how much it stands in the way.
        definition: one sentence on what it means.
        counts: cases in which it holds.
        counts_not: cases that look like it and are not.
        advice: how to mend it, for any draft.
        example: a worked example.
        clause: the clause of the rubric it rests on.
    """

    code: str
    flag: FlagName | None
    name: str
    severity: Severity
    definition: str
    counts: tuple[str, ...]
    counts_not: tuple[str, ...]
    advice: str
    example: Example
    clause: Clause


@dataclass(frozen=True, slots=True)
class Rubric:
    """The whole rubric.

    Attributes:
        flags: in the order too_broad, vague, infeasible.
        codes: by code, in the order B1 … B3, V1 … V3, F1 … F5, N1 … N8.
    """

    flags: dict[FlagName, Flag]
    codes: dict[str, Code]

    @property
    def reasons(self) -> tuple[Code, ...]:
        """The eleven reason codes."""
        return tuple(code for code in self.codes.values() if code.flag is not None)

    @property
    def formal(self) -> tuple[Code, ...]:
        """The eight formal objections."""
        return tuple(code for code in self.codes.values() if code.flag is None)
