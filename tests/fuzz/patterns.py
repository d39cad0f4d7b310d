"""Every regular expression that the program holds ready, by the module that holds it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from importlib import import_module
from types import ModuleType

Pattern = re.Pattern[str]

_DEEPEST = 4


def patterns_of(*names: str) -> tuple[Pattern, ...]:
    """Return the compiled patterns of modules, in tables and data classes of theirs too, each once.

    Args:
        names: of modules; each is imported.
    """
    found = (pattern for name in names for pattern in _held(import_module(name)))
    return tuple(dict.fromkeys(found))


def _held(module: ModuleType) -> Iterator[Pattern]:
    for name, value in vars(module).items():
        if not name.startswith("__"):
            yield from _inside(value, _DEEPEST)


def _inside(value: object, deep: int) -> Iterator[Pattern]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif not deep:
        return
    elif isinstance(value, Mapping):
        for inner in (*value.keys(), *value.values()):
            yield from _inside(inner, deep - 1)
    elif isinstance(value, (tuple, list, frozenset, set)):
        for inner in value:
            yield from _inside(inner, deep - 1)
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from _inside(getattr(value, each.name, None), deep - 1)
