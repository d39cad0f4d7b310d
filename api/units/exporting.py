"""Writing a list of units into a file that an import takes."""

from collections.abc import Iterator
from pathlib import Path

import orjson

from api.batch.outputs.whole import whole
from api.labels.sheet import table
from api.units.columns import ALIASES, COLUMNS, DUTIES, FORMER, NAME, SINCE, UNTIL
from api.units.own import FormerName, OwnList, OwnUnit
from model.unit_list import bundled_units

_SHEET = "单位"
_WIDTHS = {NAME: 22, ALIASES: 40, DUTIES: 90, FORMER: 22, SINCE: 12, UNTIL: 12}


def bundled_list() -> OwnList:
    """Return the list that comes with the program, to begin with."""
    units = bundled_units().units
    return OwnList(tuple(OwnUnit(unit.name, unit.aliases, unit.duties) for unit in units), ())


def export_units(own: OwnList, output: Path) -> None:
    """Write a list of units.

    Args:
        own: the list.
        output: ends in .xlsx, .csv or .jsonl; replaced where there is one.

    Raises:
        OutputRefused: it cannot be written, or ends otherwise.
    """
    if output.suffix.lower() == ".jsonl":
        with whole(output) as part:
            part.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in _rows(own)))
        return
    with table(output, _SHEET, _WIDTHS) as add:
        add(COLUMNS)
        for row in _rows(own):
            add(tuple(row[column] for column in COLUMNS))


def _rows(own: OwnList) -> Iterator[dict[str, str]]:
    """Yield a row for each unit, and behind it one for each further name of former days."""
    for unit in own.units:
        former = [each for each in own.former if each.unit == unit.name]
        first = former[0] if former else None
        yield _row(unit.name, "、".join(unit.aliases), unit.duties, first)
        for each in former[1:]:
            yield _row(unit.name, "", "", each)


def _row(name: str, aliases: str, duties: str, former: FormerName | None) -> dict[str, str]:
    values = (
        name,
        aliases,
        duties,
        former.name if former else "",
        _day(former and former.since),
        _day(former and former.until),
    )
    return dict(zip(COLUMNS, values, strict=True))


def _day(day: object) -> str:
    return str(day) if day else ""
