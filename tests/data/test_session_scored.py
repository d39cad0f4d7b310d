"""One command scores the bundled session into a workbook and letters that look right when printed.

A model of the small corpus judges: nothing here hangs on how well it does.
"""

import json
import re
import shutil
import subprocess
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from docx import Document

from api.batch.inputs import entries
from api.batch.rows import Entry
from model.bundle import Bundle
from tests.api.cli.program import LIANSHEN, run
from tests.data.make_session import RECEIVED, SESSION
from tests.data.test_session import UNREADABLE
from training.train import keep

SOFFICE = shutil.which("soffice")
SHEETS = ["总览", "明细", "逐条分解", "重复与合并", "承办分布", "重点候选", "微实事候选", "错误"]
RETURNED = {"修改后提交", "不宜作为建议"}
_WRONG = re.compile(r"###|#(?:REF|NAME|VALUE|DIV/0|N/A|NUM|NULL)|Err:5\d\d")
printed_here = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")

Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Run:
    """What the command said and wrote."""

    folder: Path
    said: str
    sheets: Rows


@pytest.fixture(scope="module")
def scored(small_bundle: Bundle, tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("scored")
    keep(small_bundle, folder / "home")
    places = ("-o", "结果.xlsx", "--letters", "意见函", "--annotate", "批注")
    arguments = [each if each.startswith("-") else str(folder / each) for each in places]
    code, said, errors = run(
        LIANSHEN, "score", str(RECEIVED), *arguments, environment={"LIANSHEN_HOME": str(folder / "home")}
    )
    assert code == 0, errors
    return Run(folder, said, _sheets(folder / "结果.xlsx"))


def _sheets(path: Path) -> Rows:
    book = openpyxl.load_workbook(path)
    found: Rows = {}
    for sheet in book:
        head, *rows = sheet.iter_rows(values_only=True)
        found[sheet.title] = [dict(zip(map(str, head), row, strict=True)) for row in rows]
    return found


@pytest.fixture(scope="module")
def matters() -> dict[int, str]:
    """The matter of each draft, by its number in the run."""
    lines = (SESSION / "session.jsonl").read_text(encoding="utf-8").splitlines()
    of = {(each["title"], each["body"]): each["matter"] for each in map(json.loads, lines)}
    found = (each for each in entries([RECEIVED]) if isinstance(each, Entry))
    return {each.number: of[each.draft.title, each.draft.body] for each in found}


def _printed(folder: Path, file: Path) -> list[str]:
    """Return the text of each page as LibreOffice prints it."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = [str(SOFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*convert, str(file)], check=True, capture_output=True, timeout=120)  # noqa: S603 - LibreOffice on our own file
    pages = pypdfium2.PdfDocument(folder / f"{file.stem}.pdf")
    texts = [page.get_textpage().get_text_range() for page in pages]
    pages.close()
    return texts


def test_three_hundred_are_read_and_six_are_not(scored: Run) -> None:
    assert scored.said.startswith("审读了 300 件：")
    assert "读不了 6 件" in scored.said
    assert len(scored.sheets["明细"]) == 300
    files = [row["文件"].removeprefix(f"{RECEIVED}/来稿/") for row in scored.sheets["错误"]]
    assert sorted(files) == sorted([*UNREADABLE, f"{RECEIVED}/建议汇总.xlsx"])
    assert all(row["什么问题"] and row["怎么办"] for row in scored.sheets["错误"])


def test_every_sheet_is_there_and_says_something(scored: Run) -> None:
    assert list(scored.sheets) == SHEETS
    assert all(scored.sheets.values())


def test_every_draft_is_judged_and_given_to_a_unit(scored: Run) -> None:
    verdicts = Counter(row["结论"] for row in scored.sheets["明细"])
    assert set(verdicts) == {"可提交", *RETURNED}
    for verdict, count in verdicts.items():
        assert f"{verdict} {count} 件" in scored.said
    assert all(row["标题"] and row["主办单位"] and row["来源"] for row in scored.sheets["明细"])


def test_whoever_gets_it_back_gets_a_letter_and_everybody_the_remarks(scored: Run) -> None:
    returned = {row["序号"] for row in scored.sheets["明细"] if row["结论"] in RETURNED}
    letters = [int(path.name[:4]) for path in (scored.folder / "意见函").glob("*.docx")]
    assert sorted(letters) == sorted(returned)
    assert len(list((scored.folder / "批注").glob("*.docx"))) == 300


def test_drafts_on_the_same_matter_are_in_one_group(scored: Run, matters: dict[int, str]) -> None:
    group, groups_of, matters_of = 0, defaultdict(list), defaultdict(set)
    for row in scored.sheets["重复与合并"]:
        group = row["组"] or group
        groups_of[matters[row["序号"]]].append(group)
        matters_of[group].add(matters[row["序号"]])
    several = {matter: count for matter, count in Counter(matters.values()).items() if count > 1}
    whole = [matter for matter, count in several.items() if _is_whole(groups_of[matter], count)]
    assert len(several) == 20
    pure = [one for one, about in matters_of.items() if len(about) == 1]
    assert len(whole) >= 11
    assert len(pure) >= 0.55 * len(matters_of), "most groups hold drafts on one matter alone"


def _is_whole(groups: list[int], count: int) -> bool:
    return len(groups) == count and len(set(groups)) == 1


@printed_here
def test_the_workbook_is_printed_with_its_headings_and_nothing_cut_off(scored: Run, tmp_path: Path) -> None:
    pages = _printed(tmp_path, scored.folder / "结果.xlsx")
    assert len(pages) > len(SHEETS)
    assert [text for text in pages if _WRONG.search(text)] == []
    whole = "".join("".join(pages).split())
    for name in SHEETS:
        assert name in whole
    for name in SHEETS[1:]:
        heads = [head for head in scored.sheets[name][0] if head in {"序号", "标题", "单位", "什么问题"}]
        assert heads
        assert any(all(head in text for head in heads) and name in text for text in pages), name
    assert sum("修改意见" in text and "主办单位" in text for text in pages) > 1


@printed_here
def test_a_letter_is_printed_as_it_is_written(scored: Run, tmp_path: Path) -> None:
    letter = min((scored.folder / "意见函").glob("*.docx"))
    pages = _printed(tmp_path, letter)
    assert pages
    whole = "".join("".join(pages).split())
    assert not _WRONG.search(whole)
    assert "（单位名称、盖章）" in whole
    said = ["".join(paragraph.text.split()) for paragraph in Document(str(letter)).paragraphs]
    assert len([words for words in said if words]) > 3
    assert [words for words in said if words not in whole] == []
