"""What came of the targets, for a person: how many were reached, and one line for each that was not."""

from collections.abc import Iterable

from api.screen.paper import Paper
from training.published.outcome import Reached
from training.published.run import Figures

_KINDS = {
    "share": (100, 1, "%"),
    "number": (1, 3, ""),
    "points": (100, 1, " 个百分点"),
    "times": (1, 2, " 倍"),
    "milliseconds": (1, 2, " 毫秒"),
    "seconds": (1, 2, " 秒"),
    "per_second": (1, 0, " 件/秒"),
    "megabytes": (1, 1, " MB"),
}
"""By kind of figure: factor, decimals, unit."""


def write_figures(paper: Paper, figures: Figures) -> None:
    """Write how many targets were reached, then those that were missed and those not measured."""
    targets = figures.targets
    paper.write((counted(targets), "strong"))
    missed = [target for target in targets if target.met is False]
    if missed:
        paper.gap()
        paper.write(("没有达到的", "strong"))
    for target in missed:
        paper.write(
            f"量得 {written(target.value, target.kind)}{_interval(target)}，要 {bound(target)}",
            label=(f"{target.text}：", "bad"),
            indent=2,
        )
        if target.reason:
            paper.write(target.reason, indent=4)
    unmeasured = [target for target in targets if target.met is None]
    if unmeasured:
        paper.gap()
        paper.write(("没有量的", "strong"))
    for reason in dict.fromkeys(target.reason for target in unmeasured):
        own = [target.text for target in unmeasured if target.reason == reason]
        paper.write("；".join(own), label=f"{reason}：", indent=2)


def counted(targets: Iterable[Reached]) -> str:
    """Return how many targets were reached."""
    met = [target.met for target in targets]
    return (
        f"目标 {len(met)} 个：达到 {met.count(True)} 个，没有达到 {met.count(False)} 个，"
        f"没有量 {met.count(None)} 个。"
    )


def written(value: float | None, kind: str) -> str:
    """Return a figure with its unit."""
    if value is None:
        return "—"
    factor, decimals, unit = _KINDS[kind]
    return f"{value * factor:,.{decimals}f}{unit}"


def between(low: float | None, high: float | None, kind: str) -> str:
    """Return an interval without unit; empty where there is none."""
    if low is None or high is None:
        return ""
    factor, decimals, _ = _KINDS[kind]
    return f"{low * factor:.{decimals}f}–{high * factor:.{decimals}f}"


def bound(target: Reached) -> str:
    """Return what was to be reached."""
    factor, _, unit = _KINDS[target.kind]
    words = f"{target.bound:.2f}" if target.kind == "number" else f"{target.bound * factor:,g}{unit}"
    return f"{'≤' if target.most else '≥'} {words}"


def _interval(target: Reached) -> str:
    interval = between(target.low, target.high, target.kind)
    return f"（{interval}）" if interval else ""
