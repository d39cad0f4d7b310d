"""``--tier``: which of a model's two tiers judges."""

from collections.abc import Callable
from typing import Any

import click

TIERS = ("full", "fast", "auto")

tier_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--tier",
    type=click.Choice(TIERS),
    metavar="档",
    help="full 用编码器细读（默认）；fast 不用编码器，快得多；auto 只细读快速一档拿不准的。",
)
