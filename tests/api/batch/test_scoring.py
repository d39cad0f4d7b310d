"""Scoring keeps the order, forgets what it has kept, and goes on where it was."""

import weakref
from collections.abc import Iterator
from contextlib import closing
from itertools import cycle, islice
from pathlib import Path

import pytest

from api.batch.rows import Entry, Origin, Unread
from api.batch.scoring import Judging, score
from api.batch.work import Done, Work
from model.bundle import save_bundle
from model.draft import Draft, Level
from tests.api.batch.kept import over_nothing, unread
from tests.model.bundles import DRAFTS, made


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_bundle(made(), tmp_path_factory.mktemp("models"))


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Work]:
    with closing(Work.begin(tmp_path / "结果.jsonl.work", over_nothing(), restart=False)) as begun:
        yield begun


def entries(number: int, spoilt: frozenset[int] = frozenset()) -> Iterator[Entry | Unread]:
    for each, draft in enumerate(islice(cycle(DRAFTS), number), 1):
        fresh = Draft(f"{draft.title}{each}", draft.body)
        yield unread(each) if each in spoilt else Entry(each, Origin("件.jsonl", "", each), fresh, {})


def scored(
    work: Work, coming: Iterator[Entry | Unread], folder: Path, level: Level | None = None
) -> list[Done]:
    told: list[Done] = []
    score(coming, work, Judging(folder, "fast", 2, level), told.append, lambda: None)
    return told


def test_everything_is_kept_in_its_place(work: Work, folder: Path) -> None:
    spoilt = frozenset({1, 5, 16, 17, 40})
    told = scored(work, entries(40, spoilt), folder)
    kept = {each.entry.number: each.review.title for each in work.scored()}
    assert kept == {each.number: each.draft.title for each in entries(40, spoilt) if isinstance(each, Entry)}
    assert [each.number for each in work.unread()] == sorted(spoilt)
    assert told[0] == Done(0, 0, 0)
    assert told[-1] == work.done == Done(40, 35, 5)
    assert work.whole


def test_what_is_kept_is_passed_over(work: Work, folder: Path) -> None:
    scored(work, entries(20), folder)
    before = [(each.entry.number, each.review) for each in work.scored()]
    told = scored(work, entries(30), folder)
    assert told[0].last == 20
    assert [(each.entry.number, each.review) for each in work.scored()][:20] == before
    assert work.done == Done(30, 30, 0)


def test_no_more_drafts_are_held_than_are_at_work(work: Work, folder: Path) -> None:
    alive: weakref.WeakSet[Draft] = weakref.WeakSet()
    most = 0

    def watched() -> Iterator[Entry | Unread]:
        nonlocal most
        for entry in entries(4000):
            assert isinstance(entry, Entry)
            alive.add(entry.draft)
            most = max(most, len(alive))
            yield entry

    scored(work, watched(), folder)
    assert work.done.scored == 4000
    assert most < 1500


def test_an_input_that_breaks_off_leaves_what_was_done(work: Work, folder: Path) -> None:
    def breaking() -> Iterator[Entry | Unread]:
        yield from entries(200)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        scored(work, breaking(), folder)
    assert not work.whole
    assert work.done.last % 16 == 0
    last = work.done.last
    scored(work, entries(200), folder)
    assert last <= work.done.last == 200


def test_a_level_for_all_is_in_the_draft_and_its_review(work: Work, folder: Path) -> None:
    scored(work, entries(3), folder, "省")
    assert {(each.entry.draft.level, each.review.level) for each in work.scored()} == {("省", "省")}


def test_without_entries_the_run_is_whole(work: Work, folder: Path) -> None:
    scored(work, entries(0), folder)
    assert work.whole
