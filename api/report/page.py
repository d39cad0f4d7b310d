"""Fill a template of this folder, in which every value is escaped and none may be missing."""

from typing import Any

from api.templates import environment
from training.yardstick.resamples import Estimate

_NOTHING = "—"


def fill(template: str, **values: Any) -> str:
    """Return a page.

    Args:
        template: name of a file in ``templates``.
        values: by the names used in it.

    Raises:
        jinja2.UndefinedError: the template asks for what is not given.
    """
    templates = environment("api.report")
    templates.filters |= {"share": share, "number": number, "interval": interval, "percent": percent}
    return templates.get_template(template).render(values)


def share(estimate: Estimate) -> str:
    """Return the value of a share, as a percentage."""
    return _NOTHING if estimate.value is None else percent(estimate.value)


def number(estimate: Estimate) -> str:
    """Return the value of a measure that is no share, as F1."""
    return _NOTHING if estimate.value is None else f"{estimate.value:.3f}"


def interval(estimate: Estimate, kind: str = "share") -> str:
    """Return the 95 % interval; empty where there is none."""
    if estimate.low is None or estimate.high is None:
        return ""
    if kind == "share":
        return f"{estimate.low * 100:.1f}–{estimate.high * 100:.1f}"
    return f"{estimate.low:.3f}–{estimate.high:.3f}"


def percent(value: float) -> str:
    """Return a percentage."""
    return f"{value:.1%}"
