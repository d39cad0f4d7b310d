"""``--format``: for people or for programs."""

from collections.abc import Callable
from typing import Any

import click


def form_option(more: str = "") -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return the option by which a command prints text or JSON.

    Args:
        more: what the JSON has beside the text, from ``，`` on.
    """
    return click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        metavar="格式",
        default="text",
        help=f"text 给人看（默认）；json 给程序读{more}。",
    )
