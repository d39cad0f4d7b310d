"""A model card in which no two figures are alike."""

from itertools import count

from model.card import (
    Batch,
    Card,
    Data,
    EncoderMade,
    Epoch,
    Figure,
    Finetuning,
    FlagFigures,
    Measured,
    Sample,
    TierFigures,
    UnitFigures,
)

_hundredths = count(10)


def _next() -> Figure:
    value = next(_hundredths) / 100
    return Figure(value, round(value - 0.065, 3), round(value + 0.13, 3))


def _flag(number: int) -> FlagFigures:
    return FlagFigures(number, *(_next() for _ in range(5)))


def _units() -> UnitFigures:
    return UnitFigures(_next(), _next(), _next())


def _tier() -> TierFigures:
    return TierFigures(
        flags={"too_broad": _flag(11), "vague": _flag(12), "infeasible": _flag(13)},
        clean=_next(),
        draft_units=_units(),
        title_units=_units(),
        triage=_next(),
    )


CARD = Card(
    program="0.1.0",
    purpose="供写稿的人修改时参考。",
    data=Data(
        groups=21,
        flags={"too_broad": 22, "vague": 23, "infeasible": 24},
        clean=25,
        levels={"乡镇": 26, "县": 27, "市": 28, "省": 29},
        restated=5,
        batches=(Batch("偏工整", 75), Batch("粗糙", 25)),
    ),
    encoder=EncoderMade(
        digest="e" * 64,
        finetuning=Finetuning(
            checkpoint="bge-small-zh-v1.5",
            licence="MIT",
            weights="b" * 64,
            command="lianshen train --finetune --encoder bge-small-zh-v1.5 --seed 3",
            seed=3,
            data="d" * 64,
            drafts=61,
            titles=62,
            recipe={"layers": 3, "encoder_rate": 1.5e-4},
            epochs=(Epoch(6.5, 4.5), Epoch(5.5, 4.1), Epoch(5.0, 4.2)),
            parity={"float": 2e-6, "flags": 0.996},
        ),
    ),
    measured=Measured(
        how=("这些数字是训练时量的。",),
        calibrated=Sample(31, 32, 33),
        tested=Sample(34, 35, 36),
        resamples=1000,
        fast=_tier(),
        full=_tier(),
    ),
    limits=("不是法规库。",),
    never=("不能用它给代表排名。",),
)
"""Of a model with both tiers."""
