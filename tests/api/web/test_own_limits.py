"""What one account may have, on both databases: said on the page, and not exceeded by pressing at once."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from starlette.testclient import TestClient

from api.accounts import accounts, tokens
from api.storage.database import Database
from api.storage.desk_schema import BatchRow
from api.storage.schema import SubmissionRow, TokenRow
from tests.api.services import HTML, serving
from tests.api.web.browsing import PASSWORD, another, get, hidden, sign_in
from tests.api.web.conftest import PEOPLE

MOST = 3
FINGERS = 8
_BODY = "东门外的路坏了，请修。学生每天从这里上学。"


@pytest.fixture
def browser(small_home: Path, database: Database, database_url: str) -> Iterator[TestClient]:
    for name, (display, role) in PEOPLE.items():
        accounts.add(database, name, display, role, PASSWORD)
    limits = {"daily_drafts": MOST, "own_batches": MOST, "own_tokens": MOST}
    with serving(small_home, database_url=database_url, anonymous=False, **limits) as client:
        yield client


def pressing(press: Callable[[int], int]) -> list[int]:
    """Return the statuses of answers to many who press at once."""
    with ThreadPoolExecutor(FINGERS) as fingers:
        return sorted(fingers.map(press, range(FINGERS)))


def rows(database: Database, kind: type[SubmissionRow] | type[BatchRow] | type[TokenRow]) -> int:
    with database.session() as session:
        return session.scalar(select(func.count()).select_from(kind)) or 0


def hand_in(browser: TestClient, number: int) -> "tuple[int, str, str]":
    form = hidden(get(browser, "/").text, "/check") | {"level": "县"}
    draft = {"title": f"关于修第 {number} 条路的建议", "body": _BODY}
    answer = browser.post("/drafts", data=form | draft, headers=HTML)
    return answer.status_code, answer.text, answer.headers.get("retry-after", "")


def test_no_more_drafts_in_a_day_than_one_may_and_the_next_one_is_not_lost(
    browser: TestClient, database: Database
) -> None:
    sign_in(browser, "zhang")
    statuses = pressing(lambda number: hand_in(browser, number)[0])
    assert statuses == [303] * MOST + [429] * (FINGERS - MOST)
    assert rows(database, SubmissionRow) == MOST
    _, page, seconds = hand_in(browser, 99)
    assert f"24 小时里已经提交了 {MOST} 件" in page
    assert "请过 24 小时再提交" in page
    assert "关于修第 99 条路的建议" in page
    assert _BODY in page
    assert 86_000 < int(seconds) <= 86_400


def test_the_day_is_over_24_hours_after_the_oldest_and_others_are_not_touched(
    browser: TestClient, database: Database
) -> None:
    sign_in(browser, "zhang")
    for number in range(MOST):
        assert hand_in(browser, number)[0] == 303
    neighbour = another(browser)
    sign_in(neighbour, "wang")
    assert hand_in(neighbour, 7)[0] == 303
    with database.writing() as session:
        oldest = session.scalars(select(SubmissionRow).order_by(SubmissionRow.id)).first()
        assert oldest
        first = oldest.id
        oldest.submitted -= timedelta(hours=23, minutes=50)
    status, page, seconds = hand_in(browser, 8)
    assert status == 429
    assert "请过 10 分钟再提交" in page
    assert int(seconds) <= 600
    with database.writing() as session:
        session.get_one(SubmissionRow, first).submitted -= timedelta(minutes=11)
    assert hand_in(browser, 8)[0] == 303
    assert hand_in(browser, 9)[0] == 429


def test_the_same_draft_pressed_again_is_no_further_one(browser: TestClient) -> None:
    sign_in(browser, "zhang")
    assert [hand_in(browser, number)[0] for number in (1, 2, 3, 3, 3)] == [303] * 5


def test_no_more_batches_are_under_way_than_one_may_have(browser: TestClient, database: Database) -> None:
    sign_in(browser, "li")
    form = hidden(get(browser, "/batches").text, "/batches")

    def upload(number: int) -> int:
        files = [("files", (f"{number}.txt", _BODY.encode()))]
        return browser.post("/batches", data=form, files=files, headers=HTML).status_code

    assert pressing(upload) == [303] * MOST + [409] * (FINGERS - MOST)
    assert rows(database, BatchRow) == MOST
    told = browser.post("/batches", data=form, files=[("files", ("a.txt", b"x"))], headers=HTML)
    assert f"这个账号有 {MOST} 个批次没有做完" in told.text
    with database.session() as session:
        first = session.scalars(select(BatchRow.id).order_by(BatchRow.id)).first()
    with database.writing() as session:
        session.get_one(BatchRow, first).state = "failed"
    assert upload(9) == 303
    again = browser.post(f"/batches/{first}/again", data=form, headers=HTML)
    assert again.status_code == 409
    assert upload(10) == 409


def test_no_more_tokens_than_one_may_have(browser: TestClient, database: Database) -> None:
    sign_in(browser, "zhang")
    form = hidden(get(browser, "/account").text, "/account/tokens")

    def issue(number: int) -> int:
        return browser.post(
            "/account/tokens", data=form | {"label": f"程序 {number}"}, headers=HTML
        ).status_code

    assert pressing(issue) == [200] * MOST + [409] * (FINGERS - MOST)
    assert rows(database, TokenRow) == MOST
    told = browser.post("/account/tokens", data=form | {"label": "又一个"}, headers=HTML).text
    assert f"这个账号已经有 {MOST} 个令牌" in told
    assert 'value="又一个"' in told
    account = accounts.named(database, "zhang")
    tokens.revoke(database, account.id, tokens.tokens_of(database, account.id)[0].id)
    assert issue(9) == 200
