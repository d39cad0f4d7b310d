"""Several processes say what one says, in the order of the drafts."""

import sys
from collections.abc import Iterable, Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import TypeVar

import pytest

from model.bundle import save_bundle
from model.draft import Draft
from model.errors import BundleNotFound, WorkersLost
from model.parallel import Failed, make_in_parallel, review_in_parallel
from model.reviewer import Reviewer
from tests.model.bundles import DRAFTS, made
from tests.model.deadly import titled

Made = TypeVar("Made")


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


def lots(*titles: str, of: int = 4) -> list[list[Draft]]:
    drafts = [Draft(title, DRAFTS[0].body) for title in titles]
    return [drafts[start : start + of] for start in range(0, len(drafts), of)]


def flat(made: Iterable[list[Made | Failed]]) -> list[Made | str]:
    return [each.kind if isinstance(each, Failed) else each for lot in made for each in lot]


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal")
def test_a_draft_that_takes_its_process_down_is_given_up_and_no_other(folder: Path) -> None:
    killed: list[None] = []
    titles = [f"第{number}件" for number in range(24)]
    titles[3], titles[14] = "致命的", "致命的另一件"
    made = flat(make_in_parallel(folder, lots(*titles), 2, None, titled, lambda: killed.append(None)))
    assert made == ["WorkersLost" if title.startswith("致命") else title for title in titles]
    assert killed


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal")
def test_a_process_killed_once_costs_no_draft(folder: Path, tmp_path: Path) -> None:
    titles = [f"第{number}件" for number in range(20)]
    titles[7] = str(tmp_path / "died")
    assert flat(make_in_parallel(folder, lots(*titles), 2, None, titled)) == titles


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal")
def test_where_every_draft_takes_its_process_down_it_is_not_the_drafts(folder: Path) -> None:
    with pytest.raises(WorkersLost, match="内存不够"):
        list(make_in_parallel(folder, lots(*["致命的"] * 8), 1, None, titled))


def test_a_draft_that_cannot_be_reviewed_leaves_the_others_of_its_lot_alone(folder: Path) -> None:
    made = flat(make_in_parallel(folder, lots("甲", "出错", "乙"), 1, None, titled))
    assert made == ["甲", "ZeroDivisionError", "乙"]


def test_empty_lots_keep_their_place(folder: Path) -> None:
    some = lots("甲")
    assert list(make_in_parallel(folder, [[], *some, []], 1, None, titled)) == [[], ["甲"], []]


def test_a_bundle_that_is_not_there_is_said_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(BundleNotFound):
        list(make_in_parallel(tmp_path / "none", lots("甲"), 1, None, titled))
