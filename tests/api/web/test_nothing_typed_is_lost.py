"""A refusal on the way of a draft: the page comes back with every word of it."""

from html import unescape

import pytest
from starlette.testclient import TestClient

from api import submissions
from api.storage.database import Database
from tests.api.services import HTML
from tests.api.web.browsing import alerts, another, get, hidden, send_draft, sign_in

TITLE = "关于路灯的建议<b>"
BODY = "东门街没有路灯，晚上看不清路。\n  建议县城管局装12盏。\n"
DRAFT = {"title": TITLE, "body": BODY, "level": "市", "seen": "V2"}
SCRIPT = {"X-Lianshen": "part", "Accept": "*/*"}


def _kept(page: str) -> dict[str, str]:
    """Return what stands in the form."""
    title, body = (page.split(f'<textarea id="{part}"')[1] for part in ("title", "body"))
    inside = [unescape(text.split(">\n", 1)[1].split("</textarea>")[0]) for text in (title, body)]
    level = page.split(" checked", maxsplit=1)[0].rsplit('value="', 1)[1].split('"', maxsplit=1)[0]
    return {"title": inside[0], "body": inside[1], "level": level, "seen": hidden(page, "/check")["seen"]}


def test_after_the_session_has_ended_the_draft_is_handed_in_all_the_same(
    browser: TestClient, database: Database
) -> None:
    sign_in(browser, "zhang")
    form = hidden(get(browser, "/").text, "/check") | DRAFT
    browser.cookies.clear()
    answer = browser.post("/drafts", data=form, headers=HTML)
    assert answer.status_code == 401
    assert "登录已过期，请在新窗口登录后再按一次" in alerts(answer.text)
    assert '<a href="/login" target="_blank">' in answer.text
    assert _kept(answer.text) == DRAFT

    sign_in(browser, "zhang")  # in the other window, whose token replaces this page's
    answer = browser.post("/drafts", data=hidden(answer.text, "/check") | DRAFT, headers=HTML)
    assert answer.status_code == 403
    assert "请再按一次" in alerts(answer.text)
    assert _kept(answer.text) == DRAFT
    assert '<button formaction="/drafts">提交给审核人员</button>' in answer.text

    answer = browser.post("/drafts", data=hidden(answer.text, "/check") | _kept(answer.text), headers=HTML)
    assert answer.status_code == 303
    (kept,) = submissions.everyones(database)
    assert (kept.draft.title, kept.draft.body, kept.draft.level) == (TITLE, BODY, "市")


@pytest.mark.parametrize("path", ["/check", "/annotated", "/sheet", "/sheet.docx", "/drafts"])
def test_a_form_that_is_too_old_comes_back_with_its_words_and_a_fresh_token(
    browser: TestClient, path: str
) -> None:
    sign_in(browser, "zhang")
    answer = browser.post(path, data=DRAFT | {"csrf": "old"}, headers=HTML)
    assert answer.status_code == 403
    assert _kept(answer.text) == DRAFT
    again = browser.post(path, data=hidden(answer.text, "/check") | DRAFT, headers=HTML)
    assert again.status_code in {200, 303}


def test_a_file_that_could_not_be_kept_is_named(browser: TestClient) -> None:
    sign_in(browser, "zhang")
    answer = browser.post(
        "/check", data=DRAFT | {"csrf": "old"}, files={"file": ("草稿.txt", b"x")}, headers=HTML
    )
    assert "刚才选的文件没有留住" in answer.text
    assert _kept(answer.text) == DRAFT


def test_the_script_gets_a_fresh_token_with_the_refusal_and_tries_once_more(browser: TestClient) -> None:
    sign_in(browser, "zhang")
    refused = browser.post("/check", data=DRAFT, headers=SCRIPT | {"X-CSRF-Token": "old"})
    assert refused.status_code == 403
    assert refused.json()["kind"] == "FormExpired"
    fresh = refused.headers["x-csrf-token"]
    answer = browser.post("/check", data=DRAFT, headers=SCRIPT | {"X-CSRF-Token": fresh})
    assert answer.status_code == 200
    assert 'id="opinion"' in answer.text


def test_the_script_learns_that_nobody_is_signed_in(browser: TestClient) -> None:
    answer = browser.post("/check", data=DRAFT, headers=SCRIPT)
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert TITLE not in answer.text


def test_other_forms_send_back_to_where_they_begin(browser: TestClient) -> None:
    answer = browser.post("/account/password", data={"old": "a"}, headers=HTML)
    assert (answer.status_code, answer.headers["location"]) == (303, "/login?next=/account")
    answer = browser.post("/users/disable", data={"name": "zhang"}, headers=HTML)
    assert answer.headers["location"] == "/login?next=/users"
    sign_in(browser, "zhang")
    answer = browser.post("/account/tokens", data={"label": "x"}, headers=HTML)
    assert (answer.status_code, answer.headers["location"]) == (303, "/account")
    assert "什么也没有改" in get(browser, "/account").text


def test_a_page_that_one_may_not_see_says_so(browser: TestClient) -> None:
    sign_in(browser, "zhang")
    answer = get(browser, "/users")
    assert answer.status_code == 403
    assert "您的账号不能这样做" in answer.text


def test_where_everybody_may_check_only_handing_in_needs_an_account(new_service: TestClient) -> None:
    assert send_draft(new_service, "/check", **DRAFT).status_code == 200
    answer = send_draft(another(new_service), "/drafts", **DRAFT)
    assert answer.status_code == 401
    assert _kept(answer.text) == DRAFT


def test_a_text_that_is_much_too_long_comes_back_whole(browser: TestClient) -> None:
    sign_in(browser, "zhang")
    form = hidden(get(browser, "/").text, "/check") | DRAFT | {"body": "路灯坏了。\n" * 70_000}
    files = {name: (None, value) for name, value in form.items()}  # as the form of the page is sent
    answer = browser.post("/check", files=files, headers=HTML)
    assert answer.status_code == 413
    assert "文字超过 20 万字" in alerts(answer.text)
    assert _kept(answer.text)["body"] == form["body"]


def test_a_text_longer_than_any_may_be_is_called_that(browser: TestClient) -> None:
    sign_in(browser, "zhang")
    form = hidden(get(browser, "/").text, "/check") | {"body": "路" * 800_000}
    answer = browser.post("/check", files={n: (None, v) for n, v in form.items()}, headers=SCRIPT)
    assert (answer.status_code, answer.json()["kind"]) == (413, "BodyTooLarge")
    assert "超过 2 MB" in answer.json()["detail"]
