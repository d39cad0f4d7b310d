"""How much memory those who read files may take."""

import sys
from pathlib import Path

import pytest

from api.documents import confined, ocr

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
