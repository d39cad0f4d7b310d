"""N2 诉讼、仲裁、信访程序中或检举控告: one case before a court or a petition office, or an accusation.

Proposals to improve how courts and petition offices work are no such thing. So one word such as 法院 never
counts: a draft must show twice over that one case is under way, or once and tell the court what to do, or
tell it so about a case that it names. An accusation names a person or an office-holder and calls for an
inquiry; words on how such things could be prevented are none.
"""

import re
from typing import get_args

from model.draft import Draft, Part
from model.formal.hit import Hit, Span, find, hit_clauses, sentences, text_of

_GATE = re.compile(
    "法院|审|诉|仲裁|裁决|信访|上访|检举|控告|举报|揭发|纪委|监委|监察|查处|彻查|立案|追究|严惩|严肃处理|法办"
)

_COURT = re.compile("法院|一审|二审|重审|再审|审理|裁决|仲裁|诉|执行异议|开庭|次庭|判|结案")
"""Without one of these no sign of a case can be there."""
_UNDER_WAY = (
    re.compile(
        r"(?:正在|还在|尚在|仍在|现在|目前|已进入)[^，。；]{0,10}?(?:二审|重审|再审|审理|仲裁|诉讼|执行异议|开庭)(?![服案费程设])|发回重审"
        r"|(?:二审|重审|再审|审理|仲裁|诉讼)(?:程序|过程)?(?:之)?(?:中|期间|阶段)(?![心级间])|在二审"
    ),
    re.compile(
        r"(?:起诉|上诉|诉讼|反诉)(?:到|至|于)[^，。；]{0,10}?法院|诉至|已(?:经)?(?:提起)?(?:上诉|起诉)|向[^，。；]{0,14}?(?:法院|仲裁[委院]?)[^，。；]{0,8}?(?:起诉|上诉|提起|申请)"
        r"|我家起诉|(?:申请|提起)了?(?:劳动)?仲裁(?![委院员机])|不服，?[^，。；]{0,6}上诉"
    ),
    re.compile(
        r"(?:至今|还|尚|仍|一直|迟迟)(?:没有|没|未|不)(?:新的)?(?:作出|做出)?(?:判决|判下来|判|开庭|宣判|裁决|结案|下判)|开了?[一两二三四五六\d]+次庭|已?开庭[一两二三四五六\d]+次"
        r"|一审(?:已|判|败诉|把|开庭)|(?<!当事人)(?<!群众)不服[^，。；]{0,8}?(?:[一二终]审|判决|裁定|裁决|仲裁)(?![的者])|(?:判|判决)我[们家村方]?[^，。；]{0,4}败诉|执行异议之诉"
    ),
    re.compile(r"(?:被[^，。；]{0,8}法院|法院)[^，。；]{0,6}(?:查封|冻结|拍卖)"),
)
_TELLS_THE_COURT = re.compile(
    r"(?:要求|责成|请|督促|建议|敦促|责令|让)[^，。；]{0,12}?(?:法院|仲裁)[^。；]{0,24}?(?:改判(?![案率的、和或])|判[^断]|撤销|撤掉|撤回|解除|划给|胜诉|快审)"
    r"|法院[^，。；]{0,14}?(?:撤销|撤掉)[^，。；]{0,6}(?:判决|裁定)|判[^，。；]{0,10}?胜诉|判(?:处|决)?结果[^，。；]{0,6}(?:报|送)[^，。；]{0,6}(?:政府|县|市)|改判(?![案率的、和或])|判还给"
)
_PERSON = (
    "(?:[一-龥]某|[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘"
    "杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文]"
    "(?!序|式|度|案|书|法|件|员|务)[一-龥]{1,2}?)"
)
_SUIT = "案(?![件例由卷情])"
_CASE = rf"(?:{_PERSON}[^，。；]{{0,16}}?(?:{_SUIT}|纠纷|无罪)|[一-龥]某|(?:纠纷|争议|一){_SUIT})"
_TELLS_ABOUT_A_CASE = re.compile(
    r"(?:要求|责成|请|督促|建议|敦促|责令|让|望|关于)[^，。；]{0,12}?法院[^，。；]{0,12}?(?:"
    rf"(?:改判|重审|撤销(?:原)?(?:判决|裁定)|再审)[^，。；]{{0,12}}?{_CASE}"
    rf"|{_CASE}[^，。；]{{0,12}}?(?:改判|重审|撤销(?:原)?(?:判决|裁定)|再审))"
)
_ON_PETITION = re.compile(
    r"信访[^，。；]{0,8}?(?:答复|结论|处理意见|复查意见|复核意见)[^。；]{0,12}?(?:不服|不满|不公|不认可|重新|撤销)"
    r"|(?:不服|撤销|重新处理)[^，。；]{0,10}?信访[^，。；]{0,6}?(?:答复|结论|意见)"
    r"|(?:正在|已进入|已经进入|仍在|还在)[^，。；]{0,8}?信访(?:程序|复查|复核|办理|处理)"
    r"|信访事项[^，。；]{0,12}?(?:正在|复查中|复核中|已受理|尚未办结)"
)

_NOT_A_DEVICE = (
    "(?!电话|热线|奖|制度|机制|平台|渠道|箱|办法|途径|中心|方式|人|线索|者|邮箱|信息|投诉|有奖|查实|监督"
    "|的?(?:群众|人员|企业))"
)
_ACCUSES_IN_TITLE = re.compile(rf"(?:检举|控告|揭发|(?:实名)?举报){_NOT_A_DEVICE}")
_ACCUSES = re.compile(
    rf"(?:现|特此?|我要|本人|我们|实名|在此)(?:向[^，。；]{{0,10}}?)?(?:检举|控告|揭发|举报){_NOT_A_DEVICE}[^，。；]{{0,20}}"
)
_CRIME = re.compile(
    "贪污|受贿|索贿|挪用|侵吞|截留|私分|套取|虚报|冒领|优亲厚友|中饱私囊|以权谋私|吃拿卡要|去向不明"
    # Whoever builds on a pavement or a field is no embezzler.
    "|侵占(?!了?(?:公共|绿|耕|农田|基本农田|河|湖|水|岸|道|路|盲|人行|林|湿地|消防|车|学校))"
)
_POST = "(?:支书|村主任|村长|会计|局长|镇长|乡长|院长|校长|所长|站长|主任|书记|组长|经理)"
_SOMEBODY = "[一-龥]某(?![些个种类地县市区乡镇村单])"
_WHO = re.compile(rf"{_SOMEBODY}|{_POST}(?![们职岗负办和、等])")
_IN_PARTICULAR = re.compile(
    rf"{_SOMEBODY}|原|时任|现任|该|[本我][村镇乡县局院校]|\d"
    # 李家村支书, but not 对村支书 or 农村支书.
    rf"|[一-龥](?<![对农和与把将各向是及让被行个些分部强])[村镇乡县局院校]村?{_POST}"
)
_IN_GENERAL = re.compile(
    "防止|防范|预防|杜绝|避免|遏制|监督|监管|整治|机制|制度|[等类种](?:行为|问题|现象|情况)|凡|一些|有些|有的|个别|部分|少数|往往"
    r"|如有|如果|一旦|发现一起|各[村乡镇县级校单]|全[县市省国区]|案件?\d|\d[件起例宗]"
)
_PUNISH = re.compile(
    r"(?:请|要求|建议|望)[^。]{0,20}?(?:纪委|监委|监察|检察|公安|有关机关|有关部门|司法机关|组织)[^。]{0,16}?(?:查处|立案|追究|严惩|彻查|严肃处理|法办)|追究其[^，。；]{0,6}责任"
)
_PUNISH_IN_TITLE = re.compile("查处|立案|追究|严惩|彻查|严肃处理|法办")


def check(draft: Draft) -> Hit | None:
    """Return the words that show a case under way, or an accusation."""
    if not (_GATE.search(draft.canonical_body) or _GATE.search(draft.canonical_title)):
        return None
    if spans := _case(draft):
        return hit_clauses(
            draft,
            spans,
            "从{words}看，这是诉讼、仲裁或信访程序中的个案，人大代表和政府不能代替这些机关作决定。",
            "请由当事人按法定程序办理，把{words}等个案内容删去。若个案背后有普遍问题，可改提改进有关工作的建议。",
        )
    if spans := _accusation(draft):
        return hit_clauses(
            draft,
            spans,
            "{words}是对具体单位或个人的检举控告，应由纪检监察、司法机关依程序处理。",
            "请把{words}等检举内容和证据直接交给纪检监察或司法机关；建议里只留要改进的制度和工作。",
        )
    return None


def _case(draft: Draft) -> list[Span]:
    both = f"{draft.canonical_title}\n{draft.canonical_body}"
    if "信访" in both and (petition := find(draft, _ON_PETITION)):
        return petition
    if not _COURT.search(both):
        return []
    if named := find(draft, _TELLS_ABOUT_A_CASE):
        return named
    signs = [spans[0] for pattern in _UNDER_WAY if (spans := find(draft, pattern))]
    orders = find(draft, _TELLS_THE_COURT) if signs else []
    return [*signs, *orders] if len(signs) >= 2 or orders else []


def _accusation(draft: Draft) -> list[Span]:
    stated = [*find(draft, _ACCUSES_IN_TITLE, "title"), *find(draft, _ACCUSES, "body")]
    if stated:
        return stated
    calls = [match.start() for match in _PUNISH.finditer(draft.canonical_body)]
    if not calls and not _PUNISH_IN_TITLE.search(draft.canonical_title):
        return []
    return [
        Span(part, sentence.start(), sentence.end())
        for part in get_args(Part)
        for sentence in sentences(text_of(draft, part))
        if (part == "title" or sentence.start() <= max(calls, default=sentence.start()))
        and _accuses(sentence.group())
    ]


def _accuses(said: str) -> bool:
    """Whether a sentence lays a crime to somebody's charge."""
    named = _WHO.search(said) and _IN_PARTICULAR.search(said) and not _IN_GENERAL.search(said)
    return bool(named and _CRIME.search(said))
