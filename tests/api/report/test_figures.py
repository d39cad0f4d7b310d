"""The report of all figures holds every figure, opens without a network, runs nothing, tells of no draft."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.report.figures import report, write_report
from api.screen.figures import bound, counted, written
from tests.api.published import FIGURES, PARTS, figures
from tests.api.report.test_evaluation import Page

_SECTIONS = ("test", "encoder", "dev", "robustness", "baselines", "speed", "learning")


@pytest.fixture(scope="module")
def text() -> str:
    return report(FIGURES)


def values(found: Any) -> Iterator[float]:
    """Yield the values of all estimates in a part."""
    if isinstance(found, dict):
        if "low" in found and found.get("value") is not None:
            yield found["value"]
        for inner in found.values():
            yield from values(inner)


def test_nothing_runs_and_nothing_is_fetched(text: str) -> None:
    page = Page(text)
    assert not {"script", "iframe", "object", "embed", "link", "img", "form"} & set(page.tags)
    assert page.handlers == []
    assert {link.removeprefix("#") for link in page.links} == set(page.ids)
    assert re.search(r"https?:|url\(|@import", text) is None
    assert "default-src 'none'" in text


def test_targets_come_first_each_with_figure_bound_and_reason(text: str) -> None:
    assert Page(text).ids == ["targets", *_SECTIONS]
    assert counted(FIGURES.targets) in text
    assert "县里的写法有语料里没有的。" in text
    shown = text[text.index('id="targets"') : text.index('id="test"')]
    rows = [row for row in re.findall(r"<tr><th>(.*?)</tr>", shown, re.DOTALL) if "<td>" in row]
    assert len(rows) == len(FIGURES.targets)
    for row, target in zip(rows, FIGURES.targets, strict=True):
        assert row.startswith(target.text)
        assert f"<td>{bound(target)}<small" in row
        assert written(target.value, target.kind) in row
        assert {True: ">达到<", False: ">没有达到<", None: ">没有量<"}[target.met] in row


@pytest.mark.parametrize("name", ["test", "dev", "auto", "robustness", "learning", "baselines-corpus"])
def test_every_estimate_of_a_part_is_there(text: str, name: str) -> None:
    part = PARTS[name]
    if name in ("test", "dev"):  # tables by unit, source and length are for those who evaluate
        part = [
            {
                **(own["drafts"] or {}).get("whole", {}),
                **({"t": own["titles"]["units"]} if own["titles"] else {}),
            }
            for tier in part.values()
            for own in (tier.values() if name == "dev" else [tier])
        ]
        part = dict(enumerate(part))
    if name == "baselines-corpus":
        for own in part["baselines"].values():
            own["sitting"]["marks"] = {
                kind: {**marks, "flags": {flag: {"f1": each["f1"]} for flag, each in marks["flags"].items()}}
                for kind, marks in own["sitting"]["marks"].items()
            }
    found = list(values(part))
    assert len(found) > 1
    assert [value for value in found if f">{value:.3f}<" not in text and f">{value:.1%}<" not in text] == []


def test_what_failed_says_why(text: str) -> None:
    assert "带主题的信件，fastText：没有装 fasttext。" in text


def test_it_says_that_it_may_be_passed_on_and_names_no_draft(text: str) -> None:
    assert "没有草稿的字句" in text
    assert "关于第0条路的建议" not in text


def test_without_parts_there_are_only_targets() -> None:
    page = Page(report(figures({})))
    assert page.ids == ["targets"]


@pytest.mark.parametrize("left_out", list(PARTS))
def test_any_part_may_be_missing(left_out: str) -> None:
    page = Page(report(figures({name: part for name, part in PARTS.items() if name != left_out})))
    assert set(page.ids) <= {"targets", *_SECTIONS}


def test_a_model_without_encoder_has_one_column() -> None:
    fast = {name: {"fast": PARTS[name]["fast"]} for name in ("test", "dev", "robustness")}
    page = report(figures(fast))
    assert "<th>快速档</th>" in page
    assert "<th>完整档</th>" not in page


def test_equal_figures_give_equal_pages(text: str, tmp_path: Path) -> None:
    write_report(tmp_path / "a.html", FIGURES)
    assert (tmp_path / "a.html").read_text("utf-8") == text
