"""The commands as a user types them."""

import click

from api.cli import main
from api.cli.language import speak_chinese

speak_chinese()  # before a command makes its option --help, which keeps the words that it is made with


def commands() -> dict[str, click.Command]:
    """Return every command by what is typed after ``lianshen``; of a group those in it."""
    found: dict[str, click.Command] = {}
    for name, command in main.commands.items():
        inner = command.commands if isinstance(command, click.Group) else {}
        found |= {f"{name} {each}": own for each, own in inner.items()} or {name: command}
    return found
