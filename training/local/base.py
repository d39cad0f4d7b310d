"""What a place's labels are added to: a model of the bundled corpus for the place's units, fitted once."""

import hashlib
import json
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from model import content
from model.bundle import FORMAT, Bundle, load_bundle, save_bundle, unwritable
from model.encoder import Encoder
from model.errors import BundleError
from model.unit_list import UnitList
from training.evaluate import without_test
from training.fit import Progress, fit
from training.labels import read_corpus
from training.promoting import write_whole

FOLDER = "bases"
"""Beside the bundles; may be deleted, then it is fitted anew."""


@dataclass(frozen=True, slots=True)
class Base:
    """What makes a base what it is.

    Attributes:
        units: of the place.
        encoder: of the full tier, if there is one.
        seed: of everything random.
        whole: whether it learns from the whole corpus; else not from the part that is only reported on.
    """

    units: UnitList
    encoder: Encoder | None
    seed: int
    whole: bool

    @property
    def key(self) -> str:
        """Tells bases apart, in hexadecimal digits."""
        made_of = [
            FORMAT,
            content.fingerprint(),
            [asdict(unit) for unit in self.units.units],
            self.encoder.digest if self.encoder else "",
            self.seed,
            self.whole,
        ]
        return hashlib.sha256(json.dumps(made_of).encode()).hexdigest()[:24]


def base_bundle(base: Base, home: Path, progress: Progress) -> Bundle:
    """Return a base: as it was kept, or fitted now, which takes a minute or two.

    Raises:
        BundleError: it cannot be written.
        LabelledDataError, ContentError: the bundled data are not what they should be.
    """
    folder = home / FOLDER
    pointer = folder / base.key
    if found := _kept(pointer):
        progress("基础模型已经有了", 1.0)
        return found
    bundle = _plain(base, home) or _fitted(base, progress)
    kept_in = save_bundle(bundle, folder)
    try:
        write_whole(pointer, kept_in.name.encode())
    except OSError as error:
        raise unwritable(pointer, error) from error
    # Not loaded again: what was made just now may be used here, though nobody has signed it.
    return replace(bundle, version=kept_in.name)


def kept(base: Base, home: Path) -> bool:
    """Return whether a base has been made before."""
    return (home / FOLDER / base.key).is_file()


def _kept(pointer: Path) -> Bundle | None:
    """Return the base that a file names; one that a crash has left in tatters names none."""
    with suppress(BundleError, OSError, ValueError):
        return load_bundle(pointer.with_name(pointer.read_text("utf-8").strip()))
    return None


def _plain(base: Base, home: Path) -> Bundle | None:
    """Return a trained model that is this base already, as the first of all is for the bundled units."""
    if not base.whole:
        return None
    digest = base.encoder.digest if base.encoder else None
    for folder in sorted((home / "models").glob("f*-*")):
        with suppress(BundleError):
            found = load_bundle(folder)
            learnt = found.training
            if (
                (learnt.data, learnt.seed, learnt.labels) == (content.fingerprint(), base.seed, "")
                and found.units == base.units
                and (found.full.encoder if found.full else None) == digest
            ):
                return found
    return None


def _fitted(base: Base, progress: Progress) -> Bundle:
    corpus = read_corpus()
    return fit(
        corpus if base.whole else without_test(corpus),
        data=content.fingerprint(),
        seed=base.seed,
        units=base.units,
        encoder=base.encoder,
        progress=progress,
    )
