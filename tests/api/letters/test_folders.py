"""Letters and annotated drafts are written a file a draft, under names that every system takes."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest

from api.batch.inputs import entries
from api.batch.rows import Entry, Origin, Scored, Unread
from api.documents.reading import read_bytes
from api.errors import OutputRefused
from api.letters.letters import Letters
from api.letters.names import file_name
from api.letters.originals import Originals
from api.letters.writing import write_annotated, write_letters
from model.content import FOLDER
from model.draft import Draft
from tests.api.reviews import CLEAN, FLAWED, TITLE
from tests.api.workbook.sessions import DRAFTS, scored

DAY = date(2026, 10, 5)
_WINDOWS = set('<>:"/\\|?*')


def test_each_returned_draft_has_its_letter(tmp_path: Path) -> None:
    assert write_letters(tmp_path / "信" / "函", DRAFTS, Letters(), DAY) == 2
    names = sorted(file.name for file in (tmp_path / "信" / "函").iterdir())
    assert names == [f"0002-002 {TITLE}.docx", f"0004-004 {TITLE}.docx"]


@pytest.mark.parametrize(
    "title", ["CON", "nul.txt", 'a<b>:"/\\|?*', "..", "", " . ", "\x00\x1f", "𠮷" * 400, "a" * 400, "\ud800"]
)
@pytest.mark.parametrize("label", ["", "第1/2号", "../../甲", "LPT1"])
def test_a_name_is_one_that_windows_takes(tmp_path: Path, title: str, label: str) -> None:
    name = file_name(scored(7, replace(CLEAN, title=title), {"编号": label} if label else {}))
    assert name.startswith("0007")
    assert name.endswith(".docx")
    assert not _WINDOWS & set(name)
    assert name.isprintable()
    assert len(name.encode()) <= 200
    assert not name.removesuffix(".docx").endswith((" ", "."))
    (tmp_path / name).touch()


def test_two_drafts_never_have_one_name() -> None:
    names = {
        file_name(scored(number, CLEAN, {"编号": label})).lower()
        for number in (1, 10, 100, 1_000, 10_000, 100_001)
        for label in ("", "0", "-0", "1")
    }
    prefixes = {name.partition("-")[0] for name in names}
    assert len(prefixes) == 6


def test_a_folder_that_cannot_be_written_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "信").write_text("这是文件")
    with pytest.raises(OutputRefused, match="信"):
        write_letters(tmp_path / "信", DRAFTS, Letters(), DAY)


def _comments(file: Path) -> int:
    with ZipFile(file) as package:
        return package.read("word/comments.xml").count(b"<w:comment ")


@pytest.fixture
def handed_in(tmp_path: Path) -> Path:
    """A Word file by itself, one in an archive, and a text."""
    folder = tmp_path / "件"
    folder.mkdir()
    word = (FOLDER / "examples" / "03-infeasible.docx").read_bytes()
    (folder / "甲.docx").write_bytes(word)
    (folder / "乙.txt").write_bytes((FOLDER / "examples" / "02-vague.txt").read_bytes())
    with ZipFile(folder / "丙.zip", "w") as archive:
        archive.writestr("丁.docx", (FOLDER / "examples" / "01-too-broad.docx").read_bytes())
    return folder


def _scored(entry: Entry | Unread) -> Scored:
    assert isinstance(entry, Entry)
    return Scored(entry, replace(CLEAN, title=entry.draft.title, items=(), findings=()))


def test_a_word_file_keeps_its_form_and_others_become_fair_copies(handed_in: Path, tmp_path: Path) -> None:
    drafts = [_scored(entry) for entry in entries([handed_in])]
    assert write_annotated(tmp_path / "批注", drafts, Originals([handed_in])) == 3
    written = {file.name[:4]: file for file in (tmp_path / "批注").iterdir()}
    for each in drafts:
        file = written[f"{each.entry.number:04d}"]
        assert _comments(file) == 1
        assert read_bytes(file.name, file.read_bytes()).draft.body == each.entry.draft.body
    original = docx.Document(str(handed_in / "甲.docx"))
    own = next(each for each in drafts if each.entry.origin.file.endswith("甲.docx"))
    kept = docx.Document(str(written[f"{own.entry.number:04d}"]))
    assert [each.text for each in kept.paragraphs] == [each.text for each in original.paragraphs]
    assert len(kept.tables) == len(original.tables)


def test_originals_are_found_in_the_order_of_the_drafts(handed_in: Path) -> None:
    originals = Originals([handed_in])
    found = {
        entry.origin.file.rpartition("/")[2]: originals.of(entry.origin) for entry in entries([handed_in])
    }
    assert {name: content is not None for name, content in found.items()} == {
        "甲.docx": True,
        "乙.txt": False,
        "丁.docx": True,
    }


def test_a_file_that_was_changed_since_is_not_marked(handed_in: Path, tmp_path: Path) -> None:
    each = next(_scored(entry) for entry in entries([handed_in / "甲.docx"]))
    changed = Scored(
        replace(each.entry, draft=Draft(each.entry.draft.title, "别的话，请修路。")), each.review
    )
    write_annotated(tmp_path / "批注", [changed], Originals([handed_in / "甲.docx"]))
    (file,) = (tmp_path / "批注").iterdir()
    assert "别的话，请修路。" in [paragraph.text for paragraph in docx.Document(str(file)).paragraphs]


def test_a_row_of_a_table_becomes_a_fair_copy(tmp_path: Path) -> None:
    row = Scored(Entry(1, Origin("汇总.xlsx", "表", 2), DRAFTS[1].entry.draft, {}), FLAWED)
    write_annotated(tmp_path / "批注", [row], Originals([]))
    (file,) = (tmp_path / "批注").iterdir()
    assert _comments(file) == 3
