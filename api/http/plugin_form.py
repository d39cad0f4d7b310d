"""The form that an editor's plug-in sends."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from api.http.language_tool_request import fields_of


async def form_of(request: Request) -> dict[str, str]:
    """Return the fields of a request to ``/v2/check``, which both the guard and the endpoint read.

    Not by ``request.form()``: that asks for the ``Content-Type``, and takes files, which nobody sends here.

    Raises:
        BadRequest: as in :func:`~api.http.language_tool_request.fields_of`.
    """
    state = request.state
    if not hasattr(state, "plugin_form"):
        state.plugin_form = await run_in_threadpool(fields_of, await request.body())
    fields: dict[str, str] = state.plugin_form
    return fields
