"""Templates as an office may make them."""

from io import BytesIO
from pathlib import Path

import docx

from api.letters.letters import own_template


def template(folder: Path, *paragraphs: str) -> Path:
    """Write a template of these paragraphs."""
    word = docx.Document()
    for paragraph in paragraphs:
        word.add_paragraph(paragraph)
    file = folder / "模板.docx"
    word.save(str(file))
    return file


def own_with(folder: Path, old: str, new: str) -> Path:
    """Write the template that comes along with other words in it, as Word leaves them: in several runs."""
    word = docx.Document(BytesIO(own_template()))
    for paragraph in word.paragraphs:
        if old in paragraph.text:
            text = paragraph.text.replace(old, new)
            paragraph.runs[0].text = ""
            for start in range(0, len(text), 3):
                paragraph.add_run(text[start : start + 3])
    file = folder / "改过的模板.docx"
    word.save(str(file))
    return file


def text_of(content: bytes) -> list[str]:
    """Return the paragraphs of a letter."""
    return [paragraph.text for paragraph in docx.Document(BytesIO(content)).paragraphs]
