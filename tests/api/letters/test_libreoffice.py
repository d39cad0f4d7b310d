"""LibreOffice opens letters and prints them: on A4, no signature on a page of its own."""

import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from api.letters.letters import Letters
from tests.api.reviews import FLAWED
from tests.api.sheet.reviews import REVIEWS
from tests.api.workbook.sessions import UNFIT, scored

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")


def test_letters_are_printed_with_the_signature_below_words(tmp_path: Path) -> None:
    letters = Letters()
    reviews = {
        "修改": FLAWED,
        "不宜": UNFIT,
        "许多": replace(REVIEWS["packed"], verdict="修改后提交"),
        **{f"{count}处": REVIEWS[f"{count} findings, 2 asks"] for count in (1, 2, 3)},
    }
    for name, review in reviews.items():
        content = letters.letter(scored(1, review, {"代表": "王建国"}), date(2026, 10, 5))
        (tmp_path / f"{name}.docx").write_bytes(content)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = [str(SOFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    files = map(str, sorted(tmp_path.glob("*.docx")))
    subprocess.run([*convert, *files], check=True, capture_output=True, timeout=300)  # noqa: S603 - LibreOffice on our own files
    for name in reviews:
        printed = pypdfium2.PdfDocument(tmp_path / f"{name}.pdf")
        texts = [page.get_textpage().get_text_range() for page in printed]
        sizes = {tuple(round(side / 72 * 25.4) for side in page.get_size()) for page in printed}
        printed.close()
        assert sizes == {(210, 297)}
        signed = next(text for text in texts if "（单位名称、盖章）" in text)
        assert "怎样答复" in signed, name
        assert "由人决定" in texts[-1]
