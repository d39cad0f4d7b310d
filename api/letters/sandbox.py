"""What a template may do: show fields, choose between them, go through a list. Nothing else runs.

Jinja's sandbox keeps a template from reaching into the program; beside it the template is looked through
before it is compiled, and only the kinds of expression that letters need are let through. So it can neither
call anything nor grow without bounds: no calls, no assignments, no multiplication, loops over our own short
lists only, and two deep at most.
"""

import re
from typing import Any

from jinja2 import StrictUndefined, Template, nodes
from jinja2.exceptions import TemplateError
from jinja2.sandbox import SandboxedEnvironment

from api.errors import LetterTemplateError
from api.letters.saying import LISTS, PARTS, TEXTS, TRUTHS
from api.safe import safe

_FIELDS = TEXTS | TRUTHS | LISTS
_LOOP = frozenset(["index", "index0", "first", "last", "length", "revindex"])
_FILTERS = frozenset(["default", "first", "join", "last", "length"])
_TESTS = frozenset(["defined", "even", "odd", "none"])
_DEEPEST = 2
_KINDS: tuple[type[nodes.Node], ...] = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.If,
    nodes.For,
    nodes.Name,
    nodes.Getattr,
    nodes.Const,
    nodes.CondExpr,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Compare,
    nodes.Operand,
    nodes.Concat,
    nodes.Filter,
    nodes.Test,
)
_TAG = re.compile("<[^<>]*>")
_SHOWN = 60


class Sandbox(SandboxedEnvironment):
    """Fills one template of a letter, every value escaped and on one line.

    Args:
        name: of the file, for messages.
    """

    def __init__(self, name: str) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=_one_line)
        self._file = name
        self._known: dict[str, Template] = {}

    def from_string(self, source: str | nodes.Template, *args: Any, **others: Any) -> Template:
        """Look through and compile a part of the file; each but once.

        Raises:
            LetterTemplateError: it is wrong, or does what a letter may not.
        """
        if not isinstance(source, str):
            raise TypeError("a part of a Word file is text")
        if source not in self._known:
            try:
                self._look_through(self.parse(source), source)
                self._known[source] = super().from_string(source, *args, **others)
            except TemplateError as error:
                line = getattr(error, "lineno", 0) or 0
                raise self.refused(f"写得不对（{error.message}）", source, line) from error
        return self._known[source]

    def refused(self, problem: str, source: str = "", line: int = 0) -> LetterTemplateError:
        """Return the error for a template.

        Args:
            problem: what is wrong.
            source: the part of the file it is in.
            line: where in the part, from 1; 0 where that is not known.
        """
        lines = source.splitlines()
        near = " ".join(_TAG.sub("", lines[line - 1]).split()) if 0 < line <= len(lines) else ""
        place = f"，“{safe(near)[:_SHOWN]}”这一处" if near else ""
        remedy = "请在 Word 里改好模板，或去掉 --letter-template 用自带的；能用的字段见 docs/letters.md"
        return LetterTemplateError(f"意见函的模板{problem}", where=f"{self._file}{place}", remedy=remedy)

    def _look_through(self, tree: nodes.Template, source: str) -> None:
        stack: list[tuple[nodes.Node, frozenset[str]]] = [(tree, frozenset())]
        while stack:
            node, loops = stack.pop()
            problem = _problem(node, loops)
            if problem:
                raise self.refused(problem, source, node.lineno)
            if isinstance(node, nodes.For) and isinstance(node.target, nodes.Name):
                loops |= {node.target.name}
            stack += [(child, loops) for child in node.iter_child_nodes()]


def _problem(node: nodes.Node, loops: frozenset[str]) -> str:
    """Return what is wrong with a node by itself; ``loops`` are the names that the loops around it give."""
    if not isinstance(node, _KINDS):
        return f"里有信函用不到的写法（{type(node).__name__}）"
    match node:
        case nodes.For():
            return _loop_problem(node, loops)
        case nodes.Name():
            known = node.name in _FIELDS | loops | {"loop"}
            return "" if known else f"里没有“{safe(node.name)[:20]}”这个字段"
        case nodes.Getattr():
            return "" if node.attr in PARTS | _LOOP else f"里没有“{safe(node.attr)[:20]}”这个字段"
        case nodes.Filter() | nodes.Test():
            known = node.name in (_FILTERS if isinstance(node, nodes.Filter) else _TESTS)
            return "" if known else f"不能用“{safe(node.name)[:20]}”"
    return ""


def _loop_problem(node: nodes.For, loops: frozenset[str]) -> str:
    if not isinstance(node.iter, nodes.Name) or node.iter.name not in LISTS:
        return f"只能这样循环：for 名称 in {'、'.join(sorted(LISTS))}"
    if node.recursive or node.test or not isinstance(node.target, nodes.Name):
        return "里的循环写得太复杂"
    if len(loops) >= _DEEPEST:
        return "里的循环套得太深"
    return "" if node.target.name not in _FIELDS else "里循环的名称和字段重名"


def _one_line(value: Any) -> Any:
    return safe(value) if type(value) is str else value
