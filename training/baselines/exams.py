"""What the baselines are examined on: something to learn from, and texts to answer that were not in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from model.errors import LabelledDataError
from training.answers import Answer, Answers, answers_of, read_answers
from training.baselines.names import PARTS
from training.labels import Corpus
from training.split import held_out
from training.table import read_table

_COLUMNS = ("text", "label", "split")

_Row = TypeVar("_Row")


@dataclass(frozen=True)
class Round:
    """One learning and one answering.

    Attributes:
        learn: labelled data.
        asked: texts of other groups or another origin with what people said of them, under the names by
            which they are reported.
    """

    learn: Corpus
    asked: dict[str, tuple[Answer, ...]]


@dataclass(frozen=True)
class Exam:
    """One or more rounds, measured together.

    Attributes:
        name: ``corpus`` or ``dev``.
        rounds: no text is asked twice.
    """

    name: str
    rounds: tuple[Round, ...]


@dataclass(frozen=True)
class TopicExam:
    """Texts of one topic each.

    Attributes:
        name: ``petitions``.
        learn: texts and topics to learn from, of equal length.
        asked: texts and topics to answer.
    """

    name: str
    learn: tuple[tuple[str, ...], tuple[str, ...]]
    asked: tuple[tuple[str, ...], tuple[str, ...]]


def corpus_exam(corpus: Corpus, folds: int) -> Exam:
    """Hold the first ``folds`` of five parts out in turn, a group of drafts never on both sides.

    Each title with its gist is a group of its own.
    """
    answers = answers_of(corpus)
    drafts = held_out([row.group for row in corpus.drafts], PARTS)[:folds]
    titles = held_out([str(number) for number in range(len(corpus.titles))], PARTS)[:folds]
    return Exam(
        "corpus",
        tuple(
            Round(
                Corpus(_without(corpus.drafts, own), _without(corpus.titles, other)),
                {"drafts": _only(answers.drafts, own), "titles": _only(answers.titles, other)},
            )
            for own, other in zip(drafts, titles, strict=True)
        ),
    )


def dev_exam(corpus: Corpus, folder: Path) -> Exam:
    """Learn from the whole corpus, answer the real texts in a folder.

    They are ``real_dev.jsonl`` and ``real_titles_dev.jsonl``.

    Suggestions of counties (``id`` from r on) and of provinces (from j on) are reported apart.

    Raises:
        LabelledDataError: a file is missing, or a line of it is not what it should be.
    """
    paths = [folder / name for name in ("real_dev.jsonl", "real_titles_dev.jsonl")]
    for path in paths:
        if not path.is_file():
            raise LabelledDataError(
                "没有这个文件", where=str(path), remedy="--dev 要的文件见 docs/baselines.md"
            )
    answers: Answers = read_answers(paths)
    county = tuple(answer for answer in answers.drafts if not answer.id.startswith("j"))
    provincial = tuple(answer for answer in answers.drafts if answer.id.startswith("j"))
    asked = {"county": county, "provincial": provincial, "titles": answers.titles}
    return Exam("dev", (Round(corpus, {name: part for name, part in asked.items() if part}),))


def topic_exam(path: Path) -> TopicExam:
    """Read texts with one topic each from a table with the columns text, label and split (train or test).

    Raises:
        LabelledDataError: a column or all rows of one split are missing, or the file is not UTF-8.
    """
    rows = read_table(path, _COLUMNS, "docs/baselines.md")
    train, test = (_split(rows, split) for split in ("train", "test"))
    if not train[0] or not test[0]:
        raise LabelledDataError(
            "列 split 里 train 和 test 要都有", where=path.name, remedy="要有的列见 docs/baselines.md"
        )
    return TopicExam("petitions", train, test)


def _split(rows: Sequence[dict[str, str]], split: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    own = [row for row in rows if row["split"] == split]
    return tuple(row["text"] for row in own), tuple(row["label"] for row in own)


def _only(rows: Sequence[_Row], numbers: NDArray[np.intp]) -> tuple[_Row, ...]:
    return tuple(rows[number] for number in numbers)


def _without(rows: Sequence[_Row], numbers: NDArray[np.intp]) -> tuple[_Row, ...]:
    out = set(numbers.tolist())
    return tuple(row for number, row in enumerate(rows) if number not in out)
