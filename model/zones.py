"""Whether a stretch of a body names what follows, tells the situation, or asks for something."""

import re
from typing import Literal

from model.numbering import style

Zone = Literal["heading", "situation", "ask"]
"""``heading``: only names what follows; ``situation``: 情况、分析; ``ask``: 建议、要求."""

_ASK_NOUN = r"建议(?:内容|事项)?|对策|措施|办法|诉求|请求|要求|打算|思路|想法|意见"
_SITUATION_NOUN = (
    r"情况|现状|问题|原因|分析|背景|案由|事由|缘由|理由|依据|困难|必要性|可行性|重要性"
    r"|意义|成因|短板|不足|概况|反映|内容"
)
_MODIFIER = (
    r"基本|主要|目前|当前|现实|突出|具体"
    r"|有关|相关|几点|几条|一些|三点|两点|以下|如下|下列|工作|解决|处理|整改|改进|调研|调查|项目|提案|议案"
    r"|为此|因此|所以|鉴于此|对此|据此|由|综上|所述"
    r"|特此|特|现|我们?|本人|提出|存在|面临|产生|形成|的|和|与|及其|及|以及|、|，| "
)
_WORDING = rf"(?:{_MODIFIER}|{_ASK_NOUN}|{_SITUATION_NOUN}){{1,10}}"

LABEL = re.compile(rf"{_WORDING}(?:：| +(?! )|$)|【{_WORDING}】：?")
"""Wording at the start of a stretch that only names what follows: 案由： 具体建议： 存在的问题."""

LABEL_BEGINS = frozenset(word[0] for word in f"【|{_MODIFIER}|{_ASK_NOUN}|{_SITUATION_NOUN}".split("|"))
"""Every label begins with one of these: of a text of many short stretches most are told so sooner."""

_NOUN = re.compile(rf"(?P<ask>{_ASK_NOUN})|(?:{_SITUATION_NOUN})")

_REQUEST = r"(?!假|客|吃|问|看|示|不|帖|柬|来|进|出|教(?![育师体])|人(?![社大民力武]))"
_WHOM = r"政府|部门|单位|[局委办厅站所队院校县市区省乡镇村]|公司|领导|街道|社区|上级|交警|公安|各方|人大|工会"
CUE = re.compile(
    # One class first and the alternatives after it: the engine then skips to these characters.
    r"[建恳敬拟诚吁特呼请想希盼望要由应亟务有]"
    r"(?:"
    # Strong: the verb of asking itself.
    r"(?P<strong>(?<=建)议(?<![的过次条份件出多项]建议)(?<!专家建议)(?<!医生建议)"
    r"(?!书|案|稿|者|人(?![社大民力武])|信(?![访用息])|办理|答复|。|的)"
    r"|(?<=[恳敬拟诚特吁])请|(?<=恳)[求盼望]"
    r"|(?<=请)求(?<![的次份个]请求)(?![，。的])"
    r"|(?<=特)此?(?:申请|提出|要求|呼吁)"
    r"|(?<=呼)吁(?<![次年人]呼吁)(?![，。的了]))"
    # Weak: words that ask only where a clause begins, or when turned to somebody.
    rf"|(?<=[，。；：、 ”）]请){_REQUEST}"
    rf"|(?<=想)请{_REQUEST}"
    rf"|(?<=请)(?<![申提邀聘宴延]请){_REQUEST}(?=[^，。；：！？]{{0,8}}(?:{_WHOM}))"
    r"|(?<=请)(?<![申提邀聘宴延]请)(?=[装修建配安增换清设改加把将给帮拨查拆铺接])"
    r"|(?<=希)望(?<=[，。；：、心是我们此故并还也 ”]希望)(?!小学|中学|学校|工程|之|的|，|。)"
    rf"|(?<=[，。；：、 ][盼望])(?:予|能|早|尽|(?=[^，。；：！？]{{0,8}}(?:{_WHOM})))"
    rf"|(?<=[，。；： ]要)求(?:尽快|及时|立即|[^，。；：！？]{{0,12}}(?:{_WHOM}))"
    rf"|(?<=[，。；： ]由)[^，。；：]{{0,12}}(?:{_WHOM})[^，。；：]{{0,6}}(?:牵头|负责|统筹|安排|承担|会同)"
    r"|(?<=[府门局委镇乡县市区校业司]应)(?!用|对|急|聘|有|收|届|时|付|当引起|当有)"
    r"|(?<=亟)[需待]|(?<=务)必|(?<=有)必要"
    r")"
)
"""A word that asks, in canonical text preceded by one clause mark at least (put ``，`` before the text)."""

_CUE_BEFORE_LIST = re.compile(
    r"(?:建议|请|要求|希望)[^，。；：\n]{0,14}[，：]?(?:一[是要]|1[.、]|①|（一）|（1）|第一)"
)
_SHORT_HEADING = 30
_SHORT_LEAD_IN = 40
_TAIL = 12
"""Code points before the colon in which a lead-in says what it leads to."""
_OPEN_END = frozenset("。！？；，…")


class ZoneReader:
    """Reads the stretches of a body in order and says what each does.

    Two things are remembered: a section (一、情况 … 三、建议), which lasts until another heading ends it, and
    a passage, which lasts from a sentence that asks to the end of its paragraph or its numbered point.
    """

    def __init__(self) -> None:
        self._section = False
        self._section_style = ""
        self._passage = False
        self._levels: dict[str, Zone] = {}

    def read(self, mark: str, text: str, *, opens: bool, next_mark: str | None) -> Zone:
        """Return the zone of the next stretch.

        Args:
            mark: its numbering, empty when there is none.
            text: its canonical text after the numbering, without blanks around it.
            opens: whether it opens a paragraph.
            next_mark: numbering of the stretch after it if a line or a list begins there (empty when that has
                none), ``None`` if the text simply runs on.
        """
        if mark or opens:
            self._passage = False
        zone = self._zone(mark, text, next_mark)
        if mark:
            self._enter(style(mark), zone)
        return zone

    def _enter(self, level: str, zone: Zone) -> None:
        """Note the zone of a numbered stretch under its style; styles that came after it are below it."""
        levels = list(self._levels)
        for below in levels[levels.index(level) + 1 :] if level in self._levels else ():
            del self._levels[below]
        self._levels[level] = zone

    def _zone(self, mark: str, text: str, next_mark: str | None) -> Zone:
        if text[-1] in "：】":
            return self._lead_in(mark, text)
        short = len(text) <= _SHORT_HEADING
        if short and text[0] in LABEL_BEGINS and LABEL.fullmatch(text.rstrip("。")):
            return self._heading(mark, text)
        if next_mark is not None and short and text[-1] not in _OPEN_END:
            if text.startswith("关于") and text.endswith(("建议", "提案", "议案", "请示")):
                return "heading"
            if mark and self._names_what_follows(style(mark), style(next_mark)):
                if style(mark) == self._section_style:
                    self._section = False
                return "heading"
        return self._sentence(text)

    def _names_what_follows(self, own: str, following: str) -> bool:
        if own == following or self._levels.get(own, "heading") != "heading":
            return False
        above = list(self._levels)
        return following not in above[: above.index(own)] if own in above else following not in above

    def _heading(self, mark: str, text: str) -> Zone:
        nouns = list(_NOUN.finditer(text))
        if nouns:
            self._open_section(mark, asks=nouns[-1]["ask"] is not None)
        return "heading"

    def _open_section(self, mark: str, *, asks: bool) -> None:
        self._section, self._section_style = asks, style(mark)
        if not mark:
            self._levels.clear()

    def _lead_in(self, mark: str, text: str) -> Zone:
        clause = text[:-1].rpartition("。")[2]
        label = LABEL.fullmatch(text)
        if label is None and CUE.search("，" + clause):
            self._open_section(mark, asks=True)
        elif label or not (self._section and mark):
            # A numbered ask may well name problems before its own list; it does not end the section.
            self._heading(mark, clause.rpartition("，")[2][-_TAIL:])
        if len(text) <= _SHORT_LEAD_IN:
            return "heading"
        return "ask" if self._section else "situation"

    def _sentence(self, text: str) -> Zone:
        if self._section:
            return "ask"
        cue = CUE.search("，" + text)
        if cue:
            self._passage = self._passage or cue["strong"] is not None
            if _CUE_BEFORE_LIST.search(text):
                self._open_section("", asks=True)
            return "ask"
        return "ask" if self._passage else "situation"
