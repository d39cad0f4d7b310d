"""The work file of a run: what is done, kept beside the output so that a run that was stopped goes on.

SQLite, because a process may be killed at any instant and what it had committed must be whole. Not through
SQLAlchemy, which takes several times as long for a row and would gain nothing here: one file, two tables,
one writer.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import orjson
from pydantic import TypeAdapter, ValidationError

from api.batch.over import Over
from api.batch.packed import Packed, unpack, unpack_json
from api.batch.rows import Entry, Origin, Scored, Unread
from api.errors import BatchError, OtherRun, RunBusy
from api.priorities import measured
from api.priorities.summary import Summary, summarise
from model.draft import Draft
from model.review import Verdict

_ENDING = ".work"
_OURS = 0x4C535752
_FORMAT = 1
_SCHEMA = """
CREATE TABLE run (over BLOB NOT NULL, state TEXT NOT NULL);
CREATE TABLE scored (
    number INTEGER PRIMARY KEY,
    file TEXT NOT NULL, sheet TEXT NOT NULL, row INTEGER NOT NULL,
    title TEXT NOT NULL, body TEXT NOT NULL, level TEXT NOT NULL,
    fields BLOB NOT NULL, notices BLOB NOT NULL,
    verdict TEXT NOT NULL, signs BLOB, review BLOB NOT NULL
);
CREATE TABLE unread (
    number INTEGER PRIMARY KEY,
    file TEXT NOT NULL, sheet TEXT NOT NULL, row INTEGER NOT NULL,
    kind TEXT NOT NULL, problem TEXT NOT NULL, remedy TEXT NOT NULL
);
"""
_OVER = TypeAdapter(Over)
_AT_ONCE = 256

State = Literal["reading", "read"]


@dataclass(frozen=True, slots=True)
class Done:
    """How far a run has come.

    Attributes:
        last: number of the last entry that is dealt with; all before it are, too.
        scored: drafts that were scored.
        unread: files and rows that could not be read or scored.
    """

    last: int
    scored: int
    unread: int


Row = Unread | tuple[Entry, Packed]
"""An entry that is dealt with."""


def work_file(output: Path) -> Path:
    """Return the place of the work file of a run."""
    return output.with_name(output.name + _ENDING)


def files_of(work_file: Path) -> list[Path]:
    """Return a work file and what SQLite may keep beside it."""
    return [work_file.with_name(work_file.name + more) for more in ("", "-journal", "-shm", "-wal")]


class Work:
    """An open work file. Nobody else can open it meanwhile."""

    def __init__(self, file: Path, connection: sqlite3.Connection) -> None:
        self.file = file
        self._connection = connection

    @classmethod
    def begin(cls, file: Path, over: Over, *, restart: bool) -> "Work":
        """Open the work file of a run, or make it.

        Args:
            file: its place.
            over: what the run is over.
            restart: whether to throw away what another run has done.

        Raises:
            OtherRun: it belongs to a run over other things, and these are not to be thrown away.
            RunBusy: another process has it open.
            BatchError: it cannot be written, or is no work file.
        """
        work = cls(file, _open(file))
        try:
            if work._laid_out and not restart:
                _refuse_other(file, over, work.over)
            else:
                work._lay_out(over)
        except BaseException:
            work.close()
            raise
        return work

    @classmethod
    def look(cls, file: Path) -> "Work":
        """Open the work file of a run that was stopped, to see what is done.

        Raises:
            BatchError: there is none, or it is no work file.
            RunBusy: another process has it open.
        """
        if not file.exists():
            raise BatchError(
                "没有做了一半的结果", where=str(file), remedy="请先运行，停下以后再用 --partial 看"
            )
        work = cls(file, _open(file))
        if not work._laid_out:
            work.close()
            raise _no_work(file)
        return work

    @property
    def over(self) -> Over:
        """What the run is over."""
        try:
            ((content,),) = self._connection.execute("SELECT over FROM run").fetchall()
            return _OVER.validate_json(content)
        except (sqlite3.DatabaseError, ValueError, ValidationError) as error:
            raise _no_work(self.file) from error

    @property
    def whole(self) -> bool:
        """Whether the whole input is dealt with."""
        return bool(self._connection.execute("SELECT state = 'read' FROM run").fetchone()[0])

    @property
    def done(self) -> Done:
        """How far the run has come."""
        (scored, last_scored), (unread, last_unread) = (
            self._connection.execute(f"SELECT count(*), max(number) FROM {table}").fetchone()  # noqa: S608
            for table in ("scored", "unread")
        )
        return Done(max(last_scored or 0, last_unread or 0), scored, unread)

    @property
    def verdicts(self) -> dict[Verdict, int]:
        """How many drafts have each verdict."""
        return dict(self._connection.execute("SELECT verdict, count(*) FROM scored GROUP BY verdict"))

    def add(self, rows: Sequence[Row]) -> None:
        """Keep the next entries, all of them or, if the process is killed meanwhile, none.

        Raises:
            BatchError: they cannot be written.
        """
        scored = [_scored_row(*row) for row in rows if not isinstance(row, Unread)]
        unread = [_unread_row(row) for row in rows if isinstance(row, Unread)]
        self._change(
            ("INSERT OR REPLACE INTO scored VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", scored),
            ("INSERT OR REPLACE INTO unread VALUES (?, ?, ?, ?, ?, ?, ?)", unread),
        )

    def finish(self) -> None:
        """Keep that the whole input is dealt with."""
        self._change(("UPDATE run SET state = ?", [("read",)]))

    def scored(self) -> Iterator[Scored]:
        """Yield what was scored, in the order of the input."""
        for row in self._rows("scored"):
            yield Scored(_entry(row), unpack(row[-1]))

    def scored_json(self) -> Iterator[tuple[Entry, bytes]]:
        """Yield the same with the reviews as JSON, which takes a third of the time."""
        for row in self._rows("scored"):
            yield _entry(row), unpack_json(row[-1])

    def packed(self) -> Iterator[tuple[Entry, bytes]]:
        """Yield the same with the reviews as they are kept."""
        for row in self._rows("scored"):
            yield _entry(row), row[-1]

    def summaries(self) -> Iterator[Summary]:
        """Yield what the lists of priorities need of the drafts that were scored."""
        for row in self._rows("scored"):
            signs = measured.from_json(row[-2]) if row[-2] else None
            yield summarise(Scored(_entry(row), unpack(row[-1])), signs)

    def entries(self) -> Iterator[Entry]:
        """Yield the drafts that were scored, in the order of the input."""
        for row in self._rows("scored"):
            yield _entry(row)

    def unread(self) -> Iterator[Unread]:
        """Yield what could not be read or scored, in the order of the input."""
        for number, file, sheet, row, kind, problem, remedy in self._rows("unread"):
            yield Unread(number, Origin(file, sheet, row), kind, problem, remedy)

    def close(self) -> None:
        """Close it; what was kept stays."""
        self._connection.close()

    def remove(self) -> None:
        """Close and delete it: the output is there."""
        self.close()
        for file in reversed(files_of(self.file)):  # killed meanwhile, it leaves a work file that is whole
            file.unlink(missing_ok=True)

    @property
    def _laid_out(self) -> bool:
        """Whether there is anything in it: a process may have been killed before there was."""
        return bool(self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])

    def _lay_out(self, over: Over) -> None:
        try:
            with self._connection:
                self._connection.executescript(
                    "BEGIN; DROP TABLE IF EXISTS run; DROP TABLE IF EXISTS scored;"
                    f"DROP TABLE IF EXISTS unread; {_SCHEMA}"
                    f"PRAGMA application_id = {_OURS}; PRAGMA user_version = {_FORMAT};"
                )
                self._connection.execute("INSERT INTO run VALUES (?, ?)", (orjson.dumps(over), "reading"))
        except sqlite3.Error as error:
            raise _not_written(self.file, error) from error

    def _change(self, *changes: tuple[str, Sequence[tuple[Any, ...]]]) -> None:
        try:
            with self._connection:
                for statement, values in changes:
                    self._connection.executemany(statement, values)
        except sqlite3.Error as error:
            raise _not_written(self.file, error) from error

    def _rows(self, table: str) -> Iterator[tuple[Any, ...]]:
        statement = f"SELECT * FROM {table} ORDER BY number"  # noqa: S608 - one of our two tables
        try:
            with closing(self._connection.execute(statement)) as found:
                while rows := found.fetchmany(_AT_ONCE):
                    yield from rows
        except sqlite3.DatabaseError as error:
            raise _no_work(self.file) from error


def _open(file: Path) -> sqlite3.Connection:
    """Connect, and keep everybody else out: the lock goes with the process, however that ends."""
    try:
        connection = sqlite3.connect(file, timeout=0)
    except sqlite3.Error as error:
        raise _not_written(file, error) from error
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        _refuse_foreign(file, connection)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("BEGIN IMMEDIATE")
        connection.rollback()
    except sqlite3.Error as error:
        connection.close()
        raise _refused(file, error) from error
    except BaseException:
        connection.close()
        raise
    return connection


def _refuse_foreign(file: Path, connection: sqlite3.Connection) -> None:
    """Refuse a database that is not ours before anything in it is touched."""
    ours, written, tables = (
        connection.execute(statement).fetchone()[0]
        for statement in (
            "PRAGMA application_id",
            "PRAGMA user_version",
            "SELECT count(*) FROM sqlite_master",
        )
    )
    if tables and (ours, written) != (_OURS, _FORMAT):
        raise _no_work(file)


def _refuse_other(file: Path, now: Over, before: Over) -> None:
    differences = now.differences(before)
    if differences:
        raise OtherRun(
            f"上次做了一半的不是这一次要做的：{'；'.join(differences)}",
            where=str(file),
            remedy="要丢掉做了一半的、从头做，请加 --restart；要接着做，请改回原来的；都要，请换一个输出文件",
        )


def _refused(file: Path, error: sqlite3.Error) -> BatchError:
    if getattr(error, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return RunBusy(
            "另一个 lianshen score 正在做这一件", where=str(file), remedy="请等它做完，或换一个输出文件"
        )
    if getattr(error, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}:
        return _no_work(file)
    return _not_written(file, error)


def _no_work(file: Path) -> BatchError:
    return BatchError(
        "这不是本程序这个版本做了一半的结果，或已经损坏",
        where=str(file),
        remedy="请把它挪走或删去，再从头做；或换一个输出文件",
    )


def _not_written(file: Path, error: sqlite3.Error) -> BatchError:
    if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL:
        return BatchError(
            "磁盘满了", where=str(file), remedy="已做完的都在。请腾出空间，再运行一次同样的命令，接着做"
        )
    return BatchError(
        f"写不进去（{error}）",
        where=str(file),
        remedy="请检查权限和剩余的空间，再运行一次同样的命令，接着做",
    )


def _scored_row(entry: Entry, packed: Packed) -> tuple[Any, ...]:
    title, body = packed.masked or (entry.draft.title, entry.draft.body)
    return (
        *_place(entry.number, entry.origin),
        title,
        body,
        entry.draft.level,
        orjson.dumps({name: sayable(value) for name, value in entry.fields.items()}),
        orjson.dumps([sayable(notice) for notice in entry.notices]),
        packed.verdict,
        packed.signs,
        packed.review,
    )


def _unread_row(unread: Unread) -> tuple[Any, ...]:
    said = (unread.kind, sayable(unread.problem), sayable(unread.remedy))
    return (*_place(unread.number, unread.origin), *said)


def _place(number: int, origin: Origin) -> tuple[int, str, str, int]:
    return number, sayable(origin.file), sayable(origin.sheet), origin.row


def _entry(row: tuple[Any, ...]) -> Entry:
    number, file, sheet, line, title, body, level, fields, notices, *_ = row
    return Entry(
        number,
        Origin(file, sheet, line),
        Draft(title, body, level),
        orjson.loads(fields),
        tuple(orjson.loads(notices)),
    )


def sayable(text: str) -> str:
    """Return text without halves of characters: the names of files may hold such, and no UTF-8 does."""
    return text.encode("utf-8", "replace").decode("utf-8")
