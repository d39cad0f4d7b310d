"""Names of labels: what people and tools call what they said, read into :class:`Said` and written again.

``docs/labels.md`` lists them. A name may say what it is about, as in ``主办=教育局``; a flag may be denied,
as in ``非内容模糊``; whatever is no other name is taken for the unit that handles a draft.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, get_args

from model.canonical import canonical
from model.content import FORMAL, REASONS, rubric
from model.review import TriageValue
from model.rubric import FLAGS, FlagName
from training.local.said import Said

Topic = Literal["flags", "codes", "main", "co", "triage", "any"]

_TOPICS: dict[Topic, str] = {
    "flags": "flags flag 三类问题 问题",
    "codes": "codes code reasons reason 原因代码 代码 原因",
    "main": "main unit department 主办单位 主办 承办单位 承办 主办部门",
    "co": "co 会办单位 会办 协办单位 协办 会办部门",
    "triage": "triage 三分 分流",
    "any": "label labels category categories choice choices text_label 标签 标注 分类",
}
_TOPIC_OF: dict[str, Topic] = {word: topic for topic, words in _TOPICS.items() for word in words.split()}
_YES = frozenset(["是", "成立", "有", "真", "对", "√", "✓", "✔", "☑", "1", "yes", "y", "true", "是的"])
_NO = frozenset(
    ["否", "不成立", "不是", "无", "没有", "假", "×", "✗", "✘", "☐", "x", "0", "no", "n", "false"]
)
NONE = "无"
_NONE = frozenset(["无", "没有", "none", "无代码", "不需要", "-"])
_CLEAN = frozenset(["没有问题", "无问题", "没问题", "clean", "ok"])
_DENIED = re.compile(r"(?:非|不是|没有|无|不|not[_ -]?|no[_ -]?|!)(?P<name>.+)")
_KEY = re.compile("[=＝:：]")
_SEVERAL = re.compile(r"[、,，;；|\n]+")
_CODES = re.compile(r"[、,，;；|/\s]+")
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a name.

    Attributes:
        kind: 代码不对, 代码与判断相反, 标签看不懂, 单位不认得.
        problem: in Chinese.
        remedy: likewise.
    """

    kind: str
    problem: str
    remedy: str


@dataclass(slots=True)
class _Reading:
    """What was read of the names of one label so far."""

    flags: dict[FlagName, bool] = field(default_factory=dict)
    codes: list[str] | None = None
    mains: list[str] = field(default_factory=list)
    co: list[str] | None = None
    triages: list[TriageValue] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)


def said_by(words: Iterable[str]) -> tuple[Said, tuple[Wrong, ...]]:
    """Return what names of labels say, and what is wrong with them.

    Units keep the name as written; whether there is such a unit is not looked at.
    """
    reading = _Reading()
    for word in words:
        _read(reading, word)
    codes = None if reading.codes is None else tuple(dict.fromkeys(reading.codes))
    co = None if reading.co is None else tuple(dict.fromkeys(reading.co))
    mains, triages = list(dict.fromkeys(reading.mains)), list(dict.fromkeys(reading.triages))
    said = Said(reading.flags, codes, mains[0] if mains else None, co, triages[0] if triages else None)
    return said, (*reading.wrong, *_at_odds(said, mains, triages))


def topics_of(said: Said) -> dict[str, list[str]]:
    """Return the names of what was said, by what they are about; what was not said is not there."""
    flags = rubric().flags
    found: dict[str, list[str]] = {}
    if said.flags:
        found["flags"] = [f"{'' if holds else '非'}{flags[flag].name}" for flag, holds in said.flags.items()]
    if said.codes is not None:
        found["codes"] = list(said.codes) or [NONE]
    if said.main is not None:
        found["main"] = [said.main]
    if said.co is not None:
        found["co"] = list(said.co) or [NONE]
    if said.triage is not None:
        found["triage"] = [said.triage]
    return found


def words_of(said: Said) -> tuple[str, ...]:
    """Return the names of what was said, each to be understood by itself."""
    return tuple(_alone(said))


def _alone(said: Said) -> Iterator[str]:
    for topic, names in topics_of(said).items():
        for name in names:
            if topic == "main":
                yield f"主办={name}"
            elif topic == "co":
                yield f"会办={name}"
            else:
                yield "原因代码=无" if topic == "codes" and name == NONE else name


def flag_named(name: str) -> FlagName | None:
    """Return the flag of a name or an identifier, if it is one's."""
    folded = _folded(name)
    return next((flag for flag in FLAGS if folded in {flag, rubric().flags[flag].name}), None)


def _read(reading: _Reading, word: str) -> None:
    key, equals, value = _parted(word)
    if not equals:
        _read_alone(reading, word.strip())
        return
    topic = _TOPIC_OF.get(_folded(key))
    flag = flag_named(key)
    if flag is not None:
        _read_flag(reading, flag, value)
    elif topic is None:
        _read_alone(reading, word.strip())
    elif value.strip():
        _read_about(reading, topic, value)


def _parted(word: str) -> tuple[str, bool, str]:
    match = _KEY.search(word)
    return (
        (word[: match.start()].rstrip(), True, word[match.end() :].lstrip()) if match else (word, False, "")
    )


def _read_about(reading: _Reading, topic: Topic, value: str) -> None:
    if topic == "codes":
        _read_codes(reading, value)
    elif topic == "main":
        reading.mains += [name.strip() for name in _SEVERAL.split(value) if name.strip()]
    elif topic == "co":
        reading.co = reading.co or []
        if _folded(value) not in _NONE:
            reading.co += [name.strip() for name in _SEVERAL.split(value) if name.strip()]
    elif topic == "triage":
        _read_triage(reading, value)
    else:
        _read_alone(reading, value.strip(), only_flags=topic == "flags")


def _read_alone(reading: _Reading, word: str, *, only_flags: bool = False) -> None:
    """Read a name that does not say what it is about."""
    folded = _folded(word)
    if not folded:
        return
    denied = _DENIED.fullmatch(folded)
    if folded in _CLEAN:
        reading.flags |= dict.fromkeys(FLAGS, False)
        reading.codes = reading.codes or []
    elif (flag := flag_named(word)) is not None:
        _say(reading, flag, holds=True)
    elif denied and (flag := flag_named(denied["name"])) is not None:
        _say(reading, flag, holds=False)
    elif only_flags:
        names = "、".join(each.name for each in rubric().flags.values())
        reading.wrong.append(_unclear(word, f"请写 {names} 之一，前面可以加“非”"))
    elif _code_of(folded) is not None or _looks_like_code(folded):
        _read_codes(reading, word)
    elif folded in get_args(TriageValue):
        _read_triage(reading, word)
    else:
        reading.mains.append(word)


def _read_flag(reading: _Reading, flag: FlagName, value: str) -> None:
    folded = _folded(value)
    if folded in _YES or folded in _NO:
        _say(reading, flag, holds=folded in _YES)
    elif folded:
        name = rubric().flags[flag].name
        reading.wrong.append(_unclear(value, f"{name}请写 是 或 否，没有判的空着"))


def _say(reading: _Reading, flag: FlagName, *, holds: bool) -> None:
    if reading.flags.setdefault(flag, holds) != holds:
        name = rubric().flags[flag].name
        reading.wrong.append(Wrong("标签看不懂", f"既说{name}，又说不是", "请只留一样"))


def _read_codes(reading: _Reading, value: str) -> None:
    reading.codes = reading.codes or []
    if _folded(value) in _NONE:
        return
    for written in _CODES.split(value):
        code = _code_of(_folded(written))
        if code is not None:
            reading.codes.append(code)
        elif _folded(written).upper() in FORMAL:
            reading.wrong.append(
                Wrong("代码不对", f"{written} 是形式审查的代码，不用来训练", "原因代码只写 B、V、F 开头的")
            )
        elif written:
            remedy = f"代码有 {'、'.join(REASONS)}；没有写“无”，没有判的空着"
            reading.wrong.append(Wrong("代码不对", f"没有“{_cut(written)}”这个原因代码", remedy))


def _code_of(folded: str) -> str | None:
    codes = rubric().codes
    return next((code for code in REASONS if folded in {code.lower(), codes[code].name}), None)


def _looks_like_code(folded: str) -> bool:
    return re.fullmatch(r"[a-z]\d{1,2}", folded) is not None


def _read_triage(reading: _Reading, value: str) -> None:
    found = next((each for each in get_args(TriageValue) if each == _folded(value)), None)
    if found is None:
        reading.wrong.append(_unclear(value, f"三分请写 {'、'.join(get_args(TriageValue))} 之一"))
    else:
        reading.triages.append(found)


def _at_odds(said: Said, mains: list[str], triages: list[TriageValue]) -> Iterator[Wrong]:
    """Yield what cannot hold together."""
    if len(mains) > 1:
        names = "、".join(map(_cut, mains[:4]))
        yield Wrong("标签看不懂", f"写了 {len(mains)} 个主办单位：{names}", "主办只能有一个，其余请写成会办")
    if len(triages) > 1:
        yield Wrong("标签看不懂", f"写了 {len(triages)} 个三分：{'、'.join(triages)}", "请只留一个")
    if said.main is not None and said.main in (said.co or ()):
        yield Wrong("标签看不懂", f"“{_cut(said.main)}”既是主办又是会办", "请从会办里去掉")
    for code in said.codes or ():
        flag = rubric().codes[code].flag
        if flag is not None and said.flags.get(flag) is False:
            name = rubric().flags[flag].name
            yield Wrong(
                "代码与判断相反", f"写了代码 {code}，又说不是{name}", f"请去掉代码，或把{name}改成“是”"
            )


def _unclear(written: str, remedy: str) -> Wrong:
    return Wrong("标签看不懂", f"“{_cut(written)}”看不懂", remedy)


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def _folded(text: str) -> str:
    return canonical(text).strip().lower()
