"""Parting what a file holds into the title, the body and the fields about persons and paper."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from api.documents.foot import is_date, personal
from api.documents.labels import LABELS, Kind, label_alone, labelled
from api.documents.signature import is_name, parted
from api.documents.source import Block, Cell, Line, Table, joined, lines_in
from api.documents.title import find_title, is_letterhead

_PERSONAL: tuple[Kind, ...] = ("field", "loose")
_INSTRUCTIONS = ("填表说明", "填写说明")
_NUMBERED = re.compile(r"[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)、.．]")
_DEPUTY = frozenset(
    {"代表", "姓名", "领衔代表", "领衔人", "提案人", "建议人", "提建议人", "提出人", "代表姓名"}
)
_LONGEST_TITLE = 80
_LONGEST_BELOW = 60
_SHORT = 30


@dataclass(frozen=True, slots=True)
class Form:
    """A file, parted.

    Attributes:
        title: ``None`` when none was found.
        sure: whether a label or the wording shows that the title is one.
        body: the lines that are judged, none of them blank.
        fields: by label, such as 领衔代表; kept apart from what is judged.
        letterhead: what stood above the title (表头).
    """

    title: Line | None
    sure: bool
    body: tuple[Line, ...]
    fields: dict[str, str]
    letterhead: tuple[str, ...]


def read_form(blocks: Iterable[Block]) -> Form:
    """Part the lines and tables of a file.

    Labels are known whether they stand in front of their value, in the cell to its left, or above it.
    What stands beside no known label is body.
    """
    sorter = _Sorter()
    sorter.blocks(blocks)
    return sorter.form()


@dataclass(slots=True)
class _Sorter:
    """Takes lines and cells in their order and puts each where it belongs."""

    title: Line | None = None
    above: int = 0
    body: list[Line] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    waiting: tuple[str, Line] | None = None
    instructing: bool = False

    def blocks(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            if isinstance(block, Line):
                self._line(block.stripped())
            else:
                self._table(block)

    def form(self) -> Form:
        lines = list(self.body)
        if self.title is None:
            head = find_title(lines)
            title, sure, letterhead, lines = head.title, head.sure, list(head.letterhead), list(head.rest)
        else:
            title, sure = self.title, True
            letterhead = [line for line in lines[: self.above] if is_letterhead(line)]
            lines = [line for line in lines[: self.above] if not is_letterhead(line)] + lines[self.above :]
        self._trim(lines)
        self._settle()
        texts = tuple(line.bare for line in letterhead)
        if texts:
            self.fields = {"表头": " ".join(texts), **self.fields}
        return Form(title, sure, tuple(lines), self.fields, texts)

    def _trim(self, lines: list[Line]) -> None:
        """Move names and dates at the head and the foot of the body to the fields."""
        while lines and (found := personal(lines[0], loose=True)):
            self._keep(found)
            del lines[0]
        foot: list[dict[str, str]] = []
        while lines and (found := personal(lines[-1], loose=True) or self._name_by_date(lines, foot)):
            foot.insert(0, found)
            del lines[-1]
        stated = {label for label in self.fields if label == "代表团"}  # a form knows better than a signature
        for found in foot:
            self._keep({label: value for label, value in found.items() if label not in stated})

    def _name_by_date(self, lines: list[Line], foot: list[dict[str, str]]) -> dict[str, str]:
        """Take a name alone for a signature where a date stands below or above it, and nowhere else."""
        dated = (foot and "日期" in foot[0]) or (len(lines) > 1 and is_date(lines[-2]))
        name = lines[-1].bare
        return {"署名": name, "代表": name} if dated and is_name(name) else {}

    def _settle(self) -> None:
        """Part what a form says of the deputy in one place: 李四（岐山代表团）."""
        for label in _DEPUTY.intersection(self.fields):
            if found := parted(self.fields[label]):
                self.fields[label] = found.pop("代表")
                self.fields = found | self.fields

    def _keep(self, found: dict[str, str]) -> None:
        for label, value in found.items():
            kept = self.fields.get(label)
            if value and value != kept:
                self.fields[label] = f"{kept}、{value}" if kept else value

    def _line(self, line: Line) -> None:
        if not line.pieces:
            return
        waiting, self.waiting = self.waiting, None
        self.instructing = self.instructing and _NUMBERED.match(line.text) is not None
        label = label_alone(line)
        if label is not None:
            self._heading(label, line)
        elif waiting and _fits(waiting[0], line):
            self._value(waiting[0], [line], whole=[waiting[1], line])
        elif not self.instructing:
            self._free(line)

    def _heading(self, label: str, line: Line) -> None:
        """Take a line that is nothing but a label: its value stands below."""
        self.instructing = label in _INSTRUCTIONS
        kind = LABELS[label]
        if kind in ("section", "loose"):
            self.body.append(line.squeezed())
        elif kind != "content" and not self.instructing:
            self.waiting = label, line

    def _free(self, line: Line) -> None:
        found = labelled(line)
        if found and found.label in _INSTRUCTIONS:
            self.instructing = True
        elif found and found.kind == "title":
            self._value(found.label, [found.value], whole=[line])
        elif found and found.kind == "content":
            self.body.append(found.value)
        elif fields := personal(line, loose=False):
            self._keep(fields)
        else:
            self.body.append(line)

    def _value(self, label: str, lines: list[Line], whole: list[Line] | None = None) -> None:
        """Put the words that belong to a label where the label says.

        Args:
            label: one of ``LABELS``.
            lines: the words.
            whole: what goes to the body instead if the words turn out to be no title.
        """
        lines = [stripped for line in lines if (stripped := line.stripped()).pieces]
        kind = LABELS[label]
        if kind == "title":
            title = joined(line.squeezed() for line in lines)
            if self._may_be_title(label, title.text):
                self.title, self.above = title, len(self.body)
            elif lines:
                self.body += whole or lines
        elif kind in _PERSONAL:
            self._keep({label: "、".join(line.text for line in lines)})
        else:
            for line in lines:
                self._line(line)

    def _may_be_title(self, label: str, words: str) -> bool:
        """案由 names the title in some forms, and in others the cause, below a title without a label."""
        if self.title is not None or not words or len(words) > _LONGEST_TITLE or "。" in words:
            return False
        return not (label.endswith("案由") and find_title(self.body).sure)

    def _table(self, table: Table) -> None:
        if _is_form(table):
            self._form(table)
        else:
            self.waiting = None
            for row in table.rows:
                self._data(row)

    def _data(self, row: tuple[Cell, ...]) -> None:
        """Take a row of a table of facts: one line, its cells apart by tabs."""
        filled = [cell for cell in row if _text(cell)]
        if len(filled) == 1:
            self.blocks(filled[0])
        elif filled:
            cells = (joined((line.stripped() for line in lines_in(cell)), " ") for cell in filled)
            self.body.append(joined(cells, "\t"))

    def _form(self, table: Table) -> None:
        headings: list[str] = []
        self.waiting = None
        for row in table.rows:
            labels = [_label(cell) for cell in row]
            if all(labels) and row and not (len(row) == 1 and LABELS[str(labels[0])] == "section"):
                headings = [str(label) for label in labels]
                continue
            below = [
                (headings[min(number, len(headings) - 1)], cell)
                for number, cell in enumerate(row)
                if headings
            ]
            if below and not any(labels) and all(_fits_below(*each) for each in below):
                for label, cell in below:
                    self._value(label, list(lines_in(cell)))
            else:
                headings = []
                self._row(row, labels)

    def _row(self, row: tuple[Cell, ...], labels: list[str | None]) -> None:
        """Take a row of a form in which a label stands to the left of its value."""
        known = any(labels)
        current: str | None = None
        for cell, label in zip(row, labels, strict=True):
            if label is not None:
                current = label
                if LABELS[label] == "section":
                    self.body.append(joined(line.squeezed() for line in lines_in(cell)))
            elif not _text(cell):
                continue
            elif current is not None and LABELS[current] in ("title", *_PERSONAL):
                self._value(current, list(lines_in(cell)))
            elif current is None and len(row) > 1 and (known or _all_short(row)):
                self._unknown(cell)
            else:
                self.blocks(cell)

    def _unknown(self, cell: Cell) -> None:
        """Take a cell of a form that no known label explains: short ones are about the paper."""
        text = _text(cell)
        if len(text) <= _SHORT and "。" not in text:
            self._keep({"其他": text})
        else:
            self.blocks(cell)


def _fits(label: str, line: Line) -> bool:
    """Whether a line below a label is its value, rather than the draft going on."""
    below = labelled(line)
    if below is not None and below.colon:
        return False
    return LABELS[label] == "title" or (len(line.text) <= _LONGEST_BELOW and "。" not in line.text)


def _fits_below(label: str, cell: Cell) -> bool:
    return LABELS[label] not in _PERSONAL or len(_text(cell)) <= _LONGEST_BELOW


def _text(cell: Cell) -> str:
    return "".join(line.bare for line in lines_in(cell))


def _label(cell: Cell) -> str | None:
    """Return the label a cell holds; it may run down the cell, one character on a line."""
    return label_alone(joined(lines_in(cell)))


def _all_short(row: tuple[Cell, ...]) -> bool:
    return all(len(_text(cell)) <= _SHORT for cell in row)


def _is_form(table: Table) -> bool:
    return any(_marks_form(row) for row in table.rows)


def _marks_form(row: tuple[Cell, ...]) -> bool:
    labels: Iterator[str | None] = (_label(cell) for cell in row)
    kinds = [LABELS[label] for label in labels if label is not None]
    if "title" in kinds or "content" in kinds or "field" in kinds:
        return True
    filled = [text for cell in row if (text := _text(cell))]
    return kinds == ["section"] and len(filled) == 2 and len(filled[1]) > _SHORT
