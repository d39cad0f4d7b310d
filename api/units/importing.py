"""Taking a place's own list of units out of a file: all of it, or nothing."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from api.storage.database import Database
from api.trail.recording import record
from api.units.checking import checked
from api.units.own import OwnList, keep, own_list
from api.units.reading import read
from api.units.written import Problem

KIND = "units"
"""Of the step in the trail."""

_NAMED = 5


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file.

    Attributes:
        own: the list that stands in it.
        problems: what is wrong with it; where there is anything, the former list stays in use.
        added: units that the former list had not.
        gone: units of the former list that are no longer in this one.
    """

    own: OwnList
    problems: tuple[Problem, ...]
    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def import_units(database: Database, path: Path, actor: str, account_id: int | None = None) -> Imported:
    """Put the list in a file in the place of the one in use, if nothing is wrong with it.

    Half a list of units would be worse than none: what it lacks would be taken for what others do.

    Args:
        database: of the service.
        path: of a workbook, a CSV file, or JSON Lines.
        actor: who does it, for the trail.
        account_id: of who does it, if on the page.

    Raises:
        LianshenError: the file cannot be read, or there is no list of units in it.
    """
    own, problems = checked(read(path))
    if problems:
        return Imported(own, problems)
    with database.writing() as session:
        return _put(session, own, path.name, actor, account_id)


def _put(session: Session, own: OwnList, file: str, actor: str, account_id: int | None) -> Imported:
    before, now = [unit.name for unit in own_list(session).units], [unit.name for unit in own.units]
    added, gone = (
        tuple(unit for unit in one if unit not in other) for one, other in ((now, before), (before, now))
    )
    keep(session, own)
    changes = "".join(
        f"，{what} {'、'.join(names[:_NAMED])}{'等' if len(names) > _NAMED else ''}"
        for what, names in (("新增", added if before else ()), ("去掉", gone))
        if names
    )
    told = f"导入单位名单：{len(now)} 个单位，{len(own.former)} 条原名{changes}"
    details = {"file": file, "units": now, "added": added, "gone": gone, "former": len(own.former)}
    record(session, actor, KIND, told, details, account_id)
    return Imported(own, (), added, gone)
