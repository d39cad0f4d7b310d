"""A review in the shape of LanguageTool's ``/v2/check``, which plug-ins of many editors understand.

The interface: https://languagetool.org/http-api/, and the fields that its server writes beyond those, because
some plug-ins rely on them (``warnings``, ``type``, ``contextForSureMatch``, …). We rewrite nothing, hence no
replacements; and the project has no address on the web, hence no URLs.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from api.documents.document import Document
from api.http.annotated import Annotated, Span
from api.http.rule_choice import Choice
from api.places import span_of
from model.content import rubric
from model.draft import Draft, Part, Quote
from model.review import Finding, Objection, Review
from model.rubric import FlagName
from model.shown import shown

PREFIX = "LIANSHEN_"
"""What the ids of rules begin with; the reason code follows."""

_API_VERSION = 1
_LANGUAGE = {"name": "中文", "code": "zh-CN"}
LANGUAGES = [{"name": "中文", "code": "zh", "longCode": "zh-CN"}]
"""The answer of ``/v2/languages``."""

_FORMAL = "FORMAL", "形式审查", "legal"
_CATEGORY: dict[FlagName, tuple[str, str]] = {
    "too_broad": ("TOO_BROAD", "style"),
    "vague": ("VAGUE", "omission"),
    "infeasible": ("INFEASIBLE", "other"),
}
"""The id of the category, and the type of issue in the Internationalization Tag Set 2.0, by which plug-ins
choose the colour."""


@dataclass(frozen=True, slots=True)
class Software:
    """Who answers.

    Attributes:
        version: of the program.
        built: when it came to this machine.
    """

    version: str
    built: date


def answer(
    software: Software, sent: Annotated, document: Document, review: Review, choice: Choice
) -> dict[str, Any]:
    """Return what was found, in LanguageTool's shape; offsets count UTF-16 code units of everything sent.

    Each quote of a finding is one match. The first says what is wrong and how to mend it, the others point to
    the first. What has no place in the text stands at its first character: left out, the draft would look
    clean.

    Args:
        software: that answers.
        sent: the text.
        document: what was read from ``sent.text``.
        review: of the draft in it.
        choice: which rules the user wants to hear of.
    """
    found: tuple[Objection | Finding, ...] = (*review.objections, *review.findings)
    matches = [
        match
        for each in found
        if choice.wants(PREFIX + each.code, _category(each)[0])
        for match in _matches(each, sent, document)
    ]
    matches.sort(key=lambda match: (match["offset"], -match["length"]))
    return _framed(software, matches)


def nothing(software: Software, reason: str = "") -> dict[str, Any]:
    """Return an answer without matches.

    Args:
        software: that answers.
        reason: why nothing was judged; empty where nothing was to be.
    """
    return _framed(software, [], reason)


def _framed(software: Software, matches: list[dict[str, Any]], reason: str = "") -> dict[str, Any]:
    warnings: dict[str, Any] = {"incompleteResults": bool(reason)}
    return {
        "software": {
            "name": "lianshen",
            "version": software.version,
            "buildDate": software.built.isoformat(),
            "apiVersion": _API_VERSION,
            "premium": False,
            "status": "",
        },
        "warnings": warnings | ({"incompleteResultsReason": reason} if reason else {}),
        "language": {**_LANGUAGE, "detectedLanguage": {**_LANGUAGE, "confidence": 0.0 if reason else 1.0}},
        "matches": matches,
    }


def _matches(found: Objection | Finding, sent: Annotated, document: Document) -> Iterator[dict[str, Any]]:
    placed = [(quote, span) for quote in found.quotes if (span := span_of(document, quote))]
    message = f"{_named(found)}：{found.message}{found.advice}"
    if not placed:
        missing = f"原文：“{found.quotes[0].text}”。" if found.quotes else ""
        yield _match(found, message + missing, sent, sent.first(), _sentence(document.draft, None))
    for number, (quote, span) in enumerate(placed):
        if number:
            message = f"{_named(found)}：和{_pointed(placed[0][0])}是同一个问题，怎么改见那里。"
        yield _match(found, message, sent, sent.span(*span), _sentence(document.draft, quote))


def _match(
    found: Objection | Finding, message: str, sent: Annotated, span: Span, sentence: str
) -> dict[str, Any]:
    text, offset = sent.context(span)
    category, name, issue = _category(found)
    return {
        "message": message,
        "shortMessage": f"拿不准：{found.name}" if _unsure(found) else found.name,
        "replacements": [],
        "offset": span.offset,
        "length": span.length,
        "context": {"text": text, "offset": offset, "length": span.length},
        "sentence": sentence,
        "type": {"typeName": "Hint" if _unsure(found) else "Other"},
        "rule": {
            "id": PREFIX + found.code,
            "description": f"{found.name}：{rubric().codes[found.code].definition}",
            "issueType": issue,
            "category": {"id": category, "name": name},
        },
        # What is said holds for the text as it was sent: no plug-in need wait for the end of a sentence.
        "ignoreForIncompleteSentence": False,
        "contextForSureMatch": 0,
    }


def _category(found: Objection | Finding) -> tuple[str, str, str]:
    """Return the id and the name of the category, and the type of issue."""
    if isinstance(found, Objection):
        return _FORMAL
    category, issue = _CATEGORY[found.flag]
    return category, rubric().flags[found.flag].name, issue


def _unsure(found: Objection | Finding) -> bool:
    return isinstance(found, Finding) and found.state == "拿不准"


def _named(found: Objection | Finding) -> str:
    return f"{found.name}（拿不准）" if _unsure(found) else found.name


def _pointed(quote: Quote) -> str:
    return f"标题{shown(quote.text)}" if quote.part == "title" else shown(quote.text)


def _sentence(draft: Draft, quote: Quote | None) -> str:
    """Return the sentence or sentences a quote stands in, or the first of the draft."""
    part: Part = quote.part if quote else "title" if draft.title else "body"
    if part == "title":
        return draft.masked_title
    start, end = (quote.start, quote.end) if quote else (0, 1)
    around = [each for each in draft.sentences if each.end > start and each.start < end]
    first, last = (around[0].start, around[-1].end) if around else (start, end)
    return draft.masked_body[min(first, start) : max(last, end)].strip()
