"""Every baseline sits every exam in a process of its own, and one that fails keeps no other from sitting."""

import json
import os
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from model.errors import ExtraMissing
from tests.training.baselines.made import exam, topic_exam
from training.baselines import compare as module
from training.baselines import make as making
from training.baselines.compare import compare
from training.baselines.names import ENCODER, KEYWORDS, MAJORITY
from training.baselines.sitting import Sitting


def quiet(_stage: str, _share: float) -> None: ...


def test_every_baseline_sits_every_exam() -> None:
    told: list[tuple[str, float]] = []
    comparison = compare(
        [exam(), topic_exam()], [MAJORITY, KEYWORDS], None, lambda *stage: told.append(stage)
    )
    assert [(each.exam, each.baseline, each.failure) for each in comparison.outcomes] == [
        ("corpus", MAJORITY, ""),
        ("corpus", KEYWORDS, ""),
        ("petitions", MAJORITY, ""),
        ("petitions", KEYWORDS, ""),
    ]
    sittings = [each.sitting for each in comparison.outcomes if each.sitting]
    assert [bool(sitting.topics) for sitting in sittings] == [False, False, True, True]
    assert [list(sitting.marks) for sitting in sittings[:2]] == [["drafts", "titles"]] * 2
    for sitting in sittings:
        assert sitting.cost.learning >= 0
        assert sitting.cost.answering > 0
        assert 20 < sitting.cost.memory < 1000
    assert [share for _, share in told] == sorted(share for _, share in told)
    assert told[-1] == ("完成", 1.0)
    assert json.loads(comparison.to_json())["outcomes"][0]["sitting"]["marks"]["drafts"]["count"] == 72


def test_a_checkpoint_that_is_none_is_said_and_the_rest_goes_on(tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="the extra encoder is not installed")
    failed, sat = compare([topic_exam()], [ENCODER, MAJORITY], tmp_path, quiet).outcomes
    assert failed.sitting is None
    assert failed.failure.startswith(f"{tmp_path}：读不出编码器。")
    assert isinstance(sat.sitting, Sitting)


def _die(_name: str, _encoder: Path | None, _exam: Any, to: Connection) -> None:
    to.send(("学习", 0.5))
    os._exit(9)


def test_a_process_that_dies_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "sit", _die)
    (outcome,) = compare([topic_exam()], [MAJORITY], None, quiet).outcomes
    assert outcome.sitting is None
    assert outcome.failure == "没有跑完，进程以 9 结束（内存可能不够）。"


def test_an_interruption_ends_the_process_too() -> None:
    def interrupt(stage: str, _share: float) -> None:
        if stage:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        compare([topic_exam()], [MAJORITY], None, interrupt)


@pytest.mark.parametrize(("library", "extra"), [("jieba", "bench"), ("torch", "encoder")])
def test_a_missing_library_is_named_with_its_extra(
    library: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_arguments: object) -> None:
        raise ModuleNotFoundError(name=library)

    monkeypatch.setattr(making, "_make", missing)
    with pytest.raises(ExtraMissing, match=f"没有装 {library}.*扩展 {extra}"):
        making.make(MAJORITY, None, quiet)


def test_another_missing_module_is_a_fault_of_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_arguments: object) -> None:
        raise ModuleNotFoundError(name="training.nothing")

    monkeypatch.setattr(making, "_make", missing)
    with pytest.raises(ModuleNotFoundError):
        making.make(MAJORITY, None, quiet)
