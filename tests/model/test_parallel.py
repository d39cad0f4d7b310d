"""Several processes say what one says, in the order of the drafts."""

from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

import pytest

from model.bundle import save_bundle
from model.draft import Draft
from model.parallel import review_in_parallel
from model.reviewer import Reviewer
from tests.model.bundles import DRAFTS, made


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_bundle(made(), tmp_path_factory.mktemp("models"))


def test_several_processes_say_in_order_what_one_says(folder: Path) -> None:
    drafts = [
        Draft(f"{draft.title}{number}", draft.body) for number, draft in enumerate(islice(cycle(DRAFTS), 300))
    ]
    expected = list(Reviewer.load(folder).review_many(drafts))
    assert list(review_in_parallel(folder, drafts, 2)) == expected


def test_drafts_are_taken_as_they_are_needed_and_a_reader_may_stop(folder: Path) -> None:
    taken = 0

    def coming() -> Iterator[Draft]:
        nonlocal taken
        for draft in cycle(DRAFTS):
            taken += 1
            yield draft

    reviews = review_in_parallel(folder, coming(), 1)
    assert taken == 0
    assert [next(reviews).title for _ in range(3)] == [draft.title for draft in DRAFTS]
    assert taken < 500
    reviews.close()


def test_without_drafts_there_are_no_reviews(folder: Path) -> None:
    assert list(review_in_parallel(folder, [], 2)) == []
