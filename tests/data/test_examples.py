"""The bundled examples are read as a person reads them."""

import json
from functools import cache
from typing import Any, get_args

import pytest

from api.documents.document import Document
from api.documents.reading import read_file
from model.content import FOLDER, corpus_files, rubric, units
from model.draft import LEVELS
from model.review import Verdict

EXAMPLES = FOLDER / "examples"
EXPECTED: list[dict[str, Any]] = json.loads((EXAMPLES / "expected.json").read_text(encoding="utf-8"))
SMALL = 400_000

each = pytest.mark.parametrize("expected", EXPECTED, ids=[expected["file"] for expected in EXPECTED])


@cache
def _read(file: str) -> Document:
    return read_file(EXAMPLES / file)


@each
def test_title_and_level_are_found(expected: dict[str, Any]) -> None:
    document = _read(expected["file"])
    assert document.draft.title == expected["title"]
    assert document.draft.level == expected["level"]
    assert document.notices == ()


@each
def test_personal_fields_are_found_and_kept_out_of_the_draft(expected: dict[str, Any]) -> None:
    document = _read(expected["file"])
    assert expected["fields"].items() <= document.fields.items()
    for label, value in expected["fields"].items():
        assert label not in document.draft.body
        assert value not in document.draft.title + document.draft.body


@each
def test_the_body_is_as_long_as_a_real_one(expected: dict[str, Any]) -> None:
    assert 200 <= len(_read(expected["file"]).draft.body) <= 600


@each
def test_every_code_is_known_and_its_words_stand_in_the_draft(expected: dict[str, Any]) -> None:
    draft = _read(expected["file"]).draft
    flags = set()
    for code, phrases in expected["codes"].items():
        assert phrases
        assert all(phrase in draft.title or phrase in draft.body for phrase in phrases)
        flags.add(rubric().codes[code].flag)
    assert flags - {None} == set(expected["flags"])


@each
def test_verdict_unit_and_level_are_ones_the_program_uses(expected: dict[str, Any]) -> None:
    blocking = any(rubric().codes[code].severity == "blocking" for code in expected["codes"])
    assert expected["verdict"] in get_args(Verdict)
    assert (expected["verdict"] == "不宜作为建议") is blocking
    assert (expected["verdict"] == "可提交") is (expected["codes"] == {})
    assert expected["main"] in units()
    assert expected["level"] in LEVELS


def test_the_six_show_each_flag_a_clean_draft_an_objection_and_several_problems() -> None:
    shown = [(tuple(expected["flags"]), expected["verdict"]) for expected in EXPECTED]
    assert shown == [
        (("too_broad",), "修改后提交"),
        (("vague",), "修改后提交"),
        (("infeasible",), "修改后提交"),
        ((), "可提交"),
        ((), "不宜作为建议"),
        (("too_broad", "vague"), "修改后提交"),
    ]


def test_the_folder_holds_what_is_described_and_is_small() -> None:
    files = {expected["file"] for expected in EXPECTED}
    readme = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert {path.name for path in EXAMPLES.iterdir()} == files | {"README.md", "expected.json"}
    assert all(f"`{file}`" in readme for file in files)
    assert sum(path.stat().st_size for path in EXAMPLES.iterdir()) < SMALL


def test_the_examples_are_of_the_kinds_people_have() -> None:
    kinds = [expected["file"].rsplit(".", 1)[1] for expected in EXPECTED]
    assert (kinds.count("docx"), kinds.count("txt"), kinds.count("pdf")) == (4, 1, 1)
    with pytest.raises(UnicodeDecodeError):
        (EXAMPLES / "02-vague.txt").read_text(encoding="utf-8")


def test_no_model_has_seen_the_examples() -> None:
    corpus = "".join(
        path.read_text(encoding="utf-8") for path in corpus_files("drafts") + corpus_files("titles")
    )
    assert "松涧县" not in corpus
    assert not [expected["title"] for expected in EXPECTED if expected["title"] in corpus]
