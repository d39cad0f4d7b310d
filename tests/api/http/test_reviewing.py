"""The desk: reviews beside the event loop, together where several wait."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from threading import Event
from time import perf_counter

import pytest

from api.errors import Busy, TookTooLong
from api.http.metrics import Metrics
from api.http.reviewing import Desk
from model.bundle import Bundle
from model.draft import Draft
from model.review import Review, to_json
from model.reviewer import Reviewer
from tests.small import small_corpus

HANG = 60.0


def drafts(count: int) -> list[Draft]:
    """Return drafts nobody has looked at yet: a draft remembers its sentences and words."""
    kept = [labelled.draft for labelled in small_corpus().drafts[:count]]
    return [Draft(draft.title, draft.body, draft.level) for draft in kept]


class Gated(Reviewer):
    """A reviewer that waits until it may begin, and remembers what came together."""

    def __init__(self, bundle: Bundle) -> None:
        super().__init__(bundle)
        self.begun, self.may_begin = Event(), Event()
        self.lots: list[int] = []

    def review_many(self, drafts: Iterable[Draft]) -> Iterator[Review]:
        lot = list(drafts)
        self.lots.append(len(lot))
        self.begun.set()
        assert self.may_begin.wait(HANG)
        if any(draft.title == "坏" for draft in lot):
            raise ZeroDivisionError
        return super().review_many(lot)


@asynccontextmanager
async def desk_of(reviewer: Reviewer, seconds: float = HANG, waiting: int = 100) -> AsyncIterator[Desk]:
    desk = Desk(reviewer, seconds, waiting)
    try:
        yield desk
    finally:
        await asyncio.to_thread(desk.close)


def test_reviews_are_those_of_the_reviewer_byte_for_byte(small_bundle: Bundle) -> None:
    reviewer = Reviewer(small_bundle)

    async def all_at_once() -> list[Review]:
        async with desk_of(reviewer) as desk:
            return await asyncio.gather(*map(desk.review, drafts(60)))

    alone = [to_json(reviewer.review(draft)) for draft in drafts(60)]
    assert [to_json(review) for review in asyncio.run(all_at_once())] == alone


def test_what_comes_during_a_review_is_reviewed_together(small_bundle: Bundle) -> None:
    reviewer = Gated(small_bundle)

    async def one_and_then_twenty() -> None:
        async with desk_of(reviewer) as desk, asyncio.TaskGroup() as group:
            first, *others = drafts(21)
            group.create_task(desk.review(first))
            await asyncio.to_thread(reviewer.begun.wait, HANG)
            for draft in others:
                group.create_task(desk.review(draft))
            await asyncio.sleep(0)
            assert desk.waiting == 20
            reviewer.may_begin.set()

    asyncio.run(one_and_then_twenty())
    assert reviewer.lots == [1, 16, 4]


def test_a_draft_that_the_reviewer_fails_on_fails_alone(small_bundle: Bundle) -> None:
    reviewer = Gated(small_bundle)

    async def one_bad_among_others() -> list[Review | BaseException]:
        async with desk_of(reviewer) as desk:
            first, second, third = drafts(3)
            begun = asyncio.create_task(desk.review(first))
            await asyncio.to_thread(reviewer.begun.wait, HANG)
            waiting = [asyncio.create_task(desk.review(each)) for each in (second, Draft("坏", "坏"), third)]
            await asyncio.sleep(0)
            reviewer.may_begin.set()
            return await asyncio.gather(begun, *waiting, return_exceptions=True)

    first, second, bad, third = asyncio.run(one_bad_among_others())
    assert isinstance(bad, ZeroDivisionError)
    assert [first, second, third] == [Reviewer(small_bundle).review(draft) for draft in drafts(3)]


def test_nobody_who_went_away_is_reviewed(small_bundle: Bundle) -> None:
    reviewer = Gated(small_bundle)

    async def all_but_two_leave() -> None:
        async with desk_of(reviewer) as desk:
            first, *others = drafts(6)
            begun = asyncio.create_task(desk.review(first))
            await asyncio.to_thread(reviewer.begun.wait, HANG)
            waiting = [asyncio.create_task(desk.review(each)) for each in others]
            await asyncio.sleep(0)
            for task in waiting[:-1]:
                task.cancel()
            await asyncio.sleep(0)
            reviewer.may_begin.set()
            await asyncio.gather(begun, waiting[-1])

    asyncio.run(all_but_two_leave())
    assert reviewer.lots == [1, 1]


def test_more_than_may_wait_are_told_to_come_later(small_bundle: Bundle) -> None:
    reviewer = Gated(small_bundle)

    async def four_for_three_places() -> None:
        async with desk_of(reviewer, waiting=2) as desk, asyncio.TaskGroup() as group:
            first, second, third, fourth = drafts(4)
            group.create_task(desk.review(first))
            await asyncio.to_thread(reviewer.begun.wait, HANG)
            group.create_task(desk.review(second))
            group.create_task(desk.review(third))
            await asyncio.sleep(0)
            with pytest.raises(Busy, match="稍等"):
                await desk.review(fourth)
            reviewer.may_begin.set()

    asyncio.run(four_for_three_places())


def test_nobody_waits_longer_than_allowed(small_bundle: Bundle) -> None:
    reviewer = Gated(small_bundle)

    async def stuck() -> None:
        async with desk_of(reviewer, seconds=0.05) as desk:
            with pytest.raises(TookTooLong, match=r"0\.05 秒"):
                await desk.review(drafts(1)[0])
            reviewer.may_begin.set()

    asyncio.run(stuck())


def test_a_closed_desk_has_reviewed_what_waited_and_takes_no_more(small_bundle: Bundle) -> None:
    reviewer = Gated(small_bundle)

    async def close_while_some_wait() -> None:
        desk = Desk(reviewer, HANG, 100)
        waiting = [asyncio.create_task(desk.review(draft)) for draft in drafts(30)]
        await asyncio.to_thread(reviewer.begun.wait, HANG)
        closed = asyncio.create_task(asyncio.to_thread(desk.close))
        reviewer.may_begin.set()
        assert len(await asyncio.gather(*waiting)) == 30
        await closed
        with pytest.raises(Busy):
            await desk.review(drafts(1)[0])

    asyncio.run(close_while_some_wait())


def test_a_draft_that_comes_alone_waits_for_no_others(small_bundle: Bundle) -> None:
    reviewer = Reviewer(small_bundle)

    async def least(count: int) -> float:
        async with desk_of(reviewer) as desk:
            times = []
            for draft in drafts(count):
                begun = perf_counter()
                await desk.review(draft)
                times.append(perf_counter() - begun)
            return min(times)

    alone = []
    for draft in drafts(40):
        begun = perf_counter()
        reviewer.review(draft)
        alone.append(perf_counter() - begun)
    assert asyncio.run(least(40)) < 2 * min(alone) + 0.002


def test_the_loop_beats_on_while_the_encoder_reads(reviewer: Reviewer) -> None:
    """The loop wants to beat every 2 ms; nine of ten beats may be late by less than one review takes."""

    async def beats() -> tuple[list[float], float]:
        late: list[float] = []
        async with desk_of(reviewer) as desk:
            begun = perf_counter()
            reviews = asyncio.gather(*map(desk.review, drafts(40)))
            while not reviews.done():
                before = perf_counter()
                await asyncio.sleep(0.002)
                late.append(perf_counter() - before - 0.002)
            await reviews
            return sorted(late), perf_counter() - begun

    late, took = asyncio.run(beats())
    assert reviewer.version.startswith("full")
    assert len(late) > 40 * 2, "several beats for each review"
    assert late[len(late) * 9 // 10] < took / 40


def test_reviews_are_counted(small_bundle: Bundle) -> None:
    metrics = Metrics()

    async def three() -> None:
        desk = Desk(Reviewer(small_bundle), HANG, 100, metrics)
        await asyncio.gather(*map(desk.review, drafts(3)))
        desk.close()

    asyncio.run(three())
    assert b'lianshen_reviews_total{tier="fast"} 3.0' in metrics.response(iter(())).body
    assert b"lianshen_drafts_waiting 0.0" in metrics.response(iter(())).body


def test_a_lot_is_reviewed_by_one_model_and_the_next_by_the_one_that_took_its_place(
    small_bundle: Bundle,
) -> None:
    former, latter = Gated(small_bundle), Reviewer(replace(small_bundle, version="fast-0123456789ab"))

    async def switched_under_way() -> list[str]:
        async with desk_of(former) as desk:
            first = asyncio.create_task(desk.review(drafts(1)[0]))
            await asyncio.to_thread(former.begun.wait, HANG)
            desk.take(latter)
            assert desk.model["version"] == desk.version == latter.version
            others = [asyncio.create_task(desk.review(draft)) for draft in drafts(3)]
            former.may_begin.set()
            return [review.model for review in await asyncio.gather(first, *others)]

    assert asyncio.run(switched_under_way()) == [former.version, *[latter.version] * 3]
