"""What the network is to make small: how far its scores are from what people said of all it learns."""

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from training.finetune.batches import Batch
from training.finetune.examples import UNKNOWN
from training.finetune.network import Outputs

_CODES, _TRIAGE, _UNITS, _PASSAGES, _ASKS = 0.6, 0.3, 0.7, 0.6, 0.3
"""What each counts beside the flags. Passages and asks lend their words to the whole, units their matter."""


def loss(outputs: Outputs, batch: Batch, smoothing: float) -> Tensor:
    """Return the loss of a batch, a mean over its examples.

    Args:
        outputs: scores.
        batch: with the targets.
        smoothing: share of the unit's target that is spread over all units.
    """
    weight = batch.weight
    judged = weight * batch.judged
    flags = binary_cross_entropy_with_logits(outputs.flags, batch.flags, reduction="none").sum(1)
    codes = binary_cross_entropy_with_logits(outputs.codes, batch.codes, reduction="none").sum(1)
    unit = cross_entropy(outputs.units, batch.unit, reduction="none", label_smoothing=smoothing)
    triage = cross_entropy(outputs.triage, batch.triage, reduction="none", ignore_index=UNKNOWN)
    total = (judged * (flags + _CODES * codes)).sum() + (weight * (_UNITS * unit + _TRIAGE * triage)).sum()
    if len(batch.passages):
        shown = binary_cross_entropy_with_logits(outputs.passages, batch.passage_codes, reduction="none").sum(
            1
        )
        total = total + _PASSAGES * _mean_by(shown, batch.passage_of, len(weight)).sum()
    if len(batch.asks):
        total = (
            total
            + _ASKS * cross_entropy(outputs.asks, batch.ask_units, label_smoothing=smoothing) * judged.sum()
        )
    return total / weight.sum()


def _mean_by(values: Tensor, owner: Tensor, owners: int) -> Tensor:
    sums = values.new_zeros(owners).index_add(0, owner, values)
    counts = values.new_zeros(owners).index_add(0, owner, torch.ones_like(values))
    return sums / counts.clamp(min=1)
