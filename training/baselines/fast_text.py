"""fastText (Joulin et al. 2017): averaged vectors of words under a linear layer."""

import logging
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import fasttext
import jieba
import numpy as np

from model.content import units
from model.draft import Draft
from model.rubric import FLAGS
from training.baselines.baseline import Judge, Judged, Sorter
from training.baselines.truth import text_of, units_of
from training.labels import Corpus

jieba.setLogLevel(logging.WARNING)

_LABEL = "__label__"
_CLEAN = "clean"


class FastText:
    """One model for the flags, each by itself, and one for the unit or topic."""

    def __init__(self) -> None:
        jieba.initialize()

    def learn(self, corpus: Corpus) -> Judge:
        """Train on the drafts for flags, on drafts and titles for units."""
        flagged = [([*map(str, sorted(row.flags))] or [_CLEAN], text_of(row.draft)) for row in corpus.drafts]
        texts, mains = units_of(corpus)
        names = [str(number) for number in range(len(units()))]
        flags = _train(flagged, loss="ova")
        unit = _train(([names[main]], text_of(text)) for text, main in zip(texts, mains, strict=True))

        def judge(drafts: Sequence[Draft]) -> Judged:
            lines = [_line(text_of(draft)) for draft in drafts]
            likely = _chances(flags, lines, FLAGS)
            return Judged(likely, likely > 0.5, _chances(unit, lines, names))

        return judge

    def learn_topics(self, texts: Sequence[str], topics: Sequence[str]) -> Sorter:
        """Train one model for the topic."""
        names = sorted(set(topics))
        model = _train(([str(names.index(topic))], text) for text, topic in zip(texts, topics, strict=True))
        numbers = [str(number) for number in range(len(names))]

        def sort(asked: Sequence[str]) -> list[str]:
            best = _chances(model, [_line(text) for text in asked], numbers).argmax(axis=1)
            return [names[each] for each in best]

        return sort


def _line(text: str) -> str:
    """Return the words of a text on one line, as fastText reads them."""
    return " ".join(" ".join(jieba.cut(text)).split())


def _train(rows: Iterable[tuple[Sequence[str], str]], loss: str = "softmax") -> Any:
    """Train on labels and texts; one thread and one seed, so that equal rows give an equal model.

    On a part of the corpus pairs of words made it worse by four points of units, more epochs hardly better.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "rows.txt"
        lines = [" ".join([*(_LABEL + label for label in labels), _line(text)]) for labels, text in rows]
        path.write_text("\n".join([*lines, ""]), "utf-8")
        return fasttext.train_supervised(
            os.fspath(path),
            loss=loss,
            epoch=25,
            lr=0.5,
            thread=1,
            seed=0,
            verbose=0,
        )


def _chances(
    model: Any, lines: Sequence[str], labels: Sequence[str]
) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return the probability of each label, shape (lines, labels); 0 for one that was never seen."""
    column = {_LABEL + label: number for number, label in enumerate(labels)}
    chances = np.zeros((len(lines), len(labels)))
    for row, line in enumerate(lines):
        for label, chance in zip(*model.predict(line, k=-1), strict=True):
            if label in column:
                chances[row, column[label]] = chance
    return chances
