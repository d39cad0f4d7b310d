"""One thing done to many drafts of the list: to those picked, or to all that are wanted."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.desk.choosing import chosen
from api.desk.deciding import Acted, act_in, one_at_a_time
from api.desk.deeds import Deed
from api.desk.wanted import Wanted
from api.storage.database import Database
from api.storage.desk_schema import ActionRow, ChangeRow, PieceRow, PieceTextRow
from api.storage.schema import LAST_NUMBER

_AT_ONCE = 500
_NEVER = 0
"""No draft has this version, so that one which is said to have it is left alone and reported."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How far the desk had come when somebody looked at the list.

    Attributes:
        action: number of the newest action; 0 before the first.
        piece: number of the newest draft; 0 before the first.
        total: how many drafts were wanted.
    """

    action: int
    piece: int
    total: int


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it.

    Attributes:
        acted: what was done, and what was left because somebody had changed it.
        faultless: how many were not returned, for there is nothing in them to be mended and nobody wrote why.
        gone: how many were wanted no longer, for somebody has changed them.
    """

    acted: Acted
    faultless: int
    gone: int


def seen(database: Database) -> Seen:
    """Return how far the desk has come now; how many drafts are wanted is for the list to say."""
    with database.session() as session:
        action = session.scalar(select(func.max(ActionRow.id))) or 0
        piece = session.scalar(select(func.max(PieceRow.id))) or 0
    return Seen(action, piece, 0)


def act_on_picked(database: Database, account_id: int, deed: Deed, versions: Mapping[int, int]) -> Done:
    """Do it to the drafts that were picked, in the versions that were looked at."""
    with database.writing() as session:
        return _act(session, account_id, deed, dict(versions), 0)


def act_on_all(database: Database, account_id: int, deed: Deed, wanted: Wanted, looked: Seen) -> Done:
    """Do it to all that are wanted, but not to what has come or been changed since somebody looked."""
    with database.writing() as session:
        one_at_a_time(session)
        numbers = chosen(wanted, select(PieceRow.id, PieceRow.version)).where(
            PieceRow.id <= _known(looked.piece)
        )
        versions: dict[int, int] = dict(session.execute(numbers).all())
        later = select(ChangeRow.piece_id).where(ChangeRow.action_id > _known(looked.action))
        changed = set(session.scalars(later))
        for number in changed & versions.keys():
            versions[number] = _NEVER
        return _act(session, account_id, deed, versions, max(0, looked.total - len(versions)))


def _known(number: int) -> int:
    return max(0, min(number, LAST_NUMBER))


def _act(session: Session, account_id: int, deed: Deed, versions: dict[int, int], gone: int) -> Done:
    faultless = _faultless(session, versions) if deed.action == "return" else set()
    for number in faultless:
        del versions[number]
    acted = act_in(session, account_id, deed.action, deed.told, versions, deed.change)
    return Done(acted, len(faultless), gone)


def _faultless(session: Session, versions: Mapping[int, int]) -> set[int]:
    """Return which are in order as they stand, and carry no words of a reviewer why they should go back."""
    numbers = sorted(number for number in versions if 0 < number <= LAST_NUMBER)
    found: set[int] = set()
    for start in range(0, len(numbers), _AT_ONCE):
        asked = (
            select(PieceRow.id, PieceRow.version)
            .join(PieceTextRow, PieceTextRow.piece_id == PieceRow.id)
            .where(PieceRow.id.in_(numbers[start : start + _AT_ONCE]))
            .where(PieceRow.verdict == "可提交", PieceRow.state != "returned", PieceTextRow.opinion == "")
        )
        found |= {number for number, version in session.execute(asked) if version == versions[number]}
    return found
