"""Drawing the template of the letters anew: ``python -m api.letters.drawing``.

The template that comes along is kept as the file it makes, so that the office can begin from it. Layout after
the letters (函) of GB/T 9704-2012: the name of the office and a double rule in red, the title in 小标宋, the
words in 仿宋 三号 with 28 pt a line, headings in 黑体.
"""

from pathlib import Path
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from api.word.blank import blank_word, number_pages

FILE = Path(__file__).parent / "templates" / "opinion.docx"

_RED, _GREY = RGBColor(0xC0, 0x00, 0x00), RGBColor(0x7F, 0x7F, 0x7F)
_SONG, _FANG, _HEI, _KAI = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
_OFFICE, _NUMBER, _TITLE, _SALUTE = "函 机关名称", "函 字号", "函 标题", "函 称呼"
_HEADING, _POINT, _TEXT, _CLOSING = "函 小标题", "函 要点", "函 正文", "函 结尾"
_REGARDS, _SIGNED, _SMALL = "函 敬语", "函 落款", "函 小字"

_LETTER = (
    (_OFFICE, "（请改成本单位名称）"),
    (_NUMBER, "（　　）函〔{{ 年 }}〕　　号"),
    (_TITLE, "关于《{{ 标题 }}》的审读意见"),
    (_SALUTE, "{{ 称呼 }}："),
    (None, "{%p if 审核意见 %}"),
    (None, "{%p for 段 in 审核意见 %}"),
    (_TEXT, "{{ 段 }}"),
    (None, "{%p endfor %}"),
    (_CLOSING, "修改以后的建议，请在____月____日前送到________________。"),
    (None, "{%p else %}"),
    (
        _TEXT,
        "您好！您提交的建议草稿《{{ 标题 }}》{% if 编号 %}（编号：{{ 编号 }}）{% endif %}已经收到。"
        "感谢您深入了解情况，反映群众的意愿。我们读了全文，现将审读意见函告如下，供您参考。",
    ),
    (None, "{%p if 不宜 %}"),
    (_HEADING, "一、总的意见"),
    (
        _TEXT,
        "您反映的情况，我们已经了解，也很重视。只是按照代表建议的有关规定，"
        "这件草稿不宜作为代表建议提出，原因和可以走的办法如下。",
    ),
    (_HEADING, "二、原因和办法"),
    (None, "{%p for 条 in 修改意见 %}"),
    (_POINT, "{{ 条.序号 }}{{ 条.名称 }}"),
    (_TEXT, "{{ 条.问题 }}"),
    (_TEXT, "办法：{{ 条.改法 }}"),
    (None, "{%p endfor %}"),
    (_HEADING, "三、怎样答复"),
    (
        _CLOSING,
        "您可以按上述办法另行反映，也可以改写以后再提交。改写的，请在____月____日前送到"
        "________________。如果您对以上意见有不同的看法，请告诉我们，我们愿意当面听取您的意见。",
    ),
    (None, "{%p else %}"),
    (_HEADING, "一、总的意见"),
    (
        _TEXT,
        "{% if 可取之处 %}这件草稿{{ 可取之处|join('，') }}，"
        "{% if 可取之处|length > 1 %}这些都{% else %}这一点{% endif %}很好，请保留。{% endif %}"
        "为了便于承办单位办理，建议您修改以后再提交，请着重看以下"
        "{% if 修改意见|length > 1 %}几处{% else %}一处{% endif %}。",
    ),
    (_HEADING, "二、请您修改的地方"),
    (None, "{%p for 条 in 修改意见 %}"),
    (_POINT, "{{ 条.序号 }}{{ 条.名称 }}"),
    (_TEXT, "{{ 条.问题 }}{% if 条.另处 %}同样的情况还见于{{ 条.另处 }}。{% endif %}"),
    (_TEXT, "修改建议：{{ 条.改法 }}"),
    (None, "{%p endfor %}"),
    (None, "{%p if 商榷意见 %}"),
    (_TEXT, "另外，下面的地方我们没有把握，请您再看一看："),
    (None, "{%p for 条 in 商榷意见 %}"),
    (_TEXT, "{{ 条.名称 }}{% if 条.原文 %}（{{ 条.原文 }}）{% endif %}：{{ 条.改法 }}"),
    (None, "{%p endfor %}"),
    (None, "{%p endif %}"),
    (_HEADING, "三、承办单位的考虑"),
    (_TEXT, "修改后提交的，{{ 承办 }}，最后以交办时确定的为准。"),
    (_HEADING, "四、怎样答复"),
    (
        _CLOSING,
        "请您在____月____日前，把修改后的建议送到________________。"
        "如果您对以上意见有不同的看法，或者打算不作修改，也请告诉我们，我们愿意当面听取您的意见。",
    ),
    (None, "{%p endif %}"),
    (None, "{%p endif %}"),
    (_CLOSING, "联系人：____________　电话：________________"),
    (_CLOSING, "此致"),
    (_REGARDS, "敬礼！"),
    (_SIGNED, "（单位名称、盖章）"),
    (_SIGNED, "{{ 日期 }}"),
    (_SMALL, "本意见由联审程序辅助读稿（模型 {{ 模型 }}），供参考，由人决定。"),
)


def drawn() -> WordDocument:
    """Return the template."""
    word = blank_word("审读意见函的模板", "联审")
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(30), Mm(32)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(20)
    _add_styles(word)
    for style, text in _LETTER:
        paragraph = word.add_paragraph(text, style or _TEXT)
        if style is None:
            paragraph.paragraph_format.first_line_indent = Pt(0)
            paragraph.runs[0].font.color.rgb = _GREY
    number_pages(word)
    return word


def _add_styles(word: WordDocument) -> None:
    office = _style(word, _OFFICE, _SONG, 36, line=54, align=WD_ALIGN_PARAGRAPH.CENTER)
    office.font.color.rgb = _RED
    office.paragraph_format.space_after = Pt(4)
    _rule(office)
    number = _style(word, _NUMBER, _FANG, 16, align=WD_ALIGN_PARAGRAPH.RIGHT)
    number.paragraph_format.space_before = Pt(10)
    title = _style(word, _TITLE, _SONG, 22, line=34, align=WD_ALIGN_PARAGRAPH.CENTER)
    title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(20), Pt(20)
    _style(word, _SALUTE, _FANG, 16)
    # The signature never stands on a page of its own.
    _style(word, _REGARDS, _FANG, 16).paragraph_format.keep_with_next = True
    for name, font in ((_HEADING, _HEI), (_POINT, _KAI), (_TEXT, _FANG), (_CLOSING, _FANG)):
        own = _style(word, name, font, 16, align=WD_ALIGN_PARAGRAPH.JUSTIFY, indent=2)
        own.paragraph_format.keep_with_next = name != _TEXT
    word.styles[_POINT].font.bold = True
    signed = _style(word, _SIGNED, _FANG, 16, align=WD_ALIGN_PARAGRAPH.RIGHT)
    signed.paragraph_format.right_indent = Pt(64)
    signed.paragraph_format.keep_together = signed.paragraph_format.keep_with_next = True
    small = _style(word, _SMALL, "宋体", 9, line=14)
    small.font.color.rgb = _GREY
    small.paragraph_format.space_before = Pt(24)


def _style(  # noqa: PLR0913 — what makes a style
    word: WordDocument,
    name: str,
    font: str,
    size: float,
    *,
    line: float = 28,
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT,
    indent: int = 0,
) -> ParagraphStyle:
    style: Any = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = word.styles["Normal"]
    style.quick_style = True
    style.font.size = Pt(size)
    style.font.name = "Times New Roman"
    style.element.rPr.rFonts.set(qn("w:eastAsia"), font)
    form = style.paragraph_format
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)
    form.alignment = align
    if indent:
        form.first_line_indent = Pt(indent * size)
        style.element.pPr.find(qn("w:ind")).set(qn("w:firstLineChars"), str(indent * 100))
    made: ParagraphStyle = style
    return made


def _rule(style: ParagraphStyle) -> None:
    """Put the double rule below the name of the office, thick above thin."""
    borders = OxmlElement("w:pBdr")
    borders.append(
        OxmlElement(
            "w:bottom",
            {qn("w:val"): "thickThinSmallGap", qn("w:sz"): "24", qn("w:space"): "6", qn("w:color"): "C00000"},
        )
    )
    style.element.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


if __name__ == "__main__":
    drawn().save(str(FILE))
