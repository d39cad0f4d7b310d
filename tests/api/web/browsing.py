"""A browser for tests: cookies, forms with their hidden fields, one account signed in at a time."""

import re
from html import unescape

import httpx2
from starlette.testclient import TestClient

from tests.api.services import HERE, HTML

PASSWORD = "桥头 雨伞 四百米"  # noqa: S105 - of the tests alone

_FORM = re.compile(r"<form\b(.*?)>(.*?)</form>", re.DOTALL)
_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)"[^>]* value="([^"]*)"')


def another(browser: TestClient) -> TestClient:
    """Return a second browser of the same service, without the cookies of the first."""
    return TestClient(browser.app, HERE, raise_server_exceptions=False, follow_redirects=False)


def get(browser: TestClient, path: str) -> httpx2.Response:
    """Open a page."""
    return browser.get(path, headers=HTML)


def hidden(page: str, action: str) -> dict[str, str]:
    """Return the hidden fields of the first form on a page that is sent to ``action``."""
    for attributes, content in _FORM.findall(page):
        if f'action="{action}"' in attributes:
            return {name: unescape(value) for name, value in _HIDDEN.findall(content)}
    raise AssertionError(f"no form is sent to {action}")


def send(browser: TestClient, page: str, action: str, **fields: str) -> httpx2.Response:
    """Open a page, fill in the form on it that is sent to ``action``, and send it."""
    form = hidden(get(browser, page).text, action)
    return browser.post(action, data=form | fields, headers=HTML)


def send_draft(browser: TestClient, path: str, **fields: str) -> httpx2.Response:
    """Open the deputy's page, fill in the draft, and press the button that sends it to ``path``."""
    form = hidden(get(browser, "/").text, "/check")
    return browser.post(path, data=form | {"level": "县"} | fields, headers=HTML)


def look_for(browser: TestClient, words: str, **filters: str) -> str:
    """Look for words at the desk by its form; return where that leads."""
    answer = send(browser, "/desk", "/desk/find", text=words, **filters)
    return answer.headers["location"]


def sign_in(browser: TestClient, name: str, password: str = PASSWORD) -> httpx2.Response:
    """Sign in by the form."""
    return send(browser, "/login", "/login", name=name, password=password)


def alerts(page: str) -> str:
    """Return what a page says has gone wrong."""
    found = re.findall(r'role="alert">(.*?)</div>', page, re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", "", "".join(found)))
