"""The description of the interface: Chinese, complete, and true."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.api.browser.drafts import VAGUE_BODY
from tests.api.services import serving
from tests.pages import read

PROGRAMS = {
    ("post", "/v1/reviews"),
    ("post", "/v1/reviews/file"),
    ("get", "/v1/units"),
    ("get", "/v1/rubric"),
    ("get", "/v1/models/current"),
    ("post", "/v2/check"),
    ("get", "/v2/languages"),
    ("get", "/healthz"),
    ("get", "/readyz"),
    ("get", "/metrics"),
    ("get", "/openapi.json"),
}


@pytest.fixture(scope="module")
def described(service: TestClient) -> dict[str, Any]:
    answer: dict[str, Any] = service.get("/openapi.json").json()
    return answer


def _operations(described: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    return {
        (method, path): operation
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    }


def test_all_of_it_is_for_programs_and_nothing_is_left_out(described: dict[str, Any]) -> None:
    assert set(_operations(described)) == PROGRAMS


def test_every_operation_has_a_chinese_summary_and_a_tag(described: dict[str, Any]) -> None:
    for name, operation in _operations(described).items():
        assert any("\u4e00" <= character <= "\u9fff" for character in operation["summary"]), name
        assert operation["tags"], name


def test_every_error_is_a_problem_with_an_example(described: dict[str, Any]) -> None:
    for name, operation in _operations(described).items():
        for status, answer in operation["responses"].items():
            if not status.startswith("2"):
                (kind, content), *others = answer["content"].items()
                assert (kind, others) == ("application/problem+json", []), (name, status)
                assert content["schema"] == {"$ref": "#/components/schemas/ProblemOut"}
                assert content["example"]["status"] == int(status)


@pytest.mark.parametrize(("method", "path"), sorted(PROGRAMS))
def test_a_wrong_token_is_described_as_it_is_answered(
    described: dict[str, Any], service: TestClient, method: str, path: str
) -> None:
    status = service.request(method, path, headers={"Authorization": "Bearer wrong"}).status_code
    assert status == 401
    assert "401" in _operations(described)[method, path]["responses"]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"{", "application/json"),
        (b"[]", "application/json"),
        (b"--", "multipart/form-data"),
        (b"x" * 3_000_000, "text/plain"),
    ],
)
@pytest.mark.parametrize("path", sorted(path for method, path in PROGRAMS if method == "post"))
def test_what_a_wrong_body_is_answered_is_described(
    described: dict[str, Any], service: TestClient, path: str, content: bytes, kind: str
) -> None:
    status = service.post(path, content=content, headers={"Content-Type": kind}).status_code
    assert status >= 400
    assert str(status) in _operations(described)["post", path]["responses"]


def test_every_reference_leads_somewhere(described: dict[str, Any]) -> None:
    def references(node: Any) -> list[str]:
        if isinstance(node, dict):
            own = [node["$ref"]] if "$ref" in node else []
            return own + [each for value in node.values() for each in references(value)]
        return [each for value in node for each in references(value)] if isinstance(node, list) else []

    for reference in references(described):
        target: Any = described
        for step in reference.removeprefix("#/").split("/"):
            target = target[step]


@pytest.mark.parametrize(("method", "path"), sorted(PROGRAMS))
def test_every_operation_stands_in_the_documentation(method: str, path: str) -> None:
    assert f"`{method.upper()} {path}`" in read("docs/http.md")


def test_a_file_is_sent_as_the_description_says(described: dict[str, Any]) -> None:
    body = described["paths"]["/v1/reviews/file"]["post"]["requestBody"]
    assert list(body["content"]) == ["multipart/form-data"]


def test_where_a_token_is_needed_is_described(described: dict[str, Any]) -> None:
    assert described["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    for name, operation in _operations(described).items():
        assert operation["security"] == [{}, {"token": []}], name  # on this machine all may ask


def _linked(described: dict[str, Any]) -> dict[str, tuple[dict[str, str], dict[str, Any]]]:
    """Return by name what each link sends, and the operation that it leads to."""
    operations = {each["operationId"]: each for each in _operations(described).values()}
    return {
        name: (link["requestBody"], operations[link["operationId"]])
        for operation in _operations(described).values()
        for name, link in operation["responses"]["200"].get("links", {}).items()
    }


def _filled(fields: dict[str, str], answer: Any) -> dict[str, str]:
    """Put in what fields say by JSON pointers into an answer."""

    def said(value: str) -> str:
        found = answer
        for step in value.removeprefix("$response.body#/").split("/"):
            found = found[int(step) if isinstance(found, list) else step]
        return str(found)

    return {name: said(value) if value.startswith("$") else value for name, value in fields.items()}


def test_what_may_follow_on_an_answer_is_as_the_links_say(
    service: TestClient, described: dict[str, Any]
) -> None:
    links = _linked(described)
    assert set(links) == {"check", "onlyOne"}
    fields, checking = links["check"]
    form = checking["requestBody"]["content"]["application/x-www-form-urlencoded"]["schema"]
    assert fields.keys() | links["onlyOne"][0].keys() <= form["properties"].keys()
    sent = {"text": f"全县发展\n{VAGUE_BODY}"} | _filled(fields, service.get("/v2/languages").json())
    first = service.post("/v2/check", data=sent).json()
    assert len({match["rule"]["id"] for match in first["matches"]}) > 1
    fields, _ = links["onlyOne"]
    only = service.post("/v2/check", data=sent | _filled(fields, first)).json()
    assert {match["rule"]["id"] for match in only["matches"]} == {first["matches"][0]["rule"]["id"]}


def test_a_token_is_needed_on_the_network(small_home: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'service.sqlite3'}"
    with serving(small_home, database_url=url, host="0.0.0.0") as network:  # noqa: S104 - nothing is bound
        described = network.get("/openapi.json").json()
    needed = {
        path for (_, path), operation in _operations(described).items() if {} not in operation["security"]
    }
    assert needed == {path for _, path in PROGRAMS if path.startswith(("/v1/", "/metrics"))} | {"/v2/check"}


def _beyond(value: Any, schema: Any, schemas: dict[str, Any], at: str = "") -> list[str]:
    """Return what an answer holds that its description does not name."""
    if "$ref" in schema:
        return _beyond(value, schemas[schema["$ref"].rpartition("/")[2]], schemas, at)
    if "anyOf" in schema:
        return min((_beyond(value, each, schemas, at) for each in schema["anyOf"]), key=len)
    if isinstance(value, list):
        return [
            found for each in value for found in _beyond(each, schema.get("items", {}), schemas, f"{at}[]")
        ]
    if not isinstance(value, dict) or isinstance(schema.get("additionalProperties"), dict):
        return []
    known = schema.get("properties", {})
    inner = [
        found
        for name in value.keys() & known
        for found in _beyond(value[name], known[name], schemas, f"{at}.{name}")
    ]
    return [f"{at}.{name}" for name in value.keys() - known] + inner


def test_an_answer_holds_no_field_that_is_not_described(
    service: TestClient, described: dict[str, Any]
) -> None:
    """That of an account, of the database or of the program would be one."""
    schemas = described["components"]["schemas"]
    draft = {"title": "关于加强停车管理的建议", "body": VAGUE_BODY}
    for path, answer in (
        ("/v1/units", service.get("/v1/units")),
        ("/v1/rubric", service.get("/v1/rubric")),
        ("/v1/reviews", service.post("/v1/reviews", json=draft)),
    ):
        operation = _operations(described)["post" if path == "/v1/reviews" else "get", path]
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        assert answer.status_code == 200
        assert _beyond(answer.json(), schema, schemas) == [], path
    current = service.get("/v1/models/current").json()
    assert not re.search(r"/\w+/\w+/|account|password", json.dumps(current)), "neither places nor people"
