"""Archives are read in memory; what is wrong with one file in it, or with all of it, is said."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from api.batch import limits
from api.batch.rows import Entry, Unread
from tests.api.batch.making import (
    BODY,
    HEADER,
    ROW,
    TEXT,
    TITLE,
    archive,
    drafts,
    flagged,
    read,
    unread,
    workbook,
)
from tests.api.documents.samples import form_bytes

DRAFT = TEXT.encode()


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", ""])
def test_names_are_shown_in_characters(tmp_path: Path, encoding: str) -> None:
    path = archive(tmp_path / "件.zip", {"城关镇/甲.txt": DRAFT, "a.txt": DRAFT}, encoding)
    assert [each.origin.file for each in drafts(path)] == [f"{path}/a.txt", f"{path}/城关镇/甲.txt"]


def test_an_archive_is_read_like_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "件"
    (folder / "一").mkdir(parents=True)
    files = {"10.txt": DRAFT, "2.docx": form_bytes(), "一/甲.txt": DRAFT, ".x.txt": DRAFT}
    workbook(folder / "表.xlsx", [HEADER, ROW])
    (folder / "表.csv").write_text(f"标题,内容\n{TITLE},{BODY}\n", "utf-8")
    (folder / "表.jsonl").write_text(f'{{"title": "{TITLE}", "body": "{BODY}"}}\n', "utf-8")
    for name, content in files.items():
        (folder / name).write_bytes(content)
    packed = {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
    path = archive(tmp_path / "件.zip", packed)
    in_folder, in_archive = drafts(folder), drafts(path)
    assert len(in_folder) == 6
    assert [each.draft for each in in_folder] == [each.draft for each in in_archive]
    assert [each.origin.file.removeprefix(str(folder)) for each in in_folder] == [
        each.origin.file.removeprefix(str(path)) for each in in_archive
    ]


def test_nothing_is_left_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = archive(tmp_path / "件.zip", {"../../甲.txt": DRAFT, "/乙.txt": DRAFT})
    monkeypatch.chdir(tmp_path)
    assert len(drafts(path)) == 2
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_stay_apart(tmp_path: Path) -> None:
    path = archive(tmp_path / "件.zip", [("甲.txt", DRAFT), ("甲.txt", DRAFT.replace(b"1200", b"1300"))])
    first, second = drafts(path)
    assert first.origin != second.origin
    assert "1200" in first.draft.body
    assert "1300" in second.draft.body


def test_an_archive_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "件.zip", {"甲.txt": DRAFT, "乙.txt": DRAFT})
    path.write_bytes(path.read_bytes()[:-30])
    assert (unread(path).kind, unread(path).problem) == ("DraftDamaged", "压缩包不完整，打不开")


def test_a_broken_file_in_an_archive_spoils_no_other(tmp_path: Path) -> None:
    path = archive(tmp_path / "件.zip", {"1.txt": DRAFT, "2.txt": DRAFT, "3.csv": b"a", "4.csv": b"b"})
    content = bytearray(path.read_bytes())
    content[content.index(b"2.txt") + 20] ^= 0xFF
    path.write_bytes(content)
    found = read(path)
    assert [type(each) for each in found[:2]] == [Entry, Unread]
    assert isinstance(found[1], Unread)
    assert found[1].kind == "DraftDamaged"


def test_an_encrypted_file_is_refused_and_the_others_read(tmp_path: Path) -> None:
    path = archive(tmp_path / "件.zip", {"a.txt": DRAFT, "b.txt": DRAFT})
    path.write_bytes(flagged(path.read_bytes(), 1, "b.txt"))
    first, second = read(path)
    assert isinstance(first, Entry)
    assert isinstance(second, Unread)
    assert second.kind == "DraftProtected"


def test_an_encrypted_archive_is_refused_once(tmp_path: Path) -> None:
    path = archive(tmp_path / "件.zip", {"a.txt": DRAFT, "b.txt": DRAFT})
    path.write_bytes(flagged(path.read_bytes(), 1, "a.txt", "b.txt"))
    assert (unread(path).origin.file, unread(path).kind) == (str(path), "DraftProtected")


def test_an_archive_in_an_archive_is_refused(tmp_path: Path) -> None:
    inner = archive(tmp_path / "里.zip", {"甲.txt": DRAFT})
    path = archive(tmp_path / "外.zip", {"a.txt": DRAFT, "里.zip": inner.read_bytes()})
    first, second = read(path)
    assert isinstance(first, Entry)
    assert isinstance(second, Unread)
    assert second.problem == "这是压缩包里的压缩包"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("甲.txt", "0" * 10_000_000),
        ("甲.csv", f"标题,内容\n{TITLE},{BODY}\n" + f"{' ' * 500},\n" * 20_000),
        ("甲.jsonl", f'{{"body":"{" " * 500}"}}\n' * 20_000),
        ("甲.xlsx", "0" * 10_000_000),
    ],
)
def test_a_bomb_is_broken_off(tmp_path: Path, name: str, content: str) -> None:
    path = archive(tmp_path / "弹.zip", {name: content.encode(), "b.txt": DRAFT})
    first, *_, last = read(path)
    assert isinstance(first, Entry)
    assert isinstance(last, Unread)
    assert last.kind == "DraftTooLarge"


def test_a_directory_that_lies_about_sizes_does_not_help_a_bomb(tmp_path: Path) -> None:
    path = archive(tmp_path / "弹.zip", {"甲.txt": b"0" * 5_000_000})
    content = path.read_bytes()
    path.write_bytes(content.replace((5_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little")))
    assert unread(path).kind in {"DraftTooLarge", "DraftDamaged"}


def test_an_archive_of_too_many_files_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.batch.archives.MOST_MEMBERS", 3)
    path = archive(tmp_path / "件.zip", {f"{number}.txt": DRAFT for number in range(4)})
    assert unread(path).kind == "DraftTooLarge"


def test_a_huge_directory_is_not_even_read(tmp_path: Path) -> None:
    path = archive(tmp_path / "件.zip", {"a.txt": DRAFT})
    content = path.read_bytes()
    end = bytearray(content[-22:])
    size = limits.LARGEST_DIRECTORY + 1
    end[12:20] = size.to_bytes(4, "little") + (0).to_bytes(4, "little")
    path.write_bytes(content[:-22] + b"\0" * size + end)
    assert unread(path).kind == "DraftTooLarge"


def test_all_that_is_unpacked_has_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.batch.unpacking.Budget.__init__.__defaults__", (1000,))
    path = archive(tmp_path / "件.zip", {f"{number}.txt": DRAFT for number in range(5)})
    kinds = [each.kind if isinstance(each, Unread) else "" for each in read(path)]
    assert kinds[0] == ""
    assert kinds[-1] == "DraftTooLarge"


def test_a_way_of_packing_that_is_unknown_is_said(tmp_path: Path) -> None:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as made:
        made.writestr("a.txt", DRAFT)
    content = bytearray(stream.getvalue())
    content[8] = content[content.index(b"PK\x01\x02") + 10] = 9  # Deflate64, as Windows packs large files
    (tmp_path / "件.zip").write_bytes(content)
    assert unread(tmp_path / "件.zip").kind == "DraftUnsupported"


def test_an_archive_without_files_is_said_to_be_empty(tmp_path: Path) -> None:
    assert unread(archive(tmp_path / "空.zip", {"文件夹/": b""})).kind == "DraftEmpty"
