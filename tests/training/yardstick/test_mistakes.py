from model.draft import Draft
from tests.judged import draft_answer, finding, knowing, review, title_answer, vague_answer
from training.labels import Evidence
from training.yardstick.evaluation import Judged, Origin
from training.yardstick.mistakes import FlagMistake, Mistakes, Words, mistakes

ORIGIN = Origin("fast-0123456789ab", folds=0, seed=0, files=("a.jsonl",), seen=0)
PHONE, MASKED = "13812345678", "138＊＊＊＊5678"
DRAFT = Draft("关于修路的建议", f"有的路段坑坑洼洼，请打{PHONE}。请予重视。")


def test_nothing_is_wrong_where_all_agree() -> None:
    drafts, titles = [draft_answer(), vague_answer()], [title_answer()]
    judged = Judged(ORIGIN, drafts, list(map(knowing, drafts)), titles, list(map(knowing, titles)))
    assert mistakes(judged) == Mistakes((), (), ())


def test_a_missed_and_a_false_flag_with_their_words() -> None:
    missed = vague_answer(draft=DRAFT, evidence=(Evidence("V1", f"有的路段坑坑洼洼，请打{PHONE}"),))
    false = draft_answer(id="h-2", draft=DRAFT, source="乙")
    said = review(DRAFT, states={"too_broad": "成立"}, findings=[finding(DRAFT, "B1", "修路")])
    judged = Judged(ORIGIN, [missed, false], [review(DRAFT, states={"vague": "拿不准"}), said], [], [])
    assert mistakes(judged).flags == (
        FlagMistake(
            kind="误判",
            flag="too_broad",
            id="h-2",
            source="乙",
            title="关于修路的建议",
            probability=0.9,
            state="成立",
            labelled=(),
            shown=(Words("B1", "修路"),),
        ),
        FlagMistake(
            kind="漏判",
            flag="vague",
            id="h-1",
            source="甲",
            title="关于修路的建议",
            probability=0.5,
            state="拿不准",
            labelled=(Words("V1", f"有的路段坑坑洼洼，请打{MASKED}"),),
            shown=(),
        ),
    )


def test_a_disputed_flag_is_no_mistake() -> None:
    disputed = draft_answer(disputed=frozenset({"vague"}))
    judged = Judged(ORIGIN, [disputed], [review(DRAFT, states={"vague": "成立"})], [], [])
    assert mistakes(judged).flags == ()


def test_wrong_units_the_surest_first() -> None:
    long = Draft("关于修路的建议", f"电话{PHONE}。\n" + "路" * 200)
    answers = [title_answer(id="a", main=("水利局",)), title_answer(id="b", main=("水利局",), draft=long)]
    reviews = [review(answers[0].draft, units=("公安局",)), review(long, units=("公安局", "水利局"))]
    surer = reviews[1].units.candidates
    found = mistakes(Judged(ORIGIN, [], [], answers, reviews)).title_units
    assert [each.id for each in found] == ["a", "b"]
    assert found[1].candidates == (("公安局", surer[0].probability), ("水利局", surer[1].probability))
    assert found[1].excerpt.startswith(f"电话{MASKED}。 路路")
    assert found[1].excerpt.endswith("路…")
