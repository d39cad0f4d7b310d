"""A target is met or missed by the value alone, and what was not measured says why."""

from pathlib import Path
from typing import Any

import pytest

from model import content
from model.errors import ContentError
from training.published import outcome
from training.published.outcome import NOTES, Reached, figure, reached, read_notes
from training.published.targets import KEYS, TARGETS
from training.robustness.kinds import CLEARED_AT_MOST, KINDS
from training.robustness.padding import PLACES


def said(value: float) -> dict[str, float]:
    return {"value": value, "low": value - 0.1, "high": value + 0.1}


def parts(top_1: float, verdicts: float) -> dict[str, Any]:
    titles = {"titles": {"titles": {"units": {"top_1": said(top_1), "top_3": said(0.5)}}}}
    return {
        "dev": {"full": titles, "fast": {"titles": {"titles": {"units": {"top_1": said(0.6)}}}}},
        "auto": {"verdicts": said(verdicts), "ratio": 2.5},
    }


def found(key: str, parts: dict[str, Any], notes: dict[str, str] | None = None) -> Reached:
    (one,) = (each for each in reached(parts, notes or {}) if each.key == key)
    return one


def test_a_bound_is_reached_when_it_is_touched() -> None:
    assert found("titles-top-1", parts(0.70, 1.0)).met is True
    assert found("titles-top-1", parts(0.69, 1.0)).met is False
    assert found("steady-digits", {"robustness": steady(0.03)}).met is True
    assert found("steady-digits", {"robustness": steady(0.031)}).met is False


def steady(value: float) -> dict[str, Any]:
    return {"full": {"steadiness": {"digits": {"verdicts": said(value)}}}}


def test_the_interval_and_the_fast_tier_stand_beside_the_value() -> None:
    one = found("titles-top-1", parts(0.8, 1.0))
    assert (one.value, one.low, one.high, one.beside) == (0.8, 0.8 - 0.1, 0.8 + 0.1, 0.6)
    assert found("titles-top-3", parts(0.8, 1.0)).beside is None
    ratio = found("auto-ratio", parts(0.8, 1.0))
    assert (ratio.value, ratio.low, ratio.high, ratio.beside) == (2.5, None, None, None)


def test_a_note_gives_the_reason_of_what_was_missed_and_of_nothing_else() -> None:
    notes = {"titles-top-1": "各地分工不同。"}
    assert found("titles-top-1", parts(0.6, 1.0), notes).reason == "各地分工不同。"
    assert found("titles-top-1", parts(0.7, 1.0), notes).reason == ""


def test_what_was_not_measured_says_what_was_not_given() -> None:
    reasons = {key: found(key, {"test": {"fast": {}}}).reason for key in KEYS}
    assert reasons["county-vague"] == "没有写 --dev"
    assert reasons["petitions-lead"] == "没有写 --petitions"
    assert reasons["test-vague"] == reasons["auto-ratio"] == reasons["parity"] == "没有编码器"
    assert {each.met for each in reached({}, {})} == {None}


def test_what_there_was_nothing_to_measure_on_says_so() -> None:
    nothing = {"value": None, "low": None, "high": None}
    whole = {"flags": {"vague": {"f1": nothing}}}
    county: dict[str, Any] = {"dev": {"full": {"county": {"drafts": {"whole": whole}}}}}
    assert found("county-vague", {**county, "encoder": {}}).reason == "没有可量的"
    assert found("parity", {"encoder": {}}).reason == "没有可量的"


@pytest.mark.parametrize("path", ["a", "a.b.c", "a.b.value.c", "x"])
def test_a_path_that_leads_nowhere_finds_nothing(path: str) -> None:
    assert figure({"a": {"b": {"value": 1.0}}}, path) == (None, None, None)


def test_no_two_targets_have_the_same_key_or_words() -> None:
    assert len(set(KEYS)) == len(KEYS)
    texts = [target.text for targets in TARGETS.values() for target in targets]
    assert len(set(texts)) == len(texts)


def test_the_targets_of_robustness_are_those_it_measures_by() -> None:
    bounds = {target.path: target.bound for targets in TARGETS.values() for target in targets}
    steadiness = {f"robustness.full.steadiness.{kind.name}.verdicts": kind.target for kind in KINDS}
    clearing = {f"robustness.full.clearing.{place}.cleared": CLEARED_AT_MOST for place in PLACES}
    assert {path: bounds[path] for path in bounds if path.startswith("robustness.")} == {
        **steadiness,
        **clearing,
    }


def test_the_notes_that_are_shipped_can_be_read() -> None:
    assert set(read_notes()) <= set(KEYS)


@pytest.mark.parametrize("text", ['unheard-of = "因为"', "parity = 3", "parity ="])
def test_notes_that_are_wrong_are_refused(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / NOTES).write_text(text, "utf-8")
    monkeypatch.setattr(content, "FOLDER", tmp_path)
    with pytest.raises(ContentError, match=NOTES):
        outcome.read_notes()
