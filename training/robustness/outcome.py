"""What came of changing drafts in ways that must not matter."""

from dataclasses import asdict, dataclass

import orjson
from scipy.stats import binomtest

from model.review import Review, Verdict
from model.rubric import FLAGS, FlagName
from training.robustness.padding import Place


@dataclass(frozen=True, slots=True)
class Share:
    """Some of a number of drafts, with the 95 % interval of Wilson (1927); ``None`` where there are none.

    Attributes:
        count: how many.
        of: of how many.
        value: ``count / of``.
        low: lower end of the interval.
        high: upper end of the interval.
    """

    count: int
    of: int
    value: float | None
    low: float | None
    high: float | None

    def within(self, target: float) -> bool | None:
        """Return whether the share is no larger than a target; ``None`` where there is none."""
        return None if self.value is None else self.value <= target


def share(count: int, of: int) -> Share:
    """Return a share with its interval."""
    if not of:
        return Share(count, of, None, None, None)
    interval = binomtest(count, of).proportion_ci(0.95, method="wilson")
    return Share(count, of, count / of, float(interval.low), float(interval.high))


@dataclass(frozen=True, slots=True)
class Flip:
    """A draft of which something else is said after the change.

    Attributes:
        id: of the draft.
        title: identifiers of persons masked.
        before: verdict on the draft as given.
        after: verdict on the changed draft.
        raised: flags that hold (成立) only after the change.
        dropped: flags that held only before.
    """

    id: str
    title: str
    before: Verdict
    after: Verdict
    raised: tuple[FlagName, ...]
    dropped: tuple[FlagName, ...]


def compare(name: str, before: Review, after: Review) -> Flip:
    """Set the review of a changed draft beside that of the draft as given."""
    held, holds = (
        {judged.flag for judged in review.flags if judged.state == "成立"} for review in (before, after)
    )
    return Flip(
        id=name,
        title=before.title,
        before=before.verdict,
        after=after.verdict,
        raised=tuple(flag for flag in FLAGS if flag in holds - held),
        dropped=tuple(flag for flag in FLAGS if flag in held - holds),
    )


@dataclass(frozen=True, slots=True)
class Turns:
    """How often one flag turned.

    Attributes:
        raised: drafts in which it holds only after the change.
        dropped: drafts in which it held only before.
    """

    raised: int
    dropped: int


@dataclass(frozen=True, slots=True)
class Steadiness:
    """What one kind of change did.

    Attributes:
        kind: its name.
        verdicts: drafts whose verdict differs, of those that the change altered at all.
        flags: how often each flag turned.
        target: share of verdicts that may differ at most.
        met: whether no more do; ``None`` where no draft was altered.
        flips: the drafts whose verdict differs.
    """

    kind: str
    verdicts: Share
    flags: dict[FlagName, Turns]
    target: float
    met: bool | None
    flips: tuple[Flip, ...]


@dataclass(frozen=True, slots=True)
class Clearing:
    """What copied policy text in one place did to drafts that are labelled vague and were found to be so.

    Attributes:
        place: where the text was put.
        cleared: drafts of which 内容模糊 is no longer 成立.
        unsure: how many of these are 拿不准.
        target: share that may be cleared at most.
        met: whether no more are; ``None`` where there is no such draft.
        flips: the drafts that were cleared.
    """

    place: Place
    cleared: Share
    unsure: int
    target: float
    met: bool | None
    flips: tuple[Flip, ...]


@dataclass(frozen=True, slots=True)
class Robustness:
    """All that was measured.

    Attributes:
        model: version of the model that judged.
        files: names of the files the drafts come from; empty for the test part of the bundled corpus.
        drafts: their number.
        vague: how many of them are labelled vague.
        seen: how many stand word for word in the bundled corpus.
        seed: of all that was drawn.
        steadiness: kind by kind.
        clearing: place by place.
    """

    model: str
    files: tuple[str, ...]
    drafts: int
    vague: int
    seen: int
    seed: int
    steadiness: tuple[Steadiness, ...]
    clearing: tuple[Clearing, ...]

    def to_json(self) -> str:
        """Return it as one JSON object."""
        return orjson.dumps(asdict(self), option=orjson.OPT_INDENT_2).decode() + "\n"
