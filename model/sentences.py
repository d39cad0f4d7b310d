"""The sentences of a body, where each stands, and whether it tells the situation or asks for something."""

import re
from dataclasses import dataclass
from typing import Literal

Zone = Literal["heading", "situation", "ask"]
"""``heading``: a line that only names what follows; ``situation``: 情况、分析; ``ask``: 建议、要求."""

_SENTENCE = re.compile(r"[^\n。！？!?]+[。！？!?]*[”’」』）)]*|[。！？!?]+")
_NUMBER = re.compile(
    r"\s*(?:[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）、．，：:]\s*|\d{1,2}[.．](?!\d)\s*|[①-⑳]\s*|第[一二三四五六七八九十]{1,2}[，、：:]?\s*"
    r"|[一二三四五六七八九十]{1,2}(?:是|要)[要：:，]?)"
)
_ASK_HEADING = re.compile(r"(?:建议|对策|措施|办法|要求|诉求|请求|意见)[^。；]{0,12}[:：]\s*$|^(?:[一二三四五六七八九十]+、)?(?:意见|工作|具体|几点|对策|解决|有关)*(?:建议|对策|措施|办法|诉求)[：:]?$")
_SITUATION_HEADING = re.compile(r"^(?:[一二三四五六七八九十]+、)?(?:基本|存在的?|主要|目前|现状|问题|原因|情况|背景|案由|理由|内容|事由|调研|分析)+[^。，]{0,10}[:：]?$")
_ASK = re.compile(
    r"建议|恳请|请求|敬请|呼吁|(?<!提)请(?!假|客|示|教|看|问|来|人|了|吃)|希望|盼望?|望(?:能|有关|政府|县|市|区|上级|领导|相关|予以)|要求|应当|应该|亟需|务必"
)
_SENTENCE_END = "。！？!?"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the body.

    Attributes:
        start: first code point in the body, blanks and numbering included.
        end: one past its last code point.
        text_start: first code point after blanks and numbering such as ``一、`` or ``（2）``.
        text: the canonical characters from ``text_start`` to ``end``.
        zone: what the sentence does.
        paragraph: index of its line, counted from 0.
    """

    start: int
    end: int
    text_start: int
    text: str
    zone: Zone
    paragraph: int


def split_sentences(body: str) -> tuple[Sentence, ...]:
    """Split a canonical body into sentences.

    Args:
        body: text from :func:`model.canonical.canonical`.

    Returns:
        The sentences in order; they do not overlap, and every character that is not blank belongs to one.
    """
    sentences: list[Sentence] = []
    asking = False
    offset = 0
    for index, line in enumerate(body.split("\n")):
        for match in _SENTENCE.finditer(line):
            if not match.group().strip():
                continue
            sentence, asking = _sentence(match, offset, index, asking)
            sentences.append(sentence)
        offset += len(line) + 1
    return tuple(sentences)


def _sentence(match: re.Match[str], offset: int, paragraph: int, asking: bool) -> tuple[Sentence, bool]:
    raw = match.group()
    number = _NUMBER.match(raw)
    lead = number.end() if number and number.end() < len(raw) else len(raw) - len(raw.lstrip())
    text = raw[lead:].rstrip()
    bare = raw.strip()
    if len(bare) <= 30 and bare[-1] not in _SENTENCE_END and _SITUATION_HEADING.search(bare):
        zone, asking = "heading", False
    elif _ASK_HEADING.search(bare) and bare[-1] not in _SENTENCE_END:
        zone, asking = ("heading" if len(bare) <= 30 else "ask"), True
    elif asking or _ASK.search(text):
        zone = "ask"
        asking = asking or bare[-1] in "：:" or bool(re.match(r"(?:为此|因此|故|特|据此|所以)?[，,]?(?:提出|现|特|我们|我|本人)?.{0,6}建议", text))
    else:
        zone = "situation"
    start = offset + match.start()
    return Sentence(start, start + len(raw.rstrip()), start + lead, text, zone, paragraph), asking
