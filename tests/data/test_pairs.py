"""The labelled pairs of drafts are as their README says."""

import json
import re
from collections import Counter
from statistics import median
from typing import Any

import pytest

from model.content import FOLDER

PAIRS = FOLDER / "pairs"
README = (PAIRS / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def pairs() -> list[dict[str, Any]]:
    files = sorted(PAIRS.glob("pairs-*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def _bodies(pairs: list[dict[str, Any]]) -> list[str]:
    return [pair[side]["body"] for pair in pairs for side in "ab"]


def test_every_line_has_the_fields_of_the_readme(pairs: list[dict[str, Any]]) -> None:
    assert {tuple(pair) for pair in pairs} == {("id", "topic", "kind", "a", "b")}
    assert {tuple(pair[side]) for pair in pairs for side in "ab"} == {("title", "body")}
    assert all(pair[side]["title"].strip() and pair["topic"].strip() for pair in pairs for side in "ab")
    assert {pair["kind"] for pair in pairs} == {"same", "topic", "unrelated"}


def test_every_pair_has_a_number_of_its_own(pairs: list[dict[str, Any]]) -> None:
    assert [pair for pair, times in Counter(pair["id"] for pair in pairs).items() if times > 1] == []


def test_no_body_is_used_twice(pairs: list[dict[str, Any]]) -> None:
    bodies = Counter(_bodies(pairs))
    assert [body for body, times in bodies.items() if times > 1] == []


def test_bodies_are_as_long_as_the_readme_says(pairs: list[dict[str, Any]]) -> None:
    lengths = [len(body) for body in _bodies(pairs)]
    assert min(lengths) >= 60
    assert max(lengths) <= 400
    assert f"中位数 {median(lengths):.0f} 字" in README


def test_no_telephone_or_identity_number_stands_in_a_body(pairs: list[dict[str, Any]]) -> None:
    numbers = re.compile(r"1[3-9]\d{9}|\d{17}[\dXx]|0\d{2,3}-\d{7,8}")
    assert [body for body in _bodies(pairs) if numbers.search(body)] == []


def test_the_readme_counts_what_the_files_hold(pairs: list[dict[str, Any]]) -> None:
    counted = {
        file: (int(every), int(same), int(topic), int(unrelated))
        for file, every, same, topic, unrelated in re.findall(
            r"^\| `(pairs-\d+)\.jsonl` \| (\d+) \| (\d+) \| \d+ \| (\d+) \| (\d+) \|$", README, re.MULTILINE
        )
    }
    held: dict[str, Counter[str]] = {}
    for pair in pairs:
        file = f"pairs-{pair['id'].removeprefix('p').split('-')[0]}"
        held.setdefault(file, Counter())[pair["kind"]] += 1
    assert counted == {
        file: (kinds.total(), kinds["same"], kinds["topic"], kinds["unrelated"])
        for file, kinds in held.items()
    }


def test_two_in_five_are_the_same_matter_and_one_in_five_unrelated(pairs: list[dict[str, Any]]) -> None:
    kinds = Counter(pair["kind"] for pair in pairs)
    assert kinds["same"] / len(pairs) == pytest.approx(0.4, abs=0.05)
    assert kinds["topic"] / len(pairs) == pytest.approx(0.4, abs=0.05)
    assert kinds["unrelated"] / len(pairs) == pytest.approx(0.2, abs=0.05)


def test_every_pair_the_readme_gives_as_a_case_is_labelled_so(pairs: list[dict[str, Any]]) -> None:
    kinds = {pair["id"]: pair["kind"] for pair in pairs}
    for line in README.splitlines():
        if case := re.match(r"\| .* \| `(same|topic|unrelated)`.* \| (`p\d.*) \|$", line):
            assert {kinds[pair] for pair in re.findall(r"p\d+-\d{3}", case[2])} == {case[1]}, line
