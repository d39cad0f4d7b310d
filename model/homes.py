"""The words around an address that tell a home from an office or a building site."""

import re
from dataclasses import dataclass

_NEAR = 18
"""Characters before an address that tell what it belongs to."""
_LONGEST = 60
"""Characters that an address may have."""

_SURELY = re.compile(
    "家住|居住(?:在|于|地)|现住|住址|住所|租住|暂住|家庭地址|户籍|户口|住在|住于|老家|家里?在(?<![国大专各全两几哪厂商店]家在)"
    "|(?:身份证|家庭|户籍|户口|常住|居住|本人|现|租房)的?地址"
    r"|住(?<=[，,（(、；;：:\s某人她他户民爷婆妈女士生师嫂叔伯姨姐哥者员]住)(?![房宅院户建宿处进满上下不得过])"
)
_PERHAPS = re.compile("地址(?<![目位公司业册校设工营场所点]地址)[:：为是]?")
_END = re.compile(r"[。；;！？!?\n\r，,的]")
_OFFICE = re.compile(
    "局|委|政府|人大|政协|办公|行政|政务|机关|中心|大楼|大厦|写字楼|商务|教学|实验|学校|大学|学院|中学|小学|[一二三四五六七八九十]中|医院|门诊|住院"
    "|公司|厂|产业园|科技园|创业|党群|物业|居委会|村委|酒店|宾馆|招待所|图书馆|文化馆|法院|检察院|派出所|银行|车站|商场"
    "|综合楼|站|服务|窗口|地点|开会|会议|集合|报名|法庭|律师|协会|学会|公证|指挥部|项目部|驿站|卫生院|诊所|活动|幼儿园|营业厅|网点|门店|超市|仓库|车间|基地|园区|工业园"
)
_USED = re.compile(
    r"[（(]?[\u4e00-\u9fff]{0,3}(?:会议室|办公|报名|办理|咨询|开会|窗口|领取|受理|值班|活动|上课|培训|召开|集合|评审|开标|公司|工作室)"
)
_RESIDENCE = re.compile(
    "小区|花园|[雅名佳锦华兰翠桂康怡景]?苑|家园|公寓|家属|宿舍|新村|安置|公租房|廉租房|保障房|新城|府|豪庭|公馆|嘉园|[弄邨]|庭|郡|湾|里|居|城|园|村"
)
_ESTATE = re.compile(
    "(?:小区|花园|苑|家园|公寓|家属院|家属区|家属楼|宿舍|宿舍楼|新村|安置房|安置区|公租房|廉租房|新城|城|府|庭|公馆|园|弄|邨|郡|湾|里|居|院|期|区|轩|阁|庄|号)"
    r"[ \t\u3000]?$"
)
_STREET = re.compile(r"[路街巷弄道坊][ \t\u3000]?$|胡同$")
_VILLAGE = re.compile("村|社区|居委会|屯|寨|垸|庄|镇|乡|街道|湾|坪|冲")
_SENTENCE = re.compile(r"[。；;！？!?\n\r]")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of which those before them say that somebody lives there.

    Attributes:
        start: first code point.
        end: one past the last.
    """

    start: int
    end: int


def stretches(text: str) -> list[Stretch]:
    """Return where the text says that somebody lives, in order."""
    found = [Stretch(name.end(), _end_of(text, name.end())) for name in _SURELY.finditer(text)]
    for name in _PERHAPS.finditer(text):
        end = _end_of(text, name.end())
        if not _OFFICE.search(text, name.end(), end + _NEAR):
            found.append(Stretch(name.end(), end))
    return _merged(sorted(found, key=lambda stretch: stretch.start))


def _merged(found: list[Stretch]) -> list[Stretch]:
    merged: list[Stretch] = []
    for each in found:
        if merged and each.start <= merged[-1].end:
            merged[-1] = Stretch(merged[-1].start, max(merged[-1].end, each.end))
        else:
            merged.append(each)
    return merged


def is_of_an_office(text: str, start: int, end: int) -> bool:
    """Whether an address is of an office, a school or the like, by the words before it and behind it.

    Args:
        text: the text.
        start: first code point of its first number.
        end: one past the last of its last.
    """
    if _USED.match(text, end):
        return True
    first = _first(text, start)
    offices = [match.end() for match in _OFFICE.finditer(text, first, start)]
    return bool(offices) and not _RESIDENCE.search(text, offices[-1], start)


def ends_in_an_estate(text: str, start: int) -> bool:
    """Whether the words right before a number name where many live, such as 阳光小区."""
    return _ESTATE.search(text, max(0, start - 4), start) is not None


def ends_in_a_street(text: str, start: int) -> bool:
    """Whether the word right before a number names a street or where many live."""
    return _STREET.search(text, max(0, start - 2), start) is not None or ends_in_an_estate(text, start)


def stands_in_a_village(text: str, start: int) -> bool:
    """Whether the words before a number name a village or a quarter."""
    return _VILLAGE.search(text, _first(text, start), start) is not None


def _first(text: str, start: int) -> int:
    """Return where the words begin that belong to an address."""
    first = max(0, start - _NEAR)
    ends = [match.end() for match in _SENTENCE.finditer(text, first, start)]
    return ends[-1] if ends else first


def _end_of(text: str, start: int) -> int:
    end = _END.search(text, start, start + _LONGEST)
    return end.start() if end else min(len(text), start + _LONGEST)
