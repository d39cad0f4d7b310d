"""The application of a server process."""

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI


def served() -> "FastAPI":
    """Return the application by the settings of the environment; a server process calls this.

    Nothing is searched for garbage while all is loaded: what is loaded stays, and to look through it again
    and again takes a fifth of the time until the service answers. :func:`api.http.settled.settle` begins it.
    """
    gc.disable()
    from api.connections.named import keep_to_named  # noqa: PLC0415 - not before
    from api.http.app import create_app  # noqa: PLC0415 - likewise
    from api.http.metrics import forget_the_dead  # noqa: PLC0415 - likewise
    from api.http.settled import settle  # noqa: PLC0415 - likewise
    from api.logs import set_up_logs  # noqa: PLC0415 - likewise
    from api.settings import read_settings  # noqa: PLC0415 - likewise
    from model.parallel import end_with_parent  # noqa: PLC0415 - likewise

    end_with_parent()  # or one of several would keep the address from the service that is started next
    settings = read_settings()
    set_up_logs(settings)
    keep_to_named(settings)
    forget_the_dead()
    app = create_app(settings)
    settle(app)
    return app
