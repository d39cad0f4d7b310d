import pytest

from training.yardstick.parts import LENGTHS, length, parts


def test_the_rows_of_each_part() -> None:
    assert parts(["乙", "甲", "乙"]) == {"乙": [0, 2], "甲": [1]}


def test_parts_in_a_given_order() -> None:
    assert list(parts(["乙", "甲"], ("甲", "丙", "乙"))) == ["甲", "乙"]


def test_one_part_is_no_part() -> None:
    assert parts(["甲", "甲"]) == {}
    assert parts([]) == {}


@pytest.mark.parametrize(
    ("characters", "name"),
    [(0, 0), (150, 0), (151, 1), (400, 1), (401, 2), (800, 2), (801, 3), (20_000, 3)],
)
def test_lengths(characters: int, name: int) -> None:
    assert length("字" * characters) == LENGTHS[name]
