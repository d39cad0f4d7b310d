"""The answers to learn from, in the shape that most baselines want."""

import numpy as np
from numpy.typing import NDArray

from model.content import units
from model.draft import Draft
from model.rubric import FLAGS
from training.labels import Corpus


def text_of(draft: Draft) -> str:
    """Return title and body as one text."""
    return f"{draft.title}\n{draft.body}"


def flags_of(corpus: Corpus) -> NDArray[np.bool_]:
    """Return which flags hold, shape (drafts, 3)."""
    return np.array([[flag in row.flags for flag in FLAGS] for row in corpus.drafts], np.bool_)


def units_of(corpus: Corpus) -> tuple[list[Draft], NDArray[np.intp]]:
    """Return drafts, then titles with their gist, and the number of the unit of each."""
    number = {name: index for index, name in enumerate(units())}
    drafts = [row.draft for row in corpus.drafts] + [row.as_draft() for row in corpus.titles]
    mains = [row.main for row in corpus.drafts] + [row.main for row in corpus.titles]
    return drafts, np.array([number[main] for main in mains], np.intp)
