"""LibreOffice opens the workbook and prints it: headings on each page, nothing cut off to the right."""

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from api.batch.rows import Scored
from api.workbook.writing import write_workbook
from tests.api.workbook.sessions import DRAFTS, SESSION

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
_SIZES = {(210, 297), (297, 210), (420, 297)}


def _many() -> Iterator[Scored]:
    for number in range(1, 121):
        own = DRAFTS[number % len(DRAFTS)]
        yield replace(own, entry=replace(own.entry, number=number))


def test_every_sheet_is_printed(tmp_path: Path) -> None:
    file = tmp_path / "结果.xlsx"
    write_workbook(file, replace(SESSION, reviews=_many))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        str(SOFFICE),
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(file),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)  # noqa: S603 - LibreOffice on our own file
    printed = pypdfium2.PdfDocument(tmp_path / "结果.pdf")
    texts = [page.get_textpage().get_text_range() for page in printed]
    sizes = {tuple(round(side / 72 * 25.4) for side in page.get_size()) for page in printed}
    printed.close()
    assert sizes == _SIZES
    details = [text for text in texts if "修改意见" in text]
    assert len(details) > 1
    assert all("来源" in text for text in details)
    for name in ("逐条分解", "重复与合并", "承办分布", "重点候选", "错误"):
        assert any(name in text for text in texts)
    assert all("意见供参考，由人决定" in text for text in texts)
