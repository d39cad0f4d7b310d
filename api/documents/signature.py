"""Whose name a signature (落款) holds: the deputy and the delegation, only where the words leave no doubt."""

import re
from functools import cache

from model.canonical import canonical

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
    "庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦柳邢路岳梅莫庄辛管祝涂谷祁舒耿牟卜詹关苗凌费"
    "纪靳盛童欧甄曲游阳裴卫屈鲍覃霍翁隋植甘景薄司柏宁柯阮桂闵柴冉房盘蓝奉闫肖付邸滕晏"
)
"""The commonest family names; a line that begins with a rarer one is not taken for a name."""
_COMPOUND = "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|令狐|慕容|司徒|端木|夏侯|长孙|宇文"
_NO_NAMES = (
    "谢谢|谢意|谢谢您|谢谢了|安全|方案|方便|方面|方法|文件|文明|高兴|高度|任何|任务|常委|常驻|关于|关心|管理|路线|路面|房屋"
    "|石料|江河|田地|水利|马上|金额|万元|温暖|严格|施工|平安|游客|章程|章节|宁可|申请|申报"
)
"""Common words that begin like a name."""
_BLANK_FORM = frozenset({"签名", "签字", "姓名", "盖章", "签章", "代表", "同意", "附后", "见附件", "如下"})
"""What stands where a form was not filled in."""

_HAN = "[\u4e00-\u9fff]"
_OWN = (
    rf"(?!(?:{_NO_NAMES})(?!{_HAN}))"
    rf"(?:(?:{_COMPOUND}){_HAN}{{1,2}}|[{_SURNAMES}](?: {{0,3}}{_HAN}){{1,2}}|{_HAN}{{2,8}}·{_HAN}{{2,8}})"
)
_GIVEN = rf"(?:{_HAN} {{1,3}}{_HAN}|{_HAN}{{2,4}}|{_HAN}{{2,8}}·{_HAN}{{2,8}})"
_TEAM = rf"(?:第?{_HAN}{{1,12}}|第 ?\d{{1,2}} ?)代表团"
_DEPUTY = r"(?:领衔|联名|提案|提建议|提议|签名)?代表(?:签名|签字|姓名)?|提案人|建议人|提出人"
DATED = r"\d{4} ?[年./-][ \d]+[月./-][ \d]+日?"
"""A date in figures behind a name."""
_AFTER = rf"(?:（(?P<team>{_TEAM})）)?"


def _listed(name: str) -> str:
    return rf"(?P<names>{name}(?:[、，]{name}| {{1,4}}{name}){{0,30}})"


@cache  # compiled when the first signature is read: a start of the program must not wait for it
def _signed() -> list[re.Pattern[str]]:
    role = rf"(?:(?P<before>{_TEAM})[ ，、]*)?(?:{_HAN}{{0,12}}人大)?(?:{_DEPUTY})"
    patterns = (
        rf"{role} ?： ?{_listed(_GIVEN)}{_AFTER}",
        rf"{role} +{_listed(_OWN)}{_AFTER}",
        rf"(?P<before>{_TEAM}) ?： ?{_listed(_GIVEN)}",
        rf"(?P<before>{_TEAM}) +{_listed(_OWN)}",
        rf"{_HAN}{{0,12}}人大代表{_listed(_OWN)}{_AFTER}",
        rf"(?P<before>{_TEAM})",
    )
    return [re.compile(pattern) for pattern in patterns]


_ASIDE = rf"（(?P<team>{_TEAM})）?"  # a bracket at the end of a line is taken for one around the line
_NAMED = rf"{_listed(_GIVEN)}(?:{_ASIDE})?(?: +(?P<date>{DATED}))?"
_BETWEEN = re.compile("[、，]| +")


def signer(text: str) -> dict[str, str]:
    """Return 代表 and 代表团 as a line signs them; empty where it is not plain which words are the name.

    Args:
        text: one line that is a signature.
    """
    line = canonical(text).strip(" （）—-·")
    for pattern in _signed():
        if match := pattern.fullmatch(line):
            return _found(match.groupdict())
    return {}


def is_name(text: str) -> bool:
    """Whether a line is nothing but the name of one person, as far as a common family name shows it."""
    return re.fullmatch(_OWN, canonical(text).strip()) is not None


def parted(value: str) -> dict[str, str]:
    """Return what a form says of the deputy in one place, such as ``李四（岐山代表团）``, by label.

    Args:
        value: what stands beside the label of a deputy.

    Returns:
        代表, which is empty where the form was not filled in, 代表团 and 日期; nothing if there is more.
    """
    match = re.fullmatch(_NAMED, canonical(value).strip())
    return {"代表": "", **_found(match.groupdict())} if match else {}


def _found(groups: dict[str, str | None]) -> dict[str, str]:
    names = _names(groups.get("names") or "")
    team = next((groups[place] or "" for place in ("before", "team") if groups.get(place)), "")
    fields = {"代表": "、".join(names), "代表团": team.replace(" ", ""), "日期": groups.get("date") or ""}
    return {label: value for label, value in fields.items() if value}


def _names(listed: str) -> list[str]:
    """Return the names of a list; a single character belongs to the next one (张　三)."""
    names: list[str] = []
    alone = False
    for part in _BETWEEN.split(listed):
        if alone:
            names[-1] += part
        else:
            names.append(part)
        alone = not alone and len(part) == 1
    return [name for name in names if name not in _BLANK_FORM]
