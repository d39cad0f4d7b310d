import json
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from api.cli import main
from api.documents.reading import read_file
from api.http.v1 import NOTICES
from tests.pages import ROOT

EXAMPLES = sorted((ROOT / "data" / "examples").glob("0*.*"))
DOCX = ROOT / "data" / "examples" / "03-infeasible.docx"
GOOD = {
    "title": "关于修路的建议",
    "body": "东门外的路坏了300米。建议县交通运输局在年底前修好。",
    "level": "县",
}

each_example = pytest.mark.parametrize("path", EXAMPLES, ids=[path.stem for path in EXAMPLES])


def _by_command_line(path: Path, home: Path) -> dict[str, object]:
    result = CliRunner(env={"LIANSHEN_HOME": str(home)}).invoke(
        main, ["check", "--format", "json", str(path)]
    )
    line: dict[str, object] = json.loads(result.stdout)
    return line | {"bytes": result.stdout.partition('"review":')[2].rstrip().removesuffix("}").encode()}


@each_example
def test_an_upload_gives_the_very_bytes_of_the_command_line(
    path: Path, service: TestClient, small_home: Path
) -> None:
    answer = service.post("/v1/reviews/file", files={"file": (path.name, path.read_bytes())})
    said = _by_command_line(path, small_home)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.content == said["bytes"]
    assert json.loads(unquote(answer.headers.get(NOTICES, "[]"))) == said["notices"]


@each_example
def test_title_and_body_give_the_same_bytes_too(path: Path, service: TestClient, small_home: Path) -> None:
    draft = read_file(path).draft
    sent = {"title": draft.title, "body": draft.body, "level": draft.level}
    assert service.post("/v1/reviews", json=sent).content == _by_command_line(path, small_home)["bytes"]


def test_the_title_and_level_sent_with_a_file_win(service: TestClient) -> None:
    answer = service.post(
        "/v1/reviews/file",
        files={"file": ("a.txt", GOOD["body"].encode())},
        data={"title": "另起的标题", "level": "省"},
    ).json()
    assert (answer["title"], answer["level"]) == ("另起的标题", "省")


def test_offsets_count_in_what_was_sent(service: TestClient) -> None:
    body = "𠮷村的路坏了，\r\n希望有关部门予以重视，尽快解决。"
    review = service.post("/v1/reviews", json={"title": "", "body": body}).json()
    for finding in review["findings"]:
        for quote in finding["quotes"]:
            text = body if quote["part"] == "body" else ""
            assert text[quote["start"] : quote["end"]] == quote["text"]
    assert review["findings"]


@pytest.mark.parametrize(
    ("sent", "status", "kind"),
    [
        ({"json": {}}, 422, "BadFields"),
        ({"json": []}, 422, "BadFields"),
        ({"json": GOOD | {"level": "国"}}, 422, "BadFields"),
        ({"json": GOOD | {"body": 3}}, 422, "BadFields"),
        ({"json": GOOD | {"colour": "red"}}, 422, "BadFields"),
        ({"json": GOOD | {"title": "", "body": "  "}}, 422, "DraftEmpty"),
        ({"json": {"body": "mend the road please"}}, 422, "DraftNotChinese"),
        ({"json": {"body": "路" * 20_001}}, 413, "DraftTooLarge"),
        ({"content": b"{", "headers": {"Content-Type": "application/json"}}, 400, "BadRequest"),
        ({"content": b"\xff\xfe", "headers": {"Content-Type": "application/json"}}, 400, "BadRequest"),
        ({"content": "路".encode(), "headers": {"Content-Type": "text/plain"}}, 415, "WrongContentType"),
        ({"content": "路".encode()}, 415, "WrongContentType"),
        ({"data": {"body": "路"}}, 415, "WrongContentType"),
    ],
)
def test_what_cannot_be_reviewed_is_refused_in_the_one_shape(
    service: TestClient, sent: dict[str, object], status: int, kind: str
) -> None:
    answer = service.post("/v1/reviews", **sent)  # type: ignore[arg-type]
    assert (answer.status_code, answer.json()["kind"]) == (status, kind)
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("name", "content", "status", "kind"),
    [
        ("a.txt", b"", 422, "DraftEmpty"),
        ("a.docx", b"PK\x03\x04 broken", 422, "DraftDamaged"),
        ("a.xls", "路坏了".encode(), 415, "DraftUnsupported"),
        ("a.rtf", rb"{\rtf1 }", 415, "DraftUnsupported"),
        ("../../etc/a\x00.txt", b"only English words", 422, "DraftNotChinese"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_by_its_name(
    service: TestClient, name: str, content: bytes, status: int, kind: str
) -> None:
    answer = service.post("/v1/reviews/file", files={"file": (name, content)})
    problem = answer.json()
    assert (answer.status_code, problem["kind"]) == (status, kind)
    assert problem["where"].startswith("a.") or problem["where"].startswith("a")
    assert ".." not in problem["where"]


@pytest.mark.parametrize(
    ("form", "field"),
    [({}, "file"), ({"files": {"file": ("a.txt", b"x")}, "data": {"levle": "县"}}, "levle")],
)
def test_a_form_with_missing_or_unknown_fields_is_refused(
    service: TestClient, form: dict[str, object], field: str
) -> None:
    headers = {} if form else {"Content-Type": "multipart/form-data; boundary=x"}
    sent = form or {"content": b"--x--\r\n"}
    problem = service.post("/v1/reviews/file", headers=headers, **sent).json()  # type: ignore[arg-type]
    assert problem["kind"] == "BadFields"
    assert field in {each["field"] for each in problem["errors"]}


def test_a_problem_says_what_where_and_what_to_do(service: TestClient) -> None:
    told = service.post("/v1/reviews", json={"body": "mend the road please"}).json()
    assert told.pop("instance").startswith("urn:lianshen:request:")
    assert told == {
        "type": "urn:lianshen:problem:DraftNotChinese",
        "title": "里面没有可以审读的中文",
        "status": 422,
        "detail": "草稿：里面没有可以审读的中文。请检查是不是选错了文件；草稿应当用中文写。",
        "kind": "DraftNotChinese",
        "where": "草稿",
        "remedy": "请检查是不是选错了文件；草稿应当用中文写",
    }


def test_what_was_sent_is_not_repeated_in_a_problem(service: TestClient) -> None:
    answer = service.post("/v1/reviews", json={"body": "秘密的话", "level": "秘密的级", "秘密": 1})
    assert answer.status_code == 422
    assert "秘密的" not in answer.text


@pytest.mark.parametrize("path", ["/v1/nothing", "/v2/nothing", "/nothing"])
def test_an_address_that_is_not_there_is_a_problem(service: TestClient, path: str) -> None:
    answer = service.get(path)
    assert (answer.status_code, answer.json()["kind"]) == (404, "NotThere")


def test_a_method_that_is_not_there_is_a_problem(service: TestClient) -> None:
    answer = service.get("/v1/reviews")
    assert (answer.status_code, answer.json()["kind"]) == (405, "MethodNotAllowed")
    assert answer.headers["allow"] == "POST"


def test_what_a_field_may_be_is_said_in_chinese(service: TestClient) -> None:
    problem = service.post("/v1/reviews", json=GOOD | {"level": "国"}).json()
    assert problem["errors"] == [{"field": "level", "problem": "不是可选的值（乡镇、县、市、省）"}]


def test_what_is_wrong_with_the_whole_is_not_said_of_its_body(service: TestClient) -> None:
    assert service.post("/v1/reviews", json=[]).json()["errors"] == [
        {"field": "请求", "problem": "应是一个 JSON 对象"}
    ]


def test_a_hundred_thousand_keys_are_not_answered_one_by_one(service: TestClient) -> None:
    keys = ",".join(f'"{number}":1' for number in range(100_000))
    answer = service.post("/v1/reviews", content=f"{{{keys}}}", headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["kind"]) == (422, "BadFields")
    assert len(answer.json()["errors"]) == 1
    few = {str(number): 1 for number in range(40)}
    assert len(service.post("/v1/reviews", json=GOOD | few).json()["errors"]) == 40
