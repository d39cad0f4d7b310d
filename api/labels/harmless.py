"""Cells of a text table that no program takes for a formula, and back without loss."""

from api.batch.cells import Value
from api.safe import may_act


def escaped(text: str) -> str:
    """Put an apostrophe before a text that would act, or that has apostrophes before what would."""
    return f"'{text}" if may_act(text) else text


def unescaped(value: Value) -> Value:
    """Return the text that :func:`escaped` was given."""
    if isinstance(value, str) and value.startswith("'") and may_act(value):
        return value[1:]
    return value
