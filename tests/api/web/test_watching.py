"""The page on the model at work, and the notice that retraining is due."""

import re
from datetime import UTC, datetime, timedelta

from starlette.testclient import TestClient

from api.batch.rows import Scored
from api.labels.store import add_page_label
from api.storage.database import Database
from tests.api.desk.desks import put_on_desk
from tests.api.web.browsing import another, get, sign_in
from training.local.said import Said


def test_weeks_stand_in_small_charts_and_in_a_table(
    browser: TestClient, database: Database, scored_session: tuple[Scored, ...]
) -> None:
    now = datetime.now(UTC)
    put_on_desk(database, scored_session[:20], received=now - timedelta(days=8))
    put_on_desk(database, scored_session[20:40], received=now - timedelta(hours=1))
    sign_in(browser, "li")
    page = get(browser, "/watching").text
    assert (
        len(re.findall(r'<svg viewBox="0 0 100 40"', page)) == 6
    )  # nothing was decided, so nothing overturned
    assert len(re.findall('class="week-row"', page)) in {2, 3}
    assert re.search(r'aria-label="20\d\d年第\d+周：\d+%', page)
    assert "现在不必再训练。" in page


def test_an_empty_desk_has_no_course(browser: TestClient) -> None:
    sign_in(browser, "li")
    assert "还没有走势可看" in get(browser, "/watching").text


def test_administrators_are_told_on_the_desk_and_among_the_labels_that_retraining_is_due(
    browser: TestClient, database: Database, scored_session: tuple[Scored, ...]
) -> None:
    for number in put_on_desk(database, scored_session[:100]):
        add_page_label(database, 2, number, Said({"vague": False}))
    sign_in(browser, "li")
    assert "该用新标注再训练一次模型了" not in get(browser, "/desk").text
    admin = another(browser)
    sign_in(admin, "admin")
    for path in ("/desk", "/labels", "/watching"):
        page = get(admin, path).text
        assert "该用新标注再训练一次模型了" in page
        assert "又有了 100 条标注" in page
