"""Drafts handed in to the reviewers, and who sees them."""

import re
from dataclasses import replace
from html import unescape

import httpx2
from starlette.testclient import TestClient

from api import submissions
from api.accounts import accounts
from api.desk import pieces
from api.desk.opinion import own_opinion
from api.storage.database import Database
from model.draft import Draft
from model.review import to_json
from tests.api.services import HTML
from tests.api.web.browsing import alerts, another, get, hidden, send_draft, sign_in
from tests.api.web.pieces import open_and_press

TITLE = "关于加强东门小学周边管理的建议"
BODY = "东门小学有学生1260人，校门外的路口没有红绿灯。\r\n建议有关部门加强管理，切实解决交通等方面的问题。"


def _hand_in(browser: TestClient, title: str = TITLE, body: str = BODY) -> httpx2.Response:
    return send_draft(browser, "/drafts", title=title, body=body)


def test_a_draft_is_stored_when_it_is_handed_in_and_not_before(
    browser: TestClient, database: Database
) -> None:
    sign_in(browser, "zhang")
    assert send_draft(browser, "/check", title=TITLE, body=BODY).status_code == 200
    assert submissions.everyones(database) == ()
    answer = _hand_in(browser)
    (kept,) = submissions.everyones(database)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/drafts/{kept.id}")
    assert kept.draft == Draft(TITLE, BODY.replace("\r\n", "\n"), "县")
    assert (kept.by, kept.state) == ("张代表", "submitted")
    page = get(browser, f"/drafts/{kept.id}").text
    assert "已提交给审核人员" in page
    assert "<mark" in page
    assert BODY.split("\r\n", maxsplit=1)[0] in page
    assert "提交给审核人员</button>" not in page


def test_the_script_is_told_where_the_draft_went_and_finds_it_said_there(
    browser: TestClient, database: Database
) -> None:
    sign_in(browser, "zhang")
    form = hidden(get(browser, "/").text, "/check") | {"title": TITLE, "body": BODY, "level": "县"}
    answer = browser.post("/drafts", data=form, headers={"X-Lianshen": "part"})
    (kept,) = submissions.everyones(database)
    assert (answer.status_code, answer.headers["location"]) == (201, f"/drafts/{kept.id}")
    assert "已提交给审核人员" in get(browser, answer.headers["location"]).text


def test_the_review_is_the_one_of_that_moment(browser: TestClient, database: Database) -> None:
    sign_in(browser, "zhang")
    _hand_in(browser)
    (kept,) = submissions.everyones(database)
    review = browser.portal.call(browser.app.state.desk.review, kept.draft)  # type: ignore[union-attr,attr-defined]
    assert kept.review == to_json(review)
    assert kept.model == review.model
    assert review.summary in unescape(get(browser, f"/drafts/{kept.id}").text)


def test_a_deputy_sees_only_their_own_newest_first(browser: TestClient) -> None:
    sign_in(browser, "zhang")
    first, second = (_hand_in(browser, f"{TITLE}之{n}").headers["location"] for n in "一二")
    page = get(browser, "/drafts").text
    assert page.index(f'href="{second}"') < page.index(f'href="{first}"')
    other = another(browser)
    sign_in(other, "wang")
    assert "您还没有提交过建议" in get(other, "/drafts").text
    answer = get(other, first)
    assert answer.status_code == 404
    assert TITLE not in answer.text
    assert _without_number(answer.text) == _without_number(get(other, "/drafts/999999").text)


def _without_number(page: str) -> str:
    """Return a page of an error without the number of its request."""
    return re.sub("请求编号 [0-9A-Z]+", "", page)


def test_reviewers_and_administrators_are_led_to_the_desk(browser: TestClient, database: Database) -> None:
    sign_in(browser, "zhang")
    handed_in = _hand_in(browser).headers["location"]
    (kept,) = submissions.everyones(database)
    piece = pieces.of_submission(database, kept.id)
    assert piece is not None
    for name in ("li", "admin"):
        other = another(browser)
        sign_in(other, name)
        assert get(other, "/drafts").headers["location"] == "/desk?batch=0"
        assert get(other, handed_in).headers["location"] == f"/desk/pieces/{piece.id}"
        page = get(other, f"/desk/pieces/{piece.id}").text
        assert TITLE in page
        assert "张代表" in page
        assert get(other, "/drafts/999").status_code == 404


def test_what_the_reviewers_decided_is_seen_by_the_author(browser: TestClient, database: Database) -> None:
    sign_in(browser, "zhang")
    handed_in = _hand_in(browser).headers["location"]
    assert '<span class="tag state submitted">已提交</span>' in get(browser, handed_in).text
    (kept,) = submissions.everyones(database)
    piece = pieces.of_submission(database, kept.id)
    assert piece is not None
    li = another(browser)
    sign_in(li, "li")
    opinion = "请写明是<b>哪个</b>路口。\n\n谢谢！"
    open_and_press(li, piece.id, "return", opinion=opinion)

    page = get(browser, handed_in).text
    assert '<span class="tag state returned">已退回</span>' in page
    assert "<p>请写明是&lt;b&gt;哪个&lt;/b&gt;路口。</p>" in page
    assert '<p class="apart">谢谢！</p>' in page
    assert "审核人员写了意见，请看看" in get(browser, "/drafts").text
    open_and_press(li, piece.id, "accept")
    page = get(browser, handed_in).text
    assert "这件建议已经接收，谢谢您。" in page
    assert "谢谢！</p>" not in page


def test_the_programs_own_words_are_shown_where_nobody_edited_them(
    browser: TestClient, database: Database
) -> None:
    sign_in(browser, "zhang")
    handed_in = _hand_in(browser).headers["location"]
    (kept,) = submissions.everyones(database)
    piece = pieces.of_submission(database, kept.id)
    assert piece is not None
    li = another(browser)
    sign_in(li, "li")
    open_and_press(li, piece.id, "return")
    page = unescape(get(browser, handed_in).text)
    for line in filter(None, own_opinion(piece.scored).split("\n")):
        assert line in page


def test_a_returned_draft_is_taken_up_again_word_for_word(browser: TestClient, database: Database) -> None:
    body = f"{BODY}\r\n  联系人身份证号11010519491231002X。"
    sign_in(browser, "zhang")
    first = _hand_in(browser, TITLE, body).headers["location"]
    (kept,) = submissions.everyones(database)
    piece = pieces.of_submission(database, kept.id)
    assert piece is not None
    li = another(browser)
    sign_in(li, "li")
    open_and_press(li, piece.id, "return", opinion="请写明是哪个路口。")
    assert f'href="/?draft={kept.id}"' in get(browser, first).text

    page = get(browser, f"/?draft={kept.id}").text
    assert "请写明是哪个路口。" in page
    left = page.split('<textarea id="body"')[1].split(">\n", 1)[1].split("</textarea>")[0]
    assert unescape(left) == body.replace("\r\n", "\n")
    second = _hand_in(browser, TITLE, f"{left}改好了。").headers["location"]
    assert second != first
    assert [each.state for each in submissions.everyones(database)] == ["submitted", "returned"]
    again = pieces.of_submission(database, submissions.everyones(database)[0].id)
    assert again is not None
    assert again.id != piece.id
    assert again.standing.state == "open"


def test_nobody_takes_up_the_draft_of_another(browser: TestClient, database: Database) -> None:
    sign_in(browser, "zhang")
    _hand_in(browser)
    (kept,) = submissions.everyones(database)
    for name in ("wang", "li", "admin"):
        other = another(browser)
        sign_in(other, name)
        answer = get(other, f"/?draft={kept.id}")
        assert answer.status_code == 404
        assert TITLE not in answer.text
    for number in ("0", "x", "999", "9" * 30):
        assert get(browser, f"/?draft={number}").status_code == 404


def test_nobody_without_an_account_sees_one(browser: TestClient) -> None:
    sign_in(browser, "zhang")
    handed_in = _hand_in(browser).headers["location"]
    answer = get(another(browser), handed_in)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/login?next={handed_in}")
    answer = another(browser).get(handed_in)
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"


def test_only_deputies_hand_in(browser: TestClient, database: Database) -> None:
    sign_in(browser, "li")
    answer = _hand_in(browser)
    assert answer.status_code == 403
    assert "不能这样做" in alerts(answer.text)
    assert TITLE in answer.text  # and the words are still there
    assert submissions.everyones(database) == ()


def test_pressed_twice_it_is_handed_in_once(browser: TestClient, database: Database) -> None:
    sign_in(browser, "zhang")
    assert _hand_in(browser).headers["location"] == _hand_in(browser).headers["location"]
    assert len(submissions.everyones(database)) == 1


def test_html_in_a_draft_is_shown_as_text(browser: TestClient) -> None:
    sign_in(browser, "zhang")
    evil = "<script>alert(1)</script>"
    answer = _hand_in(browser, TITLE + evil, BODY + evil)
    for path in ("/drafts", answer.headers["location"]):
        page = get(browser, path).text
        assert evil not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_identity_numbers_are_masked(browser: TestClient) -> None:
    sign_in(browser, "zhang")
    number = "11010519491231002X"
    handed_in = _hand_in(browser, TITLE, f"{BODY}联系人身份证号{number}。").headers["location"]
    assert number not in get(browser, handed_in).text


def test_a_number_that_is_none_leads_nowhere(browser: TestClient) -> None:
    sign_in(browser, "zhang")
    for number in ("0", "-1", "x", "9" * 20, "9" * 5000, "１", "1.0", "1%00"):
        assert get(browser, f"/drafts/{number}").status_code == 404
        assert get(browser, f"/drafts?before={number}").status_code == 200


def test_a_long_list_goes_on_on_a_second_page(browser: TestClient, database: Database) -> None:
    sign_in(browser, "zhang")
    oldest = _hand_in(browser).headers["location"]
    (kept,) = submissions.everyones(database)
    review = browser.portal.call(browser.app.state.desk.review, kept.draft)  # type: ignore[union-attr,attr-defined]
    for number in range(submissions.PAGE):
        draft = replace(kept.draft, title=f"{number}")
        submissions.submit(database, accounts.named(database, "zhang").id, draft, review)
    page = get(browser, "/drafts").text
    assert f'href="{oldest}"' not in page
    older = page.split('href="/drafts?before=')[1].split('"')[0]
    page = get(browser, f"/drafts?before={older}").text
    assert f'href="{oldest}"' in page
    assert "before=" not in page


def test_a_draft_that_cannot_be_judged_is_not_stored_and_not_lost(
    browser: TestClient, database: Database
) -> None:
    sign_in(browser, "zhang")
    for body, said in (("", "没有文字"), ("only English words here", "中文")):
        answer = browser.post("/drafts", data=_filled(browser, body), headers=HTML)
        assert answer.status_code == 422
        assert said in alerts(answer.text)
        assert body in answer.text
    assert submissions.everyones(database) == ()


def _filled(browser: TestClient, body: str) -> dict[str, str]:
    csrf = get(browser, "/").text.split('name="csrf" value="')[1].split('"')[0]
    return {"csrf": csrf, "title": "", "body": body, "level": "市"}
