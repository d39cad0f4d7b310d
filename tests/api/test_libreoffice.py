"""LibreOffice opens an annotated document and sees every comment on the very words it is about."""

import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from api.annotate import AUTHOR, annotate, notes
from api.documents.document import Document
from api.documents.reading import read_file
from model.content import FOLDER
from model.review import Review
from model.reviewer import Reviewer

SOFFICE = shutil.which("soffice")
EXAMPLES = sorted((FOLDER / "examples").glob("*.docx"))

pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
each = pytest.mark.parametrize("source", EXAMPLES, ids=[source.stem for source in EXAMPLES])


@pytest.fixture(scope="module")
def seen(reviewer: Reviewer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every Word example and its annotated copy, written by LibreOffice as flat XML (.fodt)."""
    folder = tmp_path_factory.mktemp("libreoffice")
    files = []
    for source in EXAMPLES:
        document = read_file(source)
        copy = folder / f"{source.stem}-annotated.docx"
        annotate(source, document, reviewer.review(document.draft), copy)
        files += [source, copy]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = [str(SOFFICE), profile, "--headless", "--convert-to", "fodt", "--outdir", str(folder)]
    subprocess.run([*convert, *map(str, files)], check=True, capture_output=True, timeout=180)  # noqa: S603 - LibreOffice on our own files
    return folder


class Flat:
    """A flat OpenDocument text: its words, and its comments with the words between their two ends."""

    def __init__(self, path: Path) -> None:
        self._root = etree.parse(path).getroot()
        names = {str(prefix): uri for prefix, uri in self._root.nsmap.items()}
        self._office, self._text, self._dc = (f"{{{names[prefix]}}}" for prefix in ("office", "text", "dc"))

    def words(self) -> str:
        """All words of the document, comments left out."""
        return "".join(text for text, _ in self._walk())

    def comments(self) -> Iterator[tuple[str, str, str]]:
        """Author, words commented on, and comment, blanks left out."""
        for note in self._root.iter(f"{self._office}annotation"):
            name = note.get(f"{self._office}name")
            over = "".join(text for text, open_notes in self._walk() if name in open_notes)
            said = "".join("".join(map(str, p.itertext())) for p in note.iter(f"{self._text}p"))
            yield str(note.findtext(f"{self._dc}creator")), _bare(over), _bare(said)

    def _walk(self) -> Iterator[tuple[str, frozenset[str | None]]]:
        """Yield the words of the body in order, with the names of the comments that are open there."""
        body = self._root.find(f"{self._office}body")
        assert body is not None
        skipped: etree._Element | None = None
        open_notes: frozenset[str | None] = frozenset()
        for event, element in etree.iterwalk(body, events=("start", "end")):
            if skipped is None and event == "start":
                if element.tag == f"{self._office}annotation":
                    skipped = element
                    open_notes |= {element.get(f"{self._office}name")}
                elif element.tag == f"{self._office}annotation-end":
                    open_notes -= {element.get(f"{self._office}name")}
                else:
                    yield element.text or "", open_notes
            elif event == "end" and skipped in (None, element):
                skipped = None
                yield element.tail or "", open_notes


def _bare(text: str) -> str:
    return "".join(text.split())


@pytest.fixture
def document(source: Path) -> Document:
    return read_file(source)


@pytest.fixture
def review(document: Document, reviewer: Reviewer) -> Review:
    return reviewer.review(document.draft)


@each
def test_every_comment_stands_on_its_words(
    source: Path, document: Document, review: Review, seen: Path
) -> None:
    found = Counter(Flat(seen / f"{source.stem}-annotated.fodt").comments())
    assert found == Counter(
        (AUTHOR, _bare(document.draft.text_of(note.part)[note.start : note.end]), _bare(note.text))
        for note in notes(review)
    )


@each
def test_the_words_are_those_of_the_original(source: Path, seen: Path) -> None:
    annotated = Flat(seen / f"{source.stem}-annotated.fodt").words()
    assert _bare(annotated) == _bare(Flat(seen / f"{source.stem}.fodt").words())
