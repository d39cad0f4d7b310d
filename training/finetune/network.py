"""The network that is fine-tuned: the encoder, and heads over a whole draft, its passages and its asks."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from transformers import BertModel

from model.content import REASONS, units
from model.review import TRIAGE
from model.rubric import FLAGS
from training.finetune.batches import Batch

_DROPOUT = 0.1
POOLS = 4
"""Ways in which the states of a draft's tokens are drawn together; ``model.encoder`` draws them likewise."""


@dataclass(frozen=True, slots=True)
class Outputs:
    """Scores of one batch.

    Attributes:
        flags, codes, triage, units: one row an example.
        passages: one row a passage, shape (passages, 11).
        asks: one row an ask, shape (asks, units).
    """

    flags: Tensor
    codes: Tensor
    triage: Tensor
    units: Tensor
    passages: Tensor
    asks: Tensor


class Network(nn.Module):
    """An encoder with heads."""

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        width = encoder.config.hidden_size
        self.encoder = encoder
        self.whole = nn.Linear(POOLS * width, len(FLAGS) + len(REASONS) + len(TRIAGE) + len(units()))
        self.passages = nn.Linear(width, len(REASONS))
        self.asks = nn.Linear(width, len(units()))
        self.dropout = nn.Dropout(_DROPOUT)

    def forward(self, batch: Batch) -> Outputs:
        """Score a batch."""
        states = self.encoder(input_ids=batch.numbers, attention_mask=batch.read.long()).last_hidden_state
        tokens = states.reshape(-1, states.shape[-1])[batch.kept].float()
        whole = self.whole(self.dropout(self._pooled(tokens, batch)))
        flags, codes, triage, unit = whole.split([len(FLAGS), len(REASONS), len(TRIAGE), len(units())], dim=1)
        # The sums of all tokens up to each: a passage's mean is one difference of two of them.
        sums = torch.cat([tokens.new_zeros(1, tokens.shape[1]), tokens.cumsum(0)])
        return Outputs(
            flags,
            codes,
            triage,
            unit,
            self.passages(self.dropout(_means(sums, batch.passages))),
            self.asks(self.dropout(_means(sums, batch.asks))),
        )

    def _pooled(self, tokens: Tensor, batch: Batch) -> Tensor:
        """Return mean and maximum of all tokens, the mean of the title, and the mean of what is asked."""
        drafts = len(batch.weight)
        index = batch.draft_of[:, None].expand_as(tokens)
        lowest = tokens.new_full((drafts, tokens.shape[1]), -torch.inf)
        highest = lowest.scatter_reduce(0, index, tokens, "amax")
        parts = [
            _mean_by(tokens, batch.draft_of, chosen, drafts)
            for chosen in (torch.ones_like(batch.title), batch.title, batch.asked)
        ]
        return torch.cat([parts[0], highest.clamp(min=-1e4), parts[1], parts[2]], dim=1)


def _mean_by(tokens: Tensor, draft_of: Tensor, chosen: Tensor, drafts: int) -> Tensor:
    share = chosen.to(tokens.dtype)
    counts = tokens.new_zeros(drafts).index_add(0, draft_of, share)
    sums = tokens.new_zeros(drafts, tokens.shape[1]).index_add(0, draft_of, tokens * share[:, None])
    return sums / counts.clamp(min=1)[:, None]


def _means(sums: Tensor, spans: Tensor) -> Tensor:
    return (sums[spans[:, 1]] - sums[spans[:, 0]]) / (spans[:, 1] - spans[:, 0])[:, None]
