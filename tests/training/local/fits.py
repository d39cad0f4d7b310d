"""What stands in for a fit that takes a minute, and remembers what it was asked for."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from model.bundle import Bundle, Training
from model.encoder import Encoder
from model.unit_list import UnitList
from training.labels import Corpus


@dataclass(frozen=True)
class Fit:
    """One fit that was asked for."""

    corpus: Corpus
    units: UnitList
    encoder: Encoder | None
    seed: int


@dataclass
class Fits:
    """Gives a bundle that is there for whatever corpus it is asked to learn from.

    Attributes:
        bundle: that it gives.
        asked: what it was asked for, in order.
    """

    bundle: Bundle
    asked: list[Fit] = field(default_factory=list)

    def __call__(
        self,
        corpus: Corpus,
        *,
        data: str,
        seed: int,
        units: UnitList,
        encoder: Encoder | None,
        progress: Callable[[str, float], None],
    ) -> Bundle:
        self.asked.append(Fit(corpus, units, encoder, seed))
        progress("读入语料", 0.0)
        progress("完成", 1.0)
        assert units == self.bundle.units
        return replace(self.bundle, training=Training(data, seed, len(corpus.drafts), len(corpus.titles)))
