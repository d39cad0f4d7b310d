"""The model card: what a model was made of, how good it is, and what it must not be used for.

The training makes it (:mod:`training.card`) and the bundle keeps it. There is no date in it, so that equal
trainings give equal bytes.
"""

from dataclasses import dataclass
from typing import Any

from model.rubric import FlagName


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure with its 95 % interval; all ``None`` where there was nothing to measure."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class FlagFigures:
    """How well one of the three flags was found.

    Attributes:
        count: drafts that have it.
        precision: share of the found that have it.
        recall: share of those that have it that were found.
        f1: harmonic mean of both.
        average_precision: area under the precision-recall curve.
        calibration_error: expected calibration error of its probability.
    """

    count: int
    precision: Figure
    recall: Figure
    f1: Figure
    average_precision: Figure
    calibration_error: Figure


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """How often the right unit was named.

    Attributes:
        top_1: share in which the first candidate is 主办.
        top_3: share in which one of the first three candidates is 主办.
        calibration_error: expected calibration error of the first candidate's probability.
    """

    top_1: Figure
    top_3: Figure
    calibration_error: Figure


@dataclass(frozen=True, slots=True)
class TierFigures:
    """How good one tier was.

    Attributes:
        flags: by name, at the threshold ``holds``.
        clean: share of the drafts without fault on which no flag holds.
        draft_units: on whole drafts.
        title_units: on titles with a line or two.
        triage: share of drafts in the right class.
    """

    flags: dict[FlagName, FlagFigures]
    clean: Figure
    draft_units: UnitFigures
    title_units: UnitFigures
    triage: Figure


@dataclass(frozen=True, slots=True)
class Sample:
    """How many texts something was done on.

    Attributes:
        drafts: whole ones.
        clean: of these without fault.
        titles: with a line or two.
    """

    drafts: int
    clean: int
    titles: int


@dataclass(frozen=True, slots=True)
class Measured:
    """How good the way of training was, on groups that neither heads, encoder nor curves had seen.

    Attributes:
        how: what the figures mean and what they do not, in sentences.
        calibrated: what the curves, and the encoder's weight, were fitted on for this.
        tested: what was judged.
        resamples: number of bootstrap resamples the intervals are made from.
        fast: the fast tier.
        full: the full tier, where there is an encoder.
    """

    how: tuple[str, ...]
    calibrated: Sample
    tested: Sample
    resamples: int
    fast: TierFigures
    full: TierFigures | None


@dataclass(frozen=True, slots=True)
class Batch:
    """Drafts written in one manner.

    Attributes:
        manner: how they were written.
        drafts: number of them.
    """

    manner: str
    drafts: int


@dataclass(frozen=True, slots=True)
class Data:
    """The labelled drafts the model was trained on.

    Attributes:
        groups: matters told; a group is never split between training and test.
        flags: drafts that have each flag.
        clean: drafts without fault.
        levels: drafts of each 本级.
        restated: drafts that tell a real suggestion again.
        batches: drafts by the manner they were written in.
    """

    groups: int
    flags: dict[FlagName, int]
    clean: int
    levels: dict[str, int]
    restated: int
    batches: tuple[Batch, ...]


@dataclass(frozen=True, slots=True)
class Epoch:
    """One pass of a fine-tuning.

    Attributes:
        learnt: loss over what is learnt from.
        held_out: loss over the groups that are not; the epoch where it is least was kept.
    """

    learnt: float
    held_out: float


@dataclass(frozen=True, slots=True)
class Finetuning:
    """How an encoder was made.

    Attributes:
        checkpoint: name of the encoder it was made from.
        licence: of that encoder; empty where it is not known.
        weights: SHA-256 of that encoder's weights.
        command: that made it.
        seed: of everything random.
        data: SHA-256 of the labelled data.
        drafts: learnt from.
        titles: learnt from.
        recipe: every number that was chosen, by name.
        epochs: in their order.
        parity: ``float``, the largest difference of a score between the network and its graph in single
            precision; ``flags``, the share of flags judged alike by the network and the int8 graph.
    """

    checkpoint: str
    licence: str
    weights: str
    command: str
    seed: int
    data: str
    drafts: int
    titles: int
    recipe: dict[str, float]
    epochs: tuple[Epoch, ...]
    parity: dict[str, float]


@dataclass(frozen=True, slots=True)
class EncoderMade:
    """The encoder of the full tier.

    Attributes:
        digest: what tells it from others.
        finetuning: how it was made; ``None`` where its manifest does not say.
    """

    digest: str
    finetuning: Finetuning | None


@dataclass(frozen=True, slots=True)
class Card:
    """The model card. Seed, digest and size of the data, and the thresholds, lie beside it in the bundle.

    Attributes:
        program: version of lianshen that trained the model.
        purpose: what the model is for.
        data: what it was trained on.
        encoder: of the full tier, where there is one.
        measured: how good it is; ``None`` where the data are too few to hold out enough.
        limits: what it cannot do well, in sentences.
        never: what it must not be used for, in sentences.
    """

    program: str
    purpose: str
    data: Data
    encoder: EncoderMade | None
    measured: Measured | None
    limits: tuple[str, ...]
    never: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CardTexts:
    """What a card says of any model, from ``data/model-card.toml``.

    Attributes:
        purpose: what the model is for.
        how: what the figures mean and what they do not.
        limits: what it cannot do well.
        never: what it must not be used for.
        manners: how the drafts of each batch were written, by what their ``id`` begins with.
        licences: of encoders, by name.
    """

    purpose: str
    how: tuple[str, ...]
    limits: tuple[str, ...]
    never: tuple[str, ...]
    manners: dict[str, str]
    licences: dict[str, str]


def card_of(kept: dict[str, Any]) -> Card:
    """Return a card from what :func:`dataclasses.asdict` made of it, read back from JSON."""
    data, encoder, measured = kept["data"], kept["encoder"], kept["measured"]
    batches = tuple(Batch(**batch) for batch in data["batches"])
    return Card(
        program=kept["program"],
        purpose=kept["purpose"],
        data=Data(**{**data, "batches": batches}),
        encoder=_encoder(encoder) if encoder else None,
        measured=_measured(measured) if measured else None,
        limits=tuple(kept["limits"]),
        never=tuple(kept["never"]),
    )


def _encoder(kept: dict[str, Any]) -> EncoderMade:
    made = kept["finetuning"]
    if made:
        made = Finetuning(**{**made, "epochs": tuple(Epoch(**epoch) for epoch in made["epochs"])})
    return EncoderMade(kept["digest"], made)


def _measured(kept: dict[str, Any]) -> Measured:
    return Measured(
        how=tuple(kept["how"]),
        calibrated=Sample(**kept["calibrated"]),
        tested=Sample(**kept["tested"]),
        resamples=kept["resamples"],
        fast=_tier(kept["fast"]),
        full=_tier(kept["full"]) if kept["full"] else None,
    )


def _tier(kept: dict[str, Any]) -> TierFigures:
    flags: dict[FlagName, FlagFigures] = {
        flag: FlagFigures(count=own.pop("count"), **_figures(own)) for flag, own in kept["flags"].items()
    }
    return TierFigures(
        flags=flags,
        clean=Figure(**kept["clean"]),
        draft_units=UnitFigures(**_figures(kept["draft_units"])),
        title_units=UnitFigures(**_figures(kept["title_units"])),
        triage=Figure(**kept["triage"]),
    )


def _figures(kept: dict[str, Any]) -> dict[str, Figure]:
    return {name: Figure(**figure) for name, figure in kept.items()}
