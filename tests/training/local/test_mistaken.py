"""Known wrong labels are planted among right ones, and found again.

At least as many are found, and at least as many of those that are named are wrong, as each test states.
"""

import builtins
import json
import random
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from model.bundle import Bundle
from model.content import FOLDER
from model.draft import Draft
from model.errors import ExtraMissing
from model.reviewer import Reviewer
from model.rubric import FLAGS
from training.labels import LabelledDraft, read_corpus
from training.local.label import Label
from training.local.mistaken import Examined, Mistaken, View, look_mistaken
from training.local.said import Said

MADE = datetime(2026, 10, 5, tzinfo=UTC)
PLANTED = 0.1


def label(draft: Draft, said: Said) -> Label:
    return Label(draft, said, "李审核", MADE, "page")


def wrong_flag(said: Said, chance: random.Random) -> Said:
    flag = chance.choice(FLAGS)
    return Said({**said.flags, flag: not said.flags[flag]}, main=said.main)


def wrong_unit(said: Said, chance: random.Random, units: Sequence[str]) -> Said:
    return Said(said.flags, main=chance.choice([unit for unit in units if unit != said.main]))


def judged(found: Sequence[Mistaken], planted: set[int]) -> tuple[float, float]:
    """Return which share of the planted ones was found, and which share of those found was planted."""
    named = {each.number for each in found}
    return len(named & planted) / len(planted), len(named & planted) / len(named)


def session() -> list[tuple[Draft, Said]]:
    """The bundled session, of which no model has learnt."""
    lines = (FOLDER / "session" / "session.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [
        (
            Draft(row["title"], row["body"]),
            Said({flag: flag in row["flags"] for flag in FLAGS}, main=row["main"]),
        )
        for row in rows
    ]


@pytest.fixture(scope="module")
def views(reviewer: Reviewer) -> list[View]:
    """What the fast tier of the model in use thinks of the session."""
    reviews = Reviewer(reviewer.bundle).review_many(draft for draft, _ in session())
    return [
        View(
            {each.flag: each.probability for each in review.flags},
            tuple((each.unit, each.probability) for each in review.units.candidates),
        )
        for review in reviews
    ]


def test_by_a_model_that_has_not_learnt_them_nine_of_ten_wrong_flags_are_found(
    views: list[View], reviewer: Reviewer
) -> None:
    chance = random.Random(7)  # noqa: S311 - a test
    drafts = session()
    planted = set(chance.sample(range(len(drafts)), int(PLANTED * len(drafts))))
    examined = [
        Examined(at, label(draft, wrong_flag(said, chance) if at in planted else said), view)
        for at, ((draft, said), view) in enumerate(zip(drafts, views, strict=True))
    ]
    found = [each for each in look_mistaken(examined, reviewer.bundle) if each.about != "main"]
    share, precision = judged(found, planted)
    assert share >= 0.85
    assert precision >= 0.6
    for each in found:
        assert (each.said, each.likelier) in {("成立", "不成立"), ("不成立", "成立")}
        draft = drafts[each.number][0]
        words = each.words.removesuffix("……")
        assert words
        assert words in draft.title or words in " ".join(draft.body.split())
    assert [each.chance for each in found] == sorted((each.chance for each in found), reverse=True)


def test_and_nineteen_of_twenty_wrong_units(views: list[View], reviewer: Reviewer) -> None:
    chance = random.Random(7)  # noqa: S311 - a test
    drafts, units = session(), reviewer.bundle.units.names
    planted = set(chance.sample(range(len(drafts)), int(PLANTED * len(drafts))))
    examined = [
        Examined(at, label(draft, wrong_unit(said, chance, units) if at in planted else said), view)
        for at, ((draft, said), view) in enumerate(zip(drafts, views, strict=True))
    ]
    found = [each for each in look_mistaken(examined, reviewer.bundle) if each.about == "main"]
    share, precision = judged(found, planted)
    assert share >= 0.9
    assert precision >= 0.65


def test_where_every_model_has_learnt_them_cross_validation_finds_most(reviewer: Reviewer) -> None:
    chance = random.Random(7)  # noqa: S311 - a test
    drafts: list[LabelledDraft] = chance.sample(read_corpus().drafts, 600)
    planted = set(chance.sample(range(len(drafts)), int(PLANTED * len(drafts))))
    examined = []
    for at, own in enumerate(drafts):
        holds = "vague" in own.flags
        examined.append(Examined(at, label(own.draft, Said({"vague": holds != (at in planted)})), None))
    found = look_mistaken(examined, reviewer.bundle)
    share, precision = judged(found, planted)
    assert share >= 0.75
    assert precision >= 0.5


def test_what_was_not_said_is_not_doubted(small_bundle: Bundle) -> None:
    view = View(dict.fromkeys(FLAGS, 0.99), (("财政局", 0.99),))
    silent = Examined(1, label(Draft("关于修桥的建议", "请修桥。"), Said(triage="小微事")), view)
    assert look_mistaken([silent], small_bundle) == ()
    assert look_mistaken([], small_bundle) == ()


def test_of_few_labels_only_what_is_all_but_certain_is_doubted(small_bundle: Bundle) -> None:
    def one(number: int, probability: float) -> Examined:
        view = View({"too_broad": 0.0, "vague": probability, "infeasible": 0.0}, (("教育局", 0.9),))
        return Examined(
            number, label(Draft("关于修桥的建议", f"请修桥{number}。"), Said({"vague": False})), view
        )

    (found,) = look_mistaken([one(1, 0.85), one(2, 0.95)], small_bundle)
    assert (found.number, found.about, found.said, found.likelier, found.chance) == (
        2,
        "vague",
        "不成立",
        "成立",
        0.95,
    )


def test_a_unit_that_the_model_does_not_know_is_passed_over(small_bundle: Bundle) -> None:
    view = View(dict.fromkeys(FLAGS, 0.0), (("财政局", 0.99),))
    former = Examined(1, label(Draft("关于修桥的建议", "请修桥。"), Said(main="老干部局筹备处")), view)
    assert look_mistaken([former], small_bundle) == ()


def test_without_cleanlab_it_says_what_to_install(
    small_bundle: Bundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *others: Any, **more: Any) -> Any:
        if name.startswith("cleanlab"):
            raise ImportError(name)
        return real(name, *others, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    view = View(dict.fromkeys(FLAGS, 0.5), (("财政局", 0.5),))
    many = [
        Examined(n, label(Draft("关于修桥的建议", f"请修桥{n}。"), Said({"vague": n % 2 == 0})), view)
        for n in range(30)
    ]
    with pytest.raises(ExtraMissing) as caught:
        look_mistaken(many, small_bundle)
    assert caught.value.remedy == "请先装扩展 labels：pip install '.[labels]'"
