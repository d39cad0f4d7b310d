"""The report of an evaluation. It shows drafts, so it is for the machine it was made on."""

from dataclasses import dataclass
from pathlib import Path

from api.report.charts import SIDE, Mark, Matrix, marks, matrix, state_cells
from api.report.page import fill
from api.screen.evaluation import how, seen
from model.content import rubric
from model.rubric import FLAGS
from training.yardstick.evaluation import Evaluation, Judged
from training.yardstick.mistakes import FlagMistake, UnitMistake, mistakes
from training.yardstick.units import UnitHits


@dataclass(frozen=True, slots=True)
class Diagram:
    """A reliability diagram with its name."""

    name: str
    marks: list[Mark]


@dataclass(frozen=True, slots=True)
class Named:
    """The units named for one kind of text.

    Attributes:
        name: of the kind.
        key: by which the page refers to it.
        hits: how often the right one is named.
        matrix: those most often confused.
    """

    name: str
    key: str
    hits: UnitHits
    matrix: Matrix


@dataclass(frozen=True, slots=True)
class Pile:
    """Mistakes of one kind about one flag."""

    name: str
    mistakes: list[FlagMistake]


def write_report(target: Path, judged: Judged, evaluation: Evaluation) -> None:
    """Write the report of an evaluation.

    Raises:
        OSError: the file cannot be written.
    """
    target.write_text(report(judged, evaluation), "utf-8")


def report(judged: Judged, evaluation: Evaluation) -> str:
    """Return the report as one page of HTML."""
    wrong = mistakes(judged)
    piles = [
        Pile(
            f"{rubric().flags[flag].name} · {kind}",
            [each for each in wrong.flags if each.flag == flag and each.kind == kind],
        )
        for flag in FLAGS
        for kind in ("漏判", "误判")
    ]
    wrong_units: list[tuple[str, tuple[UnitMistake, ...]]] = [
        ("草稿 · 首选不是主办", wrong.draft_units),
        ("标题 · 首选不是主办", wrong.title_units),
    ]
    return fill(
        "evaluation.html",
        how=how(evaluation.origin),
        seen=seen(evaluation.origin.seen) if evaluation.origin.seen else "",
        evaluation=evaluation,
        drafts=evaluation.drafts,
        titles=evaluation.titles,
        rubric=rubric(),
        side=SIDE,
        diagrams=_diagrams(evaluation),
        states=(
            {flag: state_cells(states) for flag, states in evaluation.drafts.states.items()}
            if evaluation.drafts
            else {}
        ),
        named=_named(evaluation),
        piles=[pile for pile in piles if pile.mistakes],
        wrong_units=[(name, listed) for name, listed in wrong_units if listed],
    )


def _diagrams(evaluation: Evaluation) -> list[Diagram]:
    diagrams = []
    if evaluation.drafts:
        drafts = evaluation.drafts
        diagrams += [Diagram(rubric().flags[flag].name, marks(drafts.reliability[flag])) for flag in FLAGS]
        diagrams.append(Diagram("主办单位（草稿）", marks(drafts.unit_reliability)))
    if evaluation.titles:
        diagrams.append(Diagram("主办单位（标题）", marks(evaluation.titles.reliability)))
    return diagrams


def _named(evaluation: Evaluation) -> list[Named]:
    named = []
    if evaluation.drafts:
        drafts = evaluation.drafts
        shown = matrix(drafts.confusions, drafts.by_unit)
        named.append(Named("整件草稿", "drafts", drafts.whole.units, shown))
    if evaluation.titles:
        titles = evaluation.titles
        shown = matrix(titles.confusions, titles.by_unit)
        named.append(Named("只有标题和一两句话", "titles", titles.units, shown))
    return named
