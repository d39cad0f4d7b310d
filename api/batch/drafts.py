"""A draft out of a row of a table whose columns are told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from api.batch.cells import Row, Value, text_of
from api.batch.columns import LEVEL, Columns
from api.batch.limits import LONGEST_FIELD
from api.batch.rows import Origin
from api.documents.level import stated_level
from api.documents.limits import check_length, check_line, check_lines
from api.documents.reading import check_chinese
from api.documents.source import lines_of
from api.documents.title import find_title
from model.draft import LEVELS, Draft, Level
from model.errors import DraftEmpty, DraftError

_SHOWN = 12
_HEAD = 400
"""Characters within which a title stands."""


@dataclass(frozen=True, slots=True)
class Made:
    """What a row holds; see :class:`~api.batch.rows.Entry`."""

    draft: Draft
    fields: Mapping[str, str]
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes drafts of the rows of one table.

    Attributes:
        columns: what stands where.
        above: what stands above the header: the name of the congress, perhaps.
        notices: what holds for every row.
    """

    columns: Columns
    above: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()

    def make(self, origin: Origin, row: Row) -> Made | DraftError | None:
        """Return the draft in a row, or why there is none; ``None`` for a row that is not about a draft.

        That is a row without title and body, the header once more on a new page, or a further line of the
        draft above, with which its title and body are merged.
        """
        columns = self.columns
        if needed := row.unsaved & {columns.title, *columns.body}:
            return DraftEmpty(
                f"“{columns.header(min(needed))}”这一格是公式，没有存下结果",
                where=str(origin),
                remedy="请用 Excel 或 WPS 打开、保存一次再试",
            )
        title, body = self._text(row, columns.title), self._body(row)
        if not (title or body) or self._is_header(row) or self._goes_on(row):
            return None
        if columns.body and not body:
            return DraftEmpty(
                "只有标题，没有内容", where=str(origin), remedy="请补上内容再审，或检查内容是不是写在别的列里"
            )
        notices = [*self.notices, *row.notices]
        if isinstance(_value(row, columns.title), date):
            notices.append("标题这一格是日期，请核对。")
        if not title:
            title, body = _parted(body)
            if not title and columns.title is not None:
                notices.append("这一行没有标题，只审了内容。")
        fields = {
            name: text[:LONGEST_FIELD]
            for name, column in columns.fields.items()
            if (text := self._text(row, column))
        }
        notices += [
            f"“{columns.header(column)}”这一格是公式，没有存下结果，没有读。"
            for column in sorted(row.unsaved & {columns.level, *columns.fields.values()})
        ]
        level, noticed = self._level(row, fields)
        draft = Draft(title, body, level)
        try:
            check(str(origin), draft)
        except DraftError as error:
            return error
        return Made(draft, fields, (*notices, *noticed))

    def _text(self, row: Row, column: int | None) -> str:
        return text_of(_value(row, column))

    def _body(self, row: Row) -> str:
        """Return the body; where it stands in several columns, each but 内容 is headed by its header."""
        texts = [(column, text) for column in self.columns.body if (text := self._text(row, column))]
        if len(self.columns.body) < 2:
            return texts[0][1] if texts else ""
        return "\n".join(
            text if column == self.columns.whole else f"{self.columns.header(column)}\n{text}"
            for column, text in texts
        )

    def _is_header(self, row: Row) -> bool:
        columns = (*self.columns.body, *([] if self.columns.title is None else [self.columns.title]))
        return bool(self.columns.headers) and all(
            self._text(row, column) == self.columns.headers[column] for column in columns
        )

    def _goes_on(self, row: Row) -> bool:
        """Whether all that the row says of a draft is merged with the row above."""
        columns = {*self.columns.body, self.columns.title} - {None}
        said = {column for column in columns if self._text(row, column)}
        return bool(said) and said <= row.filled

    def _level(self, row: Row, fields: Mapping[str, str]) -> tuple[Level, tuple[str, ...]]:
        given = self._text(row, self.columns.level)
        level = stated_level((), {LEVEL: given}) if given else None
        if level is not None:
            return level, ()
        unknown = (f"“{given[:_SHOWN]}”不是本级（{'、'.join(LEVELS)}），没有按它审。",) if given else ()
        level = stated_level(self.above, dict(fields))
        if level is None or level == "县":
            return "县", unknown
        return level, (*unknown, f"按表头或届次，本级作{level}级审读。")


def _value(row: Row, column: int | None) -> Value:
    return row.cells[column] if column is not None and column < len(row.cells) else None


def _parted(body: str) -> tuple[str, str]:
    """Take the title from the head of a body that begins with one beyond doubt."""
    head = find_title([line.stripped() for line in lines_of(body[:_HEAD], 0)])
    if not head.sure or head.title is None or head.letterhead:
        return "", body
    title = head.title.text
    if not body.startswith(title):
        return "", body
    return title, body[len(title) :].strip()


def check(where: str, draft: Draft) -> None:
    """Refuse what is longer than is read, or no Chinese.

    Raises:
        DraftError: it is; the message names ``where``.
    """
    check_length(where, len(draft.title) + len(draft.body))
    lines = (draft.title, *draft.body.split("\n"))
    check_lines(where, len(lines))
    for line in lines:
        check_line(where, line)
    check_chinese(where, draft)
