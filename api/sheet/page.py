"""An opinion sheet as a page to print."""

from functools import cache

from jinja2 import Template

from api.sheet.sheet import HEADING, NOTICE, Sheet
from api.templates import environment


def sheet_page(sheet: Sheet, stylesheet_url: str) -> str:
    """Return the page of a sheet, which prints on one page of A4.

    Args:
        sheet: what it says.
        stylesheet_url: where ``api/web/static/sheet.css`` is served; the page has no style of its own.
    """
    return _template().render(sheet=sheet, heading=HEADING, notice=NOTICE, stylesheet=stylesheet_url)


@cache
def _template() -> Template:
    return environment("api.sheet").get_template("sheet.html")
