"""Each baseline learns what is there to be learnt, and says nothing that its kind cannot know."""

import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from model.content import units
from model.draft import Draft
from model.errors import EncoderError
from model.rubric import FLAGS
from tests.training.baselines.made import LETTERS, TOPICS, answers, with_every_flag
from training.baselines.baseline import Baseline
from training.baselines.make import make
from training.baselines.marks import mark, mark_topics
from training.baselines.names import ENCODER, FASTTEXT, KEYWORDS, LIANSHEN, LOGISTIC, MAJORITY, SVM

NEEDS = {
    LOGISTIC: ("jieba",),
    SVM: ("jieba",),
    FASTTEXT: ("jieba", "fasttext"),
    ENCODER: ("torch", "transformers"),
}
LEARNING = (LOGISTIC, SVM, FASTTEXT, LIANSHEN)
NAMES = list(units())


@pytest.fixture
def made() -> Callable[[str], Baseline]:
    """Make a baseline, or skip the test where the extra it needs is not installed."""

    def one(name: str) -> Baseline:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of those libraries, as they are imported
            for library in NEEDS.get(name, ()):
                pytest.importorskip(library, reason=f"{library} is not installed")
            return make(name, None, lambda _stage, _share: None)

    return one


@pytest.mark.parametrize("name", LEARNING)
def test_flags_and_units_are_learnt(made: Callable[[str], Baseline], name: str) -> None:
    corpus = with_every_flag()
    drafts, titles = answers(corpus)
    judge = made(name).learn(corpus)
    marks = mark(drafts, judge([answer.draft for answer in drafts]))
    assert all(found.auc.value is not None and found.auc.value > 0.9 for found in marks.flags.values())
    assert (marks.flags["vague"].f1.value or 0) > 0.8
    assert (marks.top_1.value or 0) > 0.6
    assert (mark(titles, judge([answer.draft for answer in titles])).top_3.value or 0) > 0.9


@pytest.mark.parametrize("name", [*LEARNING, KEYWORDS])
def test_topics_are_learnt(made: Callable[[str], Baseline], name: str) -> None:
    said = made(name).learn_topics(LETTERS, TOPICS)(LETTERS)
    assert set(said) <= set(TOPICS)
    if name != KEYWORDS:
        assert (mark_topics(TOPICS, said).macro_f1.value or 0) > 0.9


def test_the_majority_says_the_same_of_every_draft(made: Callable[[str], Baseline]) -> None:
    drafts, _ = answers(with_every_flag())
    judged = made(MAJORITY).learn(with_every_flag())([answer.draft for answer in drafts])
    assert (judged.likely == judged.likely[0]).all()
    assert judged.likely[0, FLAGS.index("vague")] == pytest.approx(24 / 72)
    assert not judged.found.any()
    assert {NAMES[best] for best in np.argsort(-judged.units[0])[:3]} == {"交通运输局", "教育局", "水利局"}
    assert made(MAJORITY).learn_topics(["甲", "乙", "丙"], ["一", "二", "二"])(["丁"]) == ["二"]


def test_key_words_are_those_of_the_rubric(made: Callable[[str], Baseline]) -> None:
    drafts = [
        Draft("关于全面推进乡村振兴的建议", "推动全县高质量发展。"),
        Draft("关于修路的建议", "有的地方路不平，希望有关部门高度重视，尽快解决。"),
        Draft("关于建地铁的建议", "请一个月内建成。"),
        Draft("关于修路的建议", "大湾村三组村道长800米，建议县交通运输局铺成水泥路。"),
    ]
    judged = made(KEYWORDS).learn(with_every_flag())(drafts)
    assert judged.found.tolist() == [
        [True, False, False],
        [False, True, False],
        [False, False, True],
        [False, False, False],
    ]
    assert NAMES[int(np.argmax(judged.units[3]))] == "交通运输局"


def test_key_words_of_topics_are_their_names(made: Callable[[str], Baseline]) -> None:
    sort = made(KEYWORDS).learn_topics(["甲", "乙", "丙"], ["交通运输", "教育文体", "教育文体"])
    assert sort(["教育要办好", "交通太堵", "没有说什么"]) == ["教育文体", "交通运输", "教育文体"]


@pytest.mark.parametrize("name", [LOGISTIC, SVM, FASTTEXT])
def test_learning_twice_gives_the_same(made: Callable[[str], Baseline], name: str) -> None:
    drafts = [answer.draft for answer in answers(with_every_flag())[0]]
    one, other = (made(name).learn(with_every_flag())(drafts) for _ in range(2))
    assert (one.likely == other.likely).all()
    assert (one.units == other.units).all()


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for library in NEEDS[ENCODER]:
            pytest.importorskip(library, reason="the extra encoder is not installed")
        from tests.training.baselines.checkpoint import make_checkpoint  # noqa: PLC0415 - needs the extra

    known = "".join([*LETTERS, *(row.draft.title + row.draft.body for row in with_every_flag().drafts)])
    return make_checkpoint(tmp_path_factory.mktemp("checkpoint"), known)


def test_an_encoder_is_fine_tuned(checkpoint: Path) -> None:
    corpus, stages = with_every_flag(), list[str]()
    drafts, _ = answers(corpus)
    encoder = make(ENCODER, checkpoint, lambda stage, _share: stages.append(stage))
    judge = encoder.learn(corpus)
    judged = judge([answer.draft for answer in drafts])
    assert judged.likely.shape == judged.found.shape == (len(drafts), len(FLAGS))
    assert judged.units.shape == (len(drafts), len(NAMES))
    assert (judged.likely != judged.likely[0]).any()
    assert list(dict.fromkeys(stages)) == ["微调第 1/2 轮", "微调第 2/2 轮"]


def test_an_encoder_is_fine_tuned_on_topics(checkpoint: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for rate in ("_ENCODER_RATE", "_HEAD_RATE"):  # one that knows nothing yet has a longer way to go
        monkeypatch.setattr(f"training.baselines.encoder.{rate}", 1e-2)
    encoder = make(ENCODER, checkpoint, lambda _stage, _share: None)
    said = encoder.learn_topics(LETTERS * 4, TOPICS * 4)(LETTERS)
    assert (mark_topics(TOPICS, said).accuracy.value or 0) > 0.5


def test_lianshen_reads_topics_by_an_encoder_too(checkpoint: Path) -> None:
    own = make(LIANSHEN, checkpoint, lambda _stage, _share: None)
    said = own.learn_topics(LETTERS, TOPICS)(LETTERS)
    assert (mark_topics(TOPICS, said).macro_f1.value or 0) > 0.9


def test_a_folder_without_a_checkpoint_is_named(checkpoint: Path, tmp_path: Path) -> None:
    assert checkpoint.exists()
    with pytest.raises(EncoderError, match="读不出编码器") as raised:
        make(ENCODER, tmp_path, lambda _stage, _share: None)
    assert raised.value.where == str(tmp_path)
