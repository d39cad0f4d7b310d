"""How many people a draft says it touches (反映强烈: 涉及多少人)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from api.priorities.clauses import Clause, quoted
from api.priorities.numerals import NUMERAL, value
from model.draft import Draft, Level, Quote

PER_HOUSEHOLD = 3
"""People in a household: the census of 2020 counted 2.62, rounded to whole heads."""
PER_VILLAGE, PER_GROUP = 500, 50
"""People of a village and of a village group where only these are counted: low, so that an estimate never
outweighs people who were counted."""

_HOUSEHOLDS = ("户", "农户", "住户", "商户", "家庭", "业主", "用户")
_HEADS = (
    "人口|人|学生|师生|孩子|儿童|幼儿|娃|老人|老年人|群众|村民|居民|职工|工人|患者|病人|残疾人|移民|考生|新生|乡亲"
    "|劳动力|骑手|司机"
)
_ANY = re.compile(f"{_HEADS}|[户村寨组]|家庭|业主")
_RUN = re.compile(r"[\d〇零一二两三四五六七八九十百千万亿]+")
_ROUGHLY = frozenset("数几上近")
_COUNT = re.compile(
    rf"(?<![周第之期初楼家])(?P<numeral>{NUMERAL})(?!家万户|保|分之|姓)"
    r"(?:个(?:行政|自然|贫困|脱贫)?(?P<village>村|寨)(?![民干])|个(?:村民)?小?(?P<group>组)(?![织长建成])"
    r"|[名位个口号]?(?P<noun>[一-鿿]{0,4}?)"
    rf"(?:(?P<houses>{'|'.join(_HOUSEHOLDS)})|(?P<heads>{_HEADS}))(?![次均民大才工员行物力家为们籍型外内]))"
)
_LINKS = re.compile("[的点村组乡镇校班区处所条有共是每各在到了和与及等元年岁]|小区|年代|年龄|窗|零售")
"""Words between a number and its people that show the number counts something else."""
_TOUCHED = re.compile("涉及|惠及|受益|影响|覆盖|服务|签名|联名|签字|受困|受灾|受淹")
_NOT_TOUCHED = re.compile(
    "全[县市区省国州旗]|[我本][县市区省州]|总人口|户籍人口|邻[县市]|外[县市省]|外地|各地|县城常住|城区常住|世界|亿"
    "|人次|招生|招聘|招录|招收|培训|名额|编制|定员|容纳|目标|力争|收入|配备|聘|采编|工作人员|民警|辅警|法官|队员|教师"
    "|老师|医生|医护|干部|党员|委员|代表|每[人户千万百村]|人均|户均|前\\d|以上的|专家|企业|公司|走访|座谈|问卷|抽样"
    "|平均|死|伤|岁以上|批准|逮捕|缺口|职称|游客|客流|载客|庙会|问了|拥有|其中|担负|承担"
)
_MOST: dict[Level, int] = {"乡镇": 200_000, "县": 1_500_000, "市": 10_000_000, "省": 100_000_000}
"""More people than a place of the level has: the number belongs to something else."""
_LEAST = 5
_WORTH = 50
"""Where fewer are counted beside a village that is named, they are some of it."""
_MOST_VILLAGES = 30
"""More villages than this are those of a whole county."""


@dataclass(frozen=True, slots=True)
class People:
    """How many people a draft says it touches.

    Attributes:
        number: of people.
        stated: as it was counted, such as ``213户``.
        heads: whether people were counted, and not households or villages.
        quote: the clause that says so.
    """

    number: int
    stated: str
    heads: bool
    quote: Quote


def people(draft: Draft, clauses: Iterable[Clause]) -> People | None:
    """Return the largest credible number of people that the situation names; ``None`` where none is.

    Not credible are numbers of a whole county, city or province, of staff, visits, casualties, samples
    and quotas, unless the clause says that so many are touched (涉及, 受益, 签名 and the like); nor more
    people than a place of the level has. Numbers among the asks are plans, and count only where they tell
    who is touched. Households count as three unless heads are counted in the same clause; villages and
    groups as 500 and 50, and only where fewer than 50 people are counted anywhere.

    Args:
        draft: masked.
        clauses: of it.
    """
    best: dict[bool, People] = {}
    for clause in clauses:
        found = [each for each in _counts(clause.text) if _LEAST <= each.number <= _MOST[draft.level]]
        if found and _credible(clause):
            largest = max(found, key=lambda each: (each.rank, each.number))
            counted = largest.rank > 0
            if counted not in best or best[counted].number < largest.number:
                quote = quoted(draft, clause, largest.start, largest.start + len(largest.stated))
                best[counted] = People(largest.number, largest.stated, largest.rank == 2, quote)
    if True in best and (False not in best or best[True].number >= _WORTH):
        return best[True]
    return best.get(False)


@dataclass(frozen=True, slots=True)
class _Count:
    """A count in a clause; ``rank`` 2 for heads, 1 for households, 0 for villages."""

    number: int
    rank: int
    start: int
    stated: str


def _credible(clause: Clause) -> bool:
    return bool(_TOUCHED.search(clause.text)) or (
        clause.zone != "ask" and not _NOT_TOUCHED.search(clause.text)
    )


def _counts(text: str) -> Iterator[_Count]:
    if not _ANY.search(text):
        return
    for run in _RUN.finditer(text):
        start = run.start()
        if text[start - 1 : start] in _ROUGHLY:
            start -= 1
        found = _COUNT.match(text, start)
        read = value(found["numeral"]) if found else None
        if found and read is not None and not (found["noun"] and _LINKS.search(found["noun"])):
            yield _Count(*_people(found, read), start, found.group())


def _people(found: re.Match[str], read: float) -> tuple[int, int]:
    """Return how many people were counted, and the rank of the count."""
    if found["heads"]:
        return int(read), 2
    if found["houses"]:
        return int(read * PER_HOUSEHOLD), 1
    if read > _MOST_VILLAGES:
        return 0, 0
    return int(read * (PER_VILLAGE if found["village"] else PER_GROUP)), 0
