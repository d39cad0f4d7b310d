"""What became better since the first check of a draft, from what the form carries."""

import re
from dataclasses import dataclass

from model.content import rubric
from model.review import Review

_NOTHING = "-"
_LATER = "+"
_TOKEN = re.compile(r"\+?[A-Z]\d")


@dataclass(frozen=True, slots=True)
class Seen:
    """The codes found in a draft so far; what the field ``seen`` of the form holds.

    Attributes:
        first: those of the first check; ``None`` when there was none.
        later: those that came up while the draft was edited.
    """

    first: tuple[str, ...] | None = None
    later: tuple[str, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """All of them, in the order in which they were found."""
        return (*(self.first or ()), *self.later)

    def __str__(self) -> str:
        if self.first is None:
            return ""
        return " ".join([*(self.first or (_NOTHING,)), *(_LATER + code for code in self.later)])


@dataclass(frozen=True, slots=True)
class Progress:
    """How a draft stands beside its first check.

    Attributes:
        resolved: codes that were found and are no longer.
        new: codes that the first check did not find.
        left: how many ask for a revision.
        doubted: how many are in doubt.
        seen: to be carried to the next check.
    """

    resolved: tuple[str, ...]
    new: tuple[str, ...]
    left: int
    doubted: int
    seen: Seen


def read_seen(field: str) -> Seen:
    """Read the field ``seen``; whatever is no code of the rubric is passed over: anybody can write one."""
    tokens = list(dict.fromkeys(field.split()))
    known = [token for token in tokens if _TOKEN.fullmatch(token) and token.lstrip(_LATER) in rubric().codes]
    first = tuple(token for token in known if not token.startswith(_LATER))
    later = tuple(token[1:] for token in known if token.startswith(_LATER) and token[1:] not in first)
    return Seen(first, later) if known or _NOTHING in tokens else Seen()


def progress(review: Review, seen: Seen) -> Progress:
    """Compare a review with what was found before.

    While a draft may be no suggestion at all, only objections are shown; a finding that waits behind them
    counts neither as new nor as resolved.

    Args:
        review: the newest.
        seen: what earlier checks found.
    """
    found = [objection.code for objection in review.objections] + [
        finding.code for finding in review.findings
    ]
    objections_only = review.verdict == "不宜作为建议"
    shown = found[: len(review.objections)] if objections_only else found
    holding = 0 if objections_only else _to_mend(review)
    doubted = 0 if objections_only else max(len(review.findings) - holding, 0)
    first = tuple(shown) if seen.first is None else seen.first
    later = (*seen.later, *(code for code in shown if code not in first and code not in seen.later))
    return Progress(
        resolved=tuple(code for code in seen.codes if code not in found),
        new=tuple(code for code in shown if code not in first),
        left=len(review.objections) + holding,
        doubted=doubted,
        seen=Seen(first, later),
    )


def _to_mend(review: Review) -> int:
    """Count the findings that hold; a flag that holds without one of them counts as one, too."""
    holding = [finding.flag for finding in review.findings if finding.state == "成立"]
    bare = [judged for judged in review.flags if judged.state == "成立" and judged.flag not in holding]
    return len(holding) + len(bare)
