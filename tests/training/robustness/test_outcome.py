from dataclasses import replace

import pytest

from tests.api.reviews import CLEAN
from training.robustness.outcome import Flip, Share, compare, share


def test_a_share_has_the_interval_of_wilson() -> None:
    found = share(3, 100)
    assert (found.count, found.of, found.value) == (3, 100, 0.03)
    z, n, p = 1.959964, 100, 0.03
    middle, half = p + z**2 / (2 * n), z * (p * (1 - p) / n + z**2 / (4 * n**2)) ** 0.5
    assert found.low == pytest.approx((middle - half) / (1 + z**2 / n), abs=1e-6)
    assert found.high == pytest.approx((middle + half) / (1 + z**2 / n), abs=1e-6)


def test_none_of_none_is_no_share() -> None:
    assert share(0, 0) == Share(0, 0, None, None, None)
    assert share(0, 0).within(0.05) is None


def test_a_share_on_the_target_is_within_it() -> None:
    assert share(5, 100).within(0.05) is True
    assert share(6, 100).within(0.05) is False
    assert share(0, 9).within(0.0) is True


def test_what_turned_is_named_in_the_order_of_the_rubric() -> None:
    broad, vague, infeasible = CLEAN.flags
    before = replace(CLEAN, flags=(replace(broad, state="成立"), vague, replace(infeasible, state="拿不准")))
    after = replace(
        CLEAN,
        verdict="修改后提交",
        flags=(
            replace(broad, state="拿不准"),
            replace(vague, state="成立"),
            replace(infeasible, state="成立"),
        ),
    )
    assert compare("a", before, after) == Flip(
        "a", CLEAN.title, CLEAN.verdict, "修改后提交", ("vague", "infeasible"), ("too_broad",)
    )


def test_doubt_that_comes_and_goes_is_no_turn() -> None:
    doubtful = replace(CLEAN, flags=tuple(replace(flag, state="拿不准") for flag in CLEAN.flags))
    flip = compare("a", CLEAN, doubtful)
    assert (flip.raised, flip.dropped) == ((), ())
