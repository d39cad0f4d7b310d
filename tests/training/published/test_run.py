"""A part that was measured is not measured again, unless what it hangs on changed."""

import json
from pathlib import Path
from typing import Any

import pytest

from training.fit import Progress
from training.published import run
from training.published.given import Given
from training.published.parts import Measure, Part
from training.published.run import measure

pytestmark = pytest.mark.usefixtures("without_encoder", "parts")

GIVEN = Given(None, None, None, None, ())


class Parts:
    """Two parts that count how often they are measured; the second may be interrupted."""

    def __init__(self, used: Path) -> None:
        self.measured: list[str] = []
        self.interrupt = False
        self._used = used

    def __call__(self, _models: Path, _given: Given) -> list[Part]:
        return [
            Part("first", "甲", self._measure("first"), (self._used,)),
            Part("second", "乙", self._second),
        ]

    def _second(self, progress: Progress) -> dict[str, Any]:
        if self.interrupt:
            raise KeyboardInterrupt
        return self._measure("second")(progress)

    def _measure(self, name: str) -> Measure:
        def measured(progress: Progress) -> dict[str, Any]:
            progress("量", 0.5)
            self.measured.append(name)
            return {"number": len(self.measured), "pair": (1, 2)}

        return measured


@pytest.fixture
def parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Parts:
    (tmp_path / "texts.csv").write_text("甲", "utf-8")
    own = Parts(tmp_path / "texts.csv")
    monkeypatch.setattr(run, "parts_of", own)
    return own


def nothing(_stage: str, _share: float) -> None:
    return


def test_a_part_is_kept_with_what_it_hangs_on(tmp_path: Path) -> None:
    figures = measure(tmp_path / "out", GIVEN, nothing)
    kept = json.loads((tmp_path / "out" / "parts" / "first.json").read_bytes())
    assert kept["figures"] == figures.parts["first"] == {"number": 1, "pair": [1, 2]}
    assert kept["stamp"]["data"] == figures.data
    assert list(kept["stamp"]["files"]) == ["texts.csv"]
    assert figures.encoder == ""
    assert {target.met for target in figures.targets} == {None}


def test_a_second_run_measures_nothing_and_says_the_same(parts: Parts, tmp_path: Path) -> None:
    first = measure(tmp_path / "out", GIVEN, nothing)
    assert measure(tmp_path / "out", GIVEN, nothing) == first
    assert parts.measured == ["first", "second"]


def test_an_interrupted_run_goes_on_with_what_is_missing(parts: Parts, tmp_path: Path) -> None:
    parts.interrupt = True
    with pytest.raises(KeyboardInterrupt):
        measure(tmp_path / "out", GIVEN, nothing)
    parts.interrupt = False
    measure(tmp_path / "out", GIVEN, nothing)
    assert parts.measured == ["first", "second"]
    assert [path.name for path in sorted((tmp_path / "out" / "parts").iterdir())] == [
        "first.json",
        "second.json",
    ]


def test_other_texts_are_measured_anew_and_nothing_else(parts: Parts, tmp_path: Path) -> None:
    measure(tmp_path / "out", GIVEN, nothing)
    (tmp_path / "texts.csv").write_text("乙", "utf-8")
    measure(tmp_path / "out", GIVEN, nothing)
    assert parts.measured == ["first", "second", "first"]


def test_other_data_or_another_encoder_are_measured_anew(
    parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    measure(tmp_path / "out", GIVEN, nothing)
    monkeypatch.setattr("model.content.fingerprint", lambda: "f" * 64)
    measure(tmp_path / "out", GIVEN, nothing)
    monkeypatch.setattr(run, "_encoder", lambda: "e" * 64)
    measure(tmp_path / "out", GIVEN, nothing)
    assert parts.measured == ["first", "second"] * 3


@pytest.mark.parametrize("left", ["", "{", "[]"])
def test_a_part_that_is_no_whole_file_is_measured_anew(parts: Parts, tmp_path: Path, left: str) -> None:
    measure(tmp_path / "out", GIVEN, nothing)
    (tmp_path / "out" / "parts" / "second.json").write_text(left, "utf-8")
    measure(tmp_path / "out", GIVEN, nothing)
    assert parts.measured == ["first", "second", "second"]


def test_progress_is_told_part_by_part(tmp_path: Path) -> None:
    told: list[tuple[str, float]] = []
    measure(tmp_path / "out", GIVEN, lambda stage, share: told.append((stage, share)))
    assert told == [
        ("第 1/2 部分，甲：量", 0.25),
        ("第 1/2 部分，甲：完成", 0.5),
        ("第 2/2 部分，乙：量", 0.75),
        ("第 2/2 部分，乙：完成", 1.0),
        ("完成", 1.0),
    ]
