"""The bundled examples are judged by the model everybody has as a person judged them."""

from typing import Any

import pytest

from api.documents.reading import read_file
from model.draft import Draft
from model.review import Review
from model.reviewer import Reviewer
from tests.data.test_examples import EXAMPLES, EXPECTED, each

CODED = [
    pytest.param(expected["file"], code, phrases, id=f"{expected['file']}-{code}")
    for expected in EXPECTED
    for code, phrases in expected["codes"].items()
]


@pytest.fixture(scope="module")
def reviewed(reviewer: Reviewer) -> dict[str, tuple[Draft, Review]]:
    drafts = {expected["file"]: read_file(EXAMPLES / expected["file"]).draft for expected in EXPECTED}
    return {file: (draft, reviewer.review(draft)) for file, draft in drafts.items()}


Reviewed = dict[str, tuple[Draft, Review]]


@each
def test_the_verdict_is_that_of_a_person(expected: dict[str, Any], reviewed: Reviewed) -> None:
    assert reviewed[expected["file"]][1].verdict == expected["verdict"]


@each
def test_just_the_flags_a_person_saw_are_asserted_or_doubted(
    expected: dict[str, Any], reviewed: Reviewed
) -> None:
    review = reviewed[expected["file"]][1]
    sure = [flag for flag in expected["flags"] if flag not in expected["doubted"]]
    assert [flag.flag for flag in review.flags if flag.state == "成立"] == sure
    assert [flag.flag for flag in review.flags if flag.state == "拿不准"] == expected["doubted"]


@each
def test_the_unit_is_the_one_a_person_named(expected: dict[str, Any], reviewed: Reviewed) -> None:
    assert reviewed[expected["file"]][1].units.main.unit == expected["main"]


@pytest.mark.parametrize(("file", "code", "phrases"), CODED)
def test_every_code_is_found_and_its_words_are_those_a_person_marked(
    file: str, code: str, phrases: list[str], reviewed: Reviewed
) -> None:
    draft, review = reviewed[file]
    quotes = {finding.code: finding.quotes for finding in review.findings}
    quotes |= {objection.code: objection.quotes for objection in review.objections}
    assert code in quotes
    marked = [
        (part, start, start + len(phrase))
        for phrase in phrases
        for part, text in (("title", draft.title), ("body", draft.body))
        if (start := text.find(phrase)) >= 0
    ]
    assert any(
        part == quote.part and start < quote.end and quote.start < end
        for quote in quotes[code]
        for part, start, end in marked
    )


@each
def test_no_formal_objection_is_made_up(expected: dict[str, Any], reviewed: Reviewed) -> None:
    objected = {objection.code for objection in reviewed[expected["file"]][1].objections}
    assert objected == {code for code in expected["codes"] if code.startswith("N")}
