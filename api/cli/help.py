"""Help pages that line up: click counts characters, a Chinese character takes two columns."""

from collections.abc import Iterable
from itertools import pairwise

import click
from rich.cells import cell_len

from api.wrap import wrap


class ChineseFormatter(click.HelpFormatter):
    """Writes click's help pages by columns, with Chinese punctuation."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line; it is short enough never to be wrapped."""
        self.write(f"{prefix or '用法：'}{prog} {args}".rstrip() + "\n")

    def write_heading(self, heading: str) -> None:
        """Write a heading with a Chinese colon."""
        self.write(f"{' ' * self.current_indent}{heading}：\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs; a line of ``text`` is a line on the page, wrapped if need be."""
        for line in text.split("\n"):
            self._write_hanging("", line, self.current_indent)

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 26, col_spacing: int = 2) -> None:
        """Write terms and what they mean in two columns; a long term stands on its own line."""
        pairs = list(rows)
        column = self.current_indent + min(max(cell_len(term) for term, _ in pairs), col_max) + col_spacing
        for term, meaning in pairs:
            label = " " * self.current_indent + term
            if cell_len(label) + col_spacing > column:
                self.write(label + "\n")
                label = ""
            self._write_hanging(label, meaning, column)

    def _write_hanging(self, label: str, text: str, column: int) -> None:
        cuts = [0, *wrap(text, max(self.width - column, 20)), len(text)]
        lines = [text[start:end].rstrip() for start, end in pairwise(cuts)]
        first = label + " " * (column - cell_len(label)) + lines[0]
        rest = [" " * column + line for line in lines[1:]]
        self.write("\n".join(line.rstrip() for line in [first, *rest]) + "\n")


class ChineseContext(click.Context):
    """A click context whose help pages are written by :class:`ChineseFormatter`."""

    formatter_class = ChineseFormatter


class ChineseGroup(click.Group):
    """A group of click commands with Chinese help pages."""

    context_class = ChineseContext


class ChineseCommand(click.Command):
    """A click command with Chinese help pages."""

    context_class = ChineseContext
