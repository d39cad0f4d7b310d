"""Whoever shows once more who they are is known by another key; the cookie from before is nobody's."""

from starlette.testclient import TestClient

from tests.api.accounts.factors import Telephone
from tests.api.services import HTML
from tests.api.web.browsing import PASSWORD, another, get, hidden, send, sign_in
from tests.api.web.test_second_factor import PAGE, second_step, shown_key, telephone_of

NEW = "屋檐 算盘 三十里"


def copy_of(browser: TestClient) -> TestClient:
    """Return a browser into which somebody has copied the cookie of another, and which is signed in by it."""
    copy = another(browser)
    copy.cookies["lianshen"] = browser.cookies["lianshen"]
    assert get(copy, "/account").status_code == 200
    return copy


def is_left_out(copy: TestClient, browser: TestClient) -> bool:
    """Whether the copy opens nothing any more, while the browser itself goes on."""
    assert get(browser, "/account").status_code == 200
    return get(copy, "/account").status_code == 303


def test_when_the_password_is_changed(browser: TestClient) -> None:
    sign_in(browser, "zhang")
    copy = copy_of(browser)
    send(browser, "/account", "/account/password", old=PASSWORD, new=NEW, again=NEW)
    assert is_left_out(copy, browser)


def test_when_the_other_sessions_are_ended(browser: TestClient) -> None:
    sign_in(browser, "zhang")
    sign_in(another(browser), "zhang")
    copy = copy_of(browser)
    send(browser, "/account", "/account/sessions/end", password=PASSWORD)
    assert is_left_out(copy, browser)


def test_when_a_second_factor_is_added(browser: TestClient) -> None:
    sign_in(browser, "zhang")
    copy = copy_of(browser)
    page = get(browser, PAGE).text  # another key is shown each time
    telephone = Telephone(shown_key(page).replace(" ", ""))
    form = hidden(page, PAGE) | {"password": PASSWORD, "code": telephone.code()}
    assert browser.post(PAGE, data=form, headers=HTML).status_code == 200
    assert is_left_out(copy, browser)


def test_when_it_is_taken_off(browser: TestClient) -> None:
    telephone = telephone_of(browser, "zhang")
    sign_in(browser, "zhang")
    second_step(browser, telephone.recovery[0])
    copy = copy_of(browser)
    send(browser, PAGE, f"{PAGE}/off", password=PASSWORD, code=telephone.recovery[1])
    assert is_left_out(copy, browser)


def test_nothing_is_renewed_by_a_wrong_password(browser: TestClient) -> None:
    sign_in(browser, "zhang")
    copy = copy_of(browser)
    send(browser, "/account", "/account/password", old=NEW, new=NEW, again=NEW)
    assert not is_left_out(copy, browser)
