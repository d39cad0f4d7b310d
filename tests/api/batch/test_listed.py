"""A dry run says what would be read, from where, and by which columns."""

from pathlib import Path

import pytest

from api.batch.inputs import Listed, listed
from api.batch.rows import Origin
from api.documents import ocr
from tests.api.batch.making import BODY, HEADER, ROW, TEXT, TITLE, archive, unread, workbook
from tests.data.make_session import RECEIVED


def test_everything_is_listed_in_the_order_in_which_it_is_read(tmp_path: Path) -> None:
    workbook(tmp_path / "1.xlsx", [HEADER, ROW, (2, TITLE), ROW], [("单位", "件数"), ("公安局", 3)])
    (tmp_path / "2.txt").write_text(TEXT, "utf-8")
    archive(tmp_path / "3.zip", {"甲.txt": TEXT.encode(), "乙.zip": b""})
    (tmp_path / "4.csv").write_text(f"案由,建议内容\n{TITLE},{BODY}\n", "utf-8")
    first, second, third, fourth, fifth, sixth = listed([tmp_path])
    columns = {"编号": "序号", "标题": "标题", "正文": "内容", "代表": "领衔代表", "代表团": "代表团"}
    assert (first.origin.sheet, first.kind, first.drafts, first.unread, first.columns) == (
        "Sheet",
        "表",
        2,
        1,
        columns,
    )
    assert first.problem == "只有标题，没有内容"
    assert (second.origin.sheet, second.kind, second.drafts) == ("Sheet1", "不读", 0)
    assert "--map" in second.remedy
    assert third == Listed(Origin(f"{tmp_path}/2.txt"), "件", drafts=1)
    assert fourth.problem == "这是压缩包里的压缩包"
    assert fifth == Listed(Origin(f"{tmp_path}/3.zip/甲.txt"), "件", drafts=1)
    assert (sixth.columns, sixth.drafts) == ({"标题": "案由", "正文": "建议内容"}, 1)


def test_columns_named_by_letters_are_shown_by_letters(tmp_path: Path) -> None:
    (tmp_path / "表.csv").write_text(f"{TITLE},{BODY}\n", "utf-8")
    (found,) = listed([tmp_path / "表.csv"], {"标题": "A", "正文": "B"})
    assert found.columns == {"标题": "A 列", "正文": "B 列"}


NO_DRAFTS = {
    "空.docx": b"",
    "程序.exe": b"MZ\x90\x00",
    "旧.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
    "没传完.docx": b"PK\x03\x04" + bytes(100),
    "照片.docx": b"\xff\xd8\xff\xe0" + bytes(100),
    "别的.xyz": TEXT.encode(),
}


@pytest.mark.parametrize("name", NO_DRAFTS)
def test_what_is_certain_to_fail_is_named_as_the_run_names_it(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(NO_DRAFTS[name])
    archive(tmp_path / "包.zip", {name: NO_DRAFTS[name]})
    for path in (tmp_path / name, tmp_path / "包.zip"):
        (found,), failed = listed([path]), unread(path)
        assert (found.kind, found.drafts) == ("不读", 0)
        assert (found.origin, found.problem, found.remedy) == (failed.origin, failed.problem, failed.remedy)


def test_pictures_are_named_where_nothing_reads_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "照片.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(100))
    monkeypatch.setattr(ocr, "installed", lambda: False)
    assert [each.kind for each in listed([tmp_path])] == ["不读"]
    monkeypatch.setattr(ocr, "installed", lambda: True)
    assert [each.kind for each in listed([tmp_path])] == ["件"]


def test_of_the_bundled_session_all_but_the_blank_form_are_named() -> None:
    found = list(listed([RECEIVED]))
    assert sum(each.unread + (each.kind == "不读") for each in found) == 5
    assert sum(each.drafts for each in found) == 301
