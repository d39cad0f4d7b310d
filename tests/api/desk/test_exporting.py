"""What leaves the desk stands as people left it: corrected, decided, merged, with what could not be read."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from api.batch.outputs.csv import lines
from api.batch.rows import Decision, Scored
from api.desk.beside import likeness
from api.desk.deciding import act
from api.desk.exporting import contents_of, groups_of, leaving, numbers_of, returned, table_of, with_words
from api.desk.grouping import represent
from api.desk.opinion import own_opinion
from api.desk.wanted import HANDED_IN, Wanted
from api.desk.zipped import zipped
from api.storage.database import Database
from api.storage.desk_schema import PieceTextRow
from api.workbook.writing import write_workbook
from model.draft import Draft
from tests.api.desk.desks import put_on_desk
from tests.api.desk.grouped import seen
from tests.api.desk.office import Office, office
from tests.api.workbook.sessions import rows_of
from training.local.said import Said

DAY = date(2026, 11, 26)
WHEN = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)


@pytest.fixture
def desk(database: Database, scored_session: tuple[Scored, ...]) -> Office:
    return office(database, scored_session[:12])


def workbook(desk: Office, folder: Path, wanted: Wanted) -> dict[str, list[dict[str, object]]]:
    write_workbook(folder / "审核.xlsx", contents_of(desk.database, wanted, DAY))
    book = load_workbook(folder / "审核.xlsx")
    return {sheet.title: rows_of(sheet) for sheet in book if sheet.title != "总览"}


def test_the_workbook_says_what_was_decided_by_whom_and_when(desk: Office, tmp_path: Path) -> None:
    first, second, *_ = desk.pieces
    desk.decide("returned", first, opinion="请写明路段。\n谢谢。", at=WHEN)
    desk.decide("accepted", second, at=WHEN)
    desk.unread("件.zip/坏.docx")
    sheets = workbook(desk, tmp_path, Wanted(batch=desk.batch))
    details = sheets["明细"]
    local = WHEN.astimezone().strftime("%Y-%m-%d %H:%M")
    told = [[row.get(name) for name in ("处理", "处理意见", "审核人", "处理时间")] for row in details]
    assert told[:3] == [
        ["已退回", "请写明路段。\n谢谢。", "李审核", local],
        ["已接收", None, "李审核", local],
        ["待处理", None, None, None],
    ]
    assert [row["序号"] for row in details] == list(desk.pieces)
    assert "审核意见" not in details[0]
    assert sheets["错误"] == [
        {
            "文件": "件.zip/坏.docx",
            "什么问题": "文件已损坏",
            "怎么办": "请重新取得这份文件",
            "类别": "DraftDamaged",
        }
    ]
    assert {"逐条分解", "重复与合并", "承办分布", "重点候选", "微实事候选"} <= set(sheets)


def test_corrections_are_applied(desk: Office, tmp_path: Path) -> None:
    piece = desk.pieces[0]
    said = Said(codes=("F1",), main="水利局", co=("教育局",), triage="小微事")
    act(desk.database, desk.reviewer, "correct", "更正", {piece: 1}, lambda was: replace(was, said=said))
    row = workbook(desk, tmp_path, Wanted())["明细"][0]
    assert (row["主办单位"], row["会办单位"], row["分流"]) == ("水利局", "教育局", "小微事")
    assert row["缺乏可行性"] == "成立"
    assert "F1" in str(row["原因"])


def test_merged_drafts_are_named_so(desk: Office, tmp_path: Path) -> None:
    desk.group(*desk.pieces[:3], merged=True)
    desk.group(*desk.pieces[4:6])
    sheets = workbook(desk, tmp_path, Wanted())
    grouped = [row.get("相似组") for row in sheets["明细"]]
    assert grouped[:6] == [
        "第1组\n（并案，代表件）",
        "第1组\n（并案）",
        "第1组\n（并案）",
        None,
        "第2组\n（代表件）",
        "第2组",
    ]
    proposals = [str(row["并案建议"])[:8] for row in sheets["重复与合并"] if "并案建议" in row]
    assert proposals == ["已定 3 件并案", "核对后，建议 2"]


def test_only_what_is_wanted_leaves(desk: Office) -> None:
    desk.decide("accepted", *desk.pieces[:3])
    put_on_desk(desk.database, [leaf.scored for leaf in leaving(desk.database, desk.pieces[:1])])
    desk.unread("坏.docx")

    def numbers(wanted: Wanted) -> tuple[int, ...]:
        return tuple(
            each.scored.entry.number for each in leaving(desk.database, numbers_of(desk.database, wanted))
        )

    assert numbers(Wanted(state="accepted")) == desk.pieces[:3]
    assert numbers(Wanted(batch=desk.batch)) == desk.pieces
    assert len(numbers(Wanted(batch=HANDED_IN))) == 1
    assert len(list(contents_of(desk.database, Wanted(batch=HANDED_IN), DAY).unread())) == 0
    assert len(list(contents_of(desk.database, Wanted(), DAY).unread())) == 1


def test_a_group_of_which_one_is_wanted_is_none(desk: Office) -> None:
    desk.group(*desk.pieces[:3])
    (group,) = groups_of(desk.database, desk.pieces[1:3])
    assert (group.members, group.representative) == (desk.pieces[1:3], desk.pieces[1])
    assert groups_of(desk.database, desk.pieces[2:]) == ()


def test_likeness_is_that_to_the_draft_which_stands_for_the_group_now(desk: Office) -> None:
    first, second, third = members = desk.pieces[:3]
    group = desk.group(*members)
    filed = {first: 1.0, second: 0.9, third: 0.8}
    with desk.database.writing() as session:
        for number, likely in filed.items():
            session.get_one(PieceTextRow, number).likeness = likely
    (whole,) = groups_of(desk.database, members)
    assert whole.likeness == (1.0, 0.9, 0.8)
    drafts = {leaf.scored.entry.number: leaf.scored.entry.draft for leaf in leaving(desk.database, members)}
    (part,) = groups_of(desk.database, (second, third))
    assert part.likeness == (1.0, *likeness(drafts[second], [drafts[third]]))
    represent(desk.database, desk.reviewer, seen(desk.database, group), third)
    (now,) = groups_of(desk.database, members)
    assert now.representative == third
    assert now.likeness == (*likeness(drafts[third], [drafts[first], drafts[second]]), 1.0)


def test_letters_go_to_what_is_returned_or_should_be(desk: Office) -> None:
    desk.decide("returned", *desk.pieces[:2])
    desk.decide("accepted", *desk.pieces[2:6])
    assert numbers_of(desk.database, Wanted(), returned(proposed=False)) == desk.pieces[:2]
    rest = [each.scored for each in leaving(desk.database, desk.pieces[6:])]
    proposed = tuple(each.entry.number for each in rest if each.review.verdict != "可提交")
    assert proposed
    assert numbers_of(desk.database, Wanted(), returned(proposed=True)) == (*desk.pieces[:2], *proposed)


def test_a_clean_draft_that_is_returned_still_has_words(desk: Office) -> None:
    scored = next(
        each.scored for each in leaving(desk.database, desk.pieces) if each.scored.review.verdict == "可提交"
    )
    back = replace(scored, decision=Decision("已退回"))
    told = with_words(back).decision
    assert told is not None
    assert told.opinion == own_opinion(Scored(back.entry, back.review))
    edited = replace(scored, decision=Decision("已退回", opinion="请补充。"))
    assert with_words(edited) == edited


@pytest.mark.parametrize(
    "words", ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "＝1", "\t=1", '<r>"甲"&乙']
)
def test_no_cell_is_a_formula(
    database: Database, scored_session: tuple[Scored, ...], tmp_path: Path, words: str
) -> None:
    first = scored_session[0]
    draft = Draft(words, first.entry.draft.body)
    hostile = Scored(
        replace(first.entry, draft=draft, fields={"代表": words, "代表团": words, "编号": words}),
        replace(first.review, title=words),
    )
    desk = office(database, [hostile])
    desk.decide("returned", desk.pieces[0], opinion=words)
    desk.unread(words)
    write_workbook(tmp_path / "审核.xlsx", contents_of(database, Wanted(), DAY))
    for sheet in load_workbook(tmp_path / "审核.xlsx"):
        assert [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"] == []
    table = list(csv.reader(StringIO("".join(lines(table_of(database, Wanted()))), newline="")))
    assert [cell for row in table for cell in row if cell.startswith(("=", "+", "-", "@", "＝", "\t"))] == []
    assert {"处理", "处理意见", "审核人"} <= set(table[0])
    assert len(table) == 3


def test_an_archive_is_made_piece_by_piece() -> None:
    made: list[str] = []

    def files() -> list[tuple[str, bytes]]:
        return [("一.docx", b"1" * 1000), ("二.docx", b"2" * 1000)]

    def noting() -> Iterator[tuple[str, bytes]]:
        for name, content in files():
            made.append(name)
            yield name, content

    parts = zipped(noting())
    first = next(parts)
    assert made == ["一.docx"]
    with ZipFile(BytesIO(first + b"".join(parts))) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == dict(files())
