import json
from collections.abc import Callable

import orjson
import pytest

from model.errors import BundleError
from model.review import to_json
from tests.api.cli.conftest import Lianshen
from tests.api.reviews import CLEAN, FLAWED

pytestmark = pytest.mark.usefixtures("stand_in")
Drafts = Callable[[str, str], str]


def test_text_separates_the_files(lianshen: Lianshen, drafts: Drafts) -> None:
    text = lianshen("check", drafts("a.txt", "有问题"), drafts("b.txt", "无事")).stdout
    first, second = text.split("=" * 40)
    assert first.startswith("文件：a.txt\n")
    assert second.startswith("\n\n文件：b.txt\n")
    assert "\x1b" not in text


def test_json_is_one_object_a_line_in_the_order_given(lianshen: Lianshen, drafts: Drafts) -> None:
    files = [drafts("甲.txt", "有问题"), "没有.txt", drafts("乙.txt", "无事")]
    first, second, third = map(json.loads, lianshen("check", "--format", "json", *files).stdout.splitlines())
    assert set(first) == set(third) == {"file", "notices", "review"}
    assert (first["file"], third["file"]) == ("甲.txt", "乙.txt")
    assert first["review"] == orjson.loads(to_json(FLAWED))
    assert third["review"] == orjson.loads(to_json(CLEAN))
    assert second["file"] == "没有.txt"
    assert second["error"]["kind"] == "DraftNotFound"
    assert set(second["error"]) == {"kind", "message", "problem", "where", "remedy"}
    assert "没有.txt" in second["error"]["message"]


def test_json_of_a_fault_of_the_program(lianshen: Lianshen, drafts: Drafts) -> None:
    line = json.loads(lianshen("check", "--format", "json", drafts("a.txt", "意外")).stdout)
    assert line["error"]["kind"] == "ZeroDivisionError"
    assert set(line["error"]) == {"kind", "message"}


def test_rdjson_is_one_object_for_all_files(lianshen: Lianshen, drafts: Drafts) -> None:
    result = json.loads(lianshen("check", "--format", "rdjson", drafts("a.txt", "有问题"), "没有.txt").stdout)
    assert result["source"] == {"name": "lianshen"}
    paths = [(each["location"]["path"], each["code"]["value"]) for each in result["diagnostics"]]
    assert paths == [("a.txt", "N8"), ("a.txt", "V2"), ("没有.txt", "DraftNotFound")]


@pytest.mark.parametrize("form", ["json", "rdjson"])
def test_programs_get_nothing_but_the_result_on_standard_output(
    lianshen: Lianshen, drafts: Drafts, form: str
) -> None:
    result = lianshen("check", "--format", form, drafts("a.txt", "无事"))
    assert result.stderr == ""
    json.loads(result.stdout)


def test_a_file_name_cannot_act_on_the_terminal(lianshen: Lianshen) -> None:
    result = lianshen("check", "坏\x1b[2J\u202e名.txt")
    assert result.exit_code == 2
    assert not set("\x1b\u202e") & set(result.output)


@pytest.mark.parametrize("form", ["text", "json", "rdjson"])
def test_where_no_model_can_be_had_the_result_is_whole_all_the_same(
    lianshen: Lianshen, drafts: Drafts, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[None] = []

    def none_to_be_had(_tier: str | None) -> None:
        asked.append(None)
        raise BundleError("模型写不下（磁盘满了）", where="models", remedy="请腾出空间")

    monkeypatch.setattr("api.cli.checking._reviewer", none_to_be_had)
    result = lianshen("check", "--format", form, drafts("a.txt", "有问题"), drafts("b.txt", "无事"))
    assert result.exit_code == 2
    assert "b.txt：models：模型写不下（磁盘满了）。请腾出空间。" in result.stderr
    assert len(asked) == 1
    if form == "json":
        lines = [json.loads(line) for line in result.stdout.splitlines()]
        assert [(line["file"], line["error"]["kind"]) for line in lines] == [
            ("a.txt", "BundleError"),
            ("b.txt", "BundleError"),
        ]
    elif form == "rdjson":
        found = json.loads(result.stdout)["diagnostics"]
        assert [each["code"]["value"] for each in found] == ["BundleError"] * 2
    else:
        assert result.stdout == ""
