"""The work of ``lianshen score``: from the inputs to the output, step by step."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import get_args

import click

from api.batch.amount import about
from api.batch.finishing import MOST_GROUPED, results_of
from api.batch.inputs import entries
from api.batch.outputs.forms import CHOSEN, GROUPED, ending, refuse_form, traces, write
from api.batch.outputs.results import Results
from api.batch.outputs.whole import refuse_unwritable
from api.batch.over import Over, over
from api.batch.packed import pack, pack_with_signs
from api.batch.scoring import Judging, cores, score
from api.batch.work import Done, Work, files_of, work_file
from api.cli.front import FAILED, complain, explain_error
from api.cli.papers import Papers
from api.cli.progress import Count, Counting, counting, progress
from api.errors import OtherRun
from api.home import home
from api.priorities.candidates import Weights
from api.program import INTERRUPTED
from api.workbook.earlier import read_earlier
from model.draft import Level
from model.errors import LianshenError
from model.review import Verdict
from model.reviewer import Tier
from model.similar.earlier import Earlier

_PARTIAL = "-未完成"


@dataclass(frozen=True, slots=True)
class Scoring:
    """One run, as the user asked for it.

    Attributes:
        inputs: files and folders.
        output: the file to write.
        mapping: which column is what, where the user said so.
        level: 本级 for all drafts, where the user said so.
        tier: of the model; ``None`` for the one for bulk.
        papers: what is written beside the output.
        previous: results of an earlier session to compare with.
        weights: of the criteria for what to put first.
        index: folder of the drafts of earlier sessions; ``None`` for none.
        workers: processes; ``None`` for one a core.
    """

    inputs: Sequence[Path]
    output: Path
    mapping: Mapping[str, str]
    level: Level | None
    tier: Tier | None
    papers: Papers
    previous: Path | None
    weights: Weights
    index: Path | None
    workers: int | None

    def run(self, *, restart: bool) -> int:
        """Score what is not scored yet, write everything out and return the exit code."""
        self._refuse_nonsense(restart=restart)
        judging = self._judging()
        work = Work.begin(self._work_file, self._over(judging), restart=restart)
        try:
            return self._finish(work, judging)
        except KeyboardInterrupt:
            complain(f"已停下。{_kept(work)}")
            return INTERRUPTED
        except LianshenError as error:
            complain(explain_error(error))
            complain(_kept(work))
            return FAILED
        finally:
            work.close()

    def show_partial(self) -> int:
        """Write out what a run that was stopped has done and return the exit code."""
        refuse_form(self.output)
        refuse_unwritable(self._partial)
        with closing(Work.look(self._work_file)) as work:
            write(self._partial, self._results(work, partial=not work.whole))
            click.echo(_told(work))
        click.echo(f"还没有做完；做完的先写在：{self._partial}")
        return 0

    def _finish(self, work: Work, judging: Judging) -> int:
        if not work.whole:
            if work.done.last:
                complain(f"接着上次做：已有 {work.done.last:,} 件。")
            self._review(work, judging)
        results = self._results(work)
        plan = self.papers.plan(results)
        papers = self.papers.write(results, plan, self.inputs, self._own)
        complain(f"写出 {self.output} ……")
        dues = plan.dues if plan else results.contents.dues
        write(self.output, replace(results, contents=replace(results.contents, dues=dues)))
        told, scored = _told(work), work.done.scored
        work.remove()
        click.echo("\n".join([told, *papers, f"结果：{self.output}"]))
        return 0 if scored else FAILED

    def _review(self, work: Work, judging: Judging) -> None:
        total = about(self.inputs, self._own)
        coming = entries(self.inputs, self.mapping, self._own)
        with closing(coming), counting("审读") as count:
            score(coming, work, judging, partial(_report, count, total), _tell_of_death)

    def _results(self, work: Work, *, partial: bool = False) -> Results:
        form = ending(self.output)
        grouped = form in GROUPED or self.papers.calendar is not None
        with progress() as report:
            results = results_of(
                work,
                grouped=grouped,
                weights=self.weights if form in CHOSEN else None,
                earlier=read_earlier(self.previous) if self.previous else None,
                index=Earlier.open(self.index) if self.index else None,
                partial=partial,
                report=lambda done: report("找出同一件事的", done),
            )
        if results.contents.too_many:
            complain(f"件数超过 {MOST_GROUPED:,}，没有查哪些说的是同一件事；要查，请分批审读。")
        return results

    def _judging(self) -> Judging:
        from model.bundle import load_bundle  # noqa: PLC0415 - only once nothing else is wrong
        from training.default import ensure_bundle  # noqa: PLC0415 - as above

        with progress() as report:
            folder = ensure_bundle(home(), report)
        tier = self.tier or ("auto" if load_bundle(folder).full else "fast")
        packing = pack_with_signs if ending(self.output) in CHOSEN else pack
        return Judging(folder, tier, self.workers or cores(), self.level, packing)

    def _over(self, judging: Judging) -> Over:
        return over(
            self.inputs,
            mapping=self.mapping,
            level=self.level,
            tier=judging.tier,
            model=judging.folder.name,
            leaving_out=self._own,
        )

    @property
    def _work_file(self) -> Path:
        return work_file(self.output)

    @property
    def _partial(self) -> Path:
        return self.output.with_stem(self.output.stem + _PARTIAL)

    @property
    def _own(self) -> Collection[Path]:
        """What the run itself writes, which is no input though it may lie in a folder that is."""
        written = [*traces(self.output), *traces(self._partial), *files_of(self._work_file)]
        return [*written, *self.papers.places]

    def _refuse_nonsense(self, *, restart: bool) -> None:
        refuse_form(self.output)
        inputs = {path.resolve() for path in self.inputs}
        if self.output.resolve() in inputs:
            raise click.UsageError(f"“{self.output}”是要审读的文件，不能写回它。请换一个文件名。")
        refuse_unwritable(self.output)
        self.papers.refuse_nonsense(inputs)
        if self.previous:
            read_earlier(self.previous)
        if self.index:
            Earlier.open(self.index)
        if self.output.exists() and not restart and not self._work_file.exists():
            raise OtherRun(
                "这个文件已经有了",
                where=str(self.output),
                remedy="要盖掉它，请加 --restart；要留着，请换一个文件名",
            )


def _report(count: Counting, total: int | None, done: Done) -> None:
    count(Count(done.last, done.unread, total and max(total, done.last)))


def _tell_of_death() -> None:
    complain("一个工作进程被系统终止了，多半是内存不够。它手上的几件重做，其余的接着做。")


def _told(work: Work) -> str:
    """Say what was found, in one line."""
    done, verdicts = work.done, work.verdicts
    found = "，".join(
        f"{verdict} {count:,} 件" for verdict in get_args(Verdict) if (count := verdicts.get(verdict))
    )
    unread = f"；读不了 {done.unread:,} 件，原因在结果里" if done.unread else ""
    return f"审读了 {done.scored:,} 件{f'：{found}' if found else ''}{unread}。"


def _kept(work: Work) -> str:
    """Say where what was done is, and how to go on."""
    return (
        f"已做完的 {work.done.last:,} 件存在“{work.file}”。再运行一次同样的命令，就接着做；"
        "要先看已做完的，请再加上 --partial。"
    )
