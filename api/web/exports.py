"""What leaves the desk as files: the workbook, the table, the letters, the drafts with margin comments."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO
from urllib.parse import quote

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from api.batch.apart import Apart
from api.batch.outputs.csv import lines
from api.batch.outputs.whole import refused
from api.batches.places import inputs_of
from api.desk.exporting import (
    Leaving,
    contents_of,
    leaving,
    numbers_of,
    returned,
    table_of,
    unfinished,
    with_words,
)
from api.desk.wanted import Wanted
from api.desk.zipped import zipped
from api.http.access import GuardedRoute, at_the_desk, signed_in
from api.http.other_sites import refuse_links_elsewhere
from api.letters.annotating import annotated_draft
from api.letters.names import file_name
from api.letters.office import letters_from
from api.letters.originals import Originals
from api.privacy.exporting import What, check_right, may_export_persons, record_export
from api.storage.database import Database
from api.web.answers import go
from api.web.looked_for import wanted_of
from api.workbook.writing import write_workbook
from model.errors import LianshenError

router = APIRouter(route_class=GuardedRoute, dependencies=[Depends(refuse_links_elsewhere)])

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BLOCK = 1 << 18
_LEFT_OUT = "没有写成的.txt"


@router.get("/desk/workbook.xlsx")
@at_the_desk
def workbook(request: Request) -> Response:
    """Send the workbook of the drafts that are wanted."""
    database, wanted = _database(request), _wanted(request)
    persons = _persons(request, "工作簿", wanted)
    file, size = _workbook(database, wanted, persons=persons)
    return _sent(_blocks(file), _named("审核情况.xlsx", database, wanted), _XLSX, size)


@router.get("/desk/workbook.csv")
@at_the_desk
def table(request: Request) -> Response:
    """Send the same drafts as a flat table, one row a draft."""
    database, wanted = _database(request), _wanted(request)
    rows = table_of(database, wanted, persons=_persons(request, "表格", wanted))
    name = _named("审核情况.csv", database, wanted)
    return _sent(_encoded(lines(rows)), name, "text/csv; charset=utf-8")


@router.get("/desk/letters.zip")
@at_the_desk
def letters(request: Request) -> Response:
    """Send a letter for each draft that is returned, with ``proposed=1`` for those, too, that should be.

    A letter is to somebody: names stand in it, and whoever may not take them away gets none.

    Raises:
        NotAllowed: the account may not.
    """
    check_right(signed_in(request), _least(request), "意见函")
    proposed = request.query_params.get("proposed") == "1"
    database, wanted = _database(request), _wanted(request)
    numbers = numbers_of(database, wanted, returned(proposed=proposed))
    if not numbers:
        return go(request, _list(wanted), "这里面没有要退回的草稿，没有信可写。")
    template, when = request.app.state.settings.letter_template, date.today()
    with letters_from(template):  # what is wrong with it is answered, not found out in the middle of the file
        record_export(database, signed_in(request), "意见函", len(numbers), wanted)

    def made() -> Iterator[tuple[str, bytes]]:
        with letters_from(template) as letters:
            drafts = leaving(database, numbers, persons=True)
            yield from _made(drafts, lambda each: letters.letter(with_words(each.scored), when))

    return _sent(zipped(made()), _named("意见函.zip", database, wanted), "application/zip")


@router.get("/desk/annotated.zip")
@at_the_desk
def annotated(request: Request) -> Response:
    """Send the drafts with margin comments: in fair copies, or with names in the files as handed in."""
    database, wanted = _database(request), _wanted(request)
    numbers = numbers_of(database, wanted)
    if not numbers:
        return go(request, _list(wanted), "这里面没有草稿，没有可以批注的。")
    persons = _persons(request, "带批注的草稿", wanted)
    originals: dict[int, Originals] = {}

    def original_of(each: Leaving) -> bytes | None:
        batch = each.batch_id
        if batch is None or not persons:
            return None
        if batch not in originals:
            originals[batch] = Originals([inputs_of(batch)], within=inputs_of(batch))
        return originals[batch].of(each.scored.entry.origin)

    def made() -> Iterator[tuple[str, bytes]]:
        with Apart(1) as apart:
            drafts = leaving(database, numbers, persons=persons)
            yield from _made(drafts, lambda each: annotated_draft(each.scored, original_of(each), apart))

    return _sent(zipped(made()), _named("批注.zip", database, wanted), "application/zip")


def _persons(request: Request, what: What, wanted: Wanted) -> bool:
    """Whether names are asked for; then whoever asks may have them, and it is written down.

    Raises:
        NotAllowed: the account may not take them away.
    """
    if request.query_params.get("persons") != "1":
        return False
    database, account = _database(request), signed_in(request)
    check_right(account, _least(request), what)
    record_export(database, account, what, len(numbers_of(database, wanted)), wanted)
    return True


def exports_persons(request: Request) -> bool:
    """Whether whoever asks may take names away."""
    return may_export_persons(signed_in(request).role, _least(request))


def _least(request: Request) -> str:
    least: str = request.app.state.settings.personal
    return least


def _made(drafts: Iterable[Leaving], make: Callable[[Leaving], bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield a file for each draft, and in the end one that names those of which none could be made."""
    left_out = []
    for each in drafts:
        name = file_name(each.scored)
        try:
            content = make(each)
        except LianshenError as error:
            left_out.append(f"{name}：{error.problem}")
        else:
            yield name, content
    if left_out:
        yield _LEFT_OUT, "\r\n".join(left_out).encode("utf-8-sig")


def _workbook(database: Database, wanted: Wanted, *, persons: bool) -> tuple[IO[bytes], int]:
    """Return the workbook, open, and how long it is.

    Its folder is gone when this returns; the file itself lives as long as it is open.

    Raises:
        OutputRefused: there is no room for it.
    """
    try:
        with TemporaryDirectory(prefix="lianshen-") as folder:
            place = Path(folder) / "desk.xlsx"
            write_workbook(place, contents_of(database, wanted, date.today(), persons=persons))
            return place.open("rb"), place.stat().st_size
    except OSError as error:
        raise refused(Path("审核情况.xlsx"), error) from error


def _blocks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while block := file.read(_BLOCK):
            yield block


def _encoded(texts: Iterable[str]) -> Iterator[bytes]:
    """Yield UTF-8 with a mark in front, by which Excel knows it, some lines at a time."""
    waiting, length = ["\ufeff"], 0
    for text in texts:
        waiting.append(text)
        length += len(text)
        if length >= _BLOCK:
            yield "".join(waiting).encode()
            waiting, length = [], 0
    yield "".join(waiting).encode()


def _sent(parts: Iterator[bytes], name: str, kind: str, size: int | None = None) -> Response:
    """Return the answer; each part is made in a thread when the one before has been sent."""
    plain = f"lianshen{Path(name).suffix}"
    headers = {"Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=utf-8''{quote(name)}"}
    if size is not None:
        headers["Content-Length"] = str(size)
    return StreamingResponse(parts, media_type=kind, headers=headers)


def _named(name: str, database: Database, wanted: Wanted) -> str:
    """Return the name of a file with the day in it, and that drafts of a batch are missing where they are."""
    place = Path(name)
    part = "-未完成" if unfinished(database, wanted) else ""
    return f"{place.stem}{part}-{date.today().isoformat()}{place.suffix}"


def _list(wanted: Wanted) -> str:
    query = wanted.query
    return f"/desk?{query}" if query else "/desk"


def _wanted(request: Request) -> Wanted:
    return wanted_of(request, request.query_params.multi_items())


def _database(request: Request) -> Database:
    found: Database = request.app.state.database
    return found
