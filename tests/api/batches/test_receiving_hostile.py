"""A form that never ends is refused before it fills the memory."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from api.batches.receiving import receive
from api.errors import BadRequest

FIELD = b'--x\r\nContent-Disposition: form-data; name="n"\r\n\r\n' + b"a" * 4000 + b"\r\n"
NO_FILE = b'--x\r\nContent-Disposition: form-data; name="files"; filename=""\r\n\r\n\r\n'


@pytest.mark.parametrize("part", [FIELD, NO_FILE])
def test_fields_without_end_are_broken_off(tmp_path: Path, part: bytes) -> None:
    came = 0

    async def coming() -> AsyncIterator[bytes]:
        nonlocal came
        for _ in range(100_000):
            came += 1
            yield part

    with pytest.raises(BadRequest, match="填的内容太多"):
        asyncio.run(receive(coming(), "multipart/form-data; boundary=x", tmp_path, lambda _: None))
    assert came < 100
