"""N1 本人或亲属个人问题: what is asked for would help the deputy or a relative, not the public.

A deputy who tells of his own mother as an example and then asks for something public is welcome to. So the
words count only when the ask itself is for oneself, when the title says so, or when the whole text is a
family's story, ends in a plea and names nobody else.
"""

import re

from model.draft import Draft
from model.formal.hit import MOST_QUOTES, Hit, Span, find, hit_clauses, sentences

_KIN = (
    "(?:大|小|亲|堂|表|二|三)?"
    "(?:弟弟|哥哥|姐姐|妹妹|弟媳|嫂子|姐夫|妹夫|儿子|女儿|儿媳|女婿|孩子|爱人|妻子|丈夫|老婆|老公|父亲|母亲|父母|爸爸|妈妈"
    "|岳父|岳母|公公|婆婆|爷爷|奶奶|外公|外婆|孙子|孙女|外孙|侄子|侄女|侄儿|外甥|叔叔|伯父|舅舅|姑姑|亲戚|家人|家属"
    "|爸|妈|弟|哥|姐|妹)"
)
_HOME = "(?:我们?|本人)家(?!乡|园|长|属院|门口|隔壁|附近|旁边|楼下|对面|所在|那|这|住在)"
_MINE = rf"(?:(?:我|本人)的?{_KIN}|{_HOME})"
_MY_THING = (
    # Without 的 another noun in front would own the thing: 参保人本人工资.
    "(?:(?:我|本人)(?:个人)?的"
    "|(?:^|(?<=[决于实发给为把请复整高定办返还帮替，。；：！？ ]))(?:我|本人)(?:个人)?)"
    "(?:这|那)?(?:笔|个|些)?"
    "(?:钱|待遇|工资|养老金|工龄|补偿|赔偿|实际困难|个人问题|工作问题|编制|职称|房屋|房子|宅基地|土地|低保|债务|工程款"
    "|退休(?![前后以之时的]))"
)
_ONE = rf"(?:{_MINE}|{_MY_THING}|我本人)"
_HELP = (
    "解决|照顾|体谅|考虑|安排|落实|批准|审批|批给|退还|返还|归还|判还|补偿|赔偿|赔付|办理|办好|调动|调到|调进|调回"
    "|减免|免除|补发|帮助|帮忙|协调|核定|恢复"
)

_IN_TITLE = re.compile(rf"(?<![是爱建在]){_MINE}|{_MY_THING}")
_ASK = re.compile("[请望盼求]|建议")
_FOR_ME = re.compile(
    rf"(?:{_HELP}|给|为|帮|替)(?:一下|下)?[^，。；、“”]{{0,6}}?{_ONE}"
    rf"|{_ONE}[^，。；“”]{{0,20}}?(?:{_HELP})"
    rf"|{_ONE}[^，。；“”]{{0,16}}?(?:问题|困难|情况|事情|难处|这件事)，(?:特|敬|恳|还)?(?:请|望|盼)"
    r"|[给帮替]我(?![国省市县区州镇乡村社们校院局厂司队家])(?=(?:调|安排|解决|办|落实|批|补|报销|减|免|讨|要回|追|一[份套块间]))"
)
_OWNED = re.compile(r"(?:本人|我)(?:个人)?名下的?[^，。；“”]{1,16}?(?:公司|企业|厂|店|门面|房|地|款)")
_CLAIM = re.compile(r"(?:请|望|建议|要求)[^。]{0,60}?(?:支付|判|赔|补偿|返还|退还|减免|解决|协调|发证|办证)")

_STORY = re.compile(
    rf"\s*(?:内容|案由|情况|反映|事由)?：?(?:{_MINE}|本人(?:系|是|因|患|肢体|现年|今年))[^。]{{0,60}}"
)
_PLEA = re.compile(
    r"[请望求盼][^。；]{0,30}?(?:体谅|照顾|帮忙|帮帮|帮我|主持公道|开恩|救救|可怜|解决(?:编制|工作|住房|实际困难|其))"
)
_OTHERS = re.compile(
    r"群众|村民|居民|市民|百姓|业主|职工们|全[县市镇乡村区省]|大家|许多人|不少人|很多人|一类人|这类人"
    r"|像[我他她](?:们|家)?(?:一样|这样|那样)|同样(?:的|情况)|[\d十百千多几](?:余|多)?[户名]"
)
_CLAUSE = re.compile(r"[^，。；：！？\n]+")


def check(draft: Draft) -> Hit | None:
    """Return the words that ask for something for the deputy or a relative."""
    if not (_speaks_of_me(draft.canonical_body) or _speaks_of_me(draft.canonical_title)):
        return None
    titled = find(draft, _IN_TITLE, "title") if _speaks_of_me(draft.canonical_title) else []
    spans = [*titled, *_asks(draft), *_claims(draft)] or _story(draft)
    if not spans:
        return None
    return hit_clauses(
        draft,
        spans,
        "{words}要解决的是代表本人或亲属自己的事，不是群众共同的事。",
        "这件事请直接向主管单位申请。若当地还有不少人遇到同样的难处，请写清是哪一类人、有多少、请哪个单位做什么，"
        "并把{words}等本人和亲属的诉求删去。",
    )


def _speaks_of_me(text: str) -> bool:
    """Whether a word for oneself is there at all; most clauses have none, and the patterns take long."""
    return "我" in text or "本人" in text


def _asks(draft: Draft) -> list[Span]:
    spans: list[Span] = []
    for sentence in sentences(draft.canonical_body):
        said = sentence.group()
        if not _speaks_of_me(said) or not (ask := _ASK.search(said)):
            continue
        for clause in _CLAUSE.finditer(said):
            # One form of _FOR_ME ends in an ask behind the comma; what ends before the ask is the story.
            end = clause.end() + len("，恳请")
            if not _speaks_of_me(said[clause.start() : end]):
                continue
            match = _FOR_ME.search(said, clause.start(), end)
            if match and match.end() > ask.start():
                spans.append(Span("body", sentence.start() + clause.start(), sentence.start() + clause.end()))
    return spans[:MOST_QUOTES]


def _claims(draft: Draft) -> list[Span]:
    owned = find(draft, _OWNED, "body") if "名下" in draft.canonical_body else []
    return owned if owned and _CLAIM.search(draft.canonical_body, owned[0].end) else []


def _story(draft: Draft) -> list[Span]:
    body = draft.canonical_body
    if not _STORY.match(body) or _OTHERS.search(body) or not (plea := _PLEA.search(body)):
        return []
    spans = [Span("body", plea.start(), plea.end())]
    if clause := _CLAUSE.search(body):
        spans.append(Span("body", clause.start(), clause.end()))
    return spans
