"""Cohen's kappa and Krippendorff's alpha, against examples worked out by hand."""

from datetime import UTC, datetime, timedelta

import orjson
import pytest

from model.draft import Draft
from training.local.agreement import Agreement, Topic, agreement
from training.local.label import Label
from training.local.said import Said

MORNING = datetime(2026, 3, 2, tzinfo=UTC)


def label(text: int, who: str, said: Said, minutes: int = 0) -> Label:
    draft = Draft(f"关于第{text}件事的建议", "请办好。")
    return Label(draft, said, who, MORNING + timedelta(minutes=minutes), "import")


def vague(who: str, holds: str) -> list[Label]:
    """``+`` for a draft that is vague, ``-`` for one that is not, a blank for one that was not judged."""
    return [label(text, who, Said({"vague": sign == "+"})) for text, sign in enumerate(holds) if sign != " "]


def topic(measured: Agreement, key: str) -> Topic:
    return next(each for each in measured.topics if each.key == key)


def test_kappa_of_two_people() -> None:
    """Of 10 drafts both say 4 yes and 3 no; 0.7 agreed, 0.5 by chance (6/10·5/10 + 4/10·5/10)."""
    measured = topic(agreement(vague("乙", "++++++----") + vague("甲", "++++--+---")), "vague")
    (pair,) = measured.pairs
    assert (pair.first, pair.second, pair.drafts, pair.agreed) == ("乙", "甲", 10, 7)
    assert pair.kappa == pytest.approx((0.7 - 0.5) / (1 - 0.5))
    assert (measured.people, measured.drafts, measured.agreed) == (2, 10, 7)


def test_alpha_of_two_people() -> None:
    """11 of 20 words are yes. 3 of 10 drafts differ; by chance 2·11·9 / (20·19) would: 1 - 0.3 / 0.521."""
    measured = topic(agreement(vague("乙", "++++++----") + vague("甲", "++++--+---")), "vague")
    assert measured.alpha == pytest.approx(1 - 0.3 / (2 * 11 * 9 / (20 * 19)))


def test_alpha_leaves_out_what_only_one_person_judged() -> None:
    """Three people; the last draft counts for nobody. 8 words on 3 drafts, 5 of them yes."""
    measured = topic(agreement(vague("甲", "++-+") + vague("乙", "++-") + vague("丙", "+- ")), "vague")
    assert (measured.people, measured.drafts, measured.agreed) == (3, 3, 2)
    observed = (
        0 + 2 * 2 / (3 - 1) + 0
    ) / 8  # of the second draft, 2·1 ordered pairs differ twice, over 3 - 1
    expected = 2 * 5 * 3 / (8 * 7)
    assert measured.alpha == pytest.approx(1 - observed / expected)


def test_alpha_for_units_and_for_each_of_them() -> None:
    """A published example's form, by hand: 4 drafts, two people, three units."""
    ours, theirs = ("教育局", "教育局", "公安局", "水利局"), ("教育局", "公安局", "公安局", "水利局")
    labels = [label(text, "甲", Said(main=unit)) for text, unit in enumerate(ours)]
    labels += [label(text, "乙", Said(main=unit)) for text, unit in enumerate(theirs)]
    measured = agreement(labels)
    main = topic(measured, "main")
    differ = 1 - (3 * 2 + 3 * 2 + 2 * 1) / (8 * 7)  # 3 教育局, 3 公安局, 2 水利局
    assert main.alpha == pytest.approx(1 - (1 / 4) / differ)
    assert main.pairs[0].kappa == pytest.approx((3 / 4 - 5 / 16) / (1 - 5 / 16))
    assert [(each.key, each.kind) for each in measured.topics[4:]] == [
        ("公安局", "unit"),
        ("教育局", "unit"),
        ("水利局", "unit"),
    ]
    assert topic(measured, "水利局").alpha == 1
    education = topic(measured, "教育局")
    assert education.alpha == pytest.approx(1 - (1 / 4) / (2 * 3 * 5 / (8 * 7)))
    assert (education.drafts, education.agreed) == (4, 3)


def test_where_all_say_the_same_nothing_can_be_told() -> None:
    measured = topic(agreement(vague("甲", "++") + vague("乙", "++")), "vague")
    assert (measured.alpha, measured.pairs[0].kappa, measured.agreed) == (None, None, 2)


def test_codes_say_which_flags_hold() -> None:
    labels = [label(1, "甲", Said(codes=("V1",))), label(1, "乙", Said({"vague": True, "too_broad": True}))]
    measured = agreement(labels)
    assert topic(measured, "vague").agreed == 1
    assert (topic(measured, "too_broad").drafts, topic(measured, "too_broad").agreed) == (1, 0)
    assert topic(measured, "infeasible").drafts == 0


def test_the_latest_word_of_a_person_counts() -> None:
    labels = [
        label(1, "甲", Said(main="教育局"), 2),
        label(1, "甲", Said(main="公安局"), 1),
        label(1, "甲", Said({"vague": True}), 3),
        label(1, "乙", Said(main="教育局")),
    ]
    measured = agreement(labels)
    assert topic(measured, "main").agreed == 1
    assert measured.labels == 4
    assert [(person.name, person.drafts) for person in measured.people] == [("乙", 1), ("甲", 1)]


def test_of_nobody_there_is_nothing_to_tell() -> None:
    measured = agreement([])
    assert (measured.labels, measured.people) == (0, ())
    assert [(each.drafts, each.alpha, each.pairs) for each in measured.topics] == [(0, None, ())] * 4


def test_it_can_be_written_as_json() -> None:
    stated = orjson.loads(agreement(vague("甲", "+-") + vague("乙", "++")).to_json())
    assert stated["topics"][1]["pairs"] == [
        {"first": "乙", "second": "甲", "drafts": 2, "agreed": 1, "kappa": 0.0}
    ]
