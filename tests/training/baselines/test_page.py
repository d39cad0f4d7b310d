"""``docs/baselines.md`` names what there is."""

import re
from dataclasses import fields

from tests.pages import rows, section
from training.baselines.marks import FlagMarks, Marks, TopicMarks
from training.baselines.names import NAMES
from training.baselines.sitting import Cost

PAGE = "docs/baselines.md"


def test_every_baseline_is_described() -> None:
    assert tuple(rows(section(PAGE, "做法"))) == NAMES


def test_every_exam_is_described() -> None:
    assert list(rows(section(PAGE, "考什么"))) == ["corpus", "dev", "petitions"]


def test_every_measure_is_explained() -> None:
    measures = {field.name for kind in (FlagMarks, Marks, TopicMarks, Cost) for field in fields(kind)}
    explained = set(re.findall(r"`(\w+)`", section(PAGE, "报告什么")))
    assert measures - {"count", "flags"} <= explained
