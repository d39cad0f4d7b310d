"""What a tier of a model is made of beside its heads: curves, thresholds, and how an encoder is weighed."""

from dataclasses import dataclass

from model.calibration import Choice, Platt
from model.rubric import FlagName


@dataclass(frozen=True, slots=True)
class Calibration:
    """How scores become probabilities.

    Attributes:
        flags: one curve a flag, over the sum of its own score and the best of its codes.
        codes: one curve a reason code.
        co: the curve for being 会办, over the log-odds of being involved.
        units: over the units, for a draft.
        items: over the units, for one ask.
        context: how much of the whole draft's unit scores is added to those of one ask.
        triage: over the three classes.
    """

    flags: dict[FlagName, Platt]
    codes: dict[str, Platt]
    co: Platt
    units: Choice
    items: Choice
    context: float
    triage: Choice


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where the program asserts, and where it says 拿不准.

    Attributes:
        holds: a flag or code at or above this probability is 成立.
        unsure: at or above this, and below ``holds``, it is 拿不准; below, 不成立.
        unit: the leading unit is asserted at or above this probability.
        co: a unit is named as 会办 at or above this probability.
    """

    holds: float
    unsure: float
    unit: float
    co: float


@dataclass(frozen=True, slots=True)
class Blend:
    """How much the encoder's scores count where a linear head's count 1: for each kind of head a factor.

    Attributes:
        too_broad: that flag and its codes.
        vague: likewise.
        infeasible: likewise.
        triage: the three classes.
        units: for a draft.
        asks: the units for one ask.
        passages: the codes a passage is evidence of.
    """

    too_broad: float
    vague: float
    infeasible: float
    triage: float
    units: float
    asks: float
    passages: float


@dataclass(frozen=True, slots=True)
class FullTier:
    """The finer of the two tiers: the same heads, and what an encoder reads beside them.

    Attributes:
        encoder: digest of the encoder it was calibrated with; with another one it is worth nothing.
        blend: how both come together.
        calibration: of the blended scores, fitted on drafts the encoder had not learnt from.
        thresholds: stated in ``docs/judging.md``.
    """

    encoder: str
    blend: Blend
    calibration: Calibration
    thresholds: Thresholds
