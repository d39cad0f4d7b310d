"""How a draft on the desk stands: what people said about it and what they decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import orjson
from pydantic import TypeAdapter

from api.storage.desk_schema import PieceState
from training.local.said import Said

STATE_NAMES: Mapping[PieceState, str] = {"open": "待处理", "returned": "已退回", "accepted": "已接收"}


@dataclass(frozen=True, slots=True)
class Standing:
    """What an action may change about a draft.

    Attributes:
        state: what was decided.
        opinion: to the deputy, as edited; empty for the program's own words.
        said: corrections.
        group: number of the group it is in.
        merged: whether it is answered together with that group (并案).
        decided: when it came to its state, in UTC; ``None`` while that is open. Which action it was does not
            tell two standings apart.
        decided_by: whose account that was.
    """

    state: PieceState
    opinion: str
    said: Said
    group: int | None
    merged: bool
    decided: datetime | None = field(default=None, compare=False)
    decided_by: int | None = field(default=None, compare=False)


_STANDING = TypeAdapter(Standing)


def standing_json(standing: Standing) -> bytes:
    """Return a standing as JSON."""
    return orjson.dumps(_STANDING.dump_python(standing, mode="json"))


def standing_of(content: bytes) -> Standing:
    """Return what :func:`standing_json` stated."""
    return _STANDING.validate_json(content)
