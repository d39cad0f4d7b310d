"""Finding the title (标题、案由) at the head of a draft that is not a form."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from api.documents.labels import label_alone, labelled
from api.documents.source import Line, joined
from model.canonical import canonical

_KINDS = r"(?:建议|提案|议案|意见|批评|请示|报告|申请|呼吁|反映|问题|倡议|函|几点思考|思考|对策)(?:案|书|信)?"
_ABOUT = re.compile(rf"[《“]?关于.{{2,120}}{_KINDS}[》”]?(?:（[^（）]{{0,20}}）)?")
_BEGUN = re.compile(r"[《“]?(?:关于|对|就).{2,60}")
_SENTENCE = re.compile(
    r"[。！？；]|[：，、]$|^(?:尊敬的|各位|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,2}[.、．）])"
)
_HEADING = re.compile(r" {0,3}#{1,6}(?: |(?=[\u4e00-\u9fff]))")
_RULE = re.compile(r"[-=*_ ]{3,}")
_LETTERHEAD = re.compile(
    r".{0,40}(?:人民代表大会|人大|政协).{0,20}(?:会议|委员会|主席团|代表团|文件|办公室)"
    r"|.{0,40}(?:建议|议案|提案|意见)(?:（.{0,10}）)?(?:表|用纸|专用纸|稿纸|登记表|提交表|处理表|处理单|征集表|审查表|纸|单|样式|格式)"
    r"|.{0,40}(?:代表|人民代表大会.{0,20}|会议)(?:建议|议案|提案)、?(?:批评|意见)?(?:、|和)?(?:批评|意见)?(?:和意见)?"
    r"|建议|议案|提案|建议、批评和意见|附件?\d{0,2}：?|第?\d{0,6}号|（.{0,20}）|编号：?.{0,20}"
)
_SEARCHED = 8
_SHORT = 40


@dataclass(frozen=True, slots=True)
class Head:
    """The lines of a draft, parted.

    Attributes:
        letterhead: what stands above the title (表头).
        title: ``None`` when none was found.
        sure: whether the title shows itself as one, rather than only being short.
        rest: what follows.
    """

    letterhead: tuple[Line, ...]
    title: Line | None
    sure: bool
    rest: tuple[Line, ...]


def find_title(lines: Sequence[Line]) -> Head:
    """Part the lines of a draft into letterhead, title and the rest.

    A title is a Markdown heading, a line like 关于……的建议 (which may run over two lines), or else a first
    line that is short, ends no sentence and has other lines below it.
    """
    above = 0
    while above < min(len(lines), _SEARCHED) and is_letterhead(lines[above]):
        above += 1
    for index in range(above, min(len(lines), _SEARCHED)):
        found = _certain(lines, index)
        if found:
            title, below = found
            # A line that is in front of the title and no letterhead belongs to the draft.
            return Head(tuple(lines[:above]), title, True, (*lines[above:index], *lines[below:]))
        if len(lines[index].text) > _SHORT:
            break
    if above + 1 < len(lines) and _may_be_title(lines[above]):
        return Head(tuple(lines[:above]), _clean(lines[above]), False, tuple(lines[above + 1 :]))
    return Head(tuple(lines[:above]), None, False, tuple(lines[above:]))


def is_letterhead(line: Line) -> bool:
    """Whether a line above the title only names the congress, the session or the form."""
    text = canonical(line.text).replace(" ", "")
    return bool(_RULE.fullmatch(text) or ("关于" not in text and _LETTERHEAD.fullmatch(text)))


def _certain(lines: Sequence[Line], index: int) -> tuple[Line, int] | None:
    text = canonical(lines[index].text)
    heading = _HEADING.match(text)
    line = _clean(lines[index].cut(heading.end() if heading else 0, len(text)))
    bare = canonical(line.text)
    if _ABOUT.fullmatch(bare):
        return line, index + 1
    if _BEGUN.fullmatch(bare) and index + 1 < len(lines):
        both = joined((line, _clean(lines[index + 1])))
        if _ABOUT.fullmatch(canonical(both.text)):
            return both, index + 2
    if heading and bare and label_alone(line) is None:
        return line, index + 1
    return None


def _may_be_title(line: Line) -> bool:
    text = canonical(line.text)
    return (
        len(text) <= _SHORT
        and not _SENTENCE.search(text)
        and label_alone(line) is None
        and labelled(line) is None
    )


def _clean(line: Line) -> Line:
    return line.stripped("*#_").squeezed()
