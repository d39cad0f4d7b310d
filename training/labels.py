"""Labelled drafts and titles, checked field by field (``data/README.md`` has the format)."""

import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, cast

from model import content
from model.draft import LEVELS, Draft, Level
from model.errors import LabelledDataError
from model.review import TRIAGE, TriageValue
from model.rubric import FlagName


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that show a reason, word for word from the title or the body."""

    reason: str
    quote: str


@dataclass(frozen=True, slots=True)
class LabelledItem:
    """One ask, in words of the label's own, and the unit it falls to."""

    text: str
    unit: str


@dataclass(frozen=True)
class LabelledDraft:
    """A draft and what a person said about it.

    Attributes:
        id: unique in the corpus.
        group: drafts on the same matter; never split between training and test.
        draft: title, body, level.
        flags: those that hold.
        reasons: codes that hold, each under one of the flags.
        evidence: at least one quote for each reason.
        main: 主办.
        co: 会办, none to three.
        items: the asks one by one.
        triage: 三分.
        formal: formal objections N1–N8.
        origin: ``restated`` for real suggestions told again under other names; otherwise empty.
    """

    id: str
    group: str
    draft: Draft
    flags: frozenset[FlagName]
    reasons: frozenset[str]
    evidence: tuple[Evidence, ...]
    main: str
    co: tuple[str, ...]
    items: tuple[LabelledItem, ...]
    triage: TriageValue
    formal: frozenset[str]
    origin: str


@dataclass(frozen=True)
class LabelledTitle:
    """A title with a line or two, and the unit that should handle it."""

    title: str
    gist: str
    main: str
    co: tuple[str, ...]
    triage: TriageValue

    def as_draft(self) -> Draft:
        """Return the title with its gist as a short draft."""
        return Draft(self.title, self.gist)


@dataclass(frozen=True)
class Corpus:
    """All labelled data a model is trained on."""

    drafts: tuple[LabelledDraft, ...]
    titles: tuple[LabelledTitle, ...]


def read_corpus() -> Corpus:
    """Read the bundled corpus.

    Raises:
        LabelledDataError: naming file, line and field of the first thing that is wrong.
    """
    return Corpus(read_drafts(content.corpus_files("drafts")), read_titles(content.corpus_files("titles")))


def read_drafts(paths: list[Path]) -> tuple[LabelledDraft, ...]:
    """Read labelled drafts from JSON Lines files.

    Raises:
        LabelledDataError: naming file, line and field of the first thing that is wrong.
    """
    seen: set[str] = set()

    def unique(line: _Line) -> LabelledDraft:
        labelled = _draft(line)
        if labelled.id in seen:
            raise line.wrong(f"字段 id 的值“{labelled.id}”出现了两次")
        seen.add(labelled.id)
        return labelled

    return tuple(_read(paths, unique))


def read_titles(paths: list[Path]) -> tuple[LabelledTitle, ...]:
    """Read labelled titles from JSON Lines files.

    Raises:
        LabelledDataError: naming file, line and field of the first thing that is wrong.
    """
    return tuple(_read(paths, _title))


_Row = TypeVar("_Row")


def _read(paths: list[Path], make: "Callable[[_Line], _Row]") -> Iterator[_Row]:
    for path in paths:
        try:
            text = path.read_text("utf-8-sig")
        except UnicodeDecodeError as error:
            raise LabelledDataError(
                "不是 UTF-8 编码的文字", where=path.name, remedy="请另存为 UTF-8 再试"
            ) from error
        # str.splitlines would also part a line at U+2028 and the like, which JSON leaves as they are
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                yield make(_Line(f"{path.name} 第 {number} 行", line))


class _Line:
    """One line of a file: hands out its fields, or says which one is wrong and where."""

    def __init__(self, where: str, line: str) -> None:
        self.where = where
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise self.wrong(f"不是一行完整的 JSON（{error}）") from error
        if not isinstance(row, dict):
            raise self.wrong("应是一个 JSON 对象")
        self.row: dict[str, Any] = row

    def wrong(self, problem: str) -> LabelledDataError:
        return LabelledDataError(problem, where=self.where, remedy="格式见 data/README.md，请改正这一行")

    def text(self, field: str, default: str | None = None) -> str:
        value = self.row.get(field, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.wrong(f"字段 {field} 缺失或不是文字")
        return value

    def one_of(self, field: str, allowed: Collection[str]) -> Any:
        value = self.text(field)
        if value not in allowed:
            raise self.wrong(f"字段 {field} 的值“{value}”不在名单里")
        return value

    def several_of(self, field: str, allowed: Collection[str]) -> list[Any]:
        values = self.row.get(field, [])
        if not isinstance(values, list):
            raise self.wrong(f"字段 {field} 应是一个列表")
        for value in values:
            if not isinstance(value, str) or value not in allowed:
                raise self.wrong(f"字段 {field} 的值“{value}”不在名单里")
        return values

    def objects(self, field: str) -> list[dict[str, Any]]:
        values = self.row.get(field, [])
        if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
            raise self.wrong(f"字段 {field} 应是一组 JSON 对象")
        return values

    def units(self) -> tuple[str, tuple[str, ...]]:
        main = self.one_of("main", content.units())
        co = tuple(self.several_of("co", content.units()))
        if main in co or len(set(co)) != len(co):
            raise self.wrong("字段 co 与主办单位重复，或自身重复")
        return main, co


def _draft(line: _Line) -> LabelledDraft:
    draft = Draft(line.text("title"), line.text("body", ""), cast("Level", line.one_of("level", LEVELS)))
    codes = content.rubric().codes
    reasons = frozenset(line.several_of("reasons", [code.code for code in content.rubric().reasons]))
    flags = frozenset(line.several_of("flags", content.rubric().flags))
    if {codes[reason].flag for reason in reasons} != flags:
        raise line.wrong(f"字段 flags {sorted(flags)} 与 reasons {sorted(reasons)} 对不上")
    main, co = line.units()
    return LabelledDraft(
        id=line.text("id"),
        group=line.text("group"),
        draft=draft,
        flags=flags,
        reasons=reasons,
        evidence=_evidence(line, draft, reasons),
        main=main,
        co=co,
        items=tuple(_item(line, item) for item in line.objects("items")),
        triage=line.one_of("triage", TRIAGE),
        formal=frozenset(line.several_of("formal", [code.code for code in content.rubric().formal])),
        origin=line.text("origin", ""),
    )


def _evidence(line: _Line, draft: Draft, reasons: frozenset[str]) -> tuple[Evidence, ...]:
    found = []
    for entry in line.objects("evidence"):
        reason, words = entry.get("reason"), entry.get("quote")
        if not isinstance(reason, str) or reason not in reasons:
            raise line.wrong(f"字段 evidence 的代码“{reason}”不在 reasons 里")
        if not isinstance(words, str) or not words or (words not in draft.title and words not in draft.body):
            raise line.wrong(f"字段 evidence 的引文“{words}”不是标题或正文的原文")
        found.append(Evidence(reason, words))
    if missing := reasons - {entry.reason for entry in found}:
        raise line.wrong(f"字段 evidence 缺少 {'、'.join(sorted(missing))} 的引文")
    return tuple(found)


def _item(line: _Line, item: dict[str, Any]) -> LabelledItem:
    text, unit = item.get("text"), item.get("department")
    if not isinstance(text, str) or not text.strip():
        raise line.wrong("字段 items 里有一条没有 text")
    if not isinstance(unit, str) or unit not in content.units():
        raise line.wrong(f"字段 items 的单位“{unit}”不在名单里")
    return LabelledItem(text, unit)


def _title(line: _Line) -> LabelledTitle:
    main, co = line.units()
    return LabelledTitle(line.text("title"), line.text("gist", ""), main, co, line.one_of("triage", TRIAGE))
