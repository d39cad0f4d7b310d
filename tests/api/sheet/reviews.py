"""Reviews that fill an opinion sheet in every way."""

from dataclasses import replace
from itertools import product

from model.content import rubric
from model.draft import Quote
from model.review import Assignment, Finding, Item, Objection, Review, UnitAdvice
from tests.api.reviews import CLEAN, FINDING, FLAWED, OBJECTION, UNSURE

SENTENCE = "请把东山镇大湾村三组晒谷坪至四组水井湾的1.6公里机耕道拓宽到3.5米，铺上砂石，并在年底前完成；"


def long(length: int, of: str = SENTENCE) -> str:
    """Return a text of this length."""
    return (of * (length // len(of) + 1))[:length]


def quotes(count: int, words: str) -> tuple[Quote, ...]:
    return tuple(Quote("body", 0, len(words), words) for _ in range(count))


def findings(count: int, of: str = SENTENCE) -> tuple[Finding, ...]:
    codes = rubric().reasons[:count]
    return tuple(
        replace(FINDING, code=code.code, name=code.name, quotes=quotes(3, long(90, of)), advice=long(220, of))
        for code in codes
    )


def objections(count: int, of: str = SENTENCE) -> tuple[Objection, ...]:
    codes = rubric().formal[:count]
    return tuple(
        replace(
            OBJECTION, code=code.code, name=code.name, quotes=quotes(2, long(90, of)), advice=long(90, of)
        )
        for code in codes
    )


def asks(count: int, of: str = SENTENCE) -> tuple[Item, ...]:
    unit = Assignment("文化旅游广电体育局", "主办", 0.9, "旅游景区、民宿和旅游公路配套")
    return tuple(Item(quote, unit) for quote in quotes(count, long(110, of)))


def units(of: str = SENTENCE) -> UnitAdvice:
    main = Assignment(long(14, of), "主办", 0.3, long(40, of))
    co = replace(main, role="会办")
    return UnitAdvice("拿不准", main, (co,) * 3, (main,) * 3)


def packed(of: str = SENTENCE) -> Review:
    """Everything there can be, in the longest words."""
    return replace(
        FLAWED,
        title=long(200, of),
        summary=long(400, of),
        objections=objections(8, of),
        findings=findings(11, of),
        units=units(of),
        items=asks(30, of),
    )


REVIEWS: dict[str, Review] = {
    "clean": CLEAN,
    "flawed": FLAWED,
    "unsure": UNSURE,
    "every finding": replace(FLAWED, findings=findings(11)),
    "long title": replace(FLAWED, title=long(300)),
    "no title": replace(CLEAN, title=""),
    "many asks": replace(CLEAN, items=asks(30)),
    "unfit": replace(FLAWED, verdict="不宜作为建议", objections=objections(2)),
    "unfit in every way": replace(packed(), verdict="不宜作为建议"),
    "packed": packed(),
    "packed with Latin": packed("WWWWWW"),
    "packed with words": packed("reconstruction of https://example.com/road/ "),
    "packed with marks": packed("“。”（，）"),
    "packed with digits": packed("13812345678"),
    **{
        f"{count} findings, {more} asks": replace(
            FLAWED, findings=findings(count), items=asks(more), summary=long(60 * count + 60), objections=()
        )
        for count, more in product(range(4), (1, 2, 5))
    },
}
