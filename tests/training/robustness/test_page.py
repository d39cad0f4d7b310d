"""``docs/robustness.md`` says what is changed, what may come of it, and what every key means."""

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from tests.pages import code, read, rows, section
from training.robustness.kinds import KINDS
from training.robustness.outcome import Clearing, Flip, Robustness, Share, Steadiness, Turns
from training.robustness.padding import PLACES
from training.robustness.stock_words import STOCK_WORDS
from training.robustness.subjects import PAGE, read_subjects
from training.robustness.widths import FULL, HALF


def test_every_change_is_listed_with_its_target() -> None:
    table = rows(section(PAGE, "改动"))
    assert {name: row.split("|")[4].strip() for name, row in table.items()} == {
        kind.name: f"{kind.target:.0%}" for kind in KINDS
    }
    assert f"`{FULL}` 换成 `{HALF}`" in table["widths"]
    shown = table["stock_words"].split("如")[1].split("|")[0].strip().strip("“”").split("”“")
    assert set(shown) <= set(STOCK_WORDS)


@pytest.mark.parametrize("kind", [Robustness, Steadiness, Clearing, Share, Turns, Flip])
def test_every_key_is_explained_below_its_object(kind: type[Any]) -> None:
    assert list(rows(section(PAGE, kind.__name__))) == [field.name for field in fields(kind)]


def test_every_place_is_named() -> None:
    assert all(f"`{place}`" in read(PAGE) for place in PLACES)


def test_the_example_of_a_draft_is_one_that_is_read(tmp_path: Path) -> None:
    (example,) = code(PAGE, "json")
    (tmp_path / "a.jsonl").write_text(example, "utf-8")
    (subject,) = read_subjects([tmp_path / "a.jsonl"])
    assert (subject.id, subject.draft.level) == ("1", "乡镇")
    assert list(rows(section(PAGE, "草稿的格式"))) == ["id", "level", "title", "body"]
