"""A page is light, asks nobody else for anything, and lets nothing else in."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request, expect

from tests.api.browser.conftest import Visit
from tests.api.browser.watching import Watch
from tests.api.browser.writing import sign_in, verdict

MOST = 150_000
"""Bytes that come over the line for a page with its style, its script and an opinion, the first time."""


@pytest.mark.parametrize("example", ["broad", "vague", "infeasible"])
def test_a_page_with_its_opinion_weighs_little(visit: Visit, example: str) -> None:
    page = visit("about:blank")
    sizes: dict[str, int] = {}

    def note(request: Request) -> None:
        sent = request.sizes()
        sizes[urlsplit(request.url).path] = sent["responseBodySize"] + sent["responseHeadersSize"]

    page.on("requestfinished", note)
    page.goto(f"/?example={example}", wait_until="networkidle")
    expect(verdict(page)).to_be_visible()
    assert {"/", "/check", "/static/page.js", "/static/style.css"} <= set(sizes)
    assert sum(sizes.values()) < MOST


def test_every_page_lets_nothing_in_but_what_is_ours(visit: Visit) -> None:
    page = visit()
    sign_in(page, "admin")
    expect(page.get_by_role("link", name="账号管理")).to_be_visible()
    for path in ("/", "/?example=vague", "/drafts", "/users", "/account"):
        answer = page.goto(path)
        assert answer
        policy = answer.headers["content-security-policy"].split("; ")
        assert {"default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'"} <= set(
            policy
        )
        assert "unsafe" not in str(policy)
        assert answer.headers["cache-control"] == "no-store"


def test_the_policy_is_obeyed(page: Page, watch: list[Watch]) -> None:
    watch[-1].forgive("Content Security Policy", "asked elsewhere")
    ran = page.evaluate(
        """() => new Promise((done) => {
            const script = document.createElement('script');
            script.textContent = 'window.ran = true';
            document.body.append(script);
            const picture = new Image();
            picture.onerror = () => done(Boolean(window.ran));
            picture.onload = () => done('loaded');
            picture.src = 'http://127.0.0.1:9/x.png';
        })"""
    )
    assert ran is False


KEPT = """async () => [localStorage.length, sessionStorage.length, document.cookie,
    (await indexedDB.databases()).length, (await caches.keys()).length]"""


def test_nothing_is_kept_in_the_browser_but_the_cookie(page: Page) -> None:
    page.goto("/?example=vague")
    expect(verdict(page)).to_be_visible()
    assert page.evaluate(KEPT) == [0, 0, "", 0, 0]
    sign_in(page, "admin")
    for path in ("/", "/desk", "/batches", "/labelling", "/users", "/models", "/account"):
        page.goto(path)
        assert page.evaluate(KEPT) == [0, 0, "", 0, 0], path
    (cookie,) = page.context.cookies()
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Lax"
