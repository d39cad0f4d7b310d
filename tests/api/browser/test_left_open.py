"""A page that is left open longer than a log-in may rest shows nothing any more, with or without a server."""

from playwright.sync_api import Page, Request, expect

from tests.api.browser.conftest import Visit
from tests.api.browser.site import PASSWORD, Site
from tests.api.browser.watching import Watch
from tests.api.browser.writing import sign_in

TWO_HOURS = "02:00:30"


def left_open(visit: Visit, path: str) -> Page:
    """Return a page whose hours pass at once, with somebody signed in."""
    page = visit("/login")
    page.clock.install()
    sign_in(page, "li")
    page.goto(path)
    return page


def test_when_the_log_in_is_over_what_was_shown_is_gone(visit: Visit, site: Site) -> None:
    page = left_open(visit, "/account")
    expect(page.get_by_text("李审核").first).to_be_visible()
    page.context.clear_cookies()
    page.clock.fast_forward("01:59:00")
    expect(page.get_by_text("李审核").first).to_be_visible()
    page.clock.fast_forward(TWO_HOURS)
    expect(page).to_have_url(f"{site.address}/login?next=/account")
    assert "李审核" not in page.content()
    page.go_back()
    assert "李审核" not in page.content()


def test_where_no_server_answers_too(visit: Visit, watch: list[Watch]) -> None:
    page = left_open(visit, "/account")
    watch[-1].forgive("ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    page.clock.fast_forward(TWO_HOURS)
    expect(page.get_by_text("李审核")).to_have_count(0)


def test_whoever_is_still_signed_in_comes_back(visit: Visit, site: Site) -> None:
    page = left_open(visit, "/desk?sort=title")
    page.clock.fast_forward(TWO_HOURS)
    page.wait_for_timeout(500)
    expect(page).to_have_url(f"{site.address}/desk?sort=title")
    expect(page.get_by_role("heading", name="审核台", exact=True)).to_be_visible()


def test_what_it_asks_while_somebody_is_signed_in_is_no_use_of_the_log_in(visit: Visit, site: Site) -> None:
    page = left_open(visit, "/account")
    asked: list[tuple[str, bool]] = []

    def note(request: Request) -> None:
        asked.append((request.url.removeprefix(site.address), "x-lianshen" in request.headers))

    page.on("request", note)
    page.clock.fast_forward(TWO_HOURS)
    page.wait_for_timeout(500)
    assert set(asked) == {("/login", True)}
    page.context.clear_cookies()
    page.clock.fast_forward("01:30")
    expect(page.get_by_text("李审核")).to_have_count(0)


def test_words_that_came_back_with_a_form_that_was_refused_stay(visit: Visit, watch: list[Watch]) -> None:
    page = left_open(visit, "/account")
    watch[-1].forgive("422")
    label = "字" * 200
    page.get_by_label("新令牌的用途").evaluate(
        "(field, text) => { field.maxLength = 999; field.value = text }", label
    )
    page.get_by_role("button", name="发一个令牌").click()
    expect(page.get_by_label("新令牌的用途")).to_have_value(label)
    page.context.clear_cookies()
    page.clock.fast_forward(TWO_HOURS)
    page.wait_for_timeout(500)
    expect(page.get_by_label("新令牌的用途")).to_have_value(label)


def test_words_that_are_being_written_stay(visit: Visit, site: Site) -> None:
    page = left_open(visit, "/account")
    page.get_by_label("新令牌的用途").fill("还没有写完")
    page.context.clear_cookies()
    page.clock.fast_forward(TWO_HOURS)
    page.wait_for_timeout(500)
    expect(page).to_have_url(f"{site.address}/account")
    expect(page.get_by_label("新令牌的用途")).to_have_value("还没有写完")
    assert PASSWORD not in page.content()
