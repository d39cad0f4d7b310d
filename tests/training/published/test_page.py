"""``docs/figures.md`` says what is measured and what every key means."""

from dataclasses import fields
from pathlib import Path

import pytest

from tests.pages import read, rows, section
from tests.training.published.real import write_dev
from training.published.given import Given
from training.published.learning import NEWER_DRAFTS, NEWER_TITLES, SHARES
from training.published.outcome import NOTES, Reached
from training.published.parts import parts_of
from training.published.run import Figures

PAGE = "docs/figures.md"


@pytest.mark.usefixtures("encoder")
def test_every_part_is_explained(tmp_path: Path) -> None:
    petitions = tmp_path / "letters.csv"
    petitions.write_text("text,label,split\n路坏了,交通,train\n桥断了,交通,test\n", "utf-8")
    given = Given(write_dev(tmp_path / "dev"), petitions, None, None, ())
    assert set(rows(section(PAGE, "各部分"))) == {part.name for part in parts_of(tmp_path, given)}


def test_the_learning_curve_is_as_described() -> None:
    row = rows(section(PAGE, "各部分"))["learning"]
    assert "、".join(f"{share:.0%}" for share in SHARES) in row
    assert f"草稿第 {NEWER_DRAFTS} 批起，标题第 {NEWER_TITLES} 批起" in row


def test_every_key_is_explained() -> None:
    assert list(rows(section(PAGE, "figures.json"))) == [field.name for field in fields(Figures)]
    assert list(rows(section(PAGE, "Reached"))) == [field.name for field in fields(Reached)]
    assert f"data/{NOTES}" in read(PAGE)
