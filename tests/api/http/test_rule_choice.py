"""Rules that users of plug-ins switch on and off."""

import pytest

from api.errors import BadRequest
from api.http.rule_choice import read_choice

V1, V2, B1 = ("LIANSHEN_V1", "VAGUE"), ("LIANSHEN_V2", "VAGUE"), ("LIANSHEN_B1", "TOO_BROAD")


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({}, {V1, V2, B1}),
        ({"disabledRules": "LIANSHEN_V1"}, {V2, B1}),
        ({"disabledRules": "LIANSHEN_V1, LIANSHEN_B1,"}, {V2}),
        ({"disabledCategories": "VAGUE"}, {B1}),
        ({"disabledCategories": "VAGUE", "enabledRules": "LIANSHEN_V2"}, {V2, B1}),
        ({"disabledRules": "LIANSHEN_V1", "enabledRules": "LIANSHEN_V1"}, {V1, V2, B1}),
        ({"enabledRules": "LIANSHEN_V2"}, {V1, V2, B1}),
        ({"enabledRules": "LIANSHEN_V2", "enabledOnly": "true"}, {V2}),
        ({"enabledCategories": "VAGUE", "enabledOnly": "yes"}, {V1, V2}),
        ({"enabledRules": "LIANSHEN_B1", "enabledCategories": "VAGUE", "enabledOnly": "true"}, {V1, V2, B1}),
        ({"enabledOnly": "false", "disabledRules": "WHITESPACE_RULE"}, {V1, V2, B1}),
        ({"enabledRules": "UPPERCASE_SENTENCE_START", "enabledOnly": "true"}, set()),
    ],
)
def test_a_rule_weighs_more_than_its_category_and_on_more_than_off(
    fields: dict[str, str], wanted: set[tuple[str, str]]
) -> None:
    choice = read_choice(fields)
    assert {rule for rule in (V1, V2, B1) if choice.wants(*rule)} == wanted


def test_only_what_is_switched_on_with_nothing_switched_on_is_refused() -> None:
    with pytest.raises(BadRequest, match="enabledOnly：只要启用的规则"):
        read_choice({"enabledOnly": "true", "disabledRules": "LIANSHEN_V1"})
