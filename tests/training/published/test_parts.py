"""Every target finds its figure in what the parts measure; what is not given is left out."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from model.bundle import load_bundle
from model.errors import LabelledDataError
from tests.api.comparisons import COMPARISON
from tests.api.speeds import MEASURED
from tests.training.published.real import write_dev
from training.baselines.compare import Comparison, Outcome
from training.baselines.exams import Exam, TopicExam
from training.labels import Corpus
from training.parts import parts
from training.published.given import Given
from training.published.learning import Lesson
from training.published.outcome import figure
from training.published.parts import parts_of
from training.published.targets import TARGETS

NOTHING = Given(None, None, None, None, ("check",))
_READERS = (
    "training.evaluate",
    "training.robustness.subjects",
    *(f"training.published.{module}" for module in ("accuracy", "learning", "models", "parts", "speed")),
)


def quiet(_stage: str, _share: float) -> None:
    return


@pytest.fixture(scope="module", autouse=True)
def stand_ins(small_corpus: Corpus, bundle: Path) -> Iterator[None]:
    """Train nothing, and measure neither baselines nor speed."""
    made = load_bundle(bundle)
    split = parts(small_corpus)
    rows = (*split.learn.drafts[:3], *split.tune.drafts[:3], *split.test.drafts[:6])
    few = Corpus(rows, (*split.learn.titles[:3], *split.test.titles[:3]))
    patches = {
        **{f"{reader}.read_corpus": lambda: few for reader in _READERS},
        "training.published.models.fit_without_test": lambda _corpus, **_settings: made,
        "training.published.models.train": lambda **_settings: made,
        "training.published.learning.lessons_of": lambda _corpus: [Lesson("100", few)],
        "training.published.speed.fit": lambda _corpus, **_settings: made,
        "training.published.speed.benchmark": lambda *_arguments: MEASURED,
        "training.published.beside.compare": compared,
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, stand_in in patches.items():
            patch.setattr(name, stand_in)
        yield


def compared(exams: Sequence[Exam | TopicExam], *_arguments: object) -> Comparison:
    (exam,) = exams
    topics = isinstance(exam, TopicExam)
    known = {each.baseline: each for each in COMPARISON.outcomes if bool(each.exam == "petitions") is topics}
    sat = known["svm"].sitting
    return Comparison(tuple(Outcome(name, exam.name, sat, "") for name in ("svm", "lianshen")))


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Given:
    folder = tmp_path_factory.mktemp("given")
    petitions, texts = folder / "letters.csv", folder / "texts.csv"
    petitions.write_text("text,label,split\n路坏了,交通,train\n桥断了,交通,test\n", "utf-8")
    texts.write_text("title,body\n路坏了,请修路。\n桥断了,请修桥。\n", "utf-8")
    return Given(write_dev(folder / "dev"), petitions, texts, None, ("check",))


@pytest.fixture(scope="module")
def measured(given: Given, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    models = tmp_path_factory.mktemp("kept")
    return {part.name: part.measure(quiet) for part in parts_of(models, given)}


def test_every_target_finds_its_figure(measured: dict[str, Any]) -> None:
    unsaid = ("parity",)  # an encoder made by hand was compared with nothing
    for target in (target for targets in TARGETS.values() for target in targets):
        parent: Any = measured
        *parents, last = target.path.split(".")
        if target.key in unsaid:
            continue
        for key in parents:
            parent = parent[key]
        assert last in parent, target.path


def test_what_is_measured(measured: dict[str, Any]) -> None:
    assert measured["auto"]["verdicts"]["of"] == 2
    assert figure(measured, "auto.ratio")[0] > 0  # type: ignore[operator]
    assert set(measured["test"]) == set(measured["robustness"]) == {"full", "fast"}
    assert measured["test"]["full"]["origin"]["model"].startswith("full-")
    assert measured["test"]["fast"]["origin"]["model"].startswith("fast-")
    county = measured["dev"]["full"]["county"]["drafts"]["whole"]
    assert (county["count"], county["flags"]["too_broad"]["scored"]) == (2, 1)
    assert measured["dev"]["full"]["provincial"]["drafts"]["whole"]["count"] == 1
    assert measured["baselines-petitions"]["lead"] == 0
    assert measured["speed"]["tiers"]["fast"]["latencies"]["1000"] == asdict(MEASURED.tiers[1].latencies[1])
    assert measured["encoder"]["size"] > 0
    assert "characters" not in measured["encoder"]


def test_no_words_of_a_draft_are_kept(measured: dict[str, Any], small_corpus: Corpus) -> None:
    kept = str(measured)
    assert [row.id for row in small_corpus.drafts if row.draft.title in kept] == []
    assert "关于修路的建议" not in kept


def test_without_texts_those_of_the_test_part_and_of_the_corpus_are_reviewed(tmp_path: Path) -> None:
    chosen = {part.name: part for part in parts_of(tmp_path / "kept", NOTHING)}
    assert set(chosen) == {"test", "encoder", "auto", "robustness", "baselines-corpus", "speed", "learning"}
    found = chosen["auto"].measure(quiet)
    assert found["verdicts"]["of"] == chosen["test"].measure(quiet)["full"]["drafts"]["whole"]["count"]


@pytest.mark.usefixtures("without_encoder")
def test_without_an_encoder_there_is_nothing_to_say_of_it(tmp_path: Path) -> None:
    assert not {"encoder", "auto"} & {part.name for part in parts_of(tmp_path, NOTHING)}


def test_a_wrong_table_is_told_before_anything_is_measured(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("甲,乙\n1,2\n", "utf-8")
    for given in (replace(NOTHING, petitions=wrong), replace(NOTHING, texts=wrong)):
        with pytest.raises(LabelledDataError, match=r"wrong\.csv"):
            parts_of(tmp_path, given)


def test_a_part_hangs_on_the_files_it_uses(given: Given, tmp_path: Path) -> None:
    checkpoint = tmp_path / "checkpoint"
    uses = {part.name: part.uses for part in parts_of(tmp_path, replace(given, encoder=checkpoint))}
    assert uses["test"] == uses["robustness"] == ()
    assert uses["dev"] == uses["learning"] == (given.dev,)
    assert uses["auto"] == uses["speed"] == (given.texts,)
    assert uses["baselines-petitions"] == (given.petitions, checkpoint)
