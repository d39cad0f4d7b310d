"""What is measured, part by part."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from model.encoder import read_manifest, shipped
from training.baselines.exams import Exam, TopicExam, corpus_exam, dev_exam, topic_exam
from training.benchmark.texts import read_texts
from training.fit import Progress
from training.labels import read_corpus
from training.parts import parts as parts_of_the_corpus
from training.published.accuracy import on_real_texts, on_test_part
from training.published.beside import beside_baselines
from training.published.given import Given
from training.published.learning import learning_curve
from training.published.models import held_out_model, whole_model
from training.published.settling import auto_beside_full
from training.published.speed import speed
from training.published.steadiness import on_changed_drafts
from training.stages import within

Measure = Callable[[Progress], dict[str, Any]]

_LEARNING = 0.4
"""Share of the first part that needs a model that goes to training it."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the work.

    Attributes:
        name: by which its figures are kept.
        title: in Chinese.
        measure: does it.
        uses: files and folders it depends on, beside the bundled data.
    """

    name: str
    title: str
    measure: Measure
    uses: tuple[Path, ...] = ()


def parts_of(models: Path, given: Given) -> list[Part]:
    """Return what can be measured with what is given, in the order in which it is.

    All that is given is read first, so that what is wrong with it is told at once.

    Args:
        models: where the models of the parts are kept.
        given: what is measured on.

    Raises:
        LabelledDataError: something given is not what it should be.
    """
    held, whole = partial(held_out_model, models), partial(whole_model, models)
    corpus, dev, encoder = read_corpus(), given.dev, given.encoder
    texts = read_texts(given.texts) if given.texts else None
    of_texts, of_dev, of_encoder = ((path,) if path else () for path in (given.texts, dev, encoder))
    exams: list[tuple[Exam | TopicExam, str, tuple[Path, ...]]] = [
        (corpus_exam(corpus, 1), "简单的做法：语料", ())
    ]
    parts = [Part("test", "没有见过的题材", _by(held, on_test_part))]
    if folder := shipped():
        drafts = texts or [row.draft for row in parts_of_the_corpus(corpus).test.drafts]
        beside = partial(auto_beside_full, drafts=drafts)
        parts.append(Part("encoder", "编码器", lambda _progress: _encoder(folder)))
        parts.append(Part("auto", "自动档与完整档", _by(held, beside), of_texts))
    if dev:
        exams.append((dev_exam(corpus, dev), "简单的做法：真实的文本", of_dev))
        parts.append(Part("dev", "真实的文本", _by(whole, partial(on_real_texts, dev=dev)), of_dev))
    if given.petitions:
        exams.append((topic_exam(given.petitions), "简单的做法：带主题的信件", (given.petitions,)))
    parts.append(Part("robustness", "改动无关紧要的地方", _by(held, on_changed_drafts)))
    parts += [
        Part(
            f"baselines-{exam.name}",
            title,
            partial(beside_baselines, exam, encoder),
            (*uses, *of_encoder),
        )
        for exam, title, uses in exams
    ]
    drafts = texts or [row.draft for row in corpus.drafts]
    parts.append(Part("speed", "速度和内存", partial(speed, drafts, given.check), of_texts))
    parts.append(Part("learning", "学得多一些会怎样", _by(held, partial(learning_curve, dev=dev)), of_dev))
    return parts


def _by(model: Callable[[Progress], Path], measure: Callable[[Path, Progress], dict[str, Any]]) -> Measure:
    """Return what trains a model, unless it is there, and measures it."""

    def both(progress: Progress) -> dict[str, Any]:
        bundle = model(within(progress, 0.0, _LEARNING, "训练"))
        return measure(bundle, within(progress, _LEARNING, 1.0))

    return both


def _encoder(folder: Path) -> dict[str, Any]:
    """Return how the encoder was made, without its characters, and its size in MiB."""
    made = {name: value for name, value in read_manifest(folder).items() if name != "characters"}
    return made | {"size": sum(path.stat().st_size for path in folder.iterdir()) / 2**20}
