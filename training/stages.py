"""Progress of a part of the work, told as progress of the whole."""

from training.fit import Progress


def within(progress: Progress, low: float, high: float, name: str = "") -> Progress:
    """Return what a part of the work is to call.

    Args:
        progress: of the whole.
        low: share of the whole that is done before.
        high: share that is done after.
        name: of the part, put before each of its stages.
    """
    lead = f"{name}：" if name else ""
    return lambda stage, share: progress(f"{lead}{stage}", low + (high - low) * share)
