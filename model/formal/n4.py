"""N4 学术探讨、产品推介、广告: the draft sells something, or is a paper.

A business man may tell of his trade, and a draft may ask for a kind of equipment or rest on research. What
counts is an own or named product that is praised or to be bought, words only an advertisement has, and the
furniture of a paper (摘要, 关键词, 参考文献) or a paper's title over a text that asks for nothing.
"""

import re

from model.draft import Draft
from model.formal.hit import Hit, Span, find, hit_clauses

_FIRM = "(?:公司|企业|厂|单位|团队|院|合作社|集团)"
_OWN = f"(?:(?:我|本|我们){_FIRM}|我司|本人(?:研发|发明|代理|经销|经营|开发))"
_MAKES = "(?:研发|研制|生产|代理|经销|开发|推出|发明|销售|经营)"
_BRAND = "[“《][^”》，。]{1,12}[”》]?"
_OFFERS = re.compile(
    rf"{_OWN}[^，。；]{{0,16}}?{_MAKES}|{_OWN}的?{_BRAND}|(?:公司|厂|集团){_MAKES}的?{_BRAND}"
    r"|[“《][^”》]{1,12}[”》]牌|“[^”]{1,10}(?<![品招挂名门路奖铭王底铜车])牌”"
)
_MAY_OFFER = re.compile(f"我(?:们?{_FIRM}|司)|本(?:{_FIRM}|人)|公司{_MAKES}|厂{_MAKES}|集团{_MAKES}|牌")
"""One of these stands in every offer, and a text without any is told so sooner."""
_PRAISES = re.compile(
    r"技术(?:领先|成熟|先进)|质量可靠|性价比|荣获|获(?:得)?多项|专利|金奖|价格(?:优惠|实惠|低廉)"
    r"|深受[^，。；]{0,6}(?:好评|欢迎|青睐)|(?:国内|国际|行业)领先|反响良好|畅销|效果显著|在多地(?:有)?应用"
)
_PUSHES = re.compile(
    r"(?:一律|统一|全部|优先|直接|集中)(?:购买|采购|使用|选用|安装|订购)|购买该公司|不买的|愿意承担|可直接选用"
    r"|推广(?:使用|应用|[我本该])|由政府推广"
)
_ADVERTISES = re.compile(
    r"诚邀[^，。；]{0,10}?(?:加盟|合作|代理)|诚招[^，。；]{0,8}?(?:代理|加盟|经销)"
    r"|欢迎[^，。；]{0,8}?(?:选购|订购|洽谈|咨询|加盟|选用|来电|采购)|量大从优|招商热线|订购热线|来电洽谈|免费试用|限时优惠|扫码(?:下单|购买)"
)
_PAPER = re.compile(
    r"^ {0,8}[【\[]?(?:摘 {0,4}要|关 ?键 ?词|Abstract|Key ?words)[】\]]? ?[：:]"
    r"|^ {0,8}[【\[]?参考文献[】\]]?|^ {0,8}\[1\]",
    re.M | re.I,
)
_PAPER_TITLE = re.compile(
    r"^(?:浅析|浅谈|浅议|试论|试析|略论|简论|刍议|论|再论|谈谈?)(?!证)|(?:研究|探析|初探|刍议|综述|辨析|探讨|探究|浅析|之我见|理论思考|实证分析)$|研究——"
)
_SCHOLARLY = re.compile(
    r"本文(?:从|以|试|认为|旨在|通过|探讨|拟|在|运用|基于|首先|将|结合)|学术界|学界|理论框架|概念(?:界定|辨析)|研究表明|实证|内涵(?:与|和)外延|范式|维度|本体论"
)
_ASKS = re.compile("建议|恳请|希望|请(?!示|教|问|看)|要求|应当|应尽快")


def check(draft: Draft) -> Hit | None:
    """Return the words that sell, or that make a paper of the draft."""
    if spans := _sells(draft):
        return hit_clauses(
            draft,
            spans,
            "{words}是在推介某一家的产品或服务，属于产品推介、广告。",
            "请删去{words}等推介的话，只写要解决的问题和要达到的标准，不指定公司和品牌，采购依法公开进行。",
        )
    if spans := _lectures(draft):
        return hit_clauses(
            draft,
            spans,
            "{words}是论文的写法，全文在作学术探讨，没有写要哪个单位办什么事。",
            "请删去理论探讨，只留当地的具体情况，并写明请哪个单位做什么。",
        )
    return None


def _sells(draft: Draft) -> list[Span]:
    both = f"{draft.canonical_title}\n{draft.canonical_body}"
    advertised = find(draft, _ADVERTISES)
    offered = find(draft, _OFFERS) if _MAY_OFFER.search(both) else []
    pushed, praised = (find(draft, _PUSHES), find(draft, _PRAISES)) if offered else ([], [])
    # One word of praise is how people speak of their trade; two, or a call to buy, is selling.
    if advertised or pushed or len(praised) >= 2:
        return [*offered[:1], *advertised, *pushed, *praised]
    return []


def _lectures(draft: Draft) -> list[Span]:
    if paper := find(draft, _PAPER, "body"):
        return paper if len(paper) >= 2 or _SCHOLARLY.search(draft.canonical_body) else []
    titled = find(draft, _PAPER_TITLE, "title")
    scholarly = find(draft, _SCHOLARLY, "body")
    if not scholarly or _ASKS.search(draft.canonical_body):
        return []
    return [*titled, *scholarly] if titled or len(scholarly) >= 2 else []
