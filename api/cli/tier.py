"""``--tier``: which of a model's two tiers judges."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from model.encoder import Encoder
    from model.reviewer import Tier

TIERS = ("full", "fast", "auto")

tier_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--tier",
    type=click.Choice(TIERS),
    metavar="档",
    help="full 用编码器细读（默认）；fast 不用编码器，快得多；auto 只细读快速一档拿不准的。",
)


def shipped_encoder(tier: "Tier | None") -> "Encoder | None":
    """Return the encoder that comes with the program, where the tier wants one.

    Raises:
        UsageError: the tier wants one, and there is none.
        EncoderError: it cannot be used.
    """
    from model.encoder import Encoder, shipped  # noqa: PLC0415 - help pages must not wait for numpy

    folder = None if tier == "fast" else shipped()
    if folder:
        return Encoder.load(folder, threads=1)
    if tier in {"full", "auto"}:
        raise click.UsageError("没有自带的编码器，只有快速一档。请写 --tier fast。")
    return None
