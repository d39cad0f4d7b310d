"""PDFs made to keep their reader busy: none of them does, and the next file is read."""

from collections.abc import Iterator

import pytest
from pebble import ProcessExpired, ProcessPool

from api.documents import confined
from api.documents.document import Document
from model.errors import DraftError
from tests.api.documents.hostile_pdf import HOSTILE
from tests.api.documents.samples import ASK, SITUATION, TITLE


@pytest.fixture(scope="module")
def reader() -> Iterator[ProcessPool]:
    """A process that reads drafts."""
    pool = confined.new_pool(1)
    yield pool
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join()


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_read_or_refused_before_its_time_is_over(name: str, reader: ProcessPool) -> None:
    try:
        found = reader.schedule(confined.read, ("a.pdf", HOSTILE[name](), None, None), timeout=60).result()
    except ProcessExpired as error:
        found = confined.ended("a.pdf", error)
    if isinstance(found, DraftError):
        assert str(found).startswith("a.pdf：")
        assert "太费时" not in str(found)
    text = f"{TITLE}\n{SITUATION}\n{ASK}".encode()
    assert isinstance(reader.schedule(confined.read, ("a.txt", text, None, None)).result(), Document)
