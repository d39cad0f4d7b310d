"""The verdict: blocked, to be mended, or ready."""

import pytest

from model.review import State
from model.verdict import verdict
from tests.model.findings import finding, flags, objection


def test_a_draft_with_nothing_found_is_ready() -> None:
    assert verdict((), flags(), ()) == "可提交"


@pytest.mark.parametrize("code", ["N1", "N2", "N3", "N4", "N5", "N6"])
def test_a_blocking_objection_decides_whatever_else_is_found(code: str) -> None:
    found = (finding("V1", "有的村"),)
    assert verdict((objection(code, "我女儿"),), flags(), ()) == "不宜作为建议"
    assert (
        verdict((objection("N8", "＊＊"), objection(code, "我女儿")), flags(vague="成立"), found)
        == "不宜作为建议"
    )


@pytest.mark.parametrize("code", ["N7", "N8"])
def test_an_objection_that_can_be_mended_asks_for_a_revision(code: str) -> None:
    assert verdict((objection(code, "妥否，请批示"),), flags(), ()) == "修改后提交"


@pytest.mark.parametrize("flag", ["too_broad", "vague", "infeasible"])
def test_a_flag_that_holds_asks_for_a_revision(flag: str) -> None:
    states: dict[str, State] = {flag: "成立"}
    assert verdict((), flags(**states), ()) == "修改后提交"


def test_a_reason_that_holds_asks_for_a_revision() -> None:
    assert verdict((), flags(vague="成立"), (finding("V2", "请重视"),)) == "修改后提交"
    assert verdict((), flags(too_broad="成立"), (finding("B3", "教育事业"),)) == "修改后提交"


def test_doubt_alone_holds_nothing_back() -> None:
    assert verdict((), flags(vague="拿不准"), (finding("V1", "有的村", "拿不准"),)) == "可提交"
