"""The asks of a draft, one by one (逐条分解)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.sentences import Sentence
from model.zones import CUE

if TYPE_CHECKING:
    from model.draft import Draft

MOST_ASKS = 12
"""A draft that asks for more is a list of wishes; the first dozen show that."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Where one ask stands in the body.

    Attributes:
        start: first code point of the words that ask, numbering and 建议 left out.
        end: one past the last code point, closing punctuation and purposes left out.
    """

    start: int
    end: int


_STANDS_ALONE = 20
"""Code points an ask needs to be understood without the clause before it."""
_LEADING = 4
"""Code points in front of 建议 that only lead to it, such as 为此，我."""
_CORE = 12
"""Code points that stay when purposes behind an ask are left out."""
_HEADLINE = 12
"""A first sentence up to this long only names its numbered point when more follows."""
_BARE = 6
"""Up to so many code points an ask such as 尽快硬化 leaves it to the clause before it to say what."""
_CHECKABLE = 60
"""Longer spans nearly always hold something beside empty words; looking would only cost time."""
_LEAST = 2
"""Code points beside empty words that make an ask."""

# Words that ask for attention and for nothing one could check (rubric V2), and whom they are said to.
_EMPTY = re.compile(
    r"高度|引起|予以|给予|加以|足够|切实|真正|充分|积极|认真|尽快|尽早|早日|及时|抓紧|马上|重视|关注|关心|关怀|支持"
    r"|体谅|过问|研究|解决|处理|办理|落实|答复|回复|批示|审议|采纳|考虑|协调|统筹|逐[项件一]|整改|启动|实施|安排|推动"
    r"|推进|帮[助忙]|想想?办法|管一管|看一看|拿出|给[出个]?|交代|说法|满意|为盼|为荷|谢谢|感谢|妥否|当否"
    r"|列入|议事日程|摆上|当成|当作|大事|抓|真抓实干|见成效|消除隐患|记在心上|体会|倾听|呼声|老大难|对号入座|认领"
    r"|渡过难关|难处|做主|作主|加强|加大|力度|方案|办法|措施|多"
    r"|有关|相关|职能|主管|各级|上级|上面|领导|方面|大家|政府|部门|单位|党委|人大|常委会|各|[县市区省乡镇]委?|街道|村"
    r"|我们?|他们|群众|百姓|代表"
    r"|以上|上述|此|这|该|事|件|项|情况|问题|困难|难题|建议|意见|诉求|请求|恳请|希望|盼望?|请|望|能够?|可以?|进行|做好"
    r"|起来|一下|一个|[，。；：！？、“”（） 的了并和与及对将把就为是也都还再由向吧]"
)
# What a slogan is made of (rubric V3): nothing one could check whether it was done.
_SLOGAN = re.compile(
    r"(?:提高|统一|深化|增强|转变)(?:政治|思想|大局|责任)?(?:认识|思想|意识|观念|站位|作风)|深刻认识"
    r"|重要性|紧迫性|重要意义|责任感|使命感"
    r"|加大|加强|强化|健全|完善|落实|明确|压实|建立|理顺|创新|优化|细化|夯实|深化|规范|严格|提高|提升|增强"
    r"|凝聚|形成|营造|构建|打造"
    r"|工作|组织|宣传|监督|监管|管理|检查|执法|投入|保障|主体|管护|扶持|政策|社会|舆论|督促|引导|考核|服务"
    r"|联动|协作|配合|要素|沟通"
    r"|长效|体制|机制|制度|体系|责任制?|合力|格局|局面|氛围|环境|风尚|水平|质量|实效|成效|力量|基础"
    r"|全方位|多措并举|常态化"
    r"|齐抓共管|群策群力|上下联动|密切配合|各司其职|久久为功|常抓不懈|抓[紧实细]|落地见效|取得|良好|浓厚|有力|强大|共同参与|全社会|共同"
    r"|群众反映强烈|强烈|突出|热点|难点|更加?|越来越|美好|明天|未来|美丽|繁荣|发展|进步|不断|全面|大力|着力|持续|扎实|深入|有效|进一步"
)
_SOUNDS_LIKE_SLOGAN = re.compile(
    "认识|站位|意识|领导|力度|[机体]制|制度|体系|责任|合力|力量|格局|局面|氛围|风尚|(?<!生态)环境"
    "|齐抓共管|各司其职|常抓不懈|久久为功|美好"
)
"""Without one of these the words of ``_SLOGAN`` may be all that is asked for: 请教育局明确."""
_OFFICE = re.compile(r"[一-鿿]{2,7}?[局厅委办]")
_OFFICE_END = re.compile("[局厅委办]")
_WORKS = frozenset("修铺装建通换补")
"""Verbs that say all an office must know where the situation tells what is broken."""
_ADDRESSEE = re.compile(r"[局厅委办站所]|公司|政府|部门|领导|上[级头面]|街道|[镇乡村]")
_SYMPATHY = re.compile(r"[^，。；：]{0,16}?(?:体谅|体察|理解|关心|关怀|照顾)[^，。；：]{0,16}，")
"""A clause that asks for no more than an open ear before the ask itself: 领导体谅我们的难处，"""
_CONNECTIVE = re.compile(r"(?:为此|对此|因此|所以|同时|另外|此外|在此|故|特|，)*")
_LED_TO = re.compile(r"(?:我们?|本人|特|再次|，)*")
_REASON = re.compile(
    r"这(?:样|既|不仅|将|就|才|是|[件个些])|以上|上述|如此|只有|只要|因为|由于|关系|大家|目前|当前|近年来?|据(?!此)|事情"
    r"|我(?![县市区省镇乡])|我[县市区省](?:去年|今年|现|目前|虽|是|有|地方|财政|一般)"
    r"|相信|毕竟|虽然|尽管|总之|实践证明|此致|敬礼|特此|妥否|当否|领衔|联名|附议|附件|附：|联系"
    r"|(?:测算|初步|大约|预计|估算|经测算)|[^，。；]{0,6}(?:费用|估算|概算|预算|约需|共需|资金)(?![^。；]{0,80}(?:由|列|从|纳入|申报|安排|争取|统筹|拨))"
    r"|为[^，。；]{0,60}$|[^，。；]{0,8}(?:是可以做到|不增加财政|花钱不多|并不难)"
    r"|(?:19|20)\d\d年\d{1,2}月(?:\d{1,2}日)?$"
)
_PURPOSE = re.compile(
    r"(?:从而|进而|以便|以期|以此?(?=[保促提解确推维满改])|进一步(?=保障|维护)|切实(?=保障|维护|解决|提高|提升|增强|让|把)"
    r"|真正|从根本上|最终|努力|确保|保障|保证|维护|让|使|方便|解决(?=[^，]{0,14}(?:难|问题|困难))|还(?=[^，]{2,14}一[个片方份])|早日"
    r"|给(?=[^，]{0,8}(?:满意|交代|说法|答复))|消除|防止|避免|杜绝|为[^，]{2,20}(?:提供|创造|奠定|作出|做出|贡献|服务|添)"
    r"|促进|助力|提升|满足|恳请|请|希望|盼|望)"
)
_PREFACE = re.compile(
    r"(?:为|结合|针对|鉴于|根据|按照|随着|在此基础上|对此|因此|所以|同时|另外|此外)[^。；：]{0,60}?，"
)
_WHO = (
    r"[^，。；：、的]{0,9}(?:局|厅|公司|政府|大队|法院|检察院|交警|供电所|派出所|卫生院|[镇乡]里|街道办?|银行|工会|残联|妇联"
    r"|工商联|人社|住建|财政|民政|教育|公安|交通)"
)
_AGAIN = r"(?:并|同时|另外?|此外|还|再)?，?"
_TURN = re.compile(
    rf"[，；]{_AGAIN}(?:请|恳请|建议)(?={_WHO})|[，；](?:[二三四五六七八九][是要]|第[二三四五六七八九]，|其次，?|再次，?)"
)
"""Where a sentence turns to another unit, or goes on to its next point."""
_ACTOR = re.compile(rf"{_AGAIN}(?:建议|恳请|(?:请|由)?{_WHO})")
_END = "。！？；，：、… "


def asked_of(draft: "Draft") -> list[str]:
    """Return the canonical words of each ask."""
    return [draft.canonical_body[ask.start : ask.end] for ask in draft.asks]


def find_asks(sentences: Sequence[Sentence]) -> tuple[Ask, ...]:
    """Return what the sentences of a draft ask for, one entry for each ask, in the order of the text.

    A numbered point is one ask; without numbering each sentence that asks is one; a clause that turns to
    another unit is one of its own. Lead-ins, reasons, purposes and closings such as 请予重视 are none, so
    that a draft that only tells of a problem (rubric V2) gives none. Words are the measure, not meaning: a
    closing in unusual words may still be taken for an ask.

    Args:
        sentences: of the body, all of them.

    Returns:
        At most ``MOST_ASKS`` asks; they do not overlap.
    """
    found: list[Ask] = []
    for point in _points(sentences):
        found.extend(_asks_of(point))
        if len(found) >= MOST_ASKS:
            break
    return tuple(found[:MOST_ASKS])


def _points(sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    """Group the sentences of the ask zone: a numbered point, or a paragraph without numbering."""
    point: list[Sentence] = []
    for sentence in sentences:
        numbered = sentence.text_start > sentence.start
        if point and (
            numbered
            or sentence.zone != "ask"
            or (sentence.paragraph != point[-1].paragraph and point[0].text_start == point[0].start)
        ):
            yield point
            point = []
        if sentence.zone == "ask":
            point.append(sentence)
    if point:
        yield point


def _asks_of(point: list[Sentence]) -> Iterator[Ask]:
    """Yield the first sentence of a point that asks, and those after it that ask for something else.

    After a full stop a point is mostly explained; only a sentence that turns to somebody asks anew. Without
    numbering a semicolon parts one ask from the next.
    """
    numbered = point[0].text_start > point[0].start
    asked = parted = False
    for index, sentence in enumerate(point):
        headline = (
            not asked
            and index + 1 < len(point)
            and len(sentence.text) <= _HEADLINE
            and sentence.text[-1] == "。"
        )
        anew = not asked or (parted and not numbered) or _ACTOR.match(sentence.text)
        parted = sentence.text[-1] == "；"
        if anew and not headline:
            for ask in _asks_in(sentence):
                asked = True
                yield ask


def _asks_in(sentence: Sentence) -> Iterator[Ask]:
    text = sentence.text
    start, said = _first(text)
    turns = [found.span() for found in _TURN.finditer(text, said + _CORE)]
    for cut, following in [*turns, (len(text), len(text))]:
        end = _last(text, max(start, said), cut)
        if _says_something(text, max(start, said), end):
            yield Ask(sentence.text_start + start, sentence.text_start + end)
        start = following


def _says_something(text: str, start: int, end: int) -> bool:
    if _REASON.match(text, start, end):
        return False
    if end - start >= _CHECKABLE:
        return True
    words = text[start:end]
    said = _without_empty_words(words)
    return len(said) >= _LEAST or (said in _WORKS and _ADDRESSEE.search(words) is not None)


def _without_empty_words(words: str) -> str:
    if _SOUNDS_LIKE_SLOGAN.search(words):
        words = _SLOGAN.sub("", words)
    if _OFFICE_END.search(words):
        words = _OFFICE.sub("", words)
    return _EMPTY.sub("", words)


def _first(text: str) -> tuple[int, int]:
    """Return where the ask begins and where, after 为……，建议, it says what is asked for.

    They differ where the situation in front is needed to understand a short ask: 窗口排队太长，请增设自助机.
    """
    preface = _PREFACE.match(text)
    front = preface.end() if preface else 0
    cue = CUE.search(f"，{text}")
    if cue is None:
        return (front, front) if len(text) - front >= _STANDS_ALONE else (0, 0)
    said = _past_sympathy(text, _skip(text, cue.end() - 1))
    before = cue.start() - 1
    if len(text[said:].rstrip(_END)) <= _BARE:
        told = _CONNECTIVE.match(text, 0, before)
        if told and not _LED_TO.fullmatch(text, told.end(), before):
            return told.end(), said
    if len(text) - said >= _STANDS_ALONE or before - front < _LEADING:
        return said, said
    return _skip(text, front), said


def _past_sympathy(text: str, said: int) -> int:
    clause = _SYMPATHY.match(text, said)
    if clause is None or _OFFICE.search(clause.group()) or _without_empty_words(clause.group()):
        return said
    return _skip(text, clause.end())


def _skip(text: str, start: int) -> int:
    while start < len(text) - 1 and text[start] in _END:
        start += 1
    return start


def _last(text: str, start: int, end: int) -> int:
    """Return where the words that ask end, before ，确保……."""
    while end > start and text[end - 1] in _END:
        end -= 1
    while True:
        comma = text.rfind("，", start, end)
        if comma - start < _CORE or not _PURPOSE.match(text, comma + 1, end):
            return end
        end = comma
