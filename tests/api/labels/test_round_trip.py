"""What is exported is imported again without loss, whatever the form; so is what other tools wrote."""

import json
import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.labels.exporting import export_labels
from api.labels.form import Form
from api.labels.problem import DISAGREE
from api.labels.record import Record
from api.storage.database import Database
from model.draft import Draft
from tests.api.labels.importing import (
    FILES,
    RECORDS,
    WHEN,
    extras,
    import_file,
    labels,
    put,
    there_and_back,
)
from training.local.label import Label
from training.local.said import Said

FORMS: list[tuple[str, Form]] = [
    ("a.xlsx", "table"),
    ("a.csv", "table"),
    ("a.jsonl", "jsonl"),
    ("a.jsonl", "doccano"),
    ("a.json", "label-studio"),
    ("a.json", "argilla"),
]
each_form = pytest.mark.parametrize(("name", "form"), FORMS, ids=[f"{form} {name}" for name, form in FORMS])
SAIDS = [
    Said({"vague": False}),
    Said({"too_broad": True, "vague": False}, ("B1",)),
    Said(codes=()),
    Said(codes=("V1", "F2"), main="教育局", co=("财政局", "公安局"), triage="大要事"),
    Said(main="水利局", co=()),
    Said(triage="小微事"),
]
DRAFT = Draft("关于修路的建议", "大湾村的路坏了。\n\n请修好800米。", "乡镇")


def some() -> list[Record]:
    records = [
        Record(
            Label(DRAFT, said, f"第{number}人", WHEN, "import"),
            f"件-{number}",
            {"columns": {"代表": "张三"}, "深": {"更深": [1, None, "=1+1"]}},
        )
        for number, said in enumerate(SAIDS)
    ]
    untitled = Draft("", "=SUM(A1) 是表里的公式，请修好。", "省")
    only_title = Draft("'=关于硬化'村道'的建议", "", "市")
    more = [Label(each, SAIDS[0], "甲", WHEN, "import") for each in (untitled, only_title)]
    return [*records, *map(Record, more)]


@each_form
def test_labels_come_back_as_they_were(
    store: Database, other: Database, tmp_path: Path, name: str, form: Form
) -> None:
    put(store, some())
    assert {each.kind for each in there_and_back(store, other, tmp_path / name, form)} == {DISAGREE}
    assert labels(other) == labels(store)
    assert extras(other) == extras(store)


@pytest.mark.parametrize(("name", "form"), [FORMS[1], FORMS[2], FORMS[0]], ids=["csv", "jsonl", "xlsx"])
def test_the_content_tells_the_form_without_being_asked(
    store: Database, other: Database, tmp_path: Path, name: str, form: Form
) -> None:
    put(store, some())
    export_labels(store, tmp_path / name, form)
    disguised = (tmp_path / name).rename(tmp_path / "file.dat")
    import_file(other, disguised)
    assert labels(other) == labels(store)


@pytest.fixture
def fresh(tmp_path: Path, sqlite_tables: bytes) -> Callable[[], Database]:
    """Opens an empty store in a file of its own, for that of an example that failed may still be open."""
    numbers = count()

    def opened() -> Database:
        file = tmp_path / f"{next(numbers)}.sqlite3"
        file.write_bytes(sqlite_tables)
        return Database.open(f"sqlite:///{file}")

    return opened


@given(lot=st.lists(RECORDS, min_size=1, max_size=4, unique_by=lambda each: each.label.digest))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_nothing_that_may_be_written_is_lost_in_our_own_forms(
    fresh: Callable[[], Database], tmp_path: Path, name: str, lot: list[Record]
) -> None:
    first, second = fresh(), fresh()
    put(first, lot)
    there_and_back(first, second, tmp_path / name)
    assert labels(second) == labels(first)
    assert extras(second) == extras(first)
    for database in (first, second):
        database.close()
    for left in tmp_path.glob("*.sqlite3*"):
        left.unlink()


def test_only_what_says_everything_goes_into_a_corpus(
    store: Database, other: Database, tmp_path: Path
) -> None:
    whole = Said({"vague": True}, ("V2",), "水利局", ("财政局",), "急难事")
    put(store, [*some(), Record(Label(DRAFT, whole, "乙", WHEN, "import"), "x-1", {"group": "x"})])
    exported = export_labels(store, tmp_path / "a.jsonl", "corpus")
    assert (exported.labels, exported.left_out) == (2, 7)
    import_file(other, tmp_path / "a.jsonl")
    (back,) = [label for label in labels(other) if label.annotator == "乙"]
    flags = {"too_broad": False, "vague": True, "infeasible": False}
    assert (back.said.flags, back.said.codes, back.said.main) == (flags, ("V2",), "水利局")
    assert (back.said.co, back.said.triage, back.made) == (("财政局",), "急难事", WHEN)


@pytest.mark.parametrize(
    ("file", "form"),
    [
        ("anna.jsonl", "doccano"),
        ("anna.json", "doccano"),
        ("bo.jsonl", "doccano"),
        ("label-studio.json", "label-studio"),
        ("argilla.json", "argilla"),
    ],
)
def test_a_file_of_a_tool_goes_back_as_it_came(
    store: Database, other: Database, tmp_path: Path, file: str, form: Form
) -> None:
    """But for identifiers of persons, and for what nobody labelled."""
    shutil.copy(FILES / file, tmp_path)
    import_file(store, tmp_path / file)
    output = tmp_path / f"back{'.jsonl' if form == 'doccano' else '.json'}"
    export_labels(store, output, form)
    assert objects(output, form) == {
        key: value for key, value in objects(FILES / file, form).items() if answered(value)
    }
    import_file(other, output)
    assert labels(other) == labels(store)


def objects(path: Path, form: Form) -> dict[Any, Any]:
    text = path.read_text("utf-8").replace("13812345678", "138＊＊＊＊5678")
    found = json.loads(text) if text.startswith("[") else [json.loads(line) for line in text.splitlines()]
    ours = {"annotator", "made"}
    for each in found:
        if form == "argilla":
            each["metadata"].pop("made", None)
    return {each["id"]: {key: value for key, value in each.items() if key not in ours} for each in found}


def answered(found: dict[str, Any]) -> bool:
    if "annotations" in found:
        return any(not each["was_cancelled"] for each in found["annotations"])
    return bool(found.get("label") or found.get("responses"))
