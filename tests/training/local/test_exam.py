"""What two models are asked: the reported part of the corpus, and what is held back of the place's labels."""

from model.content import REASONS
from model.draft import Draft
from model.rubric import FLAGS
from tests.training.labelled import labelled
from tests.training.local.told import ROADS, lesson
from training.labels import Corpus, LabelledTitle
from training.local.exam import exam
from training.local.label import digest_of
from training.local.lessons import held_back

TITLE = LabelledTitle("关于修桥的建议", "桥坏了", "交通运输局", (), "急难事")


def test_of_a_draft_of_the_corpus_everything_is_known() -> None:
    row = labelled()
    (question,) = exam(Corpus((row,), ()), ())
    known = question.lesson
    assert (question.part, question.short) == ("corpus", False)
    assert (known.draft, known.group, known.digest) == (row.draft, "h", digest_of(row.draft))
    assert known.flags == {flag: flag == "vague" for flag in FLAGS}
    assert known.codes == {code: code == "V1" for code in REASONS}
    assert (known.main, known.triage) == ("交通运输局", "急难事")


def test_of_a_title_with_a_line_or_two_only_the_unit_is_asked() -> None:
    (question,) = exam(Corpus((), (TITLE,)), ())
    assert (question.part, question.short) == ("corpus", True)
    assert question.lesson.draft == Draft(TITLE.title, TITLE.gist)
    assert (question.lesson.main, question.lesson.triage) == ("交通运输局", None)
    assert (question.lesson.flags, question.lesson.codes) == ({}, {})


def test_persons_are_not_recognised() -> None:
    draft = Draft("关于修路的建议", "请联系 13812345678，把路修好。")
    (question,) = exam(Corpus((labelled(draft=draft),), ()), ())
    assert "13812345678" not in question.lesson.draft.body
    assert question.lesson.draft == draft.masked


def test_of_the_place_what_is_held_back_is_asked_and_as_it_was_said() -> None:
    lessons = [lesson(ROADS, f"{n}", flags={"vague": n % 2 == 0}) for n in range(60)]
    asked = exam(Corpus((labelled(),), (TITLE,)), lessons)
    local = [question.lesson for question in asked if question.part == "local"]
    assert local == [each for each in lessons if held_back(each)]
    assert 5 < len(local) < 25
    assert [question.part for question in asked[:2]] == ["corpus"] * 2
    assert not any(question.short for question in asked[2:])
