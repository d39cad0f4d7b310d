"""A comparison in which no two measures are alike."""

from training.baselines.compare import Comparison, Outcome
from training.baselines.marks import FlagMarks, Marks, TopicMarks
from training.baselines.sitting import Cost, Sitting
from training.yardstick.resamples import Estimate


def _said(value: float | None) -> Estimate:
    return Estimate(value, value, value)


def _marks(first: float) -> dict[str, Marks]:
    flags = {
        flag: FlagMarks(40 + at, _said(first + at / 100), _said(None if at == 2 else first + 0.1 + at / 100))
        for at, flag in enumerate(("too_broad", "vague", "infeasible"))
    }
    return {
        "drafts": Marks(200, flags, _said(first + 0.05), _said(first + 0.06), _said(first + 0.07)),  # type: ignore[arg-type]
        "titles": Marks(300, {}, _said(first + 0.15), _said(first + 0.16), _said(first + 0.17)),
    }


COMPARISON = Comparison(
    (
        Outcome("svm", "corpus", Sitting(Cost(4.21, 0.463, 346.7), _marks(0.7), None), ""),
        Outcome("lianshen", "corpus", Sitting(Cost(21.04, 1.25, 402.1), _marks(0.8), None), ""),
        Outcome(
            "svm", "petitions", Sitting(Cost(5, 1.8, 335), {}, TopicMarks(90, _said(0.88), _said(0.87))), ""
        ),
        Outcome("fasttext", "petitions", None, "没有装 fasttext。"),
    )
)
