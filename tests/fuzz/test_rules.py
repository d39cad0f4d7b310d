"""No rule takes more than linear time, whatever the text: each is timed on the text that was its worst."""

import re
from pathlib import Path

import pytest

from tests.fuzz.rule import Rule
from tests.fuzz.slowest import LIMIT, all_rules, best_of_three, once
from tests.fuzz.strings import SIZE, Repeated
from tests.fuzz.worst import kept_worst

RULES = {rule.name: rule for rule in all_rules()}
_PATTERN = re.compile(r"\bre\.(?:compile|sub|search|match|fullmatch|split|findall|finditer)\(")
_ROOT = Path(__file__).parent.parent.parent
_LOADED = 2.0
"""Times as long as a neighbour on the core makes it; ``python -m tests.fuzz rules`` holds to the limit."""
_PART = 5

NO_RULES = {
    "api.backup.places", "api.batches.places", "api.cluster.folder", "api.cluster.plan", "api.models.listing",
    "api.http.metrics", "api.trainings.tracking",  # names that the program itself gave
    "api.cli.language", "api.http.failures",  # messages of the program's own libraries
    "api.bulk.desk", "api.load.server", "api.office.person",  # measuring
    "api.safe",  # looks at the beginning of a text once
    "api.faults.clients", "api.faults.service",  # likewise
    "api.batch.amount", "api.letters.sandbox", "api.web.again", "api.word.fair_copy", "api.units.today",
    "model.addressed", "model.naming",
}  # fmt: skip
"""Modules whose patterns no text of a stranger reaches, or a short one only, or that others time."""

FOUND = {
    "权重": Repeated("", " ", "x"),
    "标签的名称": Repeated("内容模糊", " ", "是"),
    "去空白，一字一段": Repeated("", "甲 乙 "),
    "公式没有结果": Repeated("</f>", " ", "<"),
    "显示引文": Repeated("", "\ud800"),
}
"""Texts that once took too long, or could not be shown at all."""


@pytest.mark.parametrize("name", sorted(kept_worst()))
def test_the_worst_text_of_each_rule(name: str) -> None:
    rule, text = RULES[name], kept_worst()[name]
    if best_of_three(rule, text, SIZE // _PART) > _LOADED * LIMIT / _PART:  # of some only so much is read
        assert best_of_three(rule, text) < _LOADED * LIMIT


@pytest.mark.parametrize("name", FOUND)
def test_texts_that_once_took_too_long(name: str) -> None:
    assert best_of_three(RULES[name], FOUND[name]) < _LOADED * LIMIT


def test_every_rule_has_a_worst_text() -> None:
    assert set(kept_worst()) == set(RULES)


def test_every_module_with_patterns_belongs_to_a_rule() -> None:
    timed = {module for rule in RULES.values() for module in rule.modules}
    written = {
        ".".join(path.relative_to(_ROOT).with_suffix("").parts)
        for room in ("model", "api")
        for path in (_ROOT / room).rglob("*.py")
        if _PATTERN.search(path.read_text("utf-8"))
    }
    assert written - timed - NO_RULES == set()


def test_a_rule_that_is_not_linear_would_be_seen() -> None:
    careless = re.compile(r"\s*=")
    rule = Rule("careless", lambda text: lambda: careless.search(text))
    assert once(rule, Repeated("", " "), SIZE // 5) > _LOADED * LIMIT / 5
