"""Labels with their units by the names of today."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from api.storage.database import Database
from api.units.today import names_of
from training.local.label import Label


def of_today(database: Database, labels: Iterable[Label]) -> Iterator[Label]:
    """Yield labels with 主办 by today's name where it can be told: two that mean the same unit agree."""
    today = names_of(database).today
    for label in labels:
        main = label.said.main
        unit = None if main is None else today(main, label.made.date())
        yield replace(label, said=replace(label.said, main=unit or main))
