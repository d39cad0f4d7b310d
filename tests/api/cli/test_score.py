"""``lianshen score``: what it takes, gives, refuses and says."""

import csv
import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import Result
from docx import Document
from pyarrow import parquet

from api.batch import finishing
from api.batch.work import Work, work_file
from api.home import home
from model.bundle import save_bundle
from model.draft import Draft
from model.similar.earlier import Past, add
from tests.api.batch.kept import over_nothing
from tests.api.cli.conftest import Lianshen
from tests.api.cli.program import LIANSHEN, start
from tests.api.cli.scores import rows_of, title, write_drafts
from tests.model.bundles import DRAFTS, made
from tests.model.similar.drafts import BRIDGE
from training.train import keep

HANDLED = {"承办单位": "住建局", "办理情况": "已列入今年计划"}


@pytest.fixture(scope="module")
def made_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    keep(made(), folder)
    return folder


@pytest.fixture(autouse=True)
def place(tmp_path: Path, made_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder, with a model in use."""
    monkeypatch.setenv("LIANSHEN_HOME", str(made_home))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def scored(lianshen: Lianshen, *arguments: str, code: int = 0) -> Result:
    result = lianshen("score", *arguments, "--workers", "1")
    assert result.exit_code == code, result.stderr
    return result


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture(autouse=True)
def drafts(place: Path) -> Path:
    return write_drafts(place / "件.jsonl", 20, unreadable=[3, 11])


def test_every_row_is_in_the_output_in_order_and_the_rest_goes_on_past_unreadable_ones(
    lianshen: Lianshen, place: Path
) -> None:
    result = scored(lianshen, "件.jsonl", "-o", "结果.jsonl")
    rows = rows_of(place / "结果.jsonl")
    assert [row["number"] for row in rows] == list(range(1, 21))
    assert [row["number"] for row in rows if "error" in row] == [3, 11]
    assert [row["title"] for row in rows if "review" in row] == [
        title(number) for number in range(1, 21) if number not in {3, 11}
    ]
    assert result.stdout.startswith("审读了 18 件：")
    assert "读不了 2 件，原因在结果里。" in result.stdout
    assert result.stdout.endswith("结果：结果.jsonl\n")
    assert names(place) == ["件.jsonl", "结果.jsonl"]


def test_folders_and_tables_are_read_together_and_the_output_among_them_is_not(
    lianshen: Lianshen, place: Path
) -> None:
    (place / "乙.txt").write_text("关于修桥的建议\n\n大湾村的桥坏了。建议县交通运输局今年修好。\n", "utf-8")
    scored(lianshen, ".", "-o", "结果.csv")
    scored(lianshen, ".", "-o", "结果.csv", "--restart")
    with (place / "结果.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["标题"] for row in rows if not row["读不了的原因"]][:2] == ["关于修桥的建议", title(1)]
    assert len(rows) == 21


def test_a_workbook_has_a_row_for_each_draft_and_the_unreadable_on_a_sheet_of_their_own(
    lianshen: Lianshen, place: Path
) -> None:
    scored(lianshen, "件.jsonl", "-o", "结果.xlsx")
    book = openpyxl.load_workbook(place / "结果.xlsx", read_only=True)
    assert {"总览", "明细", "错误"} <= set(book.sheetnames)
    assert book["明细"].max_row == 19
    book.close()


def test_the_model_stands_in_every_output(lianshen: Lianshen, place: Path, made_home: Path) -> None:
    version = (made_home / "models" / "current").read_text("utf-8").strip()
    scored(lianshen, "件.jsonl", "-o", "结果.parquet")
    assert set(parquet.read_table(place / "结果.parquet")["模型"].to_pylist()) == {version, None}
    scored(lianshen, "件.jsonl", "-o", "结果.xlsx")
    book = openpyxl.load_workbook(place / "结果.xlsx", read_only=True)
    overview = [str(cell) for row in book["总览"].iter_rows(values_only=True) for cell in row if cell]
    book.close()
    assert any(version in cell for cell in overview)


def test_columns_with_names_of_their_own_are_told_by_map(lianshen: Lianshen, place: Path) -> None:
    row = {"诉求": "大湾村的桥坏了。建议县交通运输局今年修好。", "事": "关于修桥的建议"}
    (place / "工单.jsonl").write_text(json.dumps(row, ensure_ascii=False) + "\n", "utf-8")
    scored(lianshen, "工单.jsonl", "-o", "结果.jsonl", "--map", "标题=事", "--map", "正文=诉求")
    (found,) = rows_of(place / "结果.jsonl")
    assert (found["title"], found["body"]) == (row["事"], row["诉求"])


def test_a_level_holds_for_all_drafts(lianshen: Lianshen, place: Path) -> None:
    scored(lianshen, "件.jsonl", "-o", "结果.jsonl", "--level", "市")
    rows = rows_of(place / "结果.jsonl")
    assert {row["review"]["level"] for row in rows if "review" in row} == {"市"}


def test_a_dry_run_tells_what_would_be_read_and_writes_nothing(lianshen: Lianshen, place: Path) -> None:
    (place / "乙.txt").write_text("关于修桥的建议\n", "utf-8")
    result = scored(lianshen, ".", "--dry-run")
    assert "件.jsonl：18 件，2 行读不了" in result.stdout
    assert "标题←标题、正文←内容" in result.stdout
    assert "乙.txt" in result.stdout
    assert result.stdout.endswith(
        "共约 19 件，2 处读不了。文件还没有打开看，实际件数以审读为准。没有审读，也没有写任何文件。\n"
    )
    assert names(place) == ["乙.txt", "件.jsonl"]
    assert "打开看" not in scored(lianshen, "件.jsonl", "--dry-run").stdout


def test_a_dry_run_promises_nothing_of_files_that_are_no_drafts(lianshen: Lianshen, place: Path) -> None:
    (place / "旧").mkdir()
    for name, content in (
        ("装.exe", b"MZ"),
        ("空.docx", b""),
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ):
        (place / "旧" / name).write_bytes(content)
    result = scored(lianshen, "旧", "--dry-run", code=2)
    assert result.stdout.count("不读　") == 3
    assert result.stdout.endswith("共约 0 件，3 处读不了。没有审读，也没有写任何文件。\n")


def test_letters_and_annotated_drafts_are_written_beside(lianshen: Lianshen, place: Path) -> None:
    result = scored(
        lianshen,
        "件.jsonl",
        "-o",
        "结果.jsonl",
        "--letters",
        "函",
        "--template",
        "模板.docx",
        "--annotate",
        "注",
    )
    rows = [row for row in rows_of(place / "结果.jsonl") if "review" in row]
    returned = [row for row in rows if row["review"]["verdict"] != "可提交"]
    assert len(list((place / "函").glob("*.docx"))) == len(returned) > 0
    assert len(list((place / "注").glob("*.docx"))) == len(rows)
    assert "已写一份自带的模板" in result.stderr
    assert f"意见函：{len(returned)} 份，在 函" in result.stdout
    Document(str(next((place / "函").glob("*.docx"))))
    again = scored(
        lianshen, "件.jsonl", "-o", "结果.jsonl", "--letters", "函", "--template", "模板.docx", "--restart"
    )
    assert "模板" not in again.stderr


@pytest.mark.parametrize("ending", [".xlsx", ".csv", ".jsonl"])
def test_a_session_before_is_compared_with(lianshen: Lianshen, place: Path, ending: str) -> None:
    scored(lianshen, "件.jsonl", "-o", f"上次{ending}")
    scored(lianshen, "件.jsonl", "-o", "结果.xlsx", "--previous", f"上次{ending}")
    book = openpyxl.load_workbook(place / "结果.xlsx", read_only=True)
    overview = "".join(str(cell) for row in book["总览"].iter_rows(values_only=True) for cell in row if cell)
    book.close()
    assert "提质减量" in overview


def test_changed_input_is_not_gone_on_with_unless_one_starts_anew(lianshen: Lianshen, place: Path) -> None:
    drafts = place / "件.jsonl"
    Work.begin(work_file(place / "结果.jsonl"), over_nothing(drafts), restart=False).close()
    write_drafts(drafts, 5)
    result = scored(lianshen, "件.jsonl", "-o", "结果.jsonl", code=2)
    assert "上次做了一半的不是这一次要做的" in result.stderr
    assert "件.jsonl”变了" in result.stderr
    assert "--restart" in result.stderr
    assert not (place / "结果.jsonl").exists()
    scored(lianshen, "件.jsonl", "-o", "结果.jsonl", "--restart")
    assert len(rows_of(place / "结果.jsonl")) == 5


def test_an_output_that_is_there_is_not_written_over_unasked(lianshen: Lianshen, place: Path) -> None:
    (place / "结果.jsonl").write_text("改过的", "utf-8")
    result = scored(lianshen, "件.jsonl", "-o", "结果.jsonl", code=2)
    assert "这个文件已经有了。要盖掉它，请加 --restart" in result.stderr
    assert (place / "结果.jsonl").read_text("utf-8") == "改过的"
    scored(lianshen, "件.jsonl", "-o", "结果.jsonl", "--restart")
    assert len(rows_of(place / "结果.jsonl")) == 20


def test_where_nothing_can_be_read_the_reasons_are_written_and_the_code_is_2(
    lianshen: Lianshen, place: Path
) -> None:
    (place / "坏.docx").write_bytes(b"PK\x03\x04broken")
    result = scored(lianshen, "坏.docx", "没有.docx", "-o", "结果.jsonl", code=2)
    assert "审读了 0 件；读不了 2 件" in result.stdout
    assert [row["error"]["kind"] for row in rows_of(place / "结果.jsonl")] == [
        "DraftDamaged",
        "DraftNotFound",
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "没有写要审读的文件或文件夹"),
        (("件.jsonl",), "没有写结果存到哪里，请加 -o"),
        (("件.jsonl", "-o", "结果.doc"), "看不出要写成什么"),
        (("件.jsonl", "-o", "没有/结果.csv"), "不存在"),
        (("件.jsonl", "-o", "件.jsonl"), "不能写回它"),
        ((".", "-o", "结果.csv", "--annotate", "."), "不能写在里面"),
        (("件.jsonl", "-o", "结果.csv", "--template", "模板.docx"), "请同时写 --letters"),
        (("件.jsonl", "-o", "结果.csv", "--partial", "--restart"), "只能写一个"),
        (("件.jsonl", "-o", "结果.csv", "--map", "标题"), "--map 写的“标题”看不懂"),
        (("件.jsonl", "-o", "结果.csv", "--map", "颜色=B"), "--map 写的“颜色=B”看不懂"),
        (("件.jsonl", "-o", "结果.csv", "--previous", "没有.xlsx"), "没有这个文件"),
        (("件.jsonl", "-o", "结果.csv", "--workers", "0"), "不小于 1"),
        (("件.jsonl", "-o", "结果.csv", "--weights", "好看=2"), "看不懂权重“好看=2”"),
        (("件.jsonl", "-o", "结果.csv", "--calendar", "日历.ics", "--from", "明天"), "“明天”不是日期"),
        (("件.jsonl", "-o", "结果.csv", "--from", "2026-03-02"), "请同时写 --calendar"),
        (("-o", "结果.csv", "--partial"), "没有做了一半的结果"),
        (("件.jsonl", "-o", "结果.csv", "--tier", "full"), "模型只有快速一档"),
    ],
)
def test_what_cannot_be_is_said_before_the_work(
    lianshen: Lianshen, place: Path, arguments: tuple[str, ...], said: str
) -> None:
    result = lianshen("score", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not (place / "结果.csv").exists()


def test_it_does_not_read_from_standard_input(place: Path) -> None:
    process = start(
        f"import os; os.close(0)\n{LIANSHEN}",
        "score",
        "件.jsonl",
        "-o",
        "结果.jsonl",
        environment={"LIANSHEN_HOME": str(home())},
    )
    assert process.wait(timeout=60) == 0
    assert len(rows_of(place / "结果.jsonl")) == 20


def test_a_damaged_model_is_said_as_it_is(
    lianshen: Lianshen, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = save_bundle(made(), place / "home" / "models")
    (folder.parent / "current").write_text(folder.name, "utf-8")
    next(folder.glob("*.safetensors")).write_bytes(b"x")
    monkeypatch.setenv("LIANSHEN_HOME", str(place / "home"))
    result = scored(lianshen, "件.jsonl", "-o", "结果.jsonl", code=2)
    assert "模型" in result.stderr
    assert "意外" not in result.stderr


@pytest.fixture
def index(place: Path) -> Path:
    """Keep two drafts of an earlier session, one of which says what the first of this one says."""
    same = Past(Draft(title(1), DRAFTS[1].body), {"届次": "十七届四次", "编号": "8", **HANDLED})
    add(place / "往届", [same, Past(BRIDGE, {"届次": "十七届四次"})])
    return place / "往届"


def test_the_most_similar_earlier_drafts_are_in_every_output_with_how_they_were_handled(
    lianshen: Lianshen, place: Path, index: Path
) -> None:
    kept = sorted(path.name for path in index.rglob("*"))
    for ending in ("jsonl", "csv", "parquet", "xlsx"):
        scored(lianshen, "件.jsonl", "-o", f"结果.{ending}", "--index", "往届")
    assert sorted(path.name for path in index.rglob("*")) == kept
    first = rows_of(place / "结果.jsonl")[0]["earlier"][0]
    assert first["likeness"] == 1.0
    assert first["fields"] == {"届次": "十七届四次", "编号": "8", **HANDLED}
    words = f"1. 《{title(1)}》（十七届四次，第 8 号，99%可能是同一件事）住建局：已列入今年计划"
    assert parquet.read_table(place / "结果.parquet")["往届相似的建议及办理"][0].as_py() == words
    with (place / "结果.csv").open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.DictReader(file))["往届相似的建议及办理"] == words
    heads, row, *_ = openpyxl.load_workbook(place / "结果.xlsx")["明细"].iter_rows(values_only=True)
    assert dict(zip(heads, row, strict=True))["往届相似的建议及办理"] == words


def test_without_an_index_nothing_is_said_of_earlier_drafts(lianshen: Lianshen, place: Path) -> None:
    scored(lianshen, "件.jsonl", "-o", "结果.jsonl")
    assert [row for row in rows_of(place / "结果.jsonl") if "earlier" in row] == []


def test_an_index_that_cannot_be_used_is_refused_before_anything_is_scored(
    lianshen: Lianshen, place: Path, index: Path
) -> None:
    (part,) = index.iterdir()
    manifest = part / "manifest.json"
    manifest.write_bytes(manifest.read_bytes().replace(b'"format": 1', b'"format": 0'))
    old = scored(lianshen, "件.jsonl", "-o", "结果.xlsx", "--index", "往届", code=2)
    assert "格式是 0" in old.stderr
    (place / "别的").mkdir()
    foreign = scored(lianshen, "件.jsonl", "-o", "结果.xlsx", "--index", "别的", code=2)
    assert "没有往届建议的索引" in foreign.stderr
    assert not (place / "结果.xlsx.work").exists()


def test_that_too_many_drafts_are_not_grouped_is_said(
    lianshen: Lianshen, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finishing, "MOST_GROUPED", 10)
    told = scored(lianshen, "件.jsonl", "-o", "结果.xlsx").stderr
    assert "没有查哪些说的是同一件事" in told
    book = openpyxl.load_workbook(place / "结果.xlsx")
    heads, row, *_ = book["明细"].iter_rows(values_only=True)
    assert dict(zip(heads, row, strict=True))["相似组"] == "件数太多，没有查"
    assert book["重复与合并"]["A2"].value == "件数太多，没有查重复。"
    shown = [cell for row in book["总览"].iter_rows(values_only=True) for cell in row if cell]
    assert any("没有查哪些说的是同一件事" in str(cell) for cell in shown)
