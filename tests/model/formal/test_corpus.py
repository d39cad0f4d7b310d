"""How well the rules agree with the corpus: written on files 1–8 and 13, held out from 9–12."""

import json
from collections import Counter
from functools import cache

import pytest

from model.content import corpus_files
from model.draft import Draft
from model.formal import RULES

WRITTEN_ON = (1, 2, 3, 4, 5, 6, 7, 8, 13)
HELD_OUT = (9, 10, 11, 12)

OUTCOME = {(True, True): "found", (True, False): "false", (False, True): "missed", (False, False): "right"}

# Measured on WRITTEN_ON: found, false alarms, missed. The one miss (N5) is a slogan that also reads as V2.
MEASURED = {
    "N1": (7, 0, 0),
    "N2": (9, 0, 0),
    "N3": (8, 0, 0),
    "N4": (7, 0, 0),
    "N5": (2, 0, 1),
    "N6": (4, 0, 0),
    "N7": (8, 0, 0),
    "N8": (8, 0, 0),
}


@cache
def _counts(numbers: tuple[int, ...]) -> dict[str, Counter[str]]:
    counts = {code: Counter[str]() for code in RULES}
    for path in corpus_files("drafts"):
        if int(path.stem.split("-")[1]) not in numbers:
            continue
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            draft = Draft(row["title"], row["body"], row["level"])
            for code, check in RULES.items():
                fires, labelled = check(draft) is not None, code in row["formal"]
                counts[code][OUTCOME[fires, labelled]] += 1
    return counts


@pytest.mark.parametrize("code", RULES)
def test_where_the_rules_were_written(code: str) -> None:
    count, (found, false, missed) = _counts(WRITTEN_ON)[code], MEASURED[code]
    assert count["found"] >= found
    assert count["false"] <= false
    assert count["missed"] <= missed


@pytest.mark.parametrize("code", RULES)
def test_held_out(code: str) -> None:
    # 600 drafts, of which two are labelled, both N7.
    count = _counts(HELD_OUT)[code]
    assert count["false"] == 0
    assert count["missed"] == 0
    assert sum(count.values()) >= 600
