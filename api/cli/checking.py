"""The work of ``lianshen check``: read, judge and show every file, each by itself."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, TypeVar

import click

from api.cli.front import FAILED, FOUND, complain, explain_error
from api.cli.outputs import Output
from api.cli.progress import progress
from api.documents import reading
from api.documents.document import Document
from api.documents.limits import LARGEST
from api.home import home
from model.draft import Level
from model.review import Review
from model.reviewer import Reviewer, Tier

FailOn = Literal["成立", "拿不准", "从不"]
Made = TypeVar("Made")

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Checking:
    """One run over some files.

    Attributes:
        output: where the reviews go.
        level: 本级 the user named; ``None`` to take it from the draft.
        title: 标题 the user gave; ``None`` to take it from the file.
        annotate: where the annotated Word document goes, if one is wanted.
        tier: of the model; ``None`` for the finest it has.
        fail_on: what makes the exit code 1.
    """

    output: Output
    level: Level | None
    title: str | None
    annotate: Path | None
    tier: Tier | None
    fail_on: FailOn

    def run(self, files: Iterable[str]) -> int:
        """Check all files and return the exit code, the worst of theirs."""
        reviewer = _once(lambda: _reviewer(self.tier))
        codes = [self._check(file, reviewer) for file in files]
        self.output.close()
        return max(codes)

    def _check(self, file: str, reviewer: Callable[[], Reviewer]) -> int:
        document = self._guarded(file, lambda: self._read(file))
        if document is None:
            return FAILED
        review = self._guarded(file, lambda: reviewer().review(document.draft))
        if review is None:
            return FAILED
        self.output.reviewed(file, document, review)
        if self.annotate is not None and not _annotated(Path(file), document, review, self.annotate):
            return FAILED
        return FOUND if counts(review, self.fail_on) else 0

    def _guarded(self, file: str, make: Callable[[], Made]) -> Made | None:
        """Return what ``make`` makes, or report why it could not: trouble with one file stays with it."""
        try:
            return make()
        except click.Abort:
            raise
        except Exception as error:
            self.output.failed(file, error)
            return None

    def _read(self, file: str) -> Document:
        document = _read(file, self.title, self.level)
        if document.draft.title or file == STANDARD_INPUT or not sys.stdin.isatty():
            return document
        words = f"{file} 里没有找到标题，请输入标题（直接按回车就不写）"
        given = click.prompt(words, default="", show_default=False, prompt_suffix="：", err=True)
        return _read(file, given, self.level) if given.strip() else document


def counts(review: Review, fail_on: FailOn) -> bool:
    """Whether a review makes the exit code 1.

    Args:
        review: of one draft.
        fail_on: ``成立``: anything is asserted; ``拿不准``: or in doubt; ``从不``: never.
    """
    if fail_on == "从不":
        return False
    states = {flag.state for flag in review.flags} | {finding.state for finding in review.findings}
    return review.verdict != "可提交" or "成立" in states or (fail_on == "拿不准" and "拿不准" in states)


def _read(file: str, title: str | None, level: Level | None) -> Document:
    if file != STANDARD_INPUT:
        return reading.read_file(Path(file), title=title, level=level)
    if sys.stdin.isatty():
        click.echo("请粘贴草稿，完了另起一行按 Ctrl-D（Windows 上按 Ctrl-Z 再按回车）。", err=True)
    content = sys.stdin.buffer.read(LARGEST + 1)
    return reading.read_bytes(STANDARD_INPUT, content, title=title, level=level)


def _once(make: Callable[[], Made]) -> Callable[[], Made]:
    """Return a function that makes something once; where that failed, it fails the same way ever after."""

    @cache
    def outcome() -> Made | Exception:
        try:
            return make()
        except click.Abort:
            raise
        except Exception as error:
            return error

    def made() -> Made:
        found = outcome()
        if isinstance(found, Exception):
            raise found
        return found

    return made


def _reviewer(tier: Tier | None) -> Reviewer:
    from training.default import ensure_bundle  # noqa: PLC0415 - only once something could be read

    with progress() as report:
        bundle = ensure_bundle(home(), report)
    return Reviewer.load(bundle, tier)


def _annotated(source: Path, document: Document, review: Review, target: Path) -> bool:
    from api.annotate import annotate  # noqa: PLC0415 - only where asked for

    try:
        annotate(source, document, review, target)
    except Exception as error:
        complain(explain_error(error))
        return False
    complain(f"已写出带批注的文件：{target}")
    return True
