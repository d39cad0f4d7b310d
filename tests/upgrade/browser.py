"""A browser without script: it fills the forms of the pages in and presses their buttons, of any version."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

import httpx
from lxml import html

Files = Iterable[tuple[str, tuple[str, bytes]]]

BEFORE_IT = {"X-Forwarded-Proto": "https"}
"""What the proxy adds; it speaks https to the browser, so that cookies for https alone come back."""

_LIMIT = 120
_MOST_STEPS = 5


class CameOutOtherwise(Exception):
    """The service did not do what was asked of it."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page, and where it was found.

    Attributes:
        path: without host.
        text: of the answer.
    """

    path: str
    text: str

    @property
    def words(self) -> str:
        """What is read on it."""
        return " ".join(str(html.fromstring(self.text).xpath("string(//main)")).split())


@dataclass
class Browser:
    """Who sits before it, if anybody, is known by its cookies.

    Attributes:
        port: of the service on this machine.
        host: that is written into the address.
        cookies: held by now.
    """

    port: int
    host: str
    cookies: dict[str, str] = field(default_factory=dict)

    def open(self, path: str) -> Page:
        """Open an address."""
        return self._followed("GET", path)

    def press(self, page: Page, action: str, fields: Mapping[str, str], files: Files = ()) -> Page:
        """Fill fields of a page in, and press the button that leads to an action.

        Raises:
            CameOutOtherwise: no form leads there, or the service refuses.
        """
        found: list[html.FormElement] = html.fromstring(page.text).xpath(  # type: ignore[assignment]
            "//form[@action=$action or .//button[@formaction=$action]"
            " or @id=//button[@formaction=$action]/@form]",
            action=action,
        )
        if not found:
            raise CameOutOtherwise(f"{page.path} has no button for {action}: {page.words[:300]}")
        held: dict[str, list[str] | str] = {**_held(found[0]), **fields}
        return self._followed("POST", action, data=held, files=list(files) or None)

    def _followed(self, method: str, path: str, **sent: Any) -> Page:
        for _ in range(_MOST_STEPS):
            answer = self.ask(method, path, **sent)
            if not answer.is_redirect:
                if answer.is_error:
                    raise CameOutOtherwise(f"{method} {path}: {answer.status_code} {answer.text[:2000]}")
                return Page(path, answer.text)
            method, path, sent = "GET", answer.headers["Location"], {}
        raise CameOutOtherwise(f"{path} leads round and round")

    def ask(self, method: str, path: str, token: str = "", **sent: Any) -> httpx.Response:
        """Ask once, and keep the cookies that come back; programs show a token instead."""
        held = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        own = {
            "Host": self.host,
            "Origin": f"https://{self.host}",
            "Accept": "text/html",
            "Cookie": held,
            **BEFORE_IT,
        }
        own |= {"Authorization": f"Bearer {token}"} if token else {}
        url = f"http://127.0.0.1:{self.port}{path}"
        answer = httpx.request(method, url, headers=own, timeout=_LIMIT, **sent)
        for line in answer.headers.get_list("Set-Cookie"):
            self.cookies |= {name: each.value for name, each in SimpleCookie(line).items()}
        return answer


def _held(form: html.FormElement) -> dict[str, list[str]]:
    """Return what a form holds as it came: lxml sends other values of boxes than browsers."""
    held: dict[str, list[str]] = {}
    for each in form.xpath(".//input[@name] | .//textarea[@name] | .//select[@name]"):
        kind = each.get("type", "")
        if each.tag == "textarea":
            value = (each.text or "").removeprefix("\n")
        elif each.tag == "select":
            value = each.value or ""
        elif kind in {"file", "submit"} or (kind in {"checkbox", "radio"} and not each.checked):
            continue
        else:
            value = each.get("value", "")
        held.setdefault(each.get("name"), []).append(value)
    return held
