"""Pages and their forms, pressed with whatever comes to mind: none may fail or show a traceback."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from json import JSONDecodeError
from time import process_time
from typing import Any

import httpx2
from fastapi.routing import iter_route_contexts
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.http.access import CSRF_FIELD
from tests.fuzz.people import WHO, People

SECONDS = 2.0
"""Of processor time that an answer may take."""
_HTML = {"Accept": "text/html"}
_TAG = re.compile(r"<(form|input|textarea|select|option|button)\b([^>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_FILE = re.compile(r"\.\w+$|^/(?:v1|v2)/")
"""What is no page and has no forms."""
_CHINESE = re.compile("[\u4e00-\u9fff]")
_TRACES = ("Traceback (most recent call last)", 'File "/', "sqlalchemy.exc", "ValidationError")
_LEFT_OUT = {"/models/train", "/static"}
"""What would start a training; it is a process of its own and a subject of its own."""
_WORDS = (
    "",
    "0",
    "1",
    "2",
    "-1",
    "99999999999999999999",
    "县",
    "省",
    "教育局",
    "V1",
    "V1、F2",
    "on",
    "全部",
    "\x00",
    "\ud800",
    "<b>",
)


@dataclass(frozen=True, slots=True)
class Press:
    """One request.

    Attributes:
        who: asks.
        method: of HTTP.
        path: with its parameters filled in.
        fields: of the query or of the form.
        script: whether the script of the page asks, which wants no whole page.
    """

    who: str
    method: str
    path: str
    fields: Mapping[str, str]
    script: bool


@dataclass(frozen=True, slots=True)
class Form:
    """A form as it stands on a page.

    Attributes:
        who: was shown the page.
        method: of HTTP.
        path: it is sent to.
        fields: by name, the values it offers.
    """

    who: str
    method: str
    path: str
    fields: Mapping[str, tuple[str, ...]]


def forms_of(people: People) -> list[Form]:
    """Return the forms on all pages that can be opened, for everybody."""
    found = [form for who in WHO for path in _opened(people) for form in _on(people.browsers[who], who, path)]
    unlike = {(form.who, form.method, form.path, tuple(form.fields)): form for form in found}
    return list(unlike.values())


def routes_of(people: People) -> list[tuple[str, str]]:
    """Return every route of the service, programs' ones too: method and path."""
    app: Any = people.service.app
    return sorted(
        (method, str(each.path))
        for each in iter_route_contexts(app.routes)
        for method in each.methods or ()
        if each.path not in _LEFT_OUT
    )


def _opened(people: People) -> list[str]:
    paths = [path for method, path in routes_of(people) if method == "GET" and not _FILE.search(path)]
    return [re.sub(r"\{\w+\}", "1", path) for path in paths]


def _on(browser: TestClient, who: str, path: str) -> Iterator[Form]:
    answer = browser.get(path, headers=_HTML)
    if not answer.headers.get("content-type", "").startswith("text/html"):
        return
    action, method, name = "", "", ""
    fields: dict[str, dict[str, list[str]]] = {}
    actions: dict[str, str] = {}
    for tag, attributes in _TAG.findall(answer.text):
        given = {key: unescape(value) for key, value in _ATTRIBUTE.findall(attributes)}
        if tag == "form":
            action, method = given.get("action", path), given.get("method", "get").upper()
            actions[action] = method
        elif tag != "option":
            name = given.get("name", "")
        if given.get(
            "formaction"
        ):  # a button that sends its form elsewhere; which form, the page need not say here
            actions[given["formaction"]] = "POST"
        if name and action and tag != "form":
            fields.setdefault(action, {}).setdefault(name, []).append(given.get("value", ""))
    everything = {name: values for own in fields.values() for name, values in own.items()}
    for target, how in actions.items():
        own = fields.get(target, everything)
        if target not in _LEFT_OUT:
            yield Form(who, how, target, {name: tuple(values) for name, values in own.items()})


def presses(forms: list[Form], routes: list[tuple[str, str]]) -> st.SearchStrategy[Press]:
    """Return what may be pressed: a form nearly as it stands, or any route with fields of any form."""
    names = sorted({name for form in forms for name in form.fields})
    values = st.one_of(st.sampled_from(_WORDS), st.text(max_size=40), st.integers(-2, 300).map(str))
    extra = st.dictionaries(st.sampled_from(names), values, max_size=4)

    def of_form(form: Form) -> st.SearchStrategy[Press]:
        offered = st.fixed_dictionaries({name: st.sampled_from(given) for name, given in form.fields.items()})
        fields = st.builds(lambda own, changed: {**own, **changed}, offered, extra)
        return st.builds(
            Press, st.just(form.who), st.just(form.method), st.just(form.path), fields, st.booleans()
        )

    def of_route(route: tuple[str, str]) -> st.SearchStrategy[Press]:
        method, path = route
        filled = st.one_of(st.integers(0, 9).map(str), st.sampled_from(_WORDS[3:9])).map(
            lambda given: re.sub(r"\{\w+\}", given or "0", path)
        )
        return st.builds(Press, st.sampled_from(WHO), st.just(method), filled, extra, st.booleans())

    return st.one_of(st.sampled_from(forms).flatmap(of_form), st.sampled_from(routes).flatmap(of_route))


def pressed(people: People, press: Press) -> httpx2.Response:
    """Send a request."""
    fields = {name: value.encode("utf-8", "replace").decode() for name, value in press.fields.items()}
    headers = {"X-Lianshen": "part"} if press.script else _HTML
    if press.method not in {"GET", "HEAD"}:
        fields[CSRF_FIELD] = people.token_of_forms(press.who)
    sent: dict[str, Any] = {"params": fields} if press.method in {"GET", "HEAD"} else {"data": fields}
    return people.browsers[press.who].request(press.method, press.path, headers=headers, **sent)


def complaint(people: People, press: Press) -> str:
    """Send a request; return what is wrong with its answer, empty where nothing is."""
    begun = process_time()
    answer = pressed(people, press)
    taken = process_time() - begun
    kind = answer.headers.get("content-type", "")
    if answer.status_code >= 500:
        return f"{answer.status_code}"
    if taken > SECONDS:
        return f"{taken:.1f} s"
    if "html" not in kind and "json" not in kind and answer.status_code < 400:
        return ""
    text = answer.text
    if any(trace in text for trace in _TRACES):
        return "a traceback"
    if answer.status_code >= 400 and press.method != "HEAD":
        return _no_error(answer, kind)
    return "" if "html" not in kind or _CHINESE.search(text) or not text else "no Chinese page"


def _no_error(answer: httpx2.Response, kind: str) -> str:
    if kind.startswith("text/html"):
        return "" if _CHINESE.search(answer.text) else "an error without Chinese"
    try:
        told = answer.json()
    except JSONDecodeError:
        return "an error that is no JSON"
    expected = {"type", "title", "status", "detail", "kind", "where", "remedy"}
    return "" if kind.startswith("application/problem+json") and expected <= set(told) else "no problem"
