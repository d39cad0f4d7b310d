"""Labelled drafts and titles, checked field by field (``data/README.md`` has the format)."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from model import content
from model.draft import LEVELS, Draft, Level
from model.review import TRIAGE, TriageValue
from model.rubric import FlagName
from training.lines import Line, read_lines


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

    def unique(line: Line) -> LabelledDraft:
        labelled = draft_of(line)
        line.once(labelled.id, seen)
        return labelled

    return tuple(read_lines(paths, unique))


def read_titles(paths: list[Path]) -> tuple[LabelledTitle, ...]:
    """Read labelled titles from JSON Lines files.

    Raises:
        LabelledDataError: naming file, line and field of the first thing that is wrong.
    """
    return tuple(read_lines(paths, title_of))


def draft_of(line: Line) -> LabelledDraft:
    """Return the draft of a line.

    Raises:
        LabelledDataError: naming file, line and field.
    """
    draft = Draft(line.text("title"), line.text("body", ""), cast("Level", line.one_of("level", LEVELS)))
    codes = content.rubric().codes
    reasons = frozenset(line.several_of("reasons", [code.code for code in content.rubric().reasons]))
    flags = frozenset(line.several_of("flags", content.rubric().flags))
    if {codes[reason].flag for reason in reasons} != flags:
        raise line.wrong(f"字段 flags {sorted(flags)} 与 reasons {sorted(reasons)} 对不上")
    main, co = _units(line)
    return LabelledDraft(
        id=line.text("id"),
        group=line.text("group"),
        draft=draft,
        flags=flags,
        reasons=reasons,
        evidence=_evidence(line, draft, reasons),
        main=main,
        co=co,
        items=items_of(line),
        triage=line.one_of("triage", TRIAGE),
        formal=frozenset(line.several_of("formal", [code.code for code in content.rubric().formal])),
        origin=line.text("origin", ""),
    )


def _units(line: Line) -> tuple[str, tuple[str, ...]]:
    main = line.one_of("main", content.units())
    co = tuple(line.several_of("co", content.units()))
    if main in co or len(set(co)) != len(co):
        raise line.wrong("字段 co 与主办单位重复，或自身重复")
    return main, co


def _evidence(line: Line, draft: Draft, reasons: frozenset[str]) -> tuple[Evidence, ...]:
    found = quoted_by(line, draft, reasons, "reasons")
    if missing := reasons - {entry.reason for entry in found}:
        raise line.wrong(f"字段 evidence 缺少 {'、'.join(sorted(missing))} 的引文")
    return found


def quoted_by(line: Line, draft: Draft, reasons: frozenset[str], field: str) -> tuple[Evidence, ...]:
    """Return the evidence of a line: quotes from the draft, each for one of the ``reasons`` in ``field``.

    Raises:
        LabelledDataError: naming file, line and field.
    """
    found = []
    for entry in line.objects("evidence"):
        reason, words = entry.get("reason"), entry.get("quote")
        if not isinstance(reason, str) or reason not in reasons:
            raise line.wrong(f"字段 evidence 的代码“{reason}”不在 {field} 里")
        if not isinstance(words, str) or not words or (words not in draft.title and words not in draft.body):
            raise line.wrong(f"字段 evidence 的引文“{words}”不是标题或正文的原文")
        found.append(Evidence(reason, words))
    return tuple(found)


def items_of(line: Line) -> tuple[LabelledItem, ...]:
    """Return the asks of a line one by one.

    Raises:
        LabelledDataError: naming file, line and field.
    """
    return tuple(_item(line, item) for item in line.objects("items"))


def _item(line: Line, item: dict[str, Any]) -> LabelledItem:
    text, unit = item.get("text"), item.get("department")
    if not isinstance(text, str) or not text.strip():
        raise line.wrong("字段 items 里有一条没有 text")
    if not isinstance(unit, str) or unit not in content.units():
        raise line.wrong(f"字段 items 的单位“{unit}”不在名单里")
    return LabelledItem(text, unit)


def title_of(line: Line) -> LabelledTitle:
    """Return the title of a line.

    Raises:
        LabelledDataError: naming file, line and field.
    """
    main, co = _units(line)
    return LabelledTitle(line.text("title"), line.text("gist", ""), main, co, line.one_of("triage", TRIAGE))
