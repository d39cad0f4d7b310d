"""From the form of corrections to what is kept as said: what was changed in it, or why it will not do."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.desk.corrected import corrected
from api.desk.saying import HOLDS, HOLDS_NOT, LEFT, MARKER, Form, form_of, merged, read_form, said_in, told
from model.content import REASONS
from model.review import Review
from model.rubric import FlagName
from model.unit import Unit
from model.unit_list import UnitList, bundled_units
from tests.api.reviews import CLEAN, DRAFT, FLAWED, UNSURE
from tests.training.local.saids import NAMES, SAID
from training.local.said import Said

FIRST = form_of(FLAWED, Said())
SENT = [(MARKER, "1"), ("too_broad", ""), ("vague", ""), ("infeasible", ""), ("code", "V2"), ("main", ""),
        ("co", "农业农村局"), ("co", ""), ("co", ""), ("triage", "")]  # fmt: skip


def flags(too_broad: str = LEFT, vague: str = LEFT, infeasible: str = LEFT) -> dict[FlagName, str]:
    return {"too_broad": too_broad, "vague": vague, "infeasible": infeasible}


def saying(model: Review = FLAWED, before: Said = Said(), **changes: object) -> Said:  # noqa: B008 - frozen
    """Change something in the form as it is shown, and return what is said then."""
    shown = form_of(corrected(DRAFT, model, before), before)
    said, wrong = said_in(replace(shown, **changes), model, shown, before, bundled_units())  # type: ignore[arg-type]
    assert wrong == {}
    return said


def refused(model: Review = FLAWED, **changes: object) -> dict[str, str]:
    shown = form_of(model, Said())
    said, wrong = said_in(replace(shown, **changes), model, shown, Said(), bundled_units())  # type: ignore[arg-type]
    assert said == Said()
    return wrong


def test_the_form_shows_what_stands() -> None:
    assert form_of(FLAWED, Said()) == Form(flags(), frozenset({"V2"}), "", ("农业农村局",), "")
    said = Said({"vague": False, "too_broad": True}, ("B1",), "财政局", ("公安局",), "大要事")
    assert form_of(corrected(DRAFT, FLAWED, said), said) == Form(
        flags(too_broad=HOLDS, vague=HOLDS_NOT),
        frozenset({"B1"}), "财政局", ("公安局",), "大要事",
    )  # fmt: skip


def test_a_code_of_which_the_model_is_not_sure_is_ticked_only_behind_a_flag_that_holds() -> None:
    assert form_of(UNSURE, Said()).codes == frozenset()
    doubted = replace(FLAWED, findings=UNSURE.findings)
    assert form_of(doubted, Said()).codes == {"V2"}


def test_the_form_that_is_sent_is_the_one_that_was_shown() -> None:
    assert read_form(SENT) == FIRST


def test_without_its_mark_no_form_was_sent() -> None:
    assert read_form([("version", "3"), ("opinion", "好")]) is None
    assert read_form([]) is None


def test_others_named_twice_count_once_and_empty_places_do_not() -> None:
    form = read_form([*SENT, ("co", "农业农村局"), ("co", "财政局")])
    assert form is not None
    assert form.co == ("农业农村局", "财政局")


@given(SAID, st.sampled_from([CLEAN, FLAWED, UNSURE]))
def test_whoever_changes_nothing_says_nothing_new(said: Said, model: Review) -> None:
    if said.co is not None:
        said = replace(
            said, co=tuple(unit for unit in said.co if unit != (said.main or model.units.main.unit))
        )
    if said.codes is not None:
        ordered = tuple(code for code in REASONS if code in said.codes)
        said = replace(said, codes=tuple(code for code in ordered if not _denied(said, code)))
    shown = form_of(corrected(DRAFT, model, said), said)
    assert said_in(shown, model, shown, said, bundled_units()) == (said, {})


def _denied(said: Said, code: str) -> bool:
    return said.flags.get({"B": "too_broad", "V": "vague", "F": "infeasible"}[code[0]]) is False  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"flags": flags(vague=HOLDS_NOT)}, Said({"vague": False})),
        ({"flags": flags(vague=HOLDS)}, Said({"vague": True})),
        ({"codes": frozenset({"V2", "B1"})}, Said(codes=("B1", "V2"))),
        ({"codes": frozenset()}, Said(codes=())),
        ({"main": "财政局"}, Said(main="财政局")),
        ({"main": "交通运输局"}, Said(main="交通运输局")),
        ({"co": ()}, Said(co=())),
        ({"co": ("财政局", "公安局", "农业农村局")}, Said(co=("财政局", "公安局", "农业农村局"))),
        ({"triage": "小微事"}, Said(triage="小微事")),
    ],
)
def test_what_is_changed_is_said_and_nothing_else(changes: dict[str, object], said: Said) -> None:
    assert saying(**changes) == said  # type: ignore[arg-type]


def test_a_flag_that_does_not_hold_takes_its_ticks_along() -> None:
    said = saying(flags=flags(vague=HOLDS_NOT), codes=frozenset({"V2", "B1"}))
    assert said == Said({"vague": False}, codes=("B1",))
    said = saying(before=Said(codes=("B1", "V2")), flags=flags(vague=HOLDS_NOT))
    assert said == Said({"vague": False}, codes=("B1",))


def test_what_was_said_can_be_left_to_the_model_again() -> None:
    before = Said({"vague": False}, main="财政局", triage="小微事")
    assert saying(before=before, flags=flags()) == replace(before, flags={})
    assert saying(before=before, main="") == replace(before, main=None)
    assert saying(before=before, triage="") == replace(before, triage=None)


def test_who_becomes_main_is_none_of_the_others_any_more() -> None:
    before = Said(co=("财政局", "公安局"))
    assert saying(before=before, main="财政局") == Said(main="财政局", co=("公安局",))
    assert saying(main="农业农村局") == Said(main="农业农村局")


@pytest.mark.parametrize(
    ("changes", "field", "problem"),
    [
        ({"flags": flags(vague="maybe")}, "vague", "请选成立、不成立或不改"),
        ({"codes": frozenset({"X9"})}, "codes", "没有“X9”这条理由，请另选"),
        ({"codes": frozenset({"N1"})}, "codes", "没有“N1”这条理由，请另选"),
        (
            {"codes": frozenset({"V2", "B1"}), "flags": flags(too_broad=HOLDS_NOT)},
            "codes",
            "勾选了“B1 领域宽泛”，“题目过大”却选了不成立，请改其中一处",
        ),
        ({"main": "外星局"}, "main", "没有叫“外星局”的单位，请从名单里选主办单位"),
        ({"main": "长" * 900}, "main", f"没有叫“{'长' * 20}”的单位，请从名单里选主办单位"),
        ({"co": ("外星局",)}, "co", "没有叫“外星局”的单位，请从名单里选会办单位"),
        ({"co": ("财政局", "公安局", "教育局", "民政局")}, "co", "会办单位最多 3 个，现在选了 4 个"),
        ({"co": ("交通运输局",)}, "co", "“交通运输局”已是主办单位，请从会办里去掉"),
        ({"main": "财政局", "co": ("财政局",)}, "co", "“财政局”已是主办单位，请从会办里去掉"),
        ({"triage": "天大的事"}, "triage", "分流没有这一类，请另选"),
    ],
)
def test_what_will_not_do_is_named_where_it_stands(
    changes: dict[str, object], field: str, problem: str
) -> None:
    assert refused(**changes) == {field: problem}  # type: ignore[arg-type]


def test_all_that_is_wrong_is_named_at_once() -> None:
    wrong = refused(flags=flags(vague="?"), main="外星局", triage="?")
    assert list(wrong) == ["vague", "main", "triage"]


def test_two_who_changed_different_things_both_keep_theirs() -> None:
    typed = replace(FIRST, flags=flags(vague=HOLDS_NOT), codes=frozenset({"V2", "B1"}), main="财政局")
    now = replace(FIRST, codes=frozenset({"V2", "F2"}), triage="大要事", co=("公安局",))
    assert merged(typed, FIRST, now) == Form(
        flags(vague=HOLDS_NOT), frozenset({"V2", "B1", "F2"}), "财政局", ("公安局",), "大要事"
    )  # fmt: skip


def test_where_both_changed_the_same_what_was_typed_stays_to_be_seen() -> None:
    typed = replace(FIRST, main="财政局", codes=frozenset())
    now = replace(FIRST, main="公安局", codes=frozenset({"V2"}))
    assert merged(typed, FIRST, now) == replace(FIRST, main="财政局", codes=frozenset())


@given(NAMES, st.sets(st.sampled_from(REASONS)))
def test_who_typed_nothing_sees_what_the_other_did(main: str, codes: set[str]) -> None:
    now = replace(FIRST, main=main, codes=frozenset(codes))
    assert merged(FIRST, FIRST, now) == now
    assert merged(now, FIRST, FIRST) == now


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (Said(), Said(), ""),
        (Said(main="财政局"), Said(main="财政局"), ""),
        (Said(), Said({"vague": False, "too_broad": True}), "更正：“题目过大”成立，“内容模糊”不成立"),
        (Said({"vague": False}), Said({"too_broad": True}), "更正：“题目过大”成立，“内容模糊”按模型"),
        (Said(), Said(codes=("B1", "V2")), "更正：理由 B1、V2"),
        (Said(), Said(codes=()), "更正：没有理由"),
        (Said(), Said(main="财政局", co=("公安局",)), "更正：主办 财政局，会办 公安局"),
        (Said(), Said(co=()), "更正：没有会办"),
        (Said(main="财政局", triage="小微事"), Said(triage="大要事"), "更正：主办按模型，分流 大要事"),
        (Said(main="财政局"), Said(), "恢复模型的判断"),
    ],
)
def test_the_history_tells_what_was_corrected(before: Said, after: Said, words: str) -> None:
    assert told(before, after) == words


def test_a_unit_of_former_days_stays_but_cannot_be_chosen_anew() -> None:
    units = UnitList((Unit("公路局", (), "公路养护"),))
    before = Said(main="国土资源局", co=("老干部局",))
    shown = form_of(corrected(DRAFT, CLEAN, before), before)
    assert said_in(shown, CLEAN, shown, before, units) == (before, {})
    added = replace(shown, co=("老干部局", "公路局"))
    assert said_in(added, CLEAN, shown, before, units)[0].co == ("老干部局", "公路局")
    said, wrong = said_in(replace(shown, main="物价局"), CLEAN, shown, before, units)
    assert (said, set(wrong)) == (before, {"main"})
