"""A session that ends, or a page that grew old, while a reviewer writes: every word comes back."""

import pytest
from starlette.testclient import TestClient

from api.storage.database import Database
from tests.api.desk.pieces import MASKED, piece, put_some
from tests.api.web.browsing import alerts, get, hidden, sign_in
from tests.api.web.pieces import opinion_on, press
from training.local.said import Said

OPINION = "请写明路段。</textarea><b>\n\n谢谢！"


def test_after_the_session_has_ended_it_is_sent_again(browser: TestClient, database: Database) -> None:
    (number,) = put_some(database)
    action = f"/desk/pieces/{number}/return?state=open"
    sign_in(browser, "li")
    page = get(browser, f"/desk/pieces/{number}").text
    browser.cookies.clear()
    answer = press(browser, page, action, opinion=OPINION, vague="no")
    assert answer.status_code == 401
    assert "登录已过期，请在新窗口登录后再按一次" in alerts(answer.text)
    assert MASKED.title not in answer.text
    assert opinion_on(answer.text) == OPINION

    sign_in(browser, "li")  # in the other window, whose token replaces this page's
    answer = press(browser, answer.text, action)
    assert answer.status_code == 403
    assert "请再按一次" in alerts(answer.text)
    assert piece(database, number).version == 1
    assert press(browser, answer.text, action).status_code == 303
    standing = piece(database, number).standing
    assert (standing.state, standing.opinion) == ("returned", OPINION)
    assert standing.said == Said({"vague": False})


@pytest.mark.parametrize("button", ["accept", "return", "reopen", "correct", "undo"])
def test_a_form_that_is_too_old_comes_back_with_a_fresh_token(
    browser: TestClient, database: Database, button: str
) -> None:
    (number,) = put_some(database)
    sign_in(browser, "li")
    page = get(browser, f"/desk/pieces/{number}").text
    answer = press(browser, page, f"/desk/pieces/{number}/{button}", csrf="old", opinion="我写的话。")
    assert answer.status_code == 403
    assert opinion_on(answer.text) == "我写的话。"
    assert hidden(answer.text, f"/desk/pieces/{number}/{button}")["version"] == "1"
    assert piece(database, number).standing.said == Said()
