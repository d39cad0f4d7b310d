"""The report of all published figures. It holds no words of any draft, so it may be passed on."""

from pathlib import Path

from api.report.curve import HEIGHT, WIDTH
from api.report.page import fill
from api.report.sections import (
    baselines_section,
    encoder_section,
    learning_section,
    real_section,
    robustness_section,
    speed_section,
    test_section,
)
from api.screen.figures import between, bound, counted, written
from training.published.outcome import Reached
from training.published.run import Figures
from training.yardstick.resamples import RESAMPLES

_SECTIONS = (
    test_section,
    encoder_section,
    real_section,
    robustness_section,
    baselines_section,
    speed_section,
    learning_section,
)


def write_report(target: Path, figures: Figures) -> None:
    """Write the report.

    Raises:
        OSError: the file cannot be written.
    """
    target.write_text(report(figures), "utf-8")


def report(figures: Figures) -> str:
    """Return the report as one page of HTML."""
    sections = [make(figures.parts) for make in _SECTIONS]
    by_field: dict[str, list[Reached]] = {}
    for target in figures.targets:
        by_field.setdefault(target.about, []).append(target)
    return fill(
        "figures.html",
        figures=figures,
        counted=counted(figures.targets),
        by_field=by_field,
        sections=[section for section in sections if section],
        written=written,
        between=between,
        bound=bound,
        resamples=RESAMPLES,
        width=WIDTH,
        height=HEIGHT,
    )
