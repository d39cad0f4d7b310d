"""What local labels are worth: learning curves of all constructed places, and one kind of flag corrected."""

from dataclasses import asdict, dataclass
from pathlib import Path

import orjson

from model.unit_list import bundled_units
from training.fit import Progress
from training.labels import read_corpus
from training.local.base import Base, base_bundle
from training.local.curve import Corrected, Point, corrected, curve
from training.local.places import places
from training.local.remembering import Remembering
from training.local.retrain import encoder_in_use


@dataclass(frozen=True, slots=True)
class Worth:
    """What local labels bring.

    Attributes:
        model: version of the base, which has not learnt from the part that is measured on.
        notes: how each constructed place divides work, in Chinese, by its name.
        curves: of each constructed place, by its name.
        corrected: what twenty corrections of one kind of flag bring.
    """

    model: str
    notes: dict[str, str]
    curves: dict[str, tuple[Point, ...]]
    corrected: Corrected

    def to_json(self) -> str:
        """Return it as one JSON object."""
        return orjson.dumps(asdict(self), option=orjson.OPT_INDENT_2).decode() + "\n"


def worth(home: Path, progress: Progress) -> Worth:
    """Measure what local labels bring, with the encoder of the model in use.

    Args:
        home: the data folder, where the base is kept.
        progress: called as the work goes on.
    """
    corpus, encoder = read_corpus(), encoder_in_use(home)
    unseen = Base(bundled_units(), encoder, 0, whole=False)
    base = base_bundle(unseen, home, lambda stage, share: progress(stage, 0.4 * share))
    reading = Remembering(encoder) if encoder else None
    found, step = {}, 0.5 / len(places())
    for number, place in enumerate(places()):

        def told(share: float, name: str = place.name, low: float = 0.4 + step * number) -> None:
            progress(name, low + step * share)

        found[place.name] = curve(base, reading, corpus, place, told)
    progress("更正一类问题", 0.9)
    kind = corrected(base, reading, corpus)
    progress("完成", 1.0)
    return Worth(base.version, {place.name: place.note for place in places()}, found, kind)
