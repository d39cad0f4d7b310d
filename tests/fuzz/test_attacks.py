"""From its source alone, texts are made on which a careless pattern takes too long."""

import re
from time import process_time

import pytest

from tests.fuzz.attacks import attacks
from tests.fuzz.patterns import patterns_of


def slowest(pattern: re.Pattern[str], size: int) -> float:
    worst = 0.0
    for attack in attacks(pattern):
        text = attack.text(size)
        begun = process_time()
        pattern.search(text)
        worst = max(worst, process_time() - begun)
    return worst


@pytest.mark.parametrize(
    "careless",
    [r"\s*[=：]\s*", r"关于.*的建议$", r"(?:请|建议)[^。]*支持", r"\d+元"],
)
def test_careless_patterns_are_shown_up(careless: str) -> None:
    pattern = re.compile(careless)
    assert slowest(pattern, 2000) > 6 * slowest(pattern, 500)


@pytest.mark.parametrize("careful", ["[=：]", r"关于[^，]{0,9}的建议", r"(?<!\d)\d{1,9}元", r"(?<=，)的*县"])
def test_careful_patterns_are_not(careful: str) -> None:
    assert slowest(re.compile(careful), 20_000) < 0.05


def test_every_kind_of_step_is_taken_apart() -> None:
    pattern = re.compile(
        r"(?P<a>[^a-z\d]|[一-龥]|.)(?:b|cd|e+?|f{2,3})?(?>g*)h++(?=i)(?!j)(?<=h)[^x]\b\Z", re.S
    )
    texts = [attack.text(60) for attack in attacks(pattern)]
    assert all(len(text) >= 60 for text in texts)
    assert any("ffff" in text for text in texts)


def test_patterns_in_tables_are_found() -> None:
    assert len(patterns_of("model.advice.f4")) > 20
    assert len(patterns_of("model.formal.n1")) > 5
