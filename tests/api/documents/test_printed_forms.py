"""A form that LibreOffice prints as a PDF is read as the Word file it was printed from."""

import shutil
import subprocess
from pathlib import Path

import pytest
from docx import Document as WordDocument

from api.documents.reading import read_file
from model.content import FOLDER

SOFFICE = shutil.which("soffice")
RECEIVED = FOLDER / "session" / "收件" / "来稿"
FORMS = [
    "252 沙湾末班车太早.docx",
    "204 关于综合治理石子河双石镇至白莲镇段的建议.docx",
    "282 关于在柳陂镇开办妇女儿童“四点半课堂”的建议.docx",
    "关于提高村干部待遇的建议（谭水生）.docx",
]
RARE = ["关于整修𠮷野村道路的建议", "𠮷野村的路坏了三年，村民𫖯身推车。请县交通运输局明年六月以前修好。"]

pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every form as a PDF, and a draft with characters that few names have."""
    folder = tmp_path_factory.mktemp("printed")
    rare = WordDocument()
    for line in RARE:
        rare.add_paragraph(line)
    rare.save(str(folder / "rare.docx"))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = [str(SOFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    files = [*(str(RECEIVED / form) for form in FORMS), str(folder / "rare.docx")]
    subprocess.run([*convert, *files], check=True, capture_output=True, timeout=180)  # noqa: S603 - LibreOffice on our own files
    return folder


@pytest.mark.parametrize("form", FORMS)
def test_a_form_says_the_same_in_print(form: str, printed: Path) -> None:
    written = read_file(RECEIVED / form)
    read = read_file((printed / form).with_suffix(".pdf"))
    assert (read.draft.title, read.draft.body) == (written.draft.title, written.draft.body)
    assert read.notices == written.notices


def test_rare_characters_are_whole(printed: Path) -> None:
    draft = read_file(printed / "rare.pdf").draft
    assert [draft.title, draft.body] == RARE
