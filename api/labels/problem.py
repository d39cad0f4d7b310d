"""What an import has to say about one row."""

from dataclasses import dataclass

from api.labels.written import Place

UNREAD, EMPTY, UNIT, CODE, ODDS, UNCLEAR, WHEN = (
    "读不了",
    "没有正文",
    "单位不认得",
    "代码不对",
    "代码与判断相反",
    "标签看不懂",
    "时间看不懂",
)
"""Why a row is not taken."""
LEVEL, CHANGED, OLDER, DISAGREE, NEAR = "级别看不懂", "改了说法", "已有更新的说法", "与别人不同", "近似重复"
"""What is noted of a row, all of which but :data:`OLDER` are taken."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a row that the user should know.

    Attributes:
        place: where it stands.
        kind: one of the above.
        problem: what is wrong, in Chinese, no full stop at the end.
        remedy: what to do about it; may be empty.
        taken: whether the row was taken all the same.
        reference: of the row; empty where it has none.
    """

    place: Place
    kind: str
    problem: str
    remedy: str = ""
    taken: bool = False
    reference: str = ""

    def __str__(self) -> str:
        """Return it as one line for people."""
        return f"{self.place}：{self.problem}。{f'{self.remedy}。' if self.remedy else ''}"
