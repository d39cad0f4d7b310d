"""``/v2`` as plug-ins of editors talk to it."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from api.accounts import accounts, tokens
from api.storage.database import Database
from tests.api.http.public_schema import check_answer, check_languages, utf16
from tests.api.services import serving

TEXT = (
    "关于解决积水问题的建议😀\r\n\r\n　　有的路段经常积水。\r\n"
    "　　希望有关部门高度重视，尽快解决，给群众一个满意的答复。"
)
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
def closed_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'service.sqlite3'}"


@pytest.fixture
def closed(small_home: Path, closed_url: str) -> Iterator[TestClient]:
    """A service that asks everybody for an account."""
    with serving(small_home, anonymous=False, database_url=closed_url) as client:
        yield client


def test_a_text_is_answered_as_the_public_schema_says(service: TestClient) -> None:
    response = service.post("/v2/check", data={"text": TEXT, "language": "zh-CN"})
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    answer = response.json()
    check_answer(answer)
    assert answer["matches"]
    for match in answer["matches"]:
        there = utf16(TEXT, match["offset"], match["length"])
        assert there.strip() == there != ""
        assert match["rule"]["id"].startswith("LIANSHEN_")


def test_the_matches_are_those_of_the_review(service: TestClient) -> None:
    answer = service.post("/v2/check", data={"text": TEXT, "language": "auto"}).json()
    title, _, body = TEXT.partition("\r\n\r\n")
    review = service.post("/v1/reviews", json={"title": title, "body": body.replace("\r\n", "\n")}).json()
    codes = {found["code"] for found in (*review["objections"], *review["findings"])}
    assert {match["rule"]["id"] for match in answer["matches"]} == {f"LIANSHEN_{code}" for code in codes}
    assert codes


def test_a_form_is_read_whatever_its_type_is_called(service: TestClient) -> None:
    body = urlencode({"text": TEXT, "language": "zh-CN"})
    plain = service.post("/v2/check", content=body, headers=FORM).json()
    for kind in ("application/json", "text/plain", ""):
        assert service.post("/v2/check", content=body, headers={"Content-Type": kind}).json() == plain


def test_annotated_text_is_answered_in_its_own_places(service: TestClient) -> None:
    pieces = [{"markup": "# "}, {"text": TEXT.partition("\r\n")[0]}, {"markup": "<br>", "interpretAs": "\n"}]
    data = {"annotation": [*pieces, {"text": TEXT.rpartition("　　")[2]}]}
    answer = service.post("/v2/check", data={"data": json.dumps(data), "language": "zh"}).json()
    check_answer(answer)
    whole = "".join(piece.get("text", piece.get("markup", "")) for piece in data["annotation"])
    assert answer["matches"]
    for match in answer["matches"]:
        assert "<" not in utf16(whole, match["offset"], match["length"])
        assert match["offset"] >= 2


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "里面没有文字。"),
        (" \n\t", "里面没有文字。"),
        ("Dear Sir or Madam,", "里面没有可以审读的中文。"),
        ("😀" * 9, "里面没有可以审读的中文。"),
    ],
)
def test_a_text_without_anything_to_judge_is_no_error(service: TestClient, text: str, reason: str) -> None:
    response = service.post("/v2/check", data={"text": text, "language": "auto"})
    assert response.status_code == 200
    answer = response.json()
    check_answer(answer)
    assert answer["matches"] == []
    assert answer["warnings"] == {"incompleteResults": True, "incompleteResultsReason": reason}


def test_paragraph_by_paragraph_nothing_is_judged(service: TestClient) -> None:
    asked = {"text": TEXT, "language": "zh-CN", "mode": "allButTextLevelOnly"}
    answer = service.post("/v2/check", data=asked).json()
    check_answer(answer)
    assert answer["matches"] == []
    assert answer["warnings"] == {"incompleteResults": False}


@pytest.mark.parametrize(
    ("fields", "status", "kind"),
    [
        ({"language": "zh-CN"}, 400, "BadRequest"),
        ({"text": TEXT}, 400, "BadRequest"),
        ({"text": TEXT, "language": "en-US"}, 400, "BadRequest"),
        ({"data": "{", "language": "zh-CN"}, 400, "BadRequest"),
        ({"text": "路" * 200_001, "language": "zh-CN"}, 413, "DraftTooLarge"),
    ],
)
def test_an_error_has_the_one_shape(
    service: TestClient, fields: dict[str, str], status: int, kind: str
) -> None:
    response = service.post("/v2/check", data=fields)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["kind"] == kind


def test_what_is_no_form_has_no_text(service: TestClient) -> None:
    for sent in (
        service.post("/v2/check"),
        service.post("/v2/check", files={"text": TEXT}, data={"language": "zh"}),
    ):
        assert sent.status_code == 400
        assert sent.headers["content-type"] == "application/problem+json"
        assert "请用 application/x-www-form-urlencoded" in sent.json()["remedy"]


def test_plugins_may_ask_for_the_languages(closed: TestClient) -> None:
    response = closed.get("/v2/languages")
    check_languages(response.json())
    assert [language["longCode"] for language in response.json()] == ["zh-CN"]


def test_the_key_of_a_plugin_is_a_token(closed: TestClient, closed_url: str) -> None:
    database = Database.open(closed_url)
    account = accounts.add(database, "lijie", "李杰", "deputy", "kE8-vT3-pQ1-zz")
    _, secret = tokens.issue(database, account.id, "编辑器")
    database.close()
    asked = {"text": TEXT, "language": "zh-CN"}
    assert closed.post("/v2/check", data=asked).status_code == 401
    assert closed.post("/v2/check", data={**asked, "apiKey": "ls_wrong"}).status_code == 401
    answer = closed.post("/v2/check", data={**asked, "username": "lijie", "apiKey": secret})
    assert answer.status_code == 200
    bearer = {"Authorization": f"Bearer {secret}"}
    assert closed.post("/v2/check", data=asked, headers=bearer).json() == answer.json()


def test_a_key_in_the_address_is_not_taken(closed: TestClient) -> None:
    """It would be in every log on the way."""
    refused = closed.post("/v2/check?apiKey=ls_x", data={"text": TEXT, "language": "zh-CN"})
    assert refused.status_code == 401
    assert refused.json()["title"] == "请先登录"
