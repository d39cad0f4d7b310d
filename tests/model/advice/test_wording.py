"""How units are named in advice."""

import pytest

from model.advice.wording import address
from model.draft import Draft

DRAFT = Draft("关于加强我县校车管理的建议", "我县校车不够。", "县")


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        ("教育局", "建议县教育局"),
        ("市场监督管理局", "建议县市场监督管理局"),
        ("城市管理和综合执法局", "建议县城市管理和综合执法局"),
        ("县教育局", "建议县教育局"),
        ("祁阳市教育局", "建议祁阳市教育局"),
        ("高新区管委会", "建议县高新区管委会"),
    ],
)
def test_a_unit_that_names_its_level_is_not_given_another(unit: str, said: str) -> None:
    assert address(DRAFT, unit) == said
