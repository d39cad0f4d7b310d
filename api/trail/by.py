"""Who did something, as the trail names them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class By:
    """Who wants something done.

    Attributes:
        actor: as shown.
        account_id: on the page; ``None`` for the command line and the program itself.
    """

    actor: str
    account_id: int | None = None
