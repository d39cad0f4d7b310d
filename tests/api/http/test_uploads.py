import asyncio
import tempfile
from pathlib import Path

import pytest
from fastapi import FastAPI, UploadFile
from httpx import ASGITransport, AsyncClient, Response
from starlette.formparsers import MultiPartParser

from api.http.uploads import keep_uploads_in_memory

MEGABYTE = 1 << 20


@pytest.fixture
def _no_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave no folder in which a temporary file could be made."""
    monkeypatch.setattr(tempfile, "tempdir", str(Path(tempfile.gettempdir(), "missing", "missing")))
    monkeypatch.setattr(MultiPartParser, "spool_max_size", MEGABYTE)


def upload(size: int) -> Response:
    """Return how many bytes arrived, and whether they went to the disk."""
    app = FastAPI()

    @app.post("/")
    async def received(given: UploadFile) -> tuple[int, bool]:
        return len(await given.read()), bool(getattr(given.file, "_rolled"))  # noqa: B009 - nothing public says it

    async def send() -> Response:
        async with AsyncClient(transport=ASGITransport(app), base_url="http://test") as client:
            return await client.post("/", files={"given": ("a.docx", b"x" * size)})

    return asyncio.run(send())


@pytest.mark.usefixtures("_no_disk")
def test_an_upload_of_several_megabytes_never_touches_the_disk() -> None:
    keep_uploads_in_memory(8 * MEGABYTE)
    assert upload(8 * MEGABYTE - 1000).json() == [8 * MEGABYTE - 1000, False]


@pytest.mark.usefixtures("_no_disk")
def test_without_that_it_would() -> None:
    """Should Starlette mend this, the module can go."""
    assert upload(8 * MEGABYTE).is_error


@pytest.mark.usefixtures("_no_disk")
def test_a_smaller_limit_elsewhere_in_the_process_takes_nothing_back() -> None:
    keep_uploads_in_memory(8 * MEGABYTE)
    keep_uploads_in_memory(MEGABYTE)
    assert upload(7 * MEGABYTE).json() == [7 * MEGABYTE, False]
