"""N5 没有实际内容: nothing is said, or nothing but good wishes.

A short draft with a matter in it is fine, and a matter without an ask, or with an empty one, is V2 or V3. So
only an empty body, a stand-in for text (略, 测试), mere symbols, the title over again, and wishes without any
matter count.
"""

import re

from model.draft import Draft
from model.formal.hit import Hit, Span, cut, find, sentences, words
from model.shown import shown

_STAND_IN = re.compile(
    r"(?:无|略|同上|没有|测试|见附件|详|待补充?|空|内容|正文|请输入|此处|填写|[a-z]|\d)*+", re.I
)
_CHINESE = re.compile(r"[㐀-鿿]")
_SOUNDS = re.compile(r"[\W_]+")
_LABEL = re.compile(r"(?:标题|题目|案由|内容|正文|建议|议案|提案)[：:]")
_TITLE = re.compile("(?:建议|议案|提案|意见|问题)$")
_WISH = re.compile(
    r"(?:希望|祝愿?|愿|相信)[^。；]{0,40}?(?:越来越[好美强]|越办越好|更上一层楼|再上新台阶|更加美好|更美好|蒸蒸日上|繁荣昌盛|搞上去|搞得更好|再创佳绩|取得更大)"
    r"|没有(?:什么)?(?:别的|其他|其它|具体)?(?:意见|建议)"
)
_MATTER = re.compile(
    r"\d|建议(?!的|书)|难|坏|破|堵|脏|臭|漏|缺|乱|险|污|旧|窄|黑|投诉|意见(?:很|较)?大|不足|不够|不便|没有(?!什么|别的|其他|其它|具体|意见|建议)|拖欠|贵|隐患|修|建[设成一]|装|开通|增加|补助|取消"
)
_LONGEST_WISH = 120


def check(draft: Draft) -> Hit | None:
    """Return the words that stand where a matter should stand; no words if the body is empty."""
    if emptiness := _emptiness(draft):
        return _hit(draft, emptiness)
    body = draft.canonical_body.strip()
    if len(body) > _LONGEST_WISH or _MATTER.search(body) or not (wishes := find(draft, _WISH, "body")):
        return None
    quotes = cut(draft, wishes)
    message = f"全文只有{words(quotes[0])}一类的感想和祝愿，没有说出什么问题，也没有提出要求。"
    return Hit(quotes, message, _advice(draft))


def _emptiness(draft: Draft) -> str:
    """Say in what way the body is empty; nothing if it is not."""
    body = _LABEL.sub("", draft.canonical_body).strip()
    said = _SOUNDS.sub("", body[:_LONGEST_WISH])
    if not body:
        return "是空的"
    if len(set(body[:_LONGEST_WISH])) <= 3 and len(set(body)) <= 3 and len(body) > 3:
        return "只有重复的字符"
    if not _CHINESE.search(body) or len(said) < 4 or _STAND_IN.fullmatch(said):
        return "只有几个字或符号"
    if _TITLE.search(said) and said == _SOUNDS.sub("", draft.canonical_title):
        return "只是把题目又写了一遍"
    return ""


def _hit(draft: Draft, what: str) -> Hit:
    first = next(iter(sentences(draft.canonical_body)), None)
    span = (
        Span("body", first.start(), first.end())
        if first and first.group().strip()
        else Span("title", 0, len(draft.title))
    )
    quotes = cut(draft, [span]) if span.end > span.start else ()
    return Hit(quotes, f"正文{what}，没有说出什么问题，也没有提出要求。", _advice(draft))


def _advice(draft: Draft) -> str:
    about = f"围绕{shown(draft.masked_title, 40)}" if draft.masked_title.strip() else ""
    return f"请{about}写明三样：在哪里，有什么问题，请哪个单位做什么。"
