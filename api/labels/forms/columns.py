"""Which column of a table of labels holds what, told by its header."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.batch.columns import Columns, recognise
from model.canonical import canonical
from model.content import rubric

REFERENCE, TITLE, BODY, LEVEL = "编号", "标题", "正文", "级别"
CODES, MAIN, CO, TRIAGE = "原因代码", "主办单位", "会办单位", "三分"
ANNOTATOR, MADE, EXTRA = "标注人", "时间", "其他信息"

_WORDS: dict[str, str] = {
    CODES: "原因代码 代码 reasons codes",
    MAIN: "主办单位 主办 main",
    CO: "会办单位 会办 协办单位 协办 会办部门 协办部门 co",
    TRIAGE: "三分 分流 三分类别 triage",
    ANNOTATOR: "标注人 标注者 标注员 annotator",
    MADE: "时间 标注时间 交办日期 交办时间 办理日期 made",
    EXTRA: "其他信息",
}


def flag_headers() -> dict[str, str]:
    """Return the headers of the flags, by the name of each flag: its Chinese name."""
    return {flag.name: key for key, flag in rubric().flags.items()}


def headers() -> tuple[str, ...]:
    """Return the headers of a table that we write, in order."""
    said = (*flag_headers(), CODES, MAIN, CO, TRIAGE)
    return (REFERENCE, TITLE, BODY, LEVEL, *said, ANNOTATOR, MADE)


@dataclass(frozen=True, slots=True)
class Labelled:
    """The columns of a table of labels; they count from 0.

    Attributes:
        draft: where the draft stands.
        said: column of each topic that is there, by our header.
        others: columns whose headers mean nothing to us, by header.
    """

    draft: Columns
    said: Mapping[str, int]
    others: Mapping[str, int]

    @property
    def known(self) -> int:
        """How many headers were understood; 0 where none names title or body."""
        if self.draft.title is None and not self.draft.body:
            return 0
        return self.draft.known + len(self.said)


def labelled(written: Sequence[str]) -> Labelled:
    """Tell what each column of a table holds."""
    said: dict[str, int] = {}
    for column, header in enumerate(written):
        name = _meaning(header)
        if name is not None:
            said.setdefault(name, column)
    rest = ["" if column in said.values() else header for column, header in enumerate(written)]
    draft = recognise(rest)
    for name, field in ((MAIN, "承办单位"), (MADE, "日期"), (REFERENCE, "编号")):
        if field in draft.fields:
            said.setdefault(name, draft.fields[field])
    used = {draft.title, draft.level, *draft.body, *said.values()}
    others = {header.strip(): column for column, header in enumerate(written) if column not in used}
    others.pop("", None)
    return Labelled(draft, said, others)


def _meaning(header: str) -> str | None:
    plain = "".join(canonical(header).split()).lower()
    for name, key in flag_headers().items():
        if plain in {name, key}:
            return name
    return next((name for name, words in _WORDS.items() if plain in words.split()), None)
