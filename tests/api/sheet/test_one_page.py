"""Whatever a review says, its opinion sheet is one page of A4, from Word and from a browser."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import sync_playwright

from api.sheet.making import sheet_of
from api.sheet.page import sheet_page
from api.sheet.word import sheet_docx
from api.web.templates import STATIC
from tests.api.browser.conftest import FLAGS, chromium_program
from tests.api.sheet.reviews import REVIEWS

SOFFICE, CHROMIUM = shutil.which("soffice"), chromium_program()
SHEETS = {name: sheet_of(review, date(2026, 10, 5)) for name, review in REVIEWS.items()}
PRINTED = ["clean", "many asks", "unfit", "packed", "packed with Latin"]
A4 = [(210, 297)]


def _pages(pdf: Path) -> list[tuple[int, int]]:
    """Return the size of each page in mm."""
    document = pypdfium2.PdfDocument(pdf)
    sizes = [page.get_size() for page in document]
    document.close()
    return [(round(width / 72 * 25.4), round(height / 72 * 25.4)) for width, height in sizes]


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_the_word_file_is_one_page(tmp_path: Path) -> None:
    for name, sheet in SHEETS.items():
        (tmp_path / f"{name}.docx").write_bytes(sheet_docx(sheet))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = [str(SOFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    files = map(str, sorted(tmp_path.glob("*.docx")))
    subprocess.run([*convert, *files], check=True, capture_output=True, timeout=300)  # noqa: S603 - LibreOffice on our own files
    assert {name: _pages(tmp_path / f"{name}.pdf") for name in SHEETS} == dict.fromkeys(SHEETS, A4)


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_the_page_prints_on_one_page(tmp_path: Path) -> None:
    sizes = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        shown = browser.new_page()
        for number, name in enumerate(PRINTED):
            page, pdf = tmp_path / f"{number}.html", tmp_path / f"{number}.pdf"
            page.write_text(sheet_page(SHEETS[name], (STATIC / "sheet.css").as_uri()), "utf-8")
            shown.goto(page.as_uri())
            shown.pdf(path=pdf, prefer_css_page_size=True)
            sizes[name] = _pages(pdf)
        browser.close()
    assert sizes == dict.fromkeys(PRINTED, A4)


def test_the_less_there_is_to_say_the_larger_it_is_set() -> None:
    assert [SHEETS[name].size for name in ("clean", "2 findings, 2 asks", "packed")] == [
        "roomy",
        "large",
        "small",
    ]
