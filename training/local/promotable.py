"""The rule for promoting a model: nothing significantly worse, nothing below its floor; a person decides."""

from collections.abc import Iterable

from training.local.comparison import Compared


def objections(measures: Iterable[Compared]) -> tuple[str, ...]:
    """Return in Chinese why a model may not be promoted; nothing if it may."""
    return tuple(
        said for measure in measures for said in (_worse(measure), _below(measure)) if said is not None
    )


def _worse(measure: Compared) -> str | None:
    if measure.standing != "worse":
        return None
    return (
        f"{measure.name}明显变差：{measure.old:.3f} → {measure.new:.3f}"
        f"（差的 95% 区间 {measure.low:+.3f} 到 {measure.high:+.3f}）"
    )


def _below(measure: Compared) -> str | None:
    if measure.floor is None or measure.new is None or measure.new >= measure.floor:
        return None
    return f"{measure.name}只有 {measure.new:.3f}，低于底线 {measure.floor:.2f}"
