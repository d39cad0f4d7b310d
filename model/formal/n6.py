"""N6 不属本行政区域: what is asked for lies with another county, city or province.

A matter across the border is fine when the draft asks its own side to talk, to connect or to report upwards.
So a foreign place alone never counts; a sentence that orders it about, or wants work done there, does.
"""

import re
from itertools import islice

from model.draft import Draft
from model.formal.hit import Hit, Span, cut, sentences, text_of, words

_PLACE = r"[一-龥]{2,3}?(?:省|市|县|区|州)"
_BORDER = re.compile(
    rf"(?:邻|外)(?:省|市|县|区|州)的?({_PLACE})"
    rf"|[与和同跟]({_PLACE})(?![城委政])[^，。；]{{0,10}}?(?:隔|交界|相邻|接壤|毗邻|搭界|一江之隔)"
)
_NEIGHBOUR = "(?:邻|外|隔壁|相邻的?)(?:省|市|县|区|州)(?![人籍车牌号户企客商])"
_MOST_PLACES = 12
_OURS = re.compile("^(?:[我本全该][省市县区州]|.*[我本全在])")
_ORDERS = re.compile(
    r"督促|责令|责成|勒令|命令|强令|要求|通知|下达|处罚|罚款|停产|接管|处分|问责|无条件|派执法|派人过去|尽快修|修通|修好|修缮|搬走|停止(?!执行)"
)
_TALKS = re.compile(
    "协商|商谈|商定|洽谈|对接|衔接|沟通|联席|联合|联防|联调|共建|会商|发函|争取|报请|反映|汇报|报告|申报|呼吁上级|推动两地|磋商|合作"
)
_ORGAN = "(?:人民政府|政府|局|委员会|厅|有关部门|主管部门|相关部门)(?![的有长办])"
_TOGETHER = re.compile("支持|配合|协助|协同|共同|一起|一道|介绍|经验|学习|参观|参加|派员|到场|来我")
_ASKS = re.compile("建议|请|要求|督促|责令|责成|应当|必须|希望")


def check(draft: Draft) -> Hit | None:
    """Return the sentences that ask for something beyond the border."""
    both = f"{draft.canonical_title}\n{draft.canonical_body}"
    if not re.search("邻|外[省县市]|交界|境内|地界|隔[河江山]|接壤", both):
        return None
    abroad = _abroad(both)
    addressed = re.compile(rf"(?:请求?|建议|要求|希望)(?:{abroad.pattern})[一-龥]{{0,8}}?{_ORGAN}")
    spans = [
        Span(part, sentence.start(), sentence.end())
        for part in ("title", "body")
        for sentence in sentences(text_of(draft, part))
        if _orders_about(sentence.group(), part == "title", abroad, addressed)
    ]
    if not spans or _talks(draft, spans):
        return None
    quotes = cut(draft, spans)
    place = abroad.search(quotes[0].text)
    where = place.group() if place else "外地"
    return Hit(
        quotes,
        f"{words(quotes[0])}要由{where}来办，不属本行政区域，本级无权安排。",
        f"请改提本级能做的一步，如请本级有关部门同{where}协商，或向共同的上级反映；只属{where}自己的事，请由当地代表提出。",
    )


def _abroad(text: str) -> re.Pattern[str]:
    """The words for places beyond the border: 邻县 and the like, and the places named as such."""
    named = (
        name for match in _BORDER.finditer(text) for name in match.groups() if name and not _OURS.match(name)
    )
    names = dict.fromkeys(islice(named, _MOST_PLACES))
    return re.compile("|".join([_NEIGHBOUR, *names]))


def _orders_about(sentence: str, is_title: bool, abroad: re.Pattern[str], addressed: re.Pattern[str]) -> bool:
    """Whether a sentence orders about what lies abroad, or asks an office there to do something."""
    if not abroad.search(sentence) or _TALKS.search(sentence):
        return False
    if addressed.search(sentence) and not _TOGETHER.search(sentence):
        return True
    return bool(_ORDERS.search(sentence) and (is_title or _ASKS.search(sentence)))


def _talks(draft: Draft, spans: list[Span]) -> bool:
    """Whether only the title sounds like an order while the body asks for talks."""
    return all(span.part == "title" for span in spans) and _TALKS.search(draft.canonical_body) is not None
