"""One draft for each reason code, and one without fault, reviewed by the model everybody has.

The drafts in ``golden_reviews.json`` were written for this test and are in no corpus. They are plain cases,
chosen because the model judges them right: the test shows that a plain case is seen and the right words are
quoted, and stays so. How often that is so on drafts as they come is what ``lianshen evaluate`` measures.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from model.content import REASONS, corpus_files, rubric
from model.draft import Draft
from model.reviewer import Reviewer

GOLDEN: list[dict[str, Any]] = json.loads((Path(__file__).parent / "golden_reviews.json").read_text("utf-8"))
FAULTY = [entry for entry in GOLDEN if entry["code"]]

each = pytest.mark.parametrize("entry", FAULTY, ids=[entry["code"] for entry in FAULTY])


def draft(entry: dict[str, Any]) -> Draft:
    return Draft(entry["title"], entry["body"], entry["level"])


def test_every_reason_code_has_its_draft_and_one_draft_is_clean() -> None:
    assert [entry["code"] for entry in GOLDEN] == [*REASONS, None]


def test_no_model_has_seen_the_drafts() -> None:
    corpus = "".join(path.read_text("utf-8") for kind in ("drafts", "titles") for path in corpus_files(kind))
    for entry in GOLDEN:
        assert entry["body"].splitlines()[0] not in corpus


@each
def test_the_code_is_found_with_the_exact_words(entry: dict[str, Any], reviewer: Reviewer) -> None:
    review = reviewer.review(draft(entry))
    (found,) = [finding for finding in review.findings if finding.code == entry["code"]]
    best = found.quotes[0]
    assert (best.part, best.text) == (entry["quote"]["part"], entry["quote"]["text"])
    assert draft(entry).text_of(best.part)[best.start : best.end] == best.text


@each
def test_just_the_flags_of_the_draft_are_asserted(entry: dict[str, Any], reviewer: Reviewer) -> None:
    review = reviewer.review(draft(entry))
    assert [flag.flag for flag in review.flags if flag.state == "成立"] == entry["flags"]
    assert rubric().codes[entry["code"]].flag in entry["flags"]
    assert review.verdict == "修改后提交"


@each
def test_the_finding_says_what_is_wrong_and_how_to_mend_it(entry: dict[str, Any], reviewer: Reviewer) -> None:
    review = reviewer.review(draft(entry))
    (found,) = [finding for finding in review.findings if finding.code == entry["code"]]
    code = rubric().codes[entry["code"]]
    assert (found.name, found.severity, found.clause, found.example) == (
        code.name,
        code.severity,
        code.clause,
        code.example,
    )
    assert found.message.endswith("。")
    assert found.advice.endswith("。")


def test_a_draft_without_fault_has_no_finding(reviewer: Reviewer) -> None:
    (clean,) = [entry for entry in GOLDEN if entry["code"] is None]
    review = reviewer.review(draft(clean))
    assert review.clean
    assert review.findings == ()
    assert review.objections == ()
    assert {flag.state for flag in review.flags} == {"不成立"}
    assert review.units.main.unit == "住房和城乡建设局"
