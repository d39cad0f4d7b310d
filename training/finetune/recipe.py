"""How an encoder is fine-tuned: every number that was chosen, in one place."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recipe:
    """The numbers of one fine-tuning.

    Attributes:
        layers: of the checkpoint that are kept, the lowest ones; all it has if it has fewer.
        epochs: most passes over the data.
        patience: epochs without a better loss on the held-out groups after which it stops early.
        tokens: most tokens in a batch, padding included.
        encoder_rate: peak learning rate of the encoder.
        head_rate: peak learning rate of the heads.
        warm_up: share of the steps in which the rates rise.
        decay: weight decay.
        smoothing: share of the unit's target that is spread over all units: places differ.
        restated: how much more a restated real suggestion counts.
    """

    layers: int = 3
    epochs: int = 8
    patience: int = 2
    tokens: int = 3072
    encoder_rate: float = 1.5e-4
    head_rate: float = 1e-3
    warm_up: float = 0.1
    decay: float = 0.01
    smoothing: float = 0.05
    restated: float = 2.0


RECIPE = Recipe()
"""The one that made the encoder in ``data/encoder``."""
