"""Good rows are taken whatever the others are, and every row that is not is explained by its place."""

import csv
import shutil
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import func, select

from api.errors import LabelFormError
from api.labels.importing import Asked, import_labels
from api.labels.problem import CHANGED, CODE, DISAGREE, EMPTY, LEVEL, NEAR, ODDS, OLDER, UNIT, WHEN, Problem
from api.labels.record import Record
from api.labels.store import count, standing_labels
from api.storage.database import Database
from api.storage.learning_schema import LabelRow, TrailRow
from model.draft import Draft
from model.errors import DraftEmpty, DraftNotFound
from tests.api.labels.faulty import PHONE, write_faulty
from tests.api.labels.importing import FILES, import_file, labels, put, today, written
from tests.api.labels.importing import WHEN as SAID_THEN
from training.local.label import Label
from training.local.said import Said

TITLE, BODY = "关于硬化大湾村村道的建议", "大湾村三组村道800米还是土路，建议今年硬化。"


def row(title: str = TITLE, body: str = BODY, **said: object) -> dict[str, object]:
    return {"title": title, "body": body, "annotator": "甲", "made": "2026-03-02T08:00:00+08:00", **said}


def found(problems: list[Problem]) -> list[tuple[str, str, bool]]:
    return [(str(problem.place), problem.kind, problem.taken) for problem in problems]


def all_rows(database: Database) -> int:
    with database.session() as session:
        return session.scalar(select(func.count()).select_from(LabelRow)) or 0


def test_a_row_that_cannot_be_taken_keeps_no_other_from_it(database: Database, tmp_path: Path) -> None:
    path = written(
        tmp_path / "a.jsonl",
        [
            row(flags={"vague": True}),
            row(main="星际事务局"),
            row(codes=["B9"]),
            row(codes=["V1"], flags={"vague": False}),
            row("", " ", main="教育局"),
            row(main="教育局", made="去年"),
            row("关于装路灯的建议", "枫林小学门口没有路灯，请装三盏。", main="教育局", level="宇宙"),
            row(),
        ],
    )
    outcome, problems = import_file(database, path)
    assert found(problems) == [
        ("a.jsonl，第 2 行", UNIT, False),
        ("a.jsonl，第 3 行", CODE, False),
        ("a.jsonl，第 4 行", ODDS, False),
        ("a.jsonl，第 5 行", EMPTY, False),
        ("a.jsonl，第 6 行", WHEN, False),
        ("a.jsonl，第 7 行", LEVEL, True),
    ]
    assert all(problem.remedy for problem in problems[:-1])
    assert (outcome.rows, outcome.taken, outcome.refused, outcome.silent) == (8, 2, 5, 1)
    assert [(label.said, label.draft.level) for label in standing_labels(database)] == [
        (Said({"vague": True}), "县"),
        (Said(main="教育局"), "县"),
    ]


def test_broken_lines_are_told_and_the_rest_is_read(store: Database, tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", [row(main="教育局"), ["x"]])
    with path.open("ab") as file:
        file.write('{"title": "关于修\n{"title": "\xff坏"}\n'.encode("latin-1", "replace"))
        file.write(b'{"title": "x", "body": "y", "codes": "V1"}\n')
    outcome, problems = import_file(store, path)
    assert outcome.taken == 1
    assert [str(problem.place) for problem in problems] == [
        f"a.jsonl，第 {number} 行" for number in (2, 3, 4, 5)
    ]


def test_a_list_that_breaks_off_gives_what_came_before(store: Database, tmp_path: Path) -> None:
    content = (FILES / "label-studio.json").read_bytes()
    (tmp_path / "a.json").write_bytes(content[: content.index(b'{"id":4,') + 20])
    outcome, problems = import_file(store, tmp_path / "a.json")
    assert outcome.taken == 4
    assert str(problems[-1].place) == "a.json，第 4 条"
    assert "后面的没有读" in problems[-1].problem


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", DraftEmpty),
        (b'{"weather": "fine"}', LabelFormError),
        (b"[]", LabelFormError),
        (b'[{"annotation_id": 1, "annotator": 2}]', LabelFormError),
        (b"{not json", LabelFormError),
    ],
)
def test_what_is_no_file_of_labels_is_refused_as_a_whole(
    store: Database, tmp_path: Path, content: bytes, error: type[Exception]
) -> None:
    (tmp_path / "a.json").write_bytes(content)
    with pytest.raises(error, match=r"a\.json"):
        import_file(store, tmp_path / "a.json")
    with pytest.raises(DraftNotFound):
        import_file(store, tmp_path / "b.json")


def test_a_table_without_a_header_says_what_it_has(store: Database, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("单位,电话\n教育局,0734\n", "utf-8")
    outcome, (problem,) = import_file(store, tmp_path / "a.csv")
    assert outcome.taken == 0
    assert "看不出哪一列是标题、哪一列是正文；第一行是：单位、电话" in problem.problem


def test_the_later_word_of_the_same_person_takes_the_place_of_the_earlier(
    database: Database, tmp_path: Path
) -> None:
    later = "2026-03-05"
    rows = [
        row(main="教育局", flags={"vague": True}),
        row(main="公安局", made=later),
        row(main="公安局", made="2026-01-01", flags={"vague": True}, triage="小微事"),
        row(main="水利局", made="2026-01-01"),
    ]
    outcome, problems = import_file(database, written(tmp_path / "a.jsonl", rows))
    assert found(problems) == [("a.jsonl，第 2 行", CHANGED, True), ("a.jsonl，第 4 行", OLDER, False)]
    assert "“甲”以前（2026-03-02）说的不同：主办" in problems[0].problem
    assert [label.said for label in standing_labels(database)] == [
        Said(main="公安局"),
        Said({"vague": True}, main="公安局", triage="小微事"),
    ]
    assert (outcome.taken, outcome.refused, all_rows(database)) == (3, 1, 3)


def test_who_says_less_again_says_nothing_new_and_who_says_more_takes_its_place(
    store: Database, tmp_path: Path
) -> None:
    rows = [row(main="教育局"), row(main="教育局", triage="小微事", made="2026-03-05"), row(main="教育局")]
    outcome, problems = import_file(store, written(tmp_path / "a.jsonl", rows))
    assert (outcome.taken, outcome.already, problems) == (2, 1, [])
    assert [label.said for label in standing_labels(store)] == [Said(main="教育局", triage="小微事")]


def test_different_people_may_disagree(database: Database, tmp_path: Path) -> None:
    put(database, [Record(Label(Draft(TITLE, BODY), Said(main="水利局"), "乙", SAID_THEN, "import"))])
    path = written(tmp_path / "a.jsonl", [row(main="教育局"), row(main="教育局", annotator="丙")])
    outcome, problems = import_file(database, path)
    assert found(problems) == [("a.jsonl，第 1 行", DISAGREE, True), ("a.jsonl，第 2 行", DISAGREE, True)]
    assert "与“乙”（主办）说的不同" in problems[0].problem
    assert (outcome.taken, count(database)) == (2, 3)


def test_nearly_equal_texts_are_told_with_where_the_other_stands(database: Database, tmp_path: Path) -> None:
    put(database, [Record(Label(Draft(TITLE, BODY), Said(main="水利局"), "乙", SAID_THEN, "import"))])
    other = "关于在枫林小学门口装红绿灯的建议", "枫林小学门口上下学时车多，请装一组红绿灯。"
    path = written(
        tmp_path / "a.jsonl",
        [
            row(TITLE, f"{BODY}谢谢。", main="水利局"),
            row(*other, main="公安局"),
            row(other[0], f"{other[1]}请尽快。", main="公安局"),
            row("关于修复乌坪镇河堤的建议", "下街河堤去年塌了一段，请修复。", main="水利局"),
        ],
    )
    _, problems = import_file(database, path)
    assert found(problems) == [("a.jsonl，第 1 行", NEAR, True), ("a.jsonl，第 3 行", NEAR, True)]
    assert "与库里已有的一件的文字几乎一样" in problems[0].problem
    assert "与a.jsonl，第 2 行的文字几乎一样" in problems[1].problem


def test_identifiers_of_persons_are_masked_wherever_they_stand(store: Database, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["标题", "正文", "主办单位", "标注人", "联系方式"])
        rows.writerow([TITLE, f"{BODY}电话{PHONE}", "水利局", "李四", f"{PHONE}，身份证11010119900307851X"])
    import_file(store, path)
    with store.session() as session:
        kept = session.scalars(select(LabelRow)).one()
    assert kept.annotator == "李四"
    assert PHONE not in kept.body
    assert PHONE.encode() not in kept.extra
    assert "138＊＊＊＊5678，身份证110＊".encode() in kept.extra


def test_a_workbook_is_read_by_its_headers_wherever_they_stand(store: Database, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["某县十七届人大代表建议交办表"])
    sheet.append(["编号", "案由", "建议内容", "承办单位", "会办", "交办日期", "内容模糊", "代表团"])
    sheet.append([12, TITLE, BODY, "交通运输局", "财政局、水利局", datetime(2024, 5, 6), False, "一团"])
    book.create_sheet("说明").append(["填表说明"])
    book.save(tmp_path / "a.xlsx")
    outcome, problems = import_file(store, tmp_path / "a.xlsx", annotator="县人大办")
    (label,) = standing_labels(store)
    said = Said({"vague": False}, main="交通运输局", co=("财政局", "水利局"))
    assert (label.said, label.annotator) == (said, "县人大办")
    assert label.made == datetime(2024, 5, 6).astimezone(UTC)
    assert [str(problem.place) for problem in problems] == ["a.xlsx，工作表“说明”"]
    assert outcome.taken == 1


def test_who_labelled_in_doccano_is_the_name_of_the_file(store: Database, tmp_path: Path) -> None:
    for name in ("anna.jsonl", "bo.jsonl"):
        shutil.copy(FILES / name, tmp_path)
        outcome, _ = import_file(store, tmp_path / name)
    assert sorted({label.annotator for label in labels(store)}) == ["anna", "bo"]
    assert (outcome.taken, outcome.silent) == (2, 3)


def test_an_import_is_in_the_trail_from_its_beginning(store: Database, tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", [row(main="教育局"), row(main="不存在局")])
    import_labels(store, Asked(path, actor="王管理员"), today, lambda _: None)
    with store.session() as session:
        steps = [(step.actor, step.kind, step.told) for step in session.scalars(select(TrailRow))]
    assert steps == [
        ("王管理员", "labels.import", "开始导入标注：a.jsonl"),
        ("王管理员", "labels.imported", "导入标注：a.jsonl，新收 1 条，已有 0 条，没有收 1 条"),
    ]


def test_two_thousand_rows_with_every_kind_of_fault(store: Database, tmp_path: Path) -> None:
    kinds = write_faulty(tmp_path / "a.csv", 2_000)
    outcome, problems = import_file(store, tmp_path / "a.csv")
    refused = kinds["unit"] + kinds["code"] + kinds["odds"] + kinds["empty"] + kinds["when"] + kinds["flag"]
    refused += kinds["long"] + kinds["latin"]
    assert outcome.refused == refused + outcome.noted[OLDER]
    assert outcome.silent == kinds["silent"]
    assert outcome.taken + outcome.already + outcome.refused + outcome.silent == outcome.rows == 2_000
    for kind in (CHANGED, OLDER, DISAGREE, NEAR):
        assert outcome.noted[kind] >= 20
    assert {problem.place.number for problem in problems} <= set(range(2, 40_000))
    assert not any(PHONE in label.draft.body for label in standing_labels(store))
    before, rows = count(store), all_rows(store)
    again, _ = import_file(store, tmp_path / "a.csv")
    assert (again.taken, count(store), all_rows(store)) == (0, before, rows)


def test_an_import_that_stops_anywhere_loses_and_doubles_nothing(
    store: Database, other: Database, tmp_path: Path
) -> None:
    kinds = write_faulty(tmp_path / "a.csv", 700, seed=2)

    def stop(rows: int, _refused: int) -> None:
        if rows >= 500:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_labels(store, Asked(tmp_path / "a.csv"), today, lambda _: None, stop)
    half = count(store)
    assert half > 200
    outcome, _ = import_file(store, tmp_path / "a.csv")
    assert outcome.already > half - kinds["changed"]
    whole = labels(store)
    assert import_file(store, tmp_path / "a.csv")[0].taken == 0
    assert labels(store) == whole
    import_file(other, tmp_path / "a.csv")
    assert labels(other) == whole
