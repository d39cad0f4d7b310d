"""A folder with the files that the documentation names, all invented."""

import shutil
from pathlib import Path

import openpyxl

from tests.pages import ROOT
from training.labels import read_corpus

_TABLES = ("建议.xlsx", "全部建议.xlsx", "往届建议.xlsx", "本届建议及办理.xlsx")
_FEW = 6


def prepare(folder: Path) -> None:
    """Put into a folder what the command lines of the documentation read."""
    corpus = read_corpus().drafts[:_FEW]
    (folder / "data").symlink_to(ROOT / "data")
    numbered = [(f"{number}号", row.draft.title, row.draft.body) for number, row in enumerate(corpus, 1)]
    for name in _TABLES:
        _write(folder / name, [("编号", "标题", "内容"), *numbered])
    _write(
        folder / "历年交办.xlsx",
        [("标题", "正文", "主办"), *((row.draft.title, row.draft.body, row.main) for row in corpus)],
    )
    for name in ("建议", "样本", "件", "drafts"):
        (folder / name).mkdir()
        shutil.copy(ROOT / "data/examples/03-infeasible.docx", folder / name / "一件.docx")


def _write(path: Path, rows: list[tuple[str, ...]]) -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("建议", 0)
    for row in rows:
        sheet.append(row)
    book.save(path)
