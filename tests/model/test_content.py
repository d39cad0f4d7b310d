"""The rubric and the units are complete, and a mistake in a file is named by file and field."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from model import content
from model.content import card_texts, corpus_files, rubric, units
from model.errors import ContentError
from model.rubric import FLAGS
from tests.pages import section

REASONS = ["B1", "B2", "B3", "V1", "V2", "V3", "F1", "F2", "F3", "F4", "F5"]
FORMAL = ["N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8"]
FLAG_OF = {"B": "too_broad", "V": "vague", "F": "infeasible", "N": None}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of ``data/`` without the corpus, which the loader reads instead of the real one."""
    folder = tmp_path / "data"
    shutil.copytree(content.FOLDER, folder, ignore=shutil.ignore_patterns("corpus"))
    monkeypatch.setattr(content, "FOLDER", folder)
    rubric.cache_clear()
    units.cache_clear()
    card_texts.cache_clear()
    yield folder
    rubric.cache_clear()
    units.cache_clear()
    card_texts.cache_clear()


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def prose() -> str:
    return (content.FOLDER / "rubric" / "README.md").read_text("utf-8")


def test_the_rubric_has_three_flags_and_nineteen_codes_in_order() -> None:
    assert tuple(rubric().flags) == FLAGS
    assert [flag.name for flag in rubric().flags.values()] == ["题目过大", "内容模糊", "缺乏可行性"]
    assert list(rubric().codes) == REASONS + FORMAL
    assert [code.code for code in rubric().reasons] == REASONS
    assert [code.code for code in rubric().formal] == FORMAL


@pytest.mark.parametrize("code", REASONS + FORMAL)
def test_a_code_belongs_to_its_flag_and_is_as_severe_as_agreed(code: str) -> None:
    severity = {"B3": "minor", "N7": "mend", "N8": "mend"}.get(
        code, "blocking" if code[0] == "N" else "major"
    )
    assert rubric().codes[code].flag == FLAG_OF[code[0]]
    assert rubric().codes[code].severity == severity


@pytest.mark.parametrize("code", REASONS + FORMAL)
def test_the_worked_example_mends_something(code: str) -> None:
    example = rubric().codes[code].example
    assert example.before != example.after
    assert len(example.after) > 15


@pytest.mark.parametrize("code", REASONS)
def test_the_clause_of_a_reason_is_the_wording_of_the_rubric(code: str) -> None:
    halves = re.fullmatch(r"成立：(.+)。不成立：(.+)。", rubric().codes[code].clause.text)
    assert halves is not None
    row = next(line for line in prose().splitlines() if line.startswith(f"| {code} |"))
    assert row.split(" | ")[1:] == [rubric().codes[code].name, halves[1], f"{halves[2]} |"]
    assert rubric().codes[code].clause.section in prose()


@pytest.mark.parametrize("code", FORMAL)
def test_the_clause_of_a_formal_objection_is_the_wording_of_the_rubric(code: str) -> None:
    clause = rubric().codes[code].clause
    assert clause.text.startswith(f"{code} ")
    assert clause.text in prose()
    assert clause.section in prose()


@pytest.mark.parametrize("field", ["name", "severity", "definition", "counts", "counts_not", "advice"])
def test_a_missing_field_is_named_with_its_file(data: Path, field: str) -> None:
    change(data / "rubric" / "F3.toml", f"\n{field} =" if field != "name" else "name =", "\nrenamed =")
    with pytest.raises(ContentError, match=rf"rubric/F3\.toml.*{field}"):
        rubric()


@pytest.mark.parametrize(
    ("file", "old", "new", "named"),
    [
        ("V1.toml", 'flag = "vague"', 'flag = "vage"', "flag"),
        ("V1.toml", 'severity = "major"', 'severity = "grave"', "severity"),
        ("V1.toml", "before =", "earlier =", r"\[example\].*before"),
        ("V1.toml", "after =", "later =", r"\[example\].*after"),
        ("V1.toml", "section =", "part =", r"\[clause\].*section"),
        ("V1.toml", "counts = [", 'counts = ""\nold = [', "counts"),
        ("V1.toml", 'name = "', 'name = "" # ', "name"),
        ("flags.toml", "definition =", "meaning =", r"\[too_broad\].*definition"),
    ],
)
def test_a_wrong_value_is_named_with_its_file(data: Path, file: str, old: str, new: str, named: str) -> None:
    change(data / "rubric" / file, old, new)
    with pytest.raises(ContentError, match=rf"{re.escape(file)}.*{named}"):
        rubric()


def test_a_missing_file_is_named(data: Path) -> None:
    (data / "rubric" / "N4.toml").unlink()
    with pytest.raises(ContentError, match=r"rubric/N4\.toml"):
        rubric()


@pytest.mark.parametrize("broken", [b'name = "x', b"\xff\xfe"])
def test_a_file_that_is_not_toml_is_named(data: Path, broken: bytes) -> None:
    (data / "rubric" / "B2.toml").write_bytes(broken)
    with pytest.raises(ContentError, match=r"rubric/B2\.toml"):
        rubric()


def test_the_units_have_names_and_duties() -> None:
    assert len(units()) > 40
    assert all(name == unit.name and unit.duties for name, unit in units().items())
    assert {"交通运输局", "教育局", "乡镇人民政府"} <= set(units())


@pytest.mark.parametrize(
    ("row", "named"),
    [
        ("{", "JSON"),
        (json.dumps({"name": "教育局", "aliases": "教体局", "duties": "学校"}), "aliases"),
        (json.dumps({"name": "教育局", "aliases": []}), "duties"),
        (json.dumps({"name": " ", "aliases": [], "duties": "学校"}), "name"),
        (json.dumps({"name": "交通运输局", "aliases": [], "duties": "道路"}), "交通运输局"),
    ],
)
def test_a_wrong_unit_is_named_with_its_line(data: Path, row: str, named: str) -> None:
    path = data / "departments.jsonl"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*lines, row]) + "\n", "utf-8")
    with pytest.raises(ContentError, match=rf"departments\.jsonl.*{len(lines) + 1}.*{named}"):
        units()


@pytest.mark.parametrize("kind", ["drafts", "titles"])
def test_the_corpus_files_come_in_the_order_of_their_numbers(kind: str) -> None:
    numbers = [int(path.stem.split("-")[1]) for path in corpus_files(kind)]
    assert numbers == sorted(numbers)
    assert len(numbers) > 10


def test_the_card_says_what_the_readme_says_it_must_not_be_used_for() -> None:
    bullets = (
        section("README.zh.md", "不能用来做什么").replace("\n  ", "").strip().removeprefix("- ").split("\n- ")
    )
    assert [re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", bullet) for bullet in bullets] == list(card_texts().never)


def test_the_card_knows_how_every_bundled_draft_was_written() -> None:
    batches = {path.stem.replace("drafts-", "t") for path in corpus_files("drafts")}
    assert batches == set(card_texts().manners)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("purpose =", "aim =", "purpose"),
        ("limits = [", "limits = []\nold = [", "limits"),
        ("never = [", "ever = [", "never"),
        ("manner =", "style =", r"\[\[manners\]\].*manner"),
        ("batches =", "files =", r"\[\[manners\]\].*batches"),
        ('= "MIT"', "= 3", r"\[licences\].*bge-small-zh-v1\.5"),
        ("purpose =", "purpose", "TOML"),
    ],
)
def test_a_wrong_field_of_the_card_is_named(data: Path, old: str, new: str, named: str) -> None:
    change(data / "model-card.toml", old, new)
    with pytest.raises(ContentError, match=rf"model-card\.toml.*{named}"):
        card_texts()
