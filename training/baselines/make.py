"""A baseline by its name. Each is imported only when it is wanted: so it pays for its own libraries alone."""

from collections.abc import Callable
from pathlib import Path

from model.errors import ExtraMissing
from training.baselines.baseline import Baseline
from training.baselines.names import ENCODER, FASTTEXT, KEYWORDS, LOGISTIC, MAJORITY, SVM

_EXTRAS = {"jieba": "bench", "fasttext": "bench", "torch": "encoder", "transformers": "encoder"}


def make(name: str, encoder: Path | None, report: Callable[[str, float], None]) -> Baseline:
    """Make a baseline that has learnt nothing yet.

    Args:
        name: one of ``NAMES``.
        encoder: a checkpoint; needed by ``encoder``, used by ``lianshen`` where it is given.
        report: called as a long learning goes on.

    Raises:
        ExtraMissing: a library it needs is not installed.
        EncoderError: the checkpoint cannot be used.
    """
    try:
        return _make(name, encoder, report)
    except ModuleNotFoundError as error:
        if (extra := _EXTRAS.get(error.name or "")) is None:
            raise
        raise ExtraMissing(
            f"没有装 {error.name}", remedy=f"请先装扩展 {extra}：pip install '.[{extra}]'"
        ) from error


def _make(name: str, encoder: Path | None, report: Callable[[str, float], None]) -> Baseline:  # noqa: PLR0911 - one a name
    if name == MAJORITY:
        from training.baselines.majority import Majority  # noqa: PLC0415 - see above

        return Majority()
    if name == KEYWORDS:
        from training.baselines.keywords import Keywords  # noqa: PLC0415 - as above

        return Keywords()
    if name == LOGISTIC:
        from training.baselines.logistic import Logistic  # noqa: PLC0415 - as above

        return Logistic()
    if name == SVM:
        from training.baselines.svm import Svm  # noqa: PLC0415 - as above

        return Svm()
    if name == FASTTEXT:
        from training.baselines.fast_text import FastText  # noqa: PLC0415 - as above

        return FastText()
    if name == ENCODER:
        from training.baselines.encoder import Encoder  # noqa: PLC0415 - as above

        if encoder is None:
            raise ValueError("an encoder needs a checkpoint")
        return Encoder(encoder, report)
    from training.baselines.own import Own  # noqa: PLC0415 - as above

    return Own(report, encoder)
