import pytest

from model.content import rubric
from tests.api.cli.conftest import Lianshen


@pytest.mark.parametrize("code", rubric().codes)
def test_a_code_in_any_case(lianshen: Lianshen, code: str) -> None:
    result = lianshen("explain", code.lower())
    assert result.exit_code == 0
    assert result.output == lianshen("explain", code).output
    assert rubric().codes[code].clause.text in result.output
    assert rubric().codes[code].example.after in result.output
    assert "\x1b" not in result.output


def test_without_a_code_all_are_listed(lianshen: Lianshen) -> None:
    result = lianshen("explain")
    assert result.exit_code == 0
    assert all(f"{code.code} {code.name}：" in result.output for code in rubric().codes.values())


def test_an_unknown_code_lists_those_there_are(lianshen: Lianshen) -> None:
    result = lianshen("explain", "V9")
    assert result.exit_code == 2
    assert "没有“V9”这个代码" in result.stderr
    assert all(f"{code.code} {code.name}" in result.stderr for code in rubric().codes.values())
