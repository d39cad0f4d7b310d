"""What the form on the deputy's page holds, as it is judged: offsets count in it, here and in the browser."""

import re
from dataclasses import dataclass

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from api.documents.typed import typed_draft
from api.http.file_names import file_name
from api.http.page_form import page_form
from api.web.progress import read_seen
from api.web.views import Written
from model.draft import LEVELS, Draft, Level

_BREAK = re.compile(r"\r\n?")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with the form.

    Attributes:
        name: without folders and control characters.
        content: its bytes.
    """

    name: str
    content: bytes


async def read_form(request: Request) -> tuple[Written, Upload | None]:
    """Return what is written in the form, and the file chosen in it, if one was.

    The files of a form are closed once they are read, so what they held is kept for later readers.
    """
    if not hasattr(request.state, "draft_form"):
        form = await page_form(request)
        request.state.draft_form = written(form), await _upload(form)
        await form.close()
    found: tuple[Written, Upload | None] = request.state.draft_form
    return found


def written(form: FormData) -> Written:
    """Return what is written in the form.

    Browsers send line breaks as CR LF though they count one character for each. A title has one line. U+0000
    cannot stand in a page.
    """
    level: Level = next((level for level in LEVELS if level == _text(form, "level")), "县")
    title = _text(form, "title").replace("\n", " ")
    return Written(title, _text(form, "body"), level, read_seen(_text(form, "seen")))


def draft_of(written: Written) -> Draft:
    """Return the draft that is written in the form, word for word.

    Raises:
        DraftError: it is empty, too long or not Chinese.
    """
    return typed_draft(written.title, written.body, written.level)


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    return _BREAK.sub("\n", value).replace("\0", "\ufffd") if isinstance(value, str) else ""


async def _upload(form: FormData) -> Upload | None:
    """Return the file; browsers send one without name and content where none was chosen."""
    file = form.get("file")
    if not isinstance(file, UploadFile) or not (file.filename or file.size):
        return None
    return Upload(file_name(file.filename), await file.read())
