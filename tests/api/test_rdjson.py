import json
from dataclasses import replace

from api import rdjson
from model.errors import DraftDamaged
from tests.api.reviews import CLEAN, DOCUMENT, FINDING, FLAWED, UNSURE

WORD = replace(DOCUMENT, text=None)


def test_a_finding_names_code_severity_and_place() -> None:
    objection, finding = rdjson.diagnostics("目录/草稿.txt", DOCUMENT, FLAWED)
    assert finding["code"] == {"value": "V2"}
    assert finding["severity"] == "WARNING"
    assert finding["location"]["path"] == "目录/草稿.txt"
    assert finding["location"]["range"] == {
        "start": {"line": 4, "column": 7},
        "end": {"line": 4, "column": 37},
    }
    assert finding["message"].startswith(f"{FINDING.name}：{FINDING.message}")
    assert FINDING.advice in finding["message"]
    assert objection["code"] == {"value": "N8"}


def test_columns_count_bytes_of_the_line_in_the_file() -> None:
    objection, _ = rdjson.diagnostics("a.txt", DOCUMENT, FLAWED)
    line = (DOCUMENT.text or "").split("\n")[4]
    before = line[: line.index("13812345678")]
    assert objection["location"]["range"]["start"] == {"line": 5, "column": len(before.encode()) + 1}


def test_a_file_without_lines_gives_the_quote_instead() -> None:
    objection, finding = rdjson.diagnostics("草稿.docx", WORD, FLAWED)
    assert finding["location"] == {"path": "草稿.docx"}
    assert "原文：“希望有关部门高度重视”" in finding["message"]
    assert "138＊＊＊＊5678" in objection["message"]


def test_severities() -> None:
    blocking = replace(FLAWED, objections=(replace(FLAWED.objections[0], severity="blocking"),), findings=())
    minor = replace(FLAWED, objections=(), findings=(replace(FINDING, severity="minor"),))
    assert [each["severity"] for each in rdjson.diagnostics("a", WORD, blocking)] == ["ERROR"]
    assert [each["severity"] for each in rdjson.diagnostics("a", WORD, minor)] == ["INFO"]


def test_what_is_in_doubt_says_so_and_only_informs() -> None:
    (doubt,) = rdjson.diagnostics("a.txt", DOCUMENT, UNSURE)
    assert doubt["severity"] == "INFO"
    assert "（拿不准）" in doubt["message"]


def test_the_result_is_one_object_with_its_source() -> None:
    error = DraftDamaged("文件损坏", where="坏.docx", remedy="请重新保存")
    found = [*rdjson.diagnostics("a.txt", DOCUMENT, CLEAN), rdjson.failure("坏.docx", error, str(error))]
    assert json.loads(rdjson.result(found)) == {
        "source": {"name": "lianshen"},
        "diagnostics": [
            {
                "message": "坏.docx：文件损坏。请重新保存。",
                "location": {"path": "坏.docx"},
                "severity": "ERROR",
                "code": {"value": "DraftDamaged"},
            }
        ],
    }
