"""The form of a page, which both the guard and the endpoint read."""

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request

from api.http.limits import MOST_TEXT, too_large


async def page_form(request: Request) -> FormData:
    """Return the form that a page sent; whoever reads its files closes it.

    Starlette takes no field above 1 MB, and a text somewhat too long for a draft has more. Refused there, it
    would be lost; read, it goes back to its author.

    Raises:
        BodyTooLarge: a field is longer than any text may be.
        HTTPException: it is no form.
    """
    try:
        return await request.form(max_part_size=MOST_TEXT)
    except HTTPException as error:
        if "exceeded maximum size" in error.detail:
            raise too_large(MOST_TEXT) from error
        raise
