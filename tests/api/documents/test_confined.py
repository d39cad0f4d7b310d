"""How much memory and time those who read files may take."""

import sys
from collections.abc import Iterator
from pathlib import Path
from time import process_time

import pytest
from pebble import ProcessExpired, ProcessPool

from api.documents import confined, ocr
from api.documents.document import Document
from tests.api.documents.readers import hoarding, spinning
from tests.api.documents.samples import ASK, SITUATION, TITLE, pdf_bytes

_MEBIBYTE = 1 << 20


def _left() -> int:
    """Return how many bytes this process may still take, or a little less."""
    import resource  # noqa: PLC0415 - not on every platform

    taken = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    return resource.getrlimit(resource.RLIMIT_AS)[0] - taken


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted on Linux only")
@pytest.mark.parametrize(
    ("tables", "pictures", "memory"),
    [(False, False, 512), (True, False, 1536), (False, True, 1536)],
    ids=["drafts", "tables", "pictures"],
)
def test_a_draft_needs_little_a_table_or_a_picture_more(
    tables: bool, pictures: bool, memory: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "installed", lambda: pictures)
    pool = confined.new_pool(1, tables=tables)
    left = pool.schedule(_left, timeout=60).result()
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join()
    assert memory - 32 < left / _MEBIBYTE <= memory


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> Iterator[ProcessPool]:
    """A process that may use the processor for a second for each file."""
    monkeypatch.setattr(ocr, "installed", lambda: False)
    monkeypatch.setattr(confined, "SECONDS", 1)
    pool = confined.new_pool(1)
    yield pool
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not count")
def test_a_file_that_takes_too_much_of_the_processor_is_too_large(hasty: ProcessPool) -> None:
    with pytest.raises(ProcessExpired) as raised:
        hasty.schedule(spinning, timeout=60).result()
    error = confined.ended("长.pdf", raised.value)
    assert str(error) == (
        "长.pdf：读这份文件太费时，处理器用了 1 秒还没有读完，不像一件草稿。"
        "请只留草稿的文字，另存为 .docx 再试，或把文字粘贴过来。"
    )
    assert type(error).__name__ == "DraftTooLarge"


def test_each_file_has_all_of_the_time(hasty: ProcessPool) -> None:
    content = pdf_bytes(TITLE, *[SITUATION, ASK] * 20)
    used = hasty.schedule(process_time).result()
    while hasty.schedule(process_time).result() - used < 2:
        task = (confined.read, ("a.pdf", content, None, None))
        found = hasty.schedule(confined.afresh, task, timeout=60).result()
        assert isinstance(found, Document)


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted on Linux only")
def test_who_had_not_memory_enough_does_not_read_the_next_file(hasty: ProcessPool) -> None:
    with pytest.raises(ProcessExpired) as raised:
        hasty.schedule(hoarding, ("大.pdf",), timeout=60).result()
    assert str(confined.ended("大.pdf", raised.value)).startswith("大.pdf：读这份文件的时候出了错")
    text = f"{TITLE}\n{SITUATION}\n{ASK}".encode()
    assert isinstance(hasty.schedule(confined.read, ("a.txt", text, None, None)).result(), Document)
