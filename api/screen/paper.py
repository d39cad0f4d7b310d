"""The lines of a report: coloured and wrapped for a terminal, plain and unwrapped for a pipe."""

import io
from dataclasses import dataclass, field
from typing import Literal

from rich.console import Console
from rich.text import Text

from api.safe import safe
from api.wrap import wrap

Ink = Literal["plain", "strong", "faint", "good", "doubt", "bad", "mark"]

_STYLES: dict[Ink, str] = {
    "plain": "",
    "strong": "bold",
    "faint": "dim",
    "good": "green",
    "doubt": "yellow",
    "bad": "bold red",
    "mark": "black on yellow",
}
_WIDEST = 120
_NARROWEST = 40

_PLAIN: Ink = "plain"

Piece = str | tuple[str, Ink]


@dataclass(slots=True)
class Paper:
    """A report under way.

    Attributes:
        colour: whether the lines carry escape codes; without, highlighted words stand in ``【】``.
        columns: where lines are wrapped; ``None`` leaves every line whole, for programs and files.
    """

    colour: bool
    columns: int | None
    _lines: list[Text] = field(default_factory=list)

    def write(self, *pieces: Piece, indent: int = 0, label: Piece = "") -> None:
        """Add one line.

        Args:
            pieces: text, or text and the ink it is written in; made safe for a terminal here.
            indent: columns left blank on every line.
            label: written before the first piece; lines that follow hang under the first piece.
        """
        head = self._assemble([label])
        body = self._assemble(list(pieces))
        hang = indent + head.cell_len
        for number, line in enumerate(self._wrapped(body, hang)):
            lead = Text(" " * indent).append_text(head) if number == 0 else Text(" " * hang)
            lead.append_text(line)
            lead.rstrip()
            self._lines.append(lead)

    def gap(self) -> None:
        """Add an empty line, unless there is one already."""
        if self._lines and self._lines[-1].plain:
            self._lines.append(Text())

    def text(self) -> str:
        """Return the report, each line ended by a line break."""
        if not self.colour:
            return "".join(f"{line.plain}\n" for line in self._lines)
        sheet = io.StringIO()
        console = Console(file=sheet, force_terminal=True, color_system="standard", legacy_windows=False)
        for line in self._lines:
            console.print(line, soft_wrap=True)
        return sheet.getvalue()

    def _assemble(self, pieces: list[Piece]) -> Text:
        text = Text(end="")
        for piece in pieces:
            raw, ink = (piece, _PLAIN) if isinstance(piece, str) else piece
            words = safe(raw)
            text.append(f"【{words}】" if ink == "mark" and not self.colour else words, _STYLES[ink])
        return text

    def _wrapped(self, text: Text, hang: int) -> list[Text]:
        if self.columns is None:
            return [text]
        columns = max(min(self.columns, _WIDEST), _NARROWEST)
        return list(text.divide(wrap(text.plain, columns - hang))) or [text]
