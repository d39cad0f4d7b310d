"""Evaluations: one in which no two measures are alike, and one of a few drafts and titles."""

from itertools import count

from model.draft import Draft
from tests.judged import draft_answer, finding, knowing, review, title_answer, vague_answer
from training.yardstick.detection import Detection
from training.yardstick.drafts import DraftEvaluation, DraftMeasures, States
from training.yardstick.evaluation import Evaluation, Judged, Origin
from training.yardstick.hits import Hits
from training.yardstick.items import ItemHits
from training.yardstick.reliability import Bin
from training.yardstick.resamples import Estimate
from training.yardstick.titles import TitleEvaluation
from training.yardstick.units import Confusion, UnitHits

_thousandths = count(1)


def _next() -> Estimate:
    value = next(_thousandths) / 1000
    return Estimate(value, value / 2, value + 0.2)


def _detection(number: int) -> Detection:
    return Detection(number, 200 - number, *(_next() for _ in range(7)))


def _units(number: int) -> UnitHits:
    return UnitHits(number, *(_next() for _ in range(4)))


def _hits(number: int) -> Hits:
    return Hits(number, number + 1, _next(), _next(), _next())


def _measures(number: int) -> DraftMeasures:
    return DraftMeasures(
        count=number,
        flags={"too_broad": _detection(40), "vague": _detection(50), "infeasible": _detection(60)},
        clean_count=number - 110,
        clean=_next(),
        unsure=_next(),
        codes=_next(),
        quoted=90,
        evidence=_next(),
        units=_units(number),
        items=ItemHits(70, _next(), _next()),
        triage=_next(),
    )


_STATES = States((5, 1, 2), (3, 4, 80))
_BINS = (Bin(3, 0.12, _next()), Bin(9, 0.91, _next()))

EVALUATION = Evaluation(
    origin=Origin("held-out-3f2a90c1b7de", folds=5, seed=7, files=(), seen=0),
    resamples=1000,
    drafts=DraftEvaluation(
        whole=_measures(200),
        sources={"t1": _measures(120), "restated": _measures(130)},
        lengths={"150 字以内": _measures(140)},
        by_code={"V1": _hits(21)},
        by_unit={"水利局": _hits(31), "林业局": _hits(11)},
        states={"too_broad": _STATES, "vague": _STATES, "infeasible": _STATES},
        reliability={"too_broad": _BINS, "vague": _BINS, "infeasible": _BINS},
        unit_reliability=_BINS,
        confusions=(Confusion("水利局", "林业局", 4), Confusion("林业局", "水利局", 1)),
    ),
    titles=TitleEvaluation(
        units=_units(300),
        sources={"甲": _units(100), "乙": _units(201)},
        by_unit={"公安局": _hits(41), "教育局": _hits(42)},
        reliability=_BINS,
        confusions=(Confusion("公安局", "教育局", 6),),
    ),
)

HOSTILE = "<script>alert(1)</script>\x1b[31m&\u202e关于修路的建议"
_DRAFT = Draft(HOSTILE, "有的路段<b>坑坑洼洼</b>。请予重视。" + "长" * 200)
_DRAFTS = [vague_answer(), draft_answer(id="h-2", source="乙", draft=_DRAFT), vague_answer(id="h-3")]
_TITLES = [title_answer(), title_answer(id="t-2", main=("水利局", "林业局"), draft=Draft(HOSTILE, "<i>"))]

JUDGED = Judged(
    Origin("fast-0123456789ab", folds=0, seed=0, files=("甲.jsonl", "乙.jsonl"), seen=2),
    _DRAFTS,
    [
        knowing(_DRAFTS[0]),
        review(_DRAFT, states={"vague": "成立"}, findings=[finding(_DRAFT, "V1", "有的路段<b>坑坑洼洼")]),
        review(_DRAFTS[2].draft, units=("公安局", "教育局", "民政局")),
    ],
    _TITLES,
    [knowing(_TITLES[0]), review(_TITLES[1].draft, units=("公安局", "水利局", "民政局"))],
)
"""A missed flag, a false one, a wrong unit for a draft and for a title; words that would act in a page."""
