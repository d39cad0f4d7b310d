"""Whatever the bytes, nothing but a :class:`~model.errors.DraftError` gets out."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.documents import ocr
from api.documents.reading import read_bytes
from model.errors import DraftError
from tests.api.documents.pictures import image_bytes, picture, scanned_pdf
from tests.api.documents.samples import ASK, FORM, SITUATION, TITLE, form_bytes, pdf_bytes

ENDINGS = (".txt", ".md", ".docx", ".pdf", ".png", ".jpg", ".doc", ".wps", "")
STARTS = (
    b"",
    b"PK\x03\x04",
    b"%PDF-1.7\n",
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
)
FILES = {
    "a.docx": form_bytes(),
    "a.pdf": pdf_bytes(TITLE, SITUATION, table=FORM),
    "b.pdf": scanned_pdf(picture([TITLE])),
    "a.png": image_bytes(picture([TITLE, ASK])),
    "a.jpg": image_bytes(picture([TITLE, ASK]), "JPEG"),
    "a.txt": f"{TITLE}\n{SITUATION}".encode("gb18030"),
}


CHANGES = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=12)


@pytest.fixture(autouse=True, scope="module")
def _blind() -> Iterator[None]:
    """Decode pictures without reading them: what is in them is the business of ``test_ocr``."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ocr, "installed", lambda: True)
        patch.setattr(ocr, "recognise", lambda image: [TITLE, f"{image.convert('RGB').width}点。"])
        yield


def survives(name: str, content: bytes) -> None:
    with suppress(DraftError):
        assert read_bytes(name, content).name == name


@given(st.sampled_from(ENDINGS), st.sampled_from(STARTS), st.binary(max_size=400))
def test_random_bytes(ending: str, start: bytes, content: bytes) -> None:
    survives(f"a{ending}", start + content)


@pytest.mark.parametrize("name", FILES)
def test_truncated(name: str) -> None:
    content = FILES[name]
    for length in range(1, len(content), max(1, len(content) // 40)):
        survives(name, content[:length])


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(FILES)), CHANGES)
def test_bytes_changed(name: str, changes: list[tuple[float, int]]) -> None:
    content = bytearray(FILES[name])
    for place, byte in changes:
        content[int(place * len(content))] = byte
    survives(name, bytes(content))
