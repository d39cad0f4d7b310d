"""The rules of ``api/``: forms and titles, signatures, priorities, offsets of plug-ins, names, labels."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial

from starlette.datastructures import FormData

from api.accounts.names import checked_name
from api.accounts.passwords import check_password
from api.batch.columns import recognise
from api.batch.formulas import Looking
from api.batch.reach import Reach
from api.batch.rows import Origin
from api.batch.sources import is_litter, order
from api.batches.names import Names
from api.documents import foot, labels, layout, signature, title
from api.documents.form import read_form
from api.documents.level import stated_level
from api.documents.limits import LONGEST_LINE, MOST_LINES
from api.documents.reading import check_chinese, read_text
from api.documents.source import Line, Piece, Table
from api.documents.text import decode, lines
from api.http.annotated import Annotated, Stretch, plain
from api.http.file_names import file_name
from api.http.language_tool_request import read_check
from api.labels.checking import moment
from api.labels.cleaning import line_of, masked
from api.labels.names import said_by
from api.letters.names import _plain
from api.priorities.clauses import Clause, clauses
from api.priorities.conflict import conflict
from api.priorities.cost import cost
from api.priorities.numerals import value
from api.priorities.people import people
from api.priorities.urgent import urgent
from api.priorities.weighing import read_weights
from api.privacy.hiding import hidden_name, hide, names_in
from api.safe import safe
from api.units.checking import checked
from api.units.days import day_of
from api.units.written import Written as UnitRow
from api.web.forms import written
from api.web.marks import Mark, segments
from api.web.progress import read_seen
from api.web.signing import local
from model.draft import Draft
from model.errors import LianshenError
from model.review import Triage
from tests.fuzz.rule import Rule, Work
from tests.fuzz.strings import lined

_WIDE = LONGEST_LINE - 1
_NUMERALS = ("api.priorities.numerals", "api.priorities.clauses")
_FORM = (
    "api.documents.form",
    "api.documents.labels",
    "api.documents.foot",
    "api.documents.signature",
    "api.documents.title",
    "api.documents.source",
)


def api_rules() -> list[Rule]:
    """Return the rules, in the order in which a file goes through them."""
    return [
        Rule("代码页", _refusing(partial(_decoded, encoding="gb18030"))),
        Rule("代码页 UTF-8", _refusing(partial(_decoded, encoding="utf-8"))),
        Rule("Markdown 的行", lambda text: lambda: list(lines("a.md", text)), ("api.documents.text",)),
        Rule("读文字", _reading, _FORM),
        Rule("读表格", _table, _FORM),
        Rule("找标题", _each_line(title.find_title), ("api.documents.title",)),
        Rule("表头", _lines(title.is_letterhead), ("api.documents.title",)),
        Rule("栏目", _lines(labels.labelled), ("api.documents.labels",)),
        Rule("一行几栏", _lines(labels.split_labelled), ("api.documents.labels",)),
        Rule("去空白", _lines(Line.squeezed), ("api.documents.source",)),
        Rule("去空白，一字一段", _pieces(Line.squeezed), ("api.documents.source",)),
        Rule("去两头，一字一段", _pieces(lambda line: line.stripped("（）")), ("api.documents.source",)),
        Rule(
            "落款",
            _lines(partial(foot.personal, loose=True)),
            ("api.documents.foot", "api.documents.signature"),
        ),
        Rule("签名", lambda text: partial(signature.signer, text), ("api.documents.signature",)),
        Rule("姓名", lambda text: partial(signature.is_name, text), ("api.documents.signature",)),
        Rule("姓名和代表团", lambda text: partial(signature.parted, text), ("api.documents.signature",)),
        Rule("公式没有结果", _formulas, ("api.batch.formulas",)),
        Rule("格子离得太远", _reach, ("api.batch.reach",)),
        Rule("本级", lambda text: partial(stated_level, [text], {"届次": text}), ("api.documents.level",)),
        Rule("打印行并段", _printed, ("api.documents.layout",)),
        Rule("重点：人数", partial(_signs, people), ("api.priorities.people", *_NUMERALS)),
        Rule("重点：矛盾", partial(_signs, conflict), ("api.priorities.conflict", "api.priorities.signs")),
        Rule("重点：迫切", partial(_signs, _urgent), ("api.priorities.urgent", "api.priorities.signs")),
        Rule("重点：费用", partial(_signs, cost), ("api.priorities.cost", *_NUMERALS)),
        Rule("数目", lambda text: partial(value, text), ("api.priorities.numerals",)),
        Rule("权重", _refusing(read_weights), ("api.priorities.weighing",)),
        Rule("日子", _refusing(partial(day_of, last=False)), ("api.units.days",)),
        Rule("时刻", _refusing(moment), ("api.labels.checking",)),
        Rule("标签的名称", _refusing(lambda text: said_by([text])), ("api.labels.names",)),
        Rule(
            "标签的文字", lambda text: lambda: (line_of(text), masked({"a": text})), ("api.labels.cleaning",)
        ),
        Rule(
            "表的列名",
            lambda text: partial(recognise, [text[at : at + 60] for at in range(0, len(text), 60)]),
            ("api.batch.columns",),
        ),
        Rule("文件名的顺序", lambda text: partial(order, text), ("api.batch.sources",)),
        Rule("杂项文件", lambda text: partial(is_litter, text), ("api.batch.sources",)),
        Rule("文件名", lambda text: partial(file_name, text), ("api.http.file_names",)),
        Rule("意见函的文件名", lambda text: partial(_plain, text), ("api.letters.names",)),
        Rule("登录名", _refusing(checked_name), ("api.accounts.names",)),
        Rule("登录后的去处", lambda text: partial(local, "/" + text), ("api.web.signing",)),
        Rule("看过的问题", lambda text: partial(read_seen, text), ("api.web.progress",)),
        Rule("可显示的文字", lambda text: partial(safe, text)),
        Rule("插件的表单", lambda text: partial(_check, {"language": "zh", "text": text})),
        Rule(
            "插件的语言",
            lambda text: partial(_check, {"language": text, "text": "的"}),
            ("api.http.language_tool_request",),
        ),
        Rule("插件的位置", _offsets),
        Rule("插件的位置，一字一段", _many_stretches),
        Rule("网页上的标记", _marks),
        Rule(
            "有没有中文",
            _refusing(lambda text: check_chinese("-", Draft("", text))),
            ("api.documents.reading", "model.draft"),
        ),
        Rule("隐去姓名", lambda text: partial(hidden_name, text), ("api.privacy.hiding",)),
        Rule("文中隐去姓名", lambda text: partial(hide, text, names_in(text[:40])), ("api.privacy.hiding",)),
        Rule("单位名单的一行", _unit, ("api.units.checking",)),
        Rule("上传的文件名", lambda text: partial(Names().place, text), ("api.batches.names",)),
        Rule(
            "网页表单的文字",
            lambda text: partial(written, FormData({"title": text, "body": text, "seen": text})),
            ("api.web.forms",),
        ),
        Rule("密码", _refusing(lambda text: check_password(text, "甲乙")), ("api.accounts.passwords",)),
    ]


def _refusing(function: Callable[[str], object]) -> Callable[[str], Work]:
    """Time a reader that refuses what it does not understand."""

    def ready(text: str) -> Work:
        def work() -> None:
            with suppress(LianshenError, ValueError):
                function(text)

        return work

    return ready


def _of(text: str) -> list[Line]:
    """Return the lines that a reader would let through, whose lengths and number are bounded."""
    there = [line for line in lined(text, _WIDE).split("\n") if line]
    return [Line((Piece(line, number, 0),)) for number, line in enumerate(there[:MOST_LINES])]


def _decoded(text: str, encoding: str) -> object:
    return decode("-", text.encode(encoding, "replace"))


def _lines(function: Callable[[Line], object]) -> Callable[[str], Work]:
    return lambda text: lambda: [function(line) for line in _of(text)]


def _formulas(text: str) -> Work:
    content = text.encode("utf-8", "replace")
    return lambda: Looking().at(content)


def _reach(text: str) -> Work:
    content = text.encode("utf-8", "replace")
    return lambda: Reach().at(content)


def _each_line(function: Callable[[list[Line]], object]) -> Callable[[str], Work]:
    return lambda text: partial(function, _of(text))


def _pieces(function: Callable[[Line], object]) -> Callable[[str], Work]:
    """Time a rule on lines whose every character stands by itself, as between marks of Markdown."""

    def ready(text: str) -> Work:
        parts = [
            Line(tuple(Piece(character, number, at) for at, character in enumerate(line.text)))
            for number, line in enumerate(_of(text))
        ]
        return lambda: [function(line) for line in parts]

    return ready


def _reading(text: str) -> Work:
    def work() -> None:
        with suppress(LianshenError):
            read_text("-", lined(text.replace("\n", "，"), _WIDE) + "\n建议修路。")

    return work


def _table(text: str) -> Work:
    lines_ = _of(text + "的")
    label = Line((Piece("内容", 0, 0),))
    rows = tuple(((one,), (other,)) for one, other in zip(lines_[::2], lines_[1::2], strict=False))
    return partial(read_form, [Table((((label,), (lines_[-1],)), *rows))])


def _printed(text: str) -> Work:
    printed = [
        layout.Printed(line.text, 0, 100, number * 20, number * 20 + 10)
        for number, line in enumerate(_of(text))
    ]
    return lambda: layout.paragraphs(layout.without_page_number(layout.in_lines(printed), 10_000))


def _signs(function: Callable[[Draft, Iterable[Clause]], object], text: str) -> Work:
    draft = Draft("", text).masked
    _ = draft.sentences
    return lambda: function(draft, list(clauses(draft)))


def _urgent(draft: Draft, told: Iterable[Clause]) -> object:
    return urgent(draft, told, Triage("急难事", 0.5, "一周一推动"))


def _check(fields: dict[str, str]) -> None:
    with suppress(LianshenError):
        read_check(fields)


def _offsets(text: str) -> Work:
    sent = Annotated([plain(text.encode("utf-8", "replace").decode())])
    places = range(1, len(sent.text) - 1, max(1, len(sent.text) // 20))
    return lambda: [sent.context(sent.span(at, at + 1)) for at in places]


def _many_stretches(text: str) -> Work:
    whole = text.encode("utf-8", "replace").decode()
    pieces = [
        Stretch(each, "" if number % 2 else each, markup=number % 2 == 1) for number, each in enumerate(whole)
    ]

    def work() -> None:
        sent = Annotated(pieces)
        for at in range(0, len(sent.text) - 1, max(1, len(sent.text) // 20)):
            sent.context(sent.span(at, at + 1))

    return work


def _unit(text: str) -> Work:
    row = UnitRow(Origin("单位.csv", row=2), text[:60], text, text, text, "2019", text[:60])
    return partial(checked, [row])


def _marks(text: str) -> Work:
    marks = [Mark(at * 7, len(text) - at * 11, f"p{at}", f"r{at}", at, "vague") for at in range(60)]
    return partial(segments, text, marks)
