"""A measurement of robustness in which some targets are met, some missed, and some could not be measured."""

from model.rubric import FlagName
from training.robustness.kinds import KINDS
from training.robustness.outcome import Clearing, Flip, Robustness, Steadiness, Turns, share

_FLIPS = tuple(
    Flip(f"h-{number}", f"关于第{number}条路的建议", "修改后提交", "可提交", (), ("vague",))
    for number in range(6)
)
_NO_TURNS: dict[FlagName, Turns] = {"too_broad": Turns(0, 0), "vague": Turns(0, 0), "infeasible": Turns(0, 0)}

ROBUSTNESS = Robustness(
    model="fast-0123456789ab",
    files=("甲.jsonl", "乙.jsonl"),
    drafts=40,
    vague=12,
    seen=3,
    seed=0,
    steadiness=(
        Steadiness("stock_words", share(6, 40), {**_NO_TURNS, "vague": Turns(1, 6)}, 0.05, False, _FLIPS),
        *(Steadiness(kind.name, share(0, 40), _NO_TURNS, kind.target, True, ()) for kind in KINDS[1:-1]),
        Steadiness("stops", share(0, 0), _NO_TURNS, 0.03, None, ()),
    ),
    clearing=(
        Clearing("beginning", share(0, 10), 0, 0.0, True, ()),
        Clearing("middle", share(0, 10), 0, 0.0, True, ()),
        Clearing(
            "end",
            share(1, 10),
            1,
            0.0,
            False,
            (Flip("h-9", "", "修改后提交", "修改后提交", ("too_broad",), ("vague",)),),
        ),
    ),
)
