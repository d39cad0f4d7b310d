"""The page of one draft on the desk, as a reviewer's browser sends it."""

import re
from html import unescape

import httpx2
from starlette.testclient import TestClient

from tests.api.services import HTML
from tests.api.web.browsing import get

_TEXT = re.compile(r"<textarea id=\"opinion\"[^>]*>\n(.*?)</textarea>", re.DOTALL)
_SELECT = re.compile(r'<select id="[\w-]+" name="(\w+)"[^>]*>(.*?)</select>', re.DOTALL)


def opinion_on(page: str) -> str:
    """Return what stands in the field of the opinion."""
    (text,) = _TEXT.findall(page)
    return unescape(text)


def fields_of(page: str) -> dict[str, list[str]]:
    """Return all that the form on a page would send if nothing was changed in it."""
    (form,) = re.findall(r'<form id="decision".*?</form>', page, re.DOTALL)
    found: dict[str, list[str]] = {"opinion": [opinion_on(page)]}
    for tag in re.findall(r"<input\b[^>]*>", form):
        of = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if of["type"] == "hidden" or " checked" in tag:
            found.setdefault(of["name"], []).append(unescape(of["value"]))
    for name, options in _SELECT.findall(form):
        chosen = re.findall(r'<option value="([^"]*)" selected>', options) or [""]
        found.setdefault(name, []).append(unescape(chosen[0]))
    return found


def press(browser: TestClient, page: str, path: str, **changes: object) -> httpx2.Response:
    """Change something in the form on a page, and send it to a path."""
    return browser.post(path, data=fields_of(page) | changes, headers=HTML)


def open_and_press(browser: TestClient, number: int, button: str, **changes: object) -> httpx2.Response:
    """Open the page of a draft, change something in the form, and press a button."""
    page = get(browser, f"/desk/pieces/{number}").text
    return press(browser, page, f"/desk/pieces/{number}/{button}", **changes)
