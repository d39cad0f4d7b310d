"""What a draft asks for: the words after 建议, without the politeness and without the unit addressed."""

import re

from model.draft import Draft
from model.unit_list import UnitList

_POLITE = re.compile(
    "^(?:为此|因此|对此|故此|故|所以|据此|鉴于此|综上|一是|二是|三是|四是|五是)?(?:我们|我|本人)?(?:特此|特|现|强烈|再次)?(?:提出)?(?:如下|以下)?"
    "(?:建议|恳请|请求|敬请|呼吁|希望|盼望|盼|期盼|要求|申请|望|请)(?:上级|领导)?"
)
_ADDRESSEE = re.compile(
    "^(?:请|由|让|望)?(?:各级|上级|我|全)?(?:[县市区省镇乡])?(?:委)?(?:[、和及]?(?:[县市区省镇乡])?(?:人民)?政府|有关部门|相关部门|有关单位|相关单位|主管部门|职能部门|领导)+"
)
_HURRY = re.compile(
    "^(?:尽快|抓紧|立即|马上|尽早|及时|能够|能|予以|给予|对此|统一|认真|进一步|切实|来|积极|协调解决)+"
)
_WHEN = re.compile(
    r"^(?:今年|明年|年内|本月|[上下]半年|[暑寒]假|春节|汛期|入冬|开学|\d{1,2}月)(?:里|期间|底|初|内|之?前|之?后|以[前后])?，?"
)
_APPEAL = re.compile(
    "重视|关心|关注|支持|解决好?$|尽快解决|加以解决|妥善解决|管一管|引起|高度|想想办法"
    "|早作打算|给予帮助|研究解决|协调解决|采取(?:有效|有力)?措施|拿出|办好|落到实处|落实到位|抓紧落实"
)

_SHORTEST = 3


def strip_ask(text: str, units: UnitList) -> str:
    """Return what is to be done: the ask without 建议, the unit it is addressed to, and hurry."""
    text = _POLITE.sub("", text.strip())
    for _ in range(3):
        before = text
        text = _ADDRESSEE.sub("", text)
        text = units.addressed.sub("", text)
        text = _WHEN.sub("", text)
        text = _HURRY.sub("", text).lstrip("：:，,、 ")
        if text == before:
            break
    return text


def deeds(draft: Draft, units: UnitList) -> tuple[str, ...]:
    """Return what each ask of the draft wants done, in their order; appeals such as 予以重视 are left out."""
    body = draft.canonical_body
    done = (strip_ask(body[ask.start : ask.end], units) for ask in draft.asks)
    return tuple(deed for deed in done if len(deed) > _SHORTEST and not is_appeal(deed))


def is_appeal(text: str) -> bool:
    """Tell whether the words call for attention and name no action."""
    return bool(_APPEAL.search(text))
