"""Freezing what a training learns from: the labels that hold now, and the units of today."""

from dataclasses import replace

from api.labels.store import standing_labels
from api.storage.database import Database
from api.units.today import Names, names_of
from training.local.label import Label
from training.local.snapshot import Snapshot, frozen


def freeze(database: Database) -> Snapshot:
    """Return the labels that hold, with units by today's names.

    A unit whose work nobody can be found to do today is left out, and with it a label that says nothing else.
    """
    names = names_of(database)
    named = (_by_todays_names(label, names) for label in standing_labels(database))
    return frozen([label for label in named if label.said], names.units)


def _by_todays_names(label: Label, names: Names) -> Label:
    said, on = label.said, label.made.date()
    main = None if said.main is None else names.today(said.main, on)
    co = None
    if said.co is not None:
        known = [name for each in said.co if (name := names.today(each, on))]
        co = None if len(known) < len(said.co) else tuple(dict.fromkeys(known))
    return replace(label, said=replace(said, main=main, co=co))
