"""What a person said about a draft: as much or as little as they judged."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import orjson
from pydantic import TypeAdapter

from model.review import TriageValue
from model.rubric import FlagName


@dataclass(frozen=True, slots=True)
class Said:
    """What people judged otherwise than the model, or confirmed. What they did not speak of is ``None``.

    Attributes:
        flags: whether a flag holds, for those spoken of.
        codes: the reason codes that hold, all of them.
        main: 主办.
        co: 会办.
        triage: 三分.
    """

    flags: Mapping[FlagName, bool] = field(default_factory=dict)
    codes: tuple[str, ...] | None = None
    main: str | None = None
    co: tuple[str, ...] | None = None
    triage: TriageValue | None = None

    def __bool__(self) -> bool:
        """Whether anything was said."""
        return self != _SILENT


_SILENT = Said()
_SAID = TypeAdapter(Said)


def said_json(said: Said) -> bytes:
    """Return what people said as JSON."""
    return orjson.dumps(_SAID.dump_python(said, mode="json"))


def said_of(content: bytes) -> Said:
    """Return what :func:`said_json` stated.

    Raises:
        ValueError: it is not that.
    """
    return _SAID.validate_json(content)
