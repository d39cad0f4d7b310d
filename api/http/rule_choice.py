"""Which rules the user of an editor's plug-in wants to hear of."""

from collections.abc import Mapping
from dataclasses import dataclass

from api.errors import BadRequest


@dataclass(frozen=True, slots=True)
class Choice:
    """Rules and categories switched on and off, by the ids that the answers give them.

    As with LanguageTool, a rule weighs more than its category, and on more than off.

    Attributes:
        enabled: rules switched on.
        disabled: rules switched off.
        enabled_categories: categories switched on.
        disabled_categories: categories switched off.
        only: nothing but what is switched on.
    """

    enabled: frozenset[str] = frozenset()
    disabled: frozenset[str] = frozenset()
    enabled_categories: frozenset[str] = frozenset()
    disabled_categories: frozenset[str] = frozenset()
    only: bool = False

    def wants(self, rule: str, category: str) -> bool:
        """Whether the user wants to hear of a rule."""
        if rule in self.enabled or self.only:
            return rule in self.enabled or category in self.enabled_categories
        if rule in self.disabled:
            return False
        return category in self.enabled_categories or category not in self.disabled_categories


def read_choice(fields: Mapping[str, str]) -> Choice:
    """Return what the fields of a request switch on and off.

    Raises:
        BadRequest: only what is switched on is wanted, and nothing is.
    """
    choice = Choice(
        _ids(fields, "enabledRules"),
        _ids(fields, "disabledRules"),
        _ids(fields, "enabledCategories"),
        _ids(fields, "disabledCategories"),
        fields.get("enabledOnly", "").lower() in ("true", "yes"),
    )
    if choice.only and not choice.enabled and not choice.enabled_categories:
        raise BadRequest(
            "只要启用的规则，却没有写启用哪些",
            where="enabledOnly",
            remedy="请写 enabledRules 或 enabledCategories",
        )
    return choice


def _ids(fields: Mapping[str, str], field: str) -> frozenset[str]:
    return frozenset(name.strip() for name in fields.get(field, "").split(",")) - {""}
