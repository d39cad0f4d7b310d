"""Which column of a table holds what, told by its header or by the user."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from api.batch.limits import LONGEST_FIELD
from api.batch.rows import FIELDS
from api.documents.labels import LABELS
from api.errors import ColumnError
from model.canonical import canonical

TITLE, BODY, LEVEL = "标题", "正文", "本级"
NAMES = (TITLE, BODY, LEVEL, *FIELDS)
"""What a column may hold; also the names that ``--map`` knows."""

_ALIASES = {"title": TITLE, "body": BODY, "内容": BODY, "level": LEVEL, "层级": LEVEL}

# The headers of each, the surest first: where a table has two of them, the earlier one counts.
_WORDS = {
    TITLE: "标题 建议标题 题目 建议题目 题名 案由 建议案由 事由 主题 title subject",
    BODY: "内容 正文 建议内容 建议正文 全文 body content text",
    LEVEL: "本级 层级 提交层级 建议层级 级别 level",
    "编号": """
        编号 建议编号 建议号 建议案号 提案编号 提案号 议案编号 议案号 案号 工单编号 工单号 受理编号 收文号
        顺序号 序号 id
    """,
    "代表": """
        领衔代表 领衔代表姓名 领衔人 领衔人姓名 领衔提出人 第一提案人 代表姓名 提出代表 提建议代表 提出人
        建议人 提建议人 建议提出人 提出建议人 提案人 提案者 提议人 代表 姓名 deputy
    """,
    "代表团": "代表团 所在代表团 所属代表团 代表团名称 delegation",
    "届次": "届次 届别 届次会议 会议届次 会议 会议名称 会次 session",
    "日期": """
        提交日期 提出日期 提交时间 提出时间 日期 填表日期 填报日期 收到日期 收件日期 收到时间 受理时间 时间
        date
    """,
    "承办单位": "主办单位 承办单位 建议承办单位 交办单位 办理单位 主办部门 承办部门 办理部门 责任单位 main",
    "办理情况": """
        办理情况 办理结果 答复 答复内容 答复意见 答复情况 办理答复 办理意见 处理结果 处理情况 回复内容
        回复情况 回复
    """,
}
_RANKS: dict[str, tuple[str, int]] = {
    word: (name, rank) for name, words in _WORDS.items() for rank, word in enumerate(words.split())
}
_SECTION = 1_000
# What bears out a request made elsewhere: alone it is as often why somebody decided something.
_GROUNDS = frozenset(
    ("理由", "提出理由", "建议理由", "原因", "原因分析", "存在原因", "分析", "问题分析", "依据", "案据")
)
for _word, _kind in LABELS.items():
    if _kind in {"title", "content"}:
        _RANKS.setdefault(_word, (TITLE if _kind == "title" else BODY, 100))
    elif _kind == "section":
        _RANKS.setdefault(_word, (BODY, _SECTION))

_OF_A_DRAFT = (
    "人大 政协 代表 委员 议案 提案 建议 意见 批评 工单 诉求 来电 来信 群众 反映 问题 事项 所提"
    " 具体 主要 详细 和 及 与 、 的 案"
)
_QUALIFIED = re.compile(
    rf"(?:{'|'.join(_OF_A_DRAFT.split())})+"
    r"(?:(?P<title>标题|题目|案由|题名|主题)(?:名称)?|(?P<body>内容|正文|全文|描述|详情))(?:文字|文本)?"
)
_NOTE = re.compile(r"（[^（）]*）|\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕")
_LETTERS = re.compile("[A-Za-z]{1,3}")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Columns:
    """Where in a row what stands; columns count from 0.

    Attributes:
        headers: of all columns as written; empty for a table without a header.
        title: ``None`` where no column is one.
        body: one column or more, whose texts follow one another.
        whole: the one of them that is no section of the body by its header, such as 内容.
        level: ``None`` where no column is one.
        fields: column of each of :data:`~api.batch.rows.FIELDS` that is there.
        known: how many of the headers were understood.
    """

    headers: tuple[str, ...] = ()
    title: int | None = None
    body: tuple[int, ...] = ()
    whole: int | None = None
    level: int | None = None
    fields: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    known: int = 0

    @property
    def used(self) -> dict[str, str]:
        """The header, or the letter, of the column for each name that has one, for people."""
        places = {TITLE: (self.title,), BODY: self.body, LEVEL: (self.level,)}
        places |= {name: (column,) for name, column in self.fields.items()}
        return {
            name: "、".join(self.header(column) for column in columns if column is not None)
            for name, columns in places.items()
            if any(column is not None for column in columns)
        }

    def header(self, column: int) -> str:
        """Return a column's header; its letter where it has none."""
        written = self.headers[column].strip() if column < len(self.headers) else ""
        return written or f"{letters(column)} 列"


def recognise(headers: Sequence[str], mapping: Mapping[str, str] = MappingProxyType({})) -> Columns:
    """Tell what each column holds.

    Args:
        headers: of the columns, as written.
        mapping: what the user says, see :func:`mapping_of`; what it does not find in the headers, and is no
            column's letter either, is left to the headers.
    """
    plain = [_plain(header) for header in headers]
    given, named = _given(plain, mapping)
    found: dict[str, list[tuple[int, int]]] = {}
    known = set(named)
    for column, header in enumerate(plain):
        meaning = _meaning(header)
        if meaning is not None and column not in given.values():
            name, rank = meaning
            known.add(column)
            found.setdefault(name, []).append((rank, column))
    best = {name: min(places)[1] for name, places in found.items()} | given
    parts, whole = ((best[BODY],), best[BODY]) if BODY in given else _parts(found.get(BODY, []))
    if BODY not in given and all(plain[column] in _GROUNDS for column in parts):
        parts = ()
    fields = MappingProxyType({name: best[name] for name in FIELDS if name in best})
    return Columns(tuple(headers), best.get(TITLE), parts, whole, best.get(LEVEL), fields, len(known))


def mapping_of(pairs: Iterable[str]) -> dict[str, str]:
    """Return what the user says by ``--map``, such as ``标题=议题`` or ``正文=C``.

    Raises:
        ColumnError: a pair is not one, or names nothing that a column may hold.
    """
    mapping: dict[str, str] = {}
    for pair in pairs:
        name, equals, column = (part.strip() for part in pair.partition("="))
        name = _ALIASES.get(name.lower(), name)
        if not equals or not column or name not in NAMES:
            raise ColumnError(
                f"--map 写的“{pair}”看不懂",
                remedy=f"请写成 --map 标题=表里的列名，等号左边是 {'、'.join(NAMES)} 之一",
            )
        if mapping.setdefault(name, column) != column:
            raise ColumnError(f"--map 给“{name}”写了两列：{mapping[name]}、{column}", remedy="请只留一列")
    return mapping


def letters(column: int) -> str:
    """Return the letters over a column, as Excel shows them: 0 is A, 26 is AA."""
    shown = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        shown = chr(ord("A") + rest) + shown
    return shown


def column_of(shown: str) -> int:
    """Return the column under some letters: A is 0, AA is 26."""
    column = 0
    for letter in shown.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


def value_columns(values: Mapping[str, Any]) -> dict[str, str]:
    """Return those of a form's values that are :data:`~api.batch.rows.FIELDS`, by their names here."""
    labels = list(values)
    columns = recognise(labels)
    named = ((name, str(values[labels[column]])) for name, column in columns.fields.items())
    return {name: text[:LONGEST_FIELD] for name, text in named if text}


def _given(plain: Sequence[str], mapping: Mapping[str, str]) -> tuple[dict[str, int], set[int]]:
    """Return the column for each name of the mapping that is there, and those that its header named."""
    given: dict[str, int] = {}
    named: set[int] = set()
    for name, wanted in mapping.items():
        header = _plain(wanted)
        if header and header in plain:
            given[name] = plain.index(header)
            named.add(given[name])
        elif _LETTERS.fullmatch(wanted):
            given[name] = column_of(wanted)
    return given, named


def _parts(places: Sequence[tuple[int, int]]) -> tuple[tuple[int, ...], int | None]:
    """Return the columns that make up the body, and which of them names all of it.

    These are the surest of its names, and all that name a section of it.
    """
    sections = [column for rank, column in places if rank == _SECTION]
    named = [place for place in places if place[0] < _SECTION]
    whole = min(named)[1] if named else None
    return tuple(sorted(sections if whole is None else [*sections, whole])), whole


def _meaning(header: str) -> tuple[str, int] | None:
    if header in _RANKS:
        return _RANKS[header]
    match = _QUALIFIED.fullmatch(header)
    if match is None:
        return None
    return (TITLE if match["title"] else BODY), 200


def _plain(header: str) -> str:
    """Return a header without blanks, line breaks, brackets with what is in them, marks and colons."""
    if len(header) > _LONGEST:
        return ""
    text = "".join(canonical(header).split())
    return _NOTE.sub("", text).strip("*＊：:").lower()
