"""How many requests one account may make in a minute, by tokens and on pages, from wherever it comes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.accounts import accounts, tokens
from tests.api.services import HERE, HTML, serving
from tests.api.web.browsing import PASSWORD, another, get, sign_in

MOST = 6


@pytest.fixture
def service(small_home: Path, database_url: str, database: object) -> Iterator[TestClient]:
    del database  # its tables
    with serving(small_home, database_url=database_url, anonymous=False, account_rate=MOST) as client:
        for name in ("zhang", "wang"):
            accounts.add(client.app.state.database, name, name, "deputy", PASSWORD)  # type: ignore[attr-defined]
        yield client


def bearer(service: TestClient, name: str) -> dict[str, str]:
    database = service.app.state.database  # type: ignore[attr-defined]
    return {"Authorization": f"Bearer {tokens.issue(database, accounts.named(database, name).id, '试')[1]}"}


def test_all_tokens_of_an_account_are_counted_together_and_others_alone(service: TestClient) -> None:
    own = [bearer(service, "zhang"), bearer(service, "zhang")]
    elsewhere = TestClient(service.app, HERE, client=("10.0.0.9", 1))
    asked = [
        (service, elsewhere)[number % 2].get("/v1/rubric", headers=own[number % 2]) for number in range(9)
    ]
    assert [answer.status_code for answer in asked] == [200] * MOST + [429] * 3
    refused = asked[-1]
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["kind"] == "TooManyRequests"
    assert refused.json()["title"] == f"您的账号一分钟里的请求超过 {MOST} 次"
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert f"请等 {refused.headers['retry-after']} 秒再试" in refused.json()["remedy"]
    assert service.get("/readyz", headers=own[0]).status_code == 200
    assert service.get("/v1/rubric", headers=bearer(service, "wang")).status_code == 200


def test_a_person_is_told_on_a_page(service: TestClient) -> None:
    sign_in(service, "zhang")
    second = another(service)
    sign_in(second, "zhang")
    answers = [get((service, second)[number % 2], "/drafts") for number in range(MOST + 2)]
    assert answers[-1].status_code == 429
    assert "您的账号一分钟里的请求超过" in answers[-1].text
    assert answers[-1].headers["content-type"].startswith("text/html")
    assert service.get("/login", headers=HTML).status_code in {200, 429}
