"""The bundled session is what its README says, and its files hold the drafts word for word."""

import json
import re
from collections import Counter, defaultdict
from itertools import chain
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from api.batch.columns import recognise
from api.batch.inputs import entries
from api.batch.rows import Entry, Unread
from api.documents.reading import read_bytes, read_file
from model.content import corpus_files, rubric, units
from model.draft import Draft
from model.errors import DraftError
from tests.data.make_session import GB18030, RECEIVED, SAME_NAME, SESSION, handed

README = (SESSION / "README.md").read_text(encoding="utf-8")
LARGEST = 2_500_000
FIELDS = ("number", "title", "body", "deputy", "delegation", "matter", "flags", "formal", "main")
UNREADABLE = {
    "新建 Microsoft Word 文档.docx": "DraftEmpty",
    "代表建议表.docx": "DraftEmpty",
    "微信传来的建议.docx": "DraftDamaged",
    "拍照 建议.docx": "DraftDamaged",
    "第五代表团/关于提高农村老人养老金的建议.doc": "DraftUnsupported",
}


@pytest.fixture(scope="module")
def drafts() -> list[dict[str, Any]]:
    text = (SESSION / "session.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture(scope="module")
def found() -> list[Entry | Unread]:
    return list(entries([RECEIVED]))


def _texts(drafts: list[dict[str, Any]], first: int, last: int) -> list[tuple[str, str]]:
    return [(each["title"], each["body"]) for each in drafts if first <= each["number"] <= last]


def _text(draft: Draft) -> tuple[str, str]:
    return draft.title, draft.body


def _groups(drafts: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    groups = defaultdict(list)
    for each in drafts:
        groups[each["matter"]].append(each)
    return [group for group in groups.values() if len(group) > 1]


def _alike(one: str, other: str) -> float:
    """Share of the five-character stretches of the shorter text that the other has too."""
    stretches = [{text[at : at + 5] for at in range(len(text) - 4)} for text in (one, other)]
    return len(stretches[0] & stretches[1]) / min(map(len, stretches))


# The drafts.


def test_the_numbers_run_from_1_to_300(drafts: list[dict[str, Any]]) -> None:
    assert [each["number"] for each in drafts] == list(range(1, 301))
    assert {tuple(each) for each in drafts} == {FIELDS}


def test_no_body_is_used_twice_and_none_is_too_short_or_too_long(drafts: list[dict[str, Any]]) -> None:
    bodies = [each["body"] for each in drafts]
    assert len(set(bodies)) == 300
    assert (min(map(len, bodies)), max(map(len, bodies))) == _numbers(r"正文 (\d+) 到 (\d+) 字")
    assert min(map(len, bodies)) >= 80
    assert max(map(len, bodies)) <= 900


def test_nothing_ends_in_the_middle_of_a_sentence(drafts: list[dict[str, Any]]) -> None:
    assert [each["number"] for each in drafts if each["body"][-1] not in "。！？”）"] == []
    assert [each["number"] for each in drafts if re.search(r"[ \t]|\n\n|[，。；]。", each["body"])] == []


def test_sixty_deputies_of_eight_delegations_bring_in_what_the_readme_counts(
    drafts: list[dict[str, Any]],
) -> None:
    delegation_of = {each["deputy"]: each["delegation"] for each in drafts}
    assert all(delegation_of[each["deputy"]] == each["delegation"] for each in drafts)
    counted = [len({each[name] for each in drafts}) for name in ("deputy", "delegation", "matter", "main")]
    pattern = r"(\d+) 位代表，(\d+) 个代表团，(\d+) 件事，(\d+) 个单位"
    assert tuple(counted) == _numbers(pattern) == (60, 8, 260, 48)
    assert {each["main"] for each in drafts} == set(units())


def test_the_flags_the_writers_meant_are_as_many_as_the_readme_says(drafts: list[dict[str, Any]]) -> None:
    counted = Counter(chain.from_iterable(each["flags"] for each in drafts))
    unfit = [each for each in drafts if each["formal"]]
    clean = [each for each in drafts if not each["flags"] and not each["formal"]]
    shown = {
        "没有问题": len(clean),
        "题目过大": counted["too_broad"],
        "内容模糊": counted["vague"],
        "缺乏可行性": counted["infeasible"],
    }
    for name, times in shown.items():
        assert f"| {name} | {times} |" in README
    assert _numbers(r"\| 不宜作为建议.*\| (\d+) \|") == (len(unfit),)
    assert _numbers("过大和模糊有 (\\d+) 件是重的") == (sum(len(each["flags"]) == 2 for each in drafts),)
    assert {code for each in drafts for code in each["formal"]} <= set(rubric().codes)
    assert 0.6 < len(clean) / len(drafts) < 0.75


def test_twelve_matters_are_told_in_several_ways_and_eight_in_nearly_the_same_words(
    drafts: list[dict[str, Any]],
) -> None:
    groups = _groups(drafts)
    copies = [group for group in groups if len(group) == 2]
    assert (len(groups) - len(copies), len(copies)) == (12, 8)
    assert {len(group) for group in groups} == {2, 3, 4}
    for group in groups:
        assert len({each["deputy"] for each in group}) == len(group)
        alike = max(
            _alike(one["body"], other["body"]) for one in group for other in group if one is not other
        )
        assert (alike > 0.5) is (len(group) == 2), group[0]["matter"]


def test_no_number_belongs_to_a_person(drafts: list[dict[str, Any]]) -> None:
    texts = [f"{each['title']}\n{each['body']}" for each in drafts]
    assert [text for text in texts if re.search(r"\d{7,}|\d[\d -]{9,}\d|[\w.]+@[\w.]+", text)] == []
    told = [read_file(path).fields for path in RECEIVED.glob("来稿/2*.docx")]
    telephones = [fields["联系电话"].replace(" ", "") for fields in told]
    assert telephones
    assert all(re.fullmatch(r"1380000\d{4}", telephone) for telephone in telephones)


def test_no_model_has_seen_the_session(drafts: list[dict[str, Any]]) -> None:
    corpus = "".join(
        path.read_text(encoding="utf-8") for path in corpus_files("drafts") + corpus_files("titles")
    )
    assert "青渚县" not in corpus
    assert not [each["number"] for each in drafts if max(each["body"].split("\n"), key=len) in corpus]


# The files.


def test_all_of_it_is_small() -> None:
    assert sum(path.stat().st_size for path in SESSION.rglob("*") if path.is_file()) < LARGEST


def test_everything_received_is_a_draft_of_the_session_or_named_as_unreadable(
    drafts: list[dict[str, Any]], found: list[Entry | Unread]
) -> None:
    read = Counter(_text(each.draft) for each in found if isinstance(each, Entry))
    assert read == Counter(_texts(drafts, 1, 300))
    assert all(not each.notices for each in found if isinstance(each, Entry))
    row = _row_without_text()
    unread: dict[str | int, str] = {
        each.origin.file.removeprefix(f"{RECEIVED}/来稿/")
        if not each.origin.row
        else each.origin.row: each.kind
        for each in found
        if isinstance(each, Unread)
    }
    assert unread == UNREADABLE | {row: "DraftEmpty"}
    assert f"第 {row} 行" in README
    assert all(f"来稿/{name}`" in README for name in UNREADABLE)


def test_the_workbook_has_a_header_in_its_third_row_and_merged_delegations(
    drafts: list[dict[str, Any]],
) -> None:
    sheet = _sheet()
    header = [str(cell.value) for cell in sheet[3]]
    assert set(recognise(header).used) == {"标题", "正文", "编号", "代表", "代表团"}
    columns = {name: header.index(name) for name in header}
    rows = [row for row in sheet.iter_rows(min_row=4, values_only=True) if row[columns["序号"]]]
    told = [tuple(row[columns[name]] for name in ("序号", "案由", "建议内容", "领衔代表")) for row in rows]
    names = ("number", "title", "body", "deputy")
    assert told == [tuple(each[name] for name in names) for each in drafts[:200]]
    merged = [area for area in sheet.merged_cells.ranges if area.min_row > 3]
    shown = [str(sheet.cell(area.min_row, area.min_col).value) for area in merged]
    assert sorted(shown) == sorted({each["delegation"] for each in drafts})


def test_word_and_text_files_say_who_brings_them_in_or_nobody(found: list[Entry | Unread]) -> None:
    deputies = {(each.title, each.body): each.deputy for each in handed()}
    told = [each for each in found if isinstance(each, Entry) and "代表" in each.fields]
    assert len(told) > 240
    assert all(each.fields["代表"] == deputies[_text(each.draft)] for each in told)


def test_the_archive_has_names_in_gbk(drafts: list[dict[str, Any]]) -> None:
    with ZipFile(RECEIVED / "补交.zip") as archive:
        infos = archive.infolist()
        assert all(not info.flag_bits & 0x800 for info in infos)
        names = [info.filename.encode("cp437").decode("gbk") for info in infos]
        read = [read_bytes(name, archive.read(info)) for name, info in zip(names, infos, strict=True)]
    assert [_text(each.draft) for each in read] == _texts(drafts, 293, 300)
    assert all(re.search(r"[\u4e00-\u9fff]{4}.*\.docx", name) for name in names)


def test_one_text_file_is_in_gb18030(drafts: list[dict[str, Any]]) -> None:
    paths = sorted(RECEIVED.glob("来稿/*.txt"))
    (old,) = [path for path in paths if not _is_unicode(path)]
    assert len(paths) == 5
    assert _text(read_file(old).draft) == _texts(drafts, GB18030, GB18030)[0]


def test_two_drafts_lie_in_two_folders_by_one_name(drafts: list[dict[str, Any]]) -> None:
    first, second = sorted(RECEIVED.glob("来稿/**/代表建议.docx"))
    assert first.parent != second.parent
    for path, number in zip((first, second), SAME_NAME, strict=True):
        assert _text(read_file(path).draft) == _texts(drafts, number, number)[0]


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_really_such_a_file(name: str) -> None:
    path = RECEIVED / "来稿" / name
    content = path.read_bytes()
    kinds: dict[str, bool] = {
        "新建 Microsoft Word 文档.docx": not content,
        "代表建议表.docx": content.startswith(b"PK"),
        "微信传来的建议.docx": content.startswith(b"PK") and not _is_whole(path),
        "拍照 建议.docx": content.startswith(b"\xff\xd8"),
        "第五代表团/关于提高农村老人养老金的建议.doc": content.startswith(b"\xd0\xcf\x11\xe0"),
    }
    assert kinds[name]
    with pytest.raises(DraftError):
        read_file(path)


def _numbers(pattern: str) -> tuple[int, ...]:
    match = re.search(pattern, README)
    assert match is not None, pattern
    return tuple(map(int, match.groups()))


def _sheet() -> Worksheet:
    sheet = openpyxl.load_workbook(RECEIVED / "建议汇总.xlsx").active
    assert isinstance(sheet, Worksheet)
    return sheet


def _row_without_text() -> int:
    (row,) = [row[0].row for row in _sheet().iter_rows(min_row=4) if not row[2].value]
    assert isinstance(row, int)
    return row


def _is_unicode(path: Path) -> bool:
    try:
        path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_whole(path: Path) -> bool:
    try:
        with ZipFile(path) as archive:
            return archive.testzip() is None
    except BadZipFile:
        return False
