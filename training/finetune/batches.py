"""Examples put together into batches of tensors."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from random import Random

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from model.characters import MASK, PADDING, SPECIAL
from training.finetune.examples import Example

_UNREAD, _UNREAD_DRAFTS = 0.1, 0.5
"""Share of the characters that are hidden, and share of the drafts in which they are."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Several examples. *Tokens* are those that layouts keep, of all examples one behind the other.

    Attributes:
        numbers: of the characters, shape (windows, width).
        read: which of them are there, not padding, same shape.
        kept: where the tokens lie in the flattened windows, shape (tokens,).
        draft_of: number of the example of each token.
        title: whether each token belongs to a title.
        asked: whether each token belongs to a sentence that asks.
        judged, flags, codes, triage, unit, weight: as in :class:`Example`, one row an example.
        passages: tokens of each passage, shape (passages, 2).
        passage_codes: shape (passages, 11).
        passage_of: number of the example of each passage.
        asks: tokens of each ask, shape (asks, 2).
        ask_units: shape (asks,).
    """

    numbers: Tensor
    read: Tensor
    kept: Tensor
    draft_of: Tensor
    title: Tensor
    asked: Tensor
    judged: Tensor
    flags: Tensor
    codes: Tensor
    triage: Tensor
    unit: Tensor
    weight: Tensor
    passages: Tensor
    passage_codes: Tensor
    passage_of: Tensor
    asks: Tensor
    ask_units: Tensor

    def to(self, device: str) -> "Batch":
        """Return the batch on a device."""
        return replace(self, **{field.name: getattr(self, field.name).to(device) for field in fields(self)})


def batches(examples: Sequence[Example], tokens: int, chance: Random | None = None) -> Iterator[Batch]:
    """Yield batches of at most ``tokens`` places, texts of similar length together.

    Args:
        examples: all of them are yielded once.
        tokens: windows times width of a batch; one example may be more by itself.
        chance: shuffles, and hides characters; without it the order is by length and all is read.
    """
    lengths = np.array([sum(map(len, example.layout.windows)) for example in examples])
    noise = np.array([chance.random() for _ in examples]) * 0.2 if chance else np.zeros(len(examples))
    order = np.argsort(lengths * (1 + noise), kind="stable")
    lots: list[list[int]] = [[]]
    windows = width = 0
    for number in order.tolist():
        layout = examples[number].layout
        windows += len(layout.windows)
        width = max(width, *map(len, layout.windows))
        if lots[-1] and windows * width > tokens:
            lots.append([])
            windows, width = len(layout.windows), max(map(len, layout.windows))
        lots[-1].append(number)
    if chance:
        chance.shuffle(lots)
    for lot in filter(None, lots):
        yield _batch([examples[number] for number in lot], chance)


def _batch(examples: Sequence[Example], chance: Random | None) -> Batch:
    layouts = [example.layout for example in examples]
    rows = [
        _hidden(window, hide, chance)
        for layout in layouts
        for hide in [_hides(chance)]
        for window in layout.windows
    ]
    width = max(map(len, rows))
    numbers = np.full((len(rows), width), PADDING, np.int64)
    for row, window in enumerate(rows):
        numbers[row, : len(window)] = window
    row, kept = 0, []
    for layout in layouts:
        for slices in layout.kept:
            kept += [np.arange(part.start, part.stop) + row * width for part in slices]
            row += 1
    counts = np.array([len(layout.asked) for layout in layouts])
    first = np.concatenate(([0], np.cumsum(counts)[:-1]))
    passages = [example.passages + start for example, start in zip(examples, first, strict=True)]
    asks = [example.asks + start for example, start in zip(examples, first, strict=True)]
    return Batch(
        numbers=torch.from_numpy(numbers),
        read=torch.from_numpy(numbers != PADDING),
        kept=torch.from_numpy(np.concatenate(kept)),
        draft_of=torch.from_numpy(np.repeat(np.arange(len(layouts)), counts)),
        title=torch.from_numpy(
            np.concatenate([np.arange(len(laid.asked)) < len(laid.title_at) for laid in layouts])
        ),
        asked=torch.from_numpy(np.concatenate([laid.asked for laid in layouts])),
        judged=torch.tensor([example.judged for example in examples]),
        flags=torch.from_numpy(np.stack([example.flags for example in examples])),
        codes=torch.from_numpy(np.stack([example.codes for example in examples])),
        triage=torch.tensor([example.triage for example in examples]),
        unit=torch.tensor([example.unit for example in examples]),
        weight=torch.tensor([example.weight for example in examples]),
        passages=torch.from_numpy(np.concatenate(passages)),
        passage_codes=torch.from_numpy(np.concatenate([example.passage_codes for example in examples])),
        passage_of=torch.from_numpy(
            np.repeat(np.arange(len(examples)), [len(example.passages) for example in examples])
        ),
        asks=torch.from_numpy(np.concatenate(asks)),
        ask_units=torch.from_numpy(np.concatenate([example.ask_units for example in examples])),
    )


def _hides(chance: Random | None) -> bool:
    return chance is not None and chance.random() < _UNREAD_DRAFTS


def _hidden(window: NDArray[np.int64], hide: bool, chance: Random | None) -> NDArray[np.int64]:
    if not hide or chance is None:
        return window
    drawn = np.random.default_rng(chance.getrandbits(32)).random(len(window)) < _UNREAD
    return np.where(drawn & (window >= len(SPECIAL)), MASK, window)
