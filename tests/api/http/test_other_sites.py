"""What a page of another site makes a browser ask for is refused, where no token of a form is in it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.batch.rows import Scored
from api.storage.database import Database
from api.trail.listing import steps
from tests.api.desk.office import office
from tests.api.http.doors import ON_THE_NETWORK, Doors, doors_of
from tests.api.services import HERE, HTML
from tests.api.web.browsing import sign_in
from tests.api.web.conftest import browser

__all__ = ["browser"]

BODY = "大桥小学门口的路灯坏了，请县住建局在三个月内修好。"
CALLS: dict[str, dict[str, object]] = {
    "/v1/reviews": {"json": {"body": BODY}},
    "/v1/reviews/file": {"files": {"file": ("a.txt", BODY.encode())}},
    "/v2/check": {"data": {"language": "zh-CN", "text": BODY}},
}
FILES = sorted(
    path for method, path in ON_THE_NETWORK if method == "GET" and re.search(r"\.(?!json)[a-z]+$", path)
)


@pytest.fixture(scope="module")
def doors(small_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    url = f"sqlite:///{tmp_path_factory.mktemp('doors') / 'service.sqlite3'}"
    with doors_of(small_home, url) as found:
        yield found


def test_every_call_that_may_be_open_without_a_token_is_looked_at_here() -> None:
    assert set(CALLS) == {
        path for method, path in ON_THE_NETWORK if method == "POST" and path.startswith("/v")
    }


@pytest.mark.parametrize("path", CALLS)
@pytest.mark.parametrize(
    "origin", ["https://elsewhere.example", "http://127.0.0.1:3000", "http://127.0.0.1.elsewhere", "null"]
)
def test_a_page_of_another_site_gets_no_review_without_a_token(
    service: TestClient, path: str, origin: str
) -> None:
    answer = service.post(path, headers={"Origin": origin}, **CALLS[path])  # type: ignore[arg-type]
    assert (answer.status_code, answer.json()["kind"]) == (403, "NotAllowed")


@pytest.mark.parametrize("path", CALLS)
@pytest.mark.parametrize(
    "headers", [{}, {"Origin": HERE}, {"Origin": "chrome-extension://abc"}, {"Origin": "app://obsidian.md"}]
)
def test_programs_add_ons_and_our_own_pages_do(
    service: TestClient, path: str, headers: dict[str, str]
) -> None:
    assert service.post(path, headers=headers, **CALLS[path]).status_code == 200  # type: ignore[arg-type]


def test_with_a_token_any_page_may_ask(doors: Doors) -> None:
    headers = {
        "Origin": "https://elsewhere.example",
        "Authorization": f"Bearer {doors.shown['deputy'].token}",
    }
    assert doors.service.post("/v1/reviews", headers=headers, json={"body": BODY}).status_code == 200


@pytest.mark.parametrize("path", FILES)
def test_a_file_is_fetched_from_no_page_of_another_site(
    browser: TestClient, database: Database, scored_session: tuple[Scored, ...], path: str
) -> None:
    made = office(database, scored_session[:2])
    made.decide("returned", *made.pieces)
    sign_in(browser, "admin")
    before = len(steps(database))
    address = f"{path}?persons=1"
    for site in ("cross-site", "same-site"):
        answer = browser.get(address, headers=HTML | {"Sec-Fetch-Site": site})
        assert answer.status_code == 403
        assert "不能从别的网站下载" in answer.text
    assert len(steps(database)) == before
    for site in ("same-origin", "none"):
        assert browser.get(address, headers=HTML | {"Sec-Fetch-Site": site}).status_code == 200
