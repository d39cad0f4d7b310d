"""An evaluation in which no two measures are alike."""

from training.evaluate import Evaluation, UnitHits
from training.measures import Detection

EVALUATION = Evaluation(
    folds=5,
    seed=7,
    drafts=200,
    flags={
        "too_broad": Detection(40, 0.81, 0.82, 0.83, 0.84, 0.05),
        "vague": Detection(50, 0.71, 0.72, 0.73, 0.74, 0.06),
        "infeasible": Detection(60, 0.61, 0.62, 0.63, 0.64, 0.07),
    },
    codes=0.66,
    evidence=0.77,
    quoted=90,
    clean=0.92,
    unsure=0.11,
    draft_units=UnitHits(200, 0.75, 0.91, 0.83, 0.03),
    title_units=UnitHits(300, 0.65, 0.85, 0.70, 0.04),
    triage=0.72,
)
