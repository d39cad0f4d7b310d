from pathlib import Path, PurePosixPath

import pytest

from api.batches.names import MOST_BYTES, Names


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("甲.docx", "甲.docx"),
        ("石磴镇/甲.docx", "石磴镇/甲.docx"),
        ("C:\\建议\\甲.docx", "C:/建议/甲.docx"),
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("a/../../b.txt", "a/b.txt"),
        ("甲\0\n\u202e.docx", "甲.docx"),
        ("..", "未命名"),
        ("", "未命名"),
        ("/", "未命名"),
    ],
)
def test_a_name_never_leads_out_of_the_folder(given: str, kept: str) -> None:
    assert Names().place(given) == PurePosixPath(kept)


def test_files_of_one_name_are_told_apart_and_keep_their_ending() -> None:
    names = Names()
    assert [
        str(names.place(name)) for name in ("甲.docx", "甲.docx", "甲.DOCX", "乙/甲.docx", "甲.docx")
    ] == [
        "甲.docx",
        "甲（同名的第 2 个）.docx",
        "甲（同名的第 2 个）.DOCX".replace("第 2 个", "第 3 个"),
        "乙/甲.docx",
        "甲（同名的第 4 个）.docx",
    ]


def test_a_file_and_a_folder_of_one_name_do_not_meet(tmp_path: Path) -> None:
    names = Names()
    for given in ("建议", "建议/甲.txt", "乙/丙.txt", "乙"):
        path = tmp_path / names.place(given)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    assert sorted(
        path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()
    ) == [
        "乙/丙.txt",
        "乙（同名的第 2 个）",
        "建议",
        "建议（同名的第 2 个）/甲.txt",
    ]


def test_the_longest_name_fits_a_disk_and_says_what_kind_of_file_it_is(tmp_path: Path) -> None:
    names = Names()
    for _ in range(12):
        place = names.place("很长" * 500 + ".docx")
        assert place.suffix == ".docx"
        (tmp_path / place).write_bytes(b"x")
    assert len(list(tmp_path.iterdir())) == 12
    assert len(names.place("/".join(["夹" * 300] * 40)).parts) <= 8
    assert all(len(part.encode()) <= MOST_BYTES for part in names.place("字" * 400 + "/" + "件" * 400).parts)
