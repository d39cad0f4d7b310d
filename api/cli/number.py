"""Whole numbers on the command line."""

from collections.abc import Callable

import click


def whole_number(least: int) -> Callable[[click.Context, click.Parameter, str | None], int | None]:
    """Return a callback that makes an option's value, if it has one, a whole number not below ``least``.

    click's own number types would name themselves, and the range, in English.
    """

    def convert(_context: click.Context, _parameter: click.Parameter, value: str | None) -> int | None:
        if value is None:
            return None
        if not value.isdecimal() or int(value) < least:
            raise click.BadParameter(f"“{value}”应是不小于 {least} 的整数。")
        return int(value)

    return convert


def numbers_of_rows(
    _context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]
) -> tuple[int, ...]:
    """Return the values of an option that may be given several times as numbers that a row may have."""
    for value in values:
        if not value.isdecimal() or not 0 < int(value) < 2**31:
            raise click.BadParameter(f"“{value}”应是列表上的编号，一个正整数。")
    return tuple(map(int, values))
