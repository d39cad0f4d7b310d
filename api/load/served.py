"""The service as it is measured: the product's own, and beside it what the measurement needs."""

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI


def served() -> "FastAPI":
    """Return the application by the settings of the environment."""
    from api.http.served import served as own  # noqa: PLC0415 - that knows when to load what

    app = own()
    from api.load.echoing import router  # noqa: PLC0415 - likewise

    app.include_router(router)
    return app


def main() -> None:
    """Serve, as ``lianshen serve`` does."""
    gc.disable()  # as in api/cli/serve.py
    from api.copies import begun  # noqa: PLC0415 - likewise

    with begun():
        from api.serving import run  # noqa: PLC0415 - likewise
        from api.settings import read_settings  # noqa: PLC0415 - likewise

        run(read_settings(), "api.load.served:served")
