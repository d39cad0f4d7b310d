"""Uploads are read in a process that may be killed; the one that serves notices nothing but an error."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from multiprocessing import active_children
from pathlib import Path
from time import perf_counter
from zipfile import ZipFile

import pytest

from api.documents.document import Document
from api.documents.reading import read_bytes
from api.errors import Busy, TookTooLong
from api.http.parsing import Parser
from model.bundle import Bundle
from model.errors import DraftDamaged, DraftError
from model.review import Review
from model.reviewer import Reviewer
from tests.api.documents.hostile_pdf import padded_pdf
from tests.api.documents.readers import ENDLESS, waiting
from tests.api.documents.samples import ASK, SITUATION, TITLE, form_bytes, pdf_bytes

HANG = 60.0
TEXT = f"{TITLE}\n{SITUATION}\n{ASK}".encode()


@pytest.fixture(autouse=True)
def _some_files_are_never_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.documents.confined.read", waiting)


@asynccontextmanager
async def parser_of(seconds: float = HANG, waiting: int = 100) -> AsyncIterator[Parser]:
    parser = Parser(seconds, waiting)
    try:
        yield parser
    finally:
        await asyncio.to_thread(parser.close)


@pytest.fixture
def reviewed(small_bundle: Bundle) -> Review:
    """What is found in the form."""
    return Reviewer(small_bundle).review(read_bytes("表.docx", form_bytes()).draft)


def readers() -> list[int]:
    """Return the numbers of the processes that read."""
    return [child.pid for child in active_children() if child.pid and child.name == "pebble_pool_worker"]


async def until_it_reads(parser: Parser) -> int:
    """Return the number of the one process that reads, once it does."""
    await parser.read("a.txt", TEXT)
    (number,) = readers()
    return number


def test_what_is_read_is_what_this_process_would_read() -> None:
    files = {"表.docx": form_bytes(), "a.pdf": pdf_bytes(TITLE, SITUATION, ASK), "a.txt": TEXT}

    async def read() -> list[Document]:
        async with parser_of() as parser:
            return [await parser.read(name, content) for name, content in files.items()]

    assert asyncio.run(read()) == [read_bytes(name, content) for name, content in files.items()]


def test_title_and_level_of_the_user_count() -> None:
    async def read() -> Document:
        async with parser_of() as parser:
            return await parser.read("a.txt", ASK.encode(), "关于红绿灯的建议", "市")

    assert asyncio.run(read()) == read_bytes("a.txt", ASK.encode(), title="关于红绿灯的建议", level="市")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", b"PK\x03\x04"),
        ("a.txt", b""),
        ("a.exe", b"MZ"),
        ("a.txt", b"hello"),
        ("a.pdf", b"%PDF-1.4 "),
    ],
)
def test_an_error_arrives_as_it_was_raised(name: str, content: bytes) -> None:
    async def read() -> None:
        async with parser_of() as parser:
            await parser.read(name, content)

    with pytest.raises(DraftError) as here:
        read_bytes(name, content)
    with pytest.raises(DraftError) as there:
        asyncio.run(read())
    assert type(there.value) is type(here.value)
    assert vars(there.value) == vars(here.value)
    assert str(there.value) == str(here.value)


def test_a_file_that_takes_too_long_is_given_up_and_the_next_one_read() -> None:
    async def endless_and_then_another() -> float:
        async with parser_of(seconds=1) as parser:
            with pytest.raises(TookTooLong, match=r"^长\.pdf：这份文件 1 秒没有读完") as raised:
                await parser.read("长.pdf", ENDLESS)
            assert raised.value.where == "长.pdf"
            begun = perf_counter()
            assert (await parser.read("a.txt", TEXT)).draft.title == TITLE
            return perf_counter() - begun

    assert asyncio.run(endless_and_then_another()) < HANG


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted on Linux only")
def test_a_file_that_wants_all_memory_is_damaged_to_its_sender() -> None:
    async def bomb_and_then_another() -> None:
        async with parser_of() as parser:
            with pytest.raises(DraftDamaged, match="读这份文件的时候出了错"):
                await parser.read("大.pdf", padded_pdf(4000))
            assert (await parser.read("a.txt", TEXT)).draft.title == TITLE

    asyncio.run(bomb_and_then_another())


def test_a_file_that_crashes_its_reader_is_damaged_to_its_sender() -> None:
    async def crash_and_then_another() -> None:
        async with parser_of() as parser:
            number = await until_it_reads(parser)
            reading = asyncio.create_task(parser.read("坏.pdf", ENDLESS))
            await asyncio.sleep(0.2)
            os.kill(number, signal.SIGKILL)
            with pytest.raises(DraftDamaged, match=r"^坏\.pdf：读这份文件的时候出了错"):
                await reading
            assert (await parser.read("a.txt", TEXT)).draft.title == TITLE

    asyncio.run(crash_and_then_another())


def test_a_reader_that_no_longer_answers_costs_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that is killed while it holds the lock of its channel leaves nobody who could open it."""

    async def lost_and_then_another() -> None:
        async with parser_of() as parser:
            await until_it_reads(parser)
            channel = parser._pool._pool_manager.worker_manager.workers_channel
            assert channel is not None
            assert channel.mutex.reader_mutex.acquire()
            with monkeypatch.context() as soon:
                soon.setattr("api.documents.confined.START", 0.5 - HANG)
                with pytest.raises(TookTooLong):
                    await parser.read("b.txt", TEXT)
            assert (await parser.read("c.txt", TEXT)).draft.title == TITLE

    asyncio.run(lost_and_then_another())


def test_comments_are_put_into_a_file_by_the_process_that_reads(reviewed: Review) -> None:
    content = form_bytes()
    document = read_bytes("表.docx", content)

    async def annotate() -> bytes:
        async with parser_of() as parser:
            with pytest.raises(DraftDamaged, match="文件已损坏"):
                await parser.annotated("表.docx", content[:-100], document, reviewed)
            return await parser.annotated("表.docx", content, document, reviewed)

    assert b"<w:comment " in ZipFile(BytesIO(asyncio.run(annotate()))).read("word/comments.xml")


def test_who_goes_away_leaves_the_reader_free() -> None:
    async def leave() -> None:
        async with parser_of() as parser:
            await until_it_reads(parser)
            reading = asyncio.create_task(parser.read("长.pdf", ENDLESS))
            await asyncio.sleep(0.2)
            reading.cancel()
            assert (await parser.read("a.txt", TEXT)).draft.title == TITLE
            with pytest.raises(asyncio.CancelledError):
                await reading

    asyncio.run(leave())


def test_more_than_may_wait_are_told_to_come_later() -> None:
    async def three_for_two_places() -> None:
        async with parser_of(waiting=1) as parser:
            reading = [asyncio.create_task(parser.read("a.txt", TEXT)) for _ in range(2)]
            await asyncio.sleep(0)
            with pytest.raises(Busy, match="稍等"):
                await parser.read("a.txt", TEXT)
            assert len(await asyncio.gather(*reading)) == 2

    asyncio.run(three_for_two_places())


def test_nobody_waits_for_a_turn_longer_than_allowed() -> None:
    async def behind_an_endless_one() -> None:
        async with parser_of(seconds=0.5) as parser:
            slow = asyncio.create_task(parser.read("长.pdf", ENDLESS))
            behind = asyncio.create_task(parser.read("a.txt", TEXT))
            outcomes = await asyncio.gather(slow, behind, return_exceptions=True)
            assert [type(each) for each in outcomes] == [TookTooLong, Busy]

    asyncio.run(behind_an_endless_one())


def test_two_hundred_uploads_at_once_are_all_read() -> None:
    async def read_many() -> list[Document]:
        async with parser_of(waiting=200) as parser:
            return await asyncio.gather(*(parser.read(f"{number}.txt", TEXT) for number in range(200)))

    assert [document.name for document in asyncio.run(read_many())] == [
        f"{number}.txt" for number in range(200)
    ]


def test_the_loop_beats_on_while_a_file_is_read() -> None:
    async def beats() -> list[float]:
        late = []
        async with parser_of(seconds=1) as parser:
            reading = asyncio.create_task(parser.read("长.pdf", ENDLESS))
            while not reading.done():
                before = perf_counter()
                await asyncio.sleep(0.005)
                late.append(perf_counter() - before - 0.005)
            with pytest.raises(TookTooLong):
                await reading
        return sorted(late)

    late = asyncio.run(beats())
    assert len(late) > 50
    assert late[len(late) // 2] < 0.05


@pytest.mark.skipif(sys.platform != "linux", reason="limits are read where Linux shows them")
def test_a_crash_leaves_no_draft_on_disk() -> None:
    """A core file would hold the draft."""

    async def limits() -> str:
        async with parser_of() as parser:
            return Path(f"/proc/{await until_it_reads(parser)}/limits").read_text("ascii")

    stated = {line[:25].strip(): line[25:].split() for line in asyncio.run(limits()).splitlines()}
    assert stated["Max core file size"][:2] == ["0", "0"]
    assert stated["Max address space"][0] != "unlimited"


def test_closing_ends_the_processes() -> None:
    async def close() -> None:
        async with parser_of() as parser:
            number = await until_it_reads(parser)
        assert number not in readers()

    asyncio.run(close())


def test_a_parser_that_never_read_closes_at_once() -> None:
    async def close() -> None:
        async with parser_of():
            assert not readers()

    asyncio.run(close())
