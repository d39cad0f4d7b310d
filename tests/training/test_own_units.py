"""Training with a place's own list: labels are handed over by origins, and what nobody does is left out."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from model.bundle import Bundle, load_bundle, save_bundle
from model.draft import Draft
from model.reviewer import Reviewer
from model.scores import JUDGED
from model.unit import Unit
from model.unit_list import UnitList, bundled_units
from training.examples import UNTOLD, number_in
from training.fit import fit
from training.labels import Corpus
from training.layout import lay_out

DATA = Unit(
    "数据局",
    ("大数据发展局",),
    "政务数据共享和数据归集，公共数据开放和授权运营，数据要素市场，数据安全，智慧城市和城市大脑，算力和数据中心",
    (),
)
MERGED, GONE = {"水利局", "农业农村局"}, "林业局"


def own_units() -> UnitList:
    """Return the bundled list but for two units in one, one gone, one new, and one that left it a duty."""
    kept = [
        replace(unit, duties=unit.duties.replace("数据共享和智慧城市平台，", ""))
        for unit in bundled_units().units
        if unit.name not in MERGED | {GONE}
    ]
    water = Unit("农业农村和水务局", (), "农田水利，防汛抗旱，农业", ("农业农村局", "水利局"))
    return UnitList((*kept, water, DATA))


@pytest.fixture(scope="module")
def bundle(small_corpus: Corpus) -> Bundle:
    return fit(small_corpus, data="small", units=own_units())


def test_labels_are_handed_over_and_a_unit_that_is_gone_is_untold(small_corpus: Corpus) -> None:
    units, texts = own_units(), lay_out(small_corpus, own_units())
    assert texts.unit_list == units
    for number, row in enumerate(small_corpus.drafts):
        main = "农业农村和水务局" if row.main in MERGED else row.main
        expected = UNTOLD if row.main == GONE else units.numbers[main]
        assert texts.units[number] in {expected, units.numbers["数据局"]}
        named = {int(texts.units[number]), *(units.number_of(unit) for unit in row.co)} - {UNTOLD, None}
        assert set(np.flatnonzero(texts.involved[number]).tolist()) == named
    assert (texts.units == UNTOLD).any()
    duties = texts.units[texts.items.stop :]
    assert set(duties.tolist()) == set(range(len(units)))


def test_the_flags_are_judged_as_with_the_bundled_units(
    bundle: Bundle, small_bundle: Bundle, small_corpus: Corpus
) -> None:
    """Their heads see the same drafts; only the vocabulary has other duties in it."""
    assert bundle.heads["drafts"].names == (*JUDGED, *own_units().names)
    own, other = Reviewer(bundle), Reviewer(small_bundle)
    drafts = [row.draft for row in small_corpus.drafts[:40]]
    ours, theirs = list(own.review_many(drafts)), list(other.review_many(drafts))
    states = [
        (one.state, two.state)
        for a, b in zip(ours, theirs, strict=True)
        for one, two in zip(a.flags, b.flags, strict=True)
    ]
    assert sum(one != two for one, two in states) <= len(states) // 20


def test_the_bundle_keeps_its_units(bundle: Bundle, tmp_path: Path) -> None:
    back = load_bundle(save_bundle(bundle, tmp_path))
    assert back.units == own_units()


def test_reviews_speak_of_the_own_units_alone(bundle: Bundle, small_corpus: Corpus) -> None:
    names = set(own_units().names)
    for review in Reviewer(bundle).review_many(row.draft for row in small_corpus.drafts[:30]):
        advised = [*review.units.candidates, *review.units.co, *(item.assignment for item in review.items)]
        assert {each.unit for each in advised} <= names


@pytest.mark.parametrize(
    ("labelled", "text", "unit"),
    [
        ("政务服务和数据局", "关于公共数据开放和授权运营的建议", "数据局"),
        ("政务服务和数据局", "关于优化12345热线的建议", "政务服务和数据局"),
        ("林业局", "关于政务数据共享的建议", "数据局"),
        ("农业农村局", "关于病险水库的建议", "农业农村和水务局"),
        ("公安局", "", "公安局"),
    ],
)
def test_a_text_under_a_duty_of_a_new_unit_is_an_example_of_it(labelled: str, text: str, unit: str) -> None:
    units = own_units()
    assert units.names[number_in(units, labelled, text)] == unit


def test_what_is_labelled_by_a_name_of_the_place_is_never_taken_for_another() -> None:
    units = own_units()
    text = "关于公共数据开放和授权运营的建议"
    assert number_in(units, "农业农村和水务局", text) == units.numbers["农业农村和水务局"]


@pytest.mark.parametrize(
    "title",
    [
        "关于推进政务数据共享的建议",
        "关于开放公共数据、授权运营的建议",
        "关于建设县级数据中心、提供算力的建议",
    ],
)
def test_a_new_unit_works_from_its_duties_alone(title: str, bundle: Bundle) -> None:
    review = Reviewer(bundle).review(Draft(title, "各单位的数据互不相通，群众办事要反复提交材料。"))
    assert review.units.main.unit == "数据局"
    assert review.units.main.duty in DATA.duties


def test_a_list_that_took_over_nothing_is_trained_from_its_duties(small_corpus: Corpus) -> None:
    strangers = UnitList(
        (Unit("甲局", (), "公路养护，农村公路，桥梁", ()), Unit("乙局", (), "中小学，幼儿园，学位和招生", ()))
    )
    reviewer = Reviewer(fit(small_corpus, data="small", units=strangers))
    assert reviewer.review(Draft("关于养护农村公路的建议", "路坏了。")).units.main.unit == "甲局"
    assert reviewer.review(Draft("关于增加幼儿园学位的建议", "学位不够。")).units.main.unit == "乙局"
