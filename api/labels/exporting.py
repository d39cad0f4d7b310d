"""Labels out of the store into a file of any form, whole or not at all."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from api.batch.outputs.whole import whole
from api.errors import OutputRefused
from api.labels import sheet
from api.labels.form import Form
from api.labels.forms import argilla, corpus, doccano, label_studio, lines, table
from api.labels.record import Record, record_of
from api.labels.store import standing_records
from api.storage.database import Database
from api.storage.learning_schema import LabelRow

_TOOLS = {"doccano": doccano.write, "label-studio": label_studio.write, "argilla": argilla.write}
_AT_ONCE = 500
_WIDTHS = {"标题": 40, "正文": 60, "时间": 34, "标注人": 16, "主办单位": 18, "会办单位": 18}
"""Of columns, in characters; the others have 12."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written.

    Attributes:
        form: of the file.
        labels: how many.
        left_out: how many the form cannot hold.
    """

    form: Form
    labels: int
    left_out: int


def form_for(output: Path, form: Form | None) -> Form:
    """Return the form of a file to be written, by its ending where nothing else is said.

    Raises:
        OutputRefused: the ending tells none, or does not go with the form.
    """
    ending = output.suffix.lower()
    allowed: dict[str, tuple[Form, ...]] = {
        ".xlsx": ("table",),
        ".csv": ("table",),
        ".jsonl": ("jsonl", "corpus", "doccano"),
        ".json": ("label-studio", "argilla"),
    }
    forms = allowed.get(ending, ())
    if form in forms:
        return form
    if form is None and forms and ending != ".json":
        return forms[0]
    if form is None and ending == ".json":
        remedy = "请加 --form label-studio 或 --form argilla；自己用的请写成 .xlsx、.csv 或 .jsonl"
        raise OutputRefused("看不出是给哪个工具的", where=str(output), remedy=remedy)
    endings = "、".join(each for each, those in allowed.items() if form is None or form in those)
    raise OutputRefused("文件名的结尾不对", where=str(output), remedy=f"请以 {endings} 结尾")


def export_labels(database: Database, output: Path, form: Form | None = None) -> Exported:
    """Write all labels that hold.

    Args:
        database: where they are.
        output: replaced where there is one.
        form: of the file; by its ending where nothing is said.

    Raises:
        OutputRefused: it cannot be written.
    """
    chosen = form_for(output, form)
    counted = _Counted()
    if chosen == "table":
        _write_table(database, output, counted)
    else:
        _write_bytes(output, _pieces(database, chosen, counted))
    return Exported(chosen, counted.labels, counted.left_out)


@dataclass(slots=True)
class _Counted:
    labels: int = 0
    left_out: int = 0

    def __call__(
        self, records: Iterable[Record], fits: Callable[[Record], bool] = lambda _: True
    ) -> Iterator[Record]:
        for record in records:
            if fits(record):
                self.labels += 1
                yield record
            else:
                self.left_out += 1


def _pieces(database: Database, form: Form, counted: _Counted) -> Iterator[bytes]:
    if form == "corpus":
        return corpus.write(counted(standing_records(database), corpus.is_whole))
    if form in _TOOLS:
        return _TOOLS[form](counted(_together(database)))
    return lines.write(counted(standing_records(database)))


def _together(database: Database) -> Iterator[Record]:
    """Yield the labels that hold, those of one task of a tool behind one another."""
    order = (func.length(LabelRow.reference), LabelRow.reference, LabelRow.digest, LabelRow.id)
    with database.session() as session:
        asked = select(LabelRow.id).where(LabelRow.withdrawn.is_(None))
        numbers = session.scalars(asked.order_by(*order)).all()
    for start in range(0, len(numbers), _AT_ONCE):
        some = numbers[start : start + _AT_ONCE]
        with database.session() as session:
            rows = session.scalars(select(LabelRow).where(LabelRow.id.in_(some)))
            found = {row.id: record_of(row) for row in rows}
        yield from (found[number] for number in some if number in found)


def _write_bytes(output: Path, pieces: Iterable[bytes]) -> None:
    with whole(output) as part, part.open("wb") as file:
        file.writelines(pieces)


def _write_table(database: Database, output: Path, counted: _Counted) -> None:
    further = table.further_columns(standing_records(database))
    with sheet.table(output, "标注", _WIDTHS) as add:
        for row in table.rows(counted(standing_records(database)), further):
            add(row)
