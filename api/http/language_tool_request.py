"""What an editor's plug-in asks of ``POST /v2/check``: LanguageTool's parameters, as far as we have a use.

The interface: https://languagetool.org/http-api/. What only makes sense for other programs (``motherTongue``,
``preferredVariants``, ``dicts``, …) is accepted and does nothing, so that no plug-in need be told about us.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from api.documents.limits import LONGEST
from api.errors import BadRequest
from api.http.annotated import Annotated, Stretch, plain
from api.http.rule_choice import Choice, read_choice
from model.draft import LEVELS, Level
from model.errors import DraftTooLarge
from model.shown import shown

_MOST_FIELDS = 100
_LONGEST_DATA = 10 * LONGEST
"""Characters of text and markup, JSON included: read, a million empty pieces would fill half a gigabyte."""
_HALF_PAIR = re.compile("[\ud800-\udfff]")
_CHINESE = re.compile(r"zh(?:[-_][a-z]+)*", re.IGNORECASE | re.ASCII)
_STRICTNESS = ("", "default", "picky")
"""What LanguageTool means by ``level``; ours, the tier of the congress, goes by the same name."""
_NO_WHOLE_TEXT = "allbuttextlevelonly"
"""The ``mode`` that leaves out rules about the whole text, for single paragraphs. All of ours are such."""


@dataclass(frozen=True, slots=True)
class Check:
    """One request to check a text.

    Attributes:
        sent: the text, with its markup.
        level: 本级; ``None`` to take it from the text.
        choice: of rules.
        without_whole: rules about the whole text are left out, and so are all of ours.
    """

    sent: Annotated
    level: Level | None
    choice: Choice
    without_whole: bool


def fields_of(body: bytes) -> dict[str, str]:
    """Return the fields of a form, the last one where a name comes twice.

    The ``Content-Type`` is not asked: LTeX sends forms as ``application/json``, and LanguageTool's own server
    does not ask either.

    Args:
        body: ``application/x-www-form-urlencoded``.

    Raises:
        BadRequest: too many fields.
    """
    text = body.decode("utf-8", "replace")
    try:
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS))
    except ValueError as error:
        raise BadRequest(f"表单的字段超过 {_MOST_FIELDS} 个", remedy="请检查请求") from error


def read_check(fields: Mapping[str, str]) -> Check:
    """Return what the fields of a form ask for.

    Raises:
        BadRequest: there is no text, or a field says what we do not understand.
        DraftTooLarge: ``data`` is longer than any draft with its markup.
    """
    sent = _sent(fields)
    _check_language(fields.get("language", ""))
    return Check(
        sent,
        _level(fields.get("level", "")),
        read_choice(fields),
        fields.get("mode", "").lower() == _NO_WHOLE_TEXT,
    )


def _check_language(language: str) -> None:
    remedy = "请写 zh-CN，或写 auto"
    if not language:
        raise BadRequest("没有写明语言", where="language", remedy=remedy)
    if language.lower() != "auto" and _CHINESE.fullmatch(language) is None:
        raise BadRequest(f"这里只审读中文，不审读{shown(language)}", where="language", remedy=remedy)


def _level(given: str) -> Level | None:
    if given.lower() in _STRICTNESS:
        return None
    for level in LEVELS:
        if given == level:
            return level
    remedy = f"请写{'、'.join(LEVELS)}中的一个，或不写"
    raise BadRequest(f"没有{shown(given)}这一级", where="level", remedy=remedy)


def _sent(fields: Mapping[str, str]) -> Annotated:
    if "text" in fields and "data" in fields:
        raise BadRequest("text 和 data 只能写一个", where="data", remedy="请去掉一个")
    if "text" in fields:
        return Annotated([plain(fields["text"])])
    if "data" in fields:
        return _annotated(fields["data"])
    remedy = "请用 application/x-www-form-urlencoded 送来 text 或 data"
    raise BadRequest("没有送来文字", where="text", remedy=remedy)


def _annotated(data: str) -> Annotated:
    if len(data) > _LONGEST_DATA:
        remedy = "请一次只审一件草稿"
        raise DraftTooLarge(f"data 超过 {_LONGEST_DATA // 10_000} 万字", where="data", remedy=remedy)
    try:
        read = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise _wrong_data("不是完整的 JSON") from error
    match read:
        case {"text": _, "annotation": _}:
            raise _wrong_data("里 text 和 annotation 只能写一个")
        case {"text": str(text)}:
            return Annotated([plain(_whole(text))])
        case {"annotation": list(pieces)}:
            return Annotated(map(_stretch, pieces))
    raise _wrong_data("里没有 text，也没有 annotation")


def _stretch(piece: Any) -> Stretch:
    match piece:
        case {"text": _, "markup": _} | {"text": _, "interpretAs": _}:
            raise _wrong_data("的一段里 text 不能与 markup 或 interpretAs 同时写")
        case {"text": str(text)}:
            return plain(_whole(text))
        case {"markup": str(markup), "interpretAs": str(meant)}:
            return Stretch(_whole(markup), _whole(meant), markup=True)
        case {"markup": str(markup)}:
            return Stretch(_whole(markup), "", markup=True)
    raise _wrong_data("的一段里没有 text，也没有 markup")


def _whole(text: str) -> str:
    """Replace half a surrogate pair, which JSON may hold and UTF-8 may not; one code unit stays one."""
    return _HALF_PAIR.sub("\ufffd", text)


def _wrong_data(problem: str) -> BadRequest:
    remedy = '应像这样：{"annotation":[{"text":"正文"},{"markup":"<br>","interpretAs":"\\n"}]}'
    return BadRequest(f"data {problem}", where="data", remedy=remedy)
