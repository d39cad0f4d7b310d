"""What a check found."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from api.settings import Settings

State = Literal["好", "要留意", "不行"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found. Nothing of a draft and no secret is in it: it may be sent to somebody who helps.

    Attributes:
        name: of what was looked at.
        state: how it is.
        found: what was found, in Chinese, without a full stop.
        remedy: what to do about it, likewise; empty where there is nothing to do.
    """

    name: str
    state: State
    found: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """What is looked at.

    Attributes:
        home: the data folder.
        settings: that are in force.
        answering: whether the service answers.
    """

    home: Path
    settings: Settings
    answering: bool = False
