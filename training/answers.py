"""What people said of drafts and titles, in whichever format of ``docs/evaluate.md`` it was written."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from model import content
from model.draft import LEVELS, Draft, Level
from model.errors import LabelledDataError
from model.judging import FLAG_OF
from model.review import TRIAGE, TriageValue
from model.rubric import FlagName
from training.labels import (
    Corpus,
    Evidence,
    LabelledDraft,
    LabelledItem,
    LabelledTitle,
    draft_of,
    items_of,
    quoted_by,
    title_of,
)
from training.lines import Line, read_lines

PAGE = "docs/evaluate.md"

_FIELDS_OF_A_DRAFT = {"body", "level", "flags", "reasons"}
_FIELDS_OF_AN_AGREEMENT = {"disputed", "reasons_any"}
_BATCH = re.compile(r"[A-Za-z]+\d*(?=-)|[A-Za-z]")
"""What an ``id`` begins with: letters and digits before a hyphen, or else one letter."""


@dataclass(frozen=True)
class Answer:
    """A text and the units that people named for it.

    Attributes:
        id: of the draft; file and line of a title.
        group: texts on the same matter; resampled together.
        source: where it comes from, as :func:`read_answers` states it.
        draft: what is judged; a title with its gist makes a short draft.
        main: 主办, any of which is right; at least one.
        co: 会办.
    """

    id: str
    group: str
    source: str
    draft: Draft
    main: tuple[str, ...]
    co: tuple[str, ...]


@dataclass(frozen=True)
class DraftAnswer(Answer):
    """A draft and what people said of it.

    Attributes:
        flags: those that hold.
        disputed: those on which people differ; they are not scored.
        reasons: codes that hold.
        tolerated: codes on which people differ; found or not, they count neither way.
        evidence: quotes for the codes that hold.
        items: the asks one by one, where they were written down.
        triage: 三分, any of which is right.
    """

    flags: frozenset[FlagName]
    disputed: frozenset[FlagName]
    reasons: frozenset[str]
    tolerated: frozenset[str]
    evidence: tuple[Evidence, ...]
    items: tuple[LabelledItem, ...]
    triage: frozenset[TriageValue]

    @property
    def clean(self) -> bool:
        """Whether nobody sees a fault."""
        return not self.flags and not self.disputed


@dataclass(frozen=True)
class Answers:
    """All that is to be judged and measured; drafts and titles apart."""

    drafts: tuple[DraftAnswer, ...]
    titles: tuple[Answer, ...]


def answers_of(corpus: Corpus) -> Answers:
    """Return what a corpus says. Its titles have no source of their own."""
    return Answers(
        tuple(_of_draft(row, row.origin or _batch(row.id)) for row in corpus.drafts),
        tuple(_of_title(row, f"标题 {number}", "titles") for number, row in enumerate(corpus.titles, 1)),
    )


def read_answers(paths: Sequence[Path]) -> Answers:
    """Read labelled files; drafts and titles, in either format, may stand in one file.

    The source of a draft is its ``origin`` if it has one, otherwise the name of the file and what its ``id``
    begins with, the letters and digits before a hyphen or else one letter; that of a title is the name of
    the file.

    Raises:
        LabelledDataError: naming file, line and field of the first thing that is wrong.
    """
    seen: set[str] = set()
    drafts, titles = [], []
    for path in paths:
        found = list(read_lines([path], lambda line: _answer(line, seen), PAGE))
        if not found:
            raise LabelledDataError("里面没有标注", where=path.name, remedy=f"格式见 {PAGE}")
        drafts += [answer for answer in found if isinstance(answer, DraftAnswer)]
        titles += [answer for answer in found if not isinstance(answer, DraftAnswer)]
    return Answers(tuple(drafts), tuple(titles))


def _answer(line: Line, seen: set[str]) -> Answer:
    if not line.row.keys() & _FIELDS_OF_A_DRAFT:
        if not {"title", "main"} <= line.row.keys():
            raise line.wrong("看不出是草稿还是标题：草稿要有字段 level，标题要有字段 title 和 main")
        return _title(line)
    source = line.text("origin", "") or f"{line.path.stem} {_batch(line.text('id'))}".rstrip()
    agreed = line.row.keys() & _FIELDS_OF_AN_AGREEMENT
    answer = _agreement(line, source) if agreed else _of_draft(draft_of(line), source)
    line.once(answer.id, seen)
    return answer


def _batch(number: str) -> str:
    found = _BATCH.match(number)
    return found.group() if found else ""


def _of_draft(row: LabelledDraft, source: str) -> DraftAnswer:
    return DraftAnswer(
        id=row.id,
        group=row.group,
        source=source,
        draft=row.draft,
        main=(row.main,),
        co=row.co,
        flags=row.flags,
        disputed=frozenset(),
        reasons=row.reasons,
        tolerated=frozenset(),
        evidence=row.evidence,
        items=row.items,
        triage=frozenset({row.triage}),
    )


def _of_title(row: LabelledTitle, name: str, source: str) -> Answer:
    return Answer(name, name, source, row.as_draft(), (row.main,), row.co)


def _title(line: Line) -> Answer:
    name = f"{line.path.name} 第 {line.number} 行"
    if "triage" in line.row:
        return _of_title(title_of(line), name, line.path.stem)
    main, co = _units(line)
    return Answer(name, name, line.path.stem, Draft(line.text("title"), line.text("gist", "")), main, co)


def _agreement(line: Line, source: str) -> DraftAnswer:
    """Return what two people said of a draft independently: what both said holds, the rest is disputed."""
    draft = Draft(line.text("title"), line.text("body", ""), cast("Level", line.one_of("level", LEVELS)))
    flags = frozenset(line.several_of("flags", content.rubric().flags))
    disputed = frozenset(line.several_of("disputed", content.rubric().flags))
    reasons = frozenset(line.several_of("reasons", content.REASONS))
    said = frozenset(line.several_of("reasons_any", content.REASONS)) | reasons
    if flags & disputed:
        raise line.wrong("字段 disputed 与 flags 重复")
    if not {FLAG_OF[reason] for reason in reasons} <= flags:
        raise line.wrong(f"字段 flags {sorted(flags)} 与 reasons {sorted(reasons)} 对不上")
    if not {FLAG_OF[reason] for reason in said} <= flags | disputed:
        raise line.wrong(f"字段 reasons_any {sorted(said)} 与 flags、disputed 对不上")
    evidence = quoted_by(line, draft, said, "reasons_any")
    main, co = _units(line)
    number = line.text("id")
    return DraftAnswer(
        id=number,
        group=line.text("group", number),
        source=source,
        draft=draft,
        main=main,
        co=co,
        flags=flags,
        disputed=disputed,
        reasons=reasons,
        tolerated=said - reasons,
        evidence=tuple(entry for entry in evidence if entry.reason in reasons),
        items=items_of(line),
        triage=_triage(line),
    )


def _units(line: Line) -> tuple[tuple[str, ...], tuple[str, ...]]:
    main: tuple[str, ...] = tuple(
        line.several_of("main", content.units())
        if isinstance(line.row.get("main"), list)
        else [line.one_of("main", content.units())]
    )
    if not main:
        raise line.wrong("字段 main 是空的")
    return main, tuple(unit for unit in line.several_of("co", content.units()) if unit not in main)


def _triage(line: Line) -> frozenset[TriageValue]:
    triage = frozenset(line.several_of("triage", TRIAGE))
    if not triage:
        raise line.wrong("字段 triage 缺失或是空的")
    return triage
