"""One letter of opinion (意见函) for each draft that is returned."""

from datetime import date
from importlib.resources import files
from io import BytesIO
from pathlib import Path

from docxtpl import DocxTemplate
from jinja2.exceptions import TemplateError

from api.batch.rows import Scored
from api.documents.limits import read_limited
from api.documents.package import check_package
from api.errors import LetterTemplateError
from api.letters.sandbox import Sandbox
from api.letters.saying import said
from api.letters.trial import TRIALS
from api.safe import safe
from api.word.blank import LONGEST_PROPERTY
from model.errors import DraftError

OWN = "自带的模板"
_MARKS = ("{{", "{%")


class Letters:
    """Writes letters from one template.

    Args:
        template: a .docx of the office; the one that comes along if not given.

    Raises:
        LetterTemplateError: it cannot be read, does what a letter may not, or is wrong; found out here,
            before a letter is written.
    """

    def __init__(self, template: Path | None = None) -> None:
        self._name = str(template) if template else OWN
        self._content = _read(template) if template else own_template()
        self._sandbox = Sandbox(self._name)
        for scored in TRIALS:
            self.letter(scored, date(2026, 1, 1))

    def letter(self, scored: Scored, when: date) -> bytes:
        """Return the Word file of the letter on a draft.

        Args:
            scored: a draft that is returned (:func:`api.letters.saying.is_returned`).
            when: the day to put on it.

        Raises:
            LetterTemplateError: the template does not give a Word document.
        """
        fields = said(scored, when)
        try:
            template = DocxTemplate(BytesIO(self._content))
            template.render(fields, self._sandbox)
            about = template.docx.core_properties
            about.title = safe(f"意见函：{fields['标题']}")[:LONGEST_PROPERTY]
            made = BytesIO()
            template.save(made)
        except LetterTemplateError:
            raise
        except TemplateError as error:
            raise self._sandbox.refused(f"写得不对（{error.message}）") from error
        except Exception as error:  # docxtpl and lxml let through whatever they stumble over in a broken file
            problem = "填不出完整的 Word 文档，多半是 if、for 和 endif、endfor 没有成对，或写在了段落中间"
            raise self._sandbox.refused(problem) from error
        return made.getvalue()


def own_template() -> bytes:
    """Return the template that comes along, for the office to edit."""
    return (files("api.letters") / "templates" / "opinion.docx").read_bytes()


def _read(path: Path) -> bytes:
    remedy = "请用 Word 或 WPS 另存为 .docx 再试"
    try:
        content = read_limited(path)
        check_package(str(path), content)
    except DraftError as error:
        raise LetterTemplateError(error.problem, where=error.where, remedy=error.remedy) from error
    try:
        template = DocxTemplate(BytesIO(content))
        template.init_docx()
        body = template.patch_xml(template.get_xml())
    except Exception as error:  # as above
        raise LetterTemplateError("模板不是完整的 .docx", where=str(path), remedy=remedy) from error
    if not any(mark in body for mark in _MARKS):
        problem = "模板里没有一个字段，每封信都会一样"
        raise LetterTemplateError(
            problem, where=str(path), remedy="请从自带的模板改起，字段见 docs/letters.md"
        )
    return content
