"""A folder is read through and through, in an order that people expect, and nothing in it stops the rest."""

import os
from pathlib import Path

from api.batch.inputs import entries
from api.batch.rows import Entry, Origin, Unread
from tests.api.batch.making import BODY, HEADER, ROW, TEXT, TITLE, drafts, read, unread, workbook
from tests.api.documents.samples import form_bytes, pdf_bytes


def texts(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT, "utf-8")
    return folder


def names(folder: Path) -> list[str]:
    return [Path(each.origin.file).relative_to(folder).as_posix() for each in drafts(folder)]


def test_files_come_as_people_count(tmp_path: Path) -> None:
    texts(tmp_path, "10.txt", "2.txt", "乙/1.txt", "1/2.txt", "1/10.md", "1/1/1.txt")
    assert names(tmp_path) == ["1/1/1.txt", "1/2.txt", "1/10.md", "2.txt", "10.txt", "乙/1.txt"]


def test_every_kind_of_draft_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(form_bytes())
    (tmp_path / "b.pdf").write_bytes(pdf_bytes(TITLE, BODY))
    (tmp_path / "c.txt").write_bytes(TEXT.encode("gb18030"))
    workbook(tmp_path / "d.xlsx", [HEADER, ROW])
    found = drafts(tmp_path)
    assert [entry.draft.title for entry in found] == [TITLE] * 4
    assert [entry.number for entry in found] == [1, 2, 3, 4]
    assert found[0].fields == {"代表": "张三", "代表团": "鹭湾代表团"}


def test_what_programs_leave_behind_is_passed_over(tmp_path: Path) -> None:
    texts(
        tmp_path,
        "甲.txt",
        "~$甲.docx",
        ".隐.txt",
        ".git/a.txt",
        "__MACOSX/a.txt",
        "Thumbs.db",
        "desktop.ini",
        "乙.tmp",
    )
    assert names(tmp_path) == ["甲.txt"]


def test_a_hidden_file_that_is_named_is_read(tmp_path: Path) -> None:
    assert drafts(texts(tmp_path, ".甲.txt") / ".甲.txt")[0].draft.title == TITLE


def test_files_of_one_name_in_two_folders_stay_apart(tmp_path: Path) -> None:
    texts(tmp_path, "一团/甲.txt", "二团/甲.txt")
    assert len({each.origin for each in drafts(tmp_path)}) == 2


def test_what_is_named_twice_is_read_once(tmp_path: Path) -> None:
    texts(tmp_path, "一/甲.txt", "乙.txt")
    found = drafts(tmp_path / "一" / "甲.txt", tmp_path, tmp_path / "乙.txt", tmp_path / ".")
    assert len(found) == 2


def test_one_bad_file_does_not_keep_the_others_from_being_read(tmp_path: Path) -> None:
    texts(tmp_path, "1.txt", "5.txt")
    (tmp_path / "2.docx").write_bytes(form_bytes()[:2000])
    (tmp_path / "3.txt").write_bytes(b"")
    (tmp_path / "4.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"))
    found = read(tmp_path)
    assert [type(each) for each in found] == [Entry, Unread, Unread, Unread, Entry]
    kinds = [each.kind for each in found if isinstance(each, Unread)]
    assert kinds == ["DraftDamaged", "DraftEmpty", "DraftUnsupported"]
    assert [each.number for each in found] == [1, 2, 3, 4, 5]


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    assert unread(tmp_path / "没有.xlsx").kind == "DraftNotFound"
    assert unread(tmp_path / "没有").problem == "没有这个文件或文件夹"


def test_a_link_to_a_folder_is_not_followed(tmp_path: Path) -> None:
    texts(tmp_path, "件/甲.txt")
    (tmp_path / "件" / "回头").symlink_to(tmp_path / "件", target_is_directory=True)
    found = read(tmp_path / "件")
    assert [type(each) for each in found] == [Unread, Entry] or [type(each) for each in found] == [
        Entry,
        Unread,
    ]


def test_a_pipe_does_not_keep_the_run_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "甲.csv")
    assert unread(tmp_path).kind == "DraftUnsupported"


def test_a_name_in_gbk_is_shown_in_characters(tmp_path: Path) -> None:
    (Path(os.fsdecode(bytes(tmp_path) + "/甲.txt".encode("gbk")))).write_text(TEXT, "utf-8")
    assert drafts(tmp_path)[0].origin == Origin(f"{tmp_path}/甲.txt")


def test_what_the_run_writes_is_not_read(tmp_path: Path) -> None:
    texts(tmp_path, "甲.txt")
    output = workbook(tmp_path / "结果.xlsx", [HEADER, ROW])
    found = list(entries([tmp_path], {}, [output]))
    assert [each.origin.file for each in found] == [f"{tmp_path}/甲.txt"]


def test_the_same_input_has_the_same_numbers(tmp_path: Path) -> None:
    texts(tmp_path, *(f"{number}.txt" for number in range(30)))
    (tmp_path / "7.txt").write_bytes(b"")
    assert read(tmp_path) == read(tmp_path)
