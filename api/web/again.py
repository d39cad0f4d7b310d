"""A form of the desk, refused because its page or the session had grown old, to be sent once more as it was.

Who has no account at the moment sees what they typed, and nothing of the draft it is about.
"""

import re

from starlette.requests import Request
from starlette.responses import Response

from api.errors import NotSignedIn
from api.http.access import CSRF_FIELD
from api.http.page_form import page_form
from api.http.problems import Problem
from api.web.answers import refusal
from model.errors import LianshenError

_FORMS = re.compile(r"/desk/pieces/\d{1,9}/(accept|return|reopen|correct|undo)")
_BUTTONS = {
    "accept": "接收",
    "return": "退回修改",
    "reopen": "重新处理",
    "correct": "保存",
    "undo": "撤回",
}


def is_sent_again(path: str) -> bool:
    """Whether what is posted to a path is worth keeping, and can be sent again."""
    return _FORMS.fullmatch(path) is not None


async def again(request: Request, error: LianshenError, problem: Problem) -> Response:
    """Return a page that holds all that was sent, and the button that was pressed."""
    path, form = request.url.path, await page_form(request)
    texts = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    return refusal(
        request,
        problem,
        "again.html",
        fields=[(name, value) for name, value in texts if name not in {CSRF_FIELD, "opinion"}],
        opinion=dict(texts).get("opinion", ""),
        action=path + (f"?{request.url.query}" if request.url.query else ""),
        button=_BUTTONS[path.rsplit("/", 1)[1]],
        draft=path.rsplit("/", 1)[0],
        left=isinstance(error, NotSignedIn),
    )
