"""``lianshen evaluate``: how good the model is on drafts that people have judged."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli.files import files_named, on_files
from api.cli.form import form_option
from api.cli.help import ChineseCommand
from api.cli.number import whole_number
from api.cli.target import refuse_target
from api.cli.tier import shipped_encoder, tier_option

if TYPE_CHECKING:
    from model.reviewer import Tier
    from training.yardstick.evaluation import Judged

_HELP = """\
评估模型的好坏，报告各项指标和它们的 95% 区间。

不写 --on，就用自带标注数据的前两份训练，判断第三份；写了 --folds，就按分组轮流留出（只评快速一档）。\
写了 --on，就用现在的模型，判断这些文件里标注过的草稿和标题。

三类问题报告精确率、召回率、F1 值、误报率、校准误差等；承办单位报告首选和前三的命中率；另有代码、引文等。"""

_EPILOG = """\
例子：
  lianshen evaluate --on 标注.jsonl 标题.jsonl --report 报告.html"""


@click.command(
    "evaluate",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help=_HELP,
    epilog=_EPILOG,
    short_help="评估模型，报告各项指标。",
)
@on_files("标注过的文件，每行一件草稿或一个标题")
@click.option(
    "--folds", callback=whole_number(2), metavar="整数", help="分成几份轮流留出，至少 2；只评快速一档。"
)
@tier_option
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    metavar="报告.html",
    help="另写一份报告，带图表和判错的草稿，用浏览器打开。",
)
@form_option()
def evaluate(  # noqa: PLR0913, PLR0917 - click passes every option as an argument
    first: tuple[Path, ...],
    more: tuple[Path, ...],
    folds: int | None,
    tier: "Tier | None",
    report: Path | None,
    form: str,
) -> int:
    """Judge held-out groups, or labelled files, and print the measures."""
    files = files_named(first, more, "evaluate")
    _refuse_nonsense(files, folds, tier)
    if report:
        refuse_target("--report", report, files, ".html")
    from api.cli.terminal import paper  # noqa: PLC0415 - help pages must not wait for scikit-learn or rich
    from api.screen.evaluation import write_evaluation  # noqa: PLC0415 - as above
    from training.yardstick.evaluation import measure  # noqa: PLC0415 - as above

    judged = _on_files(files, tier) if files else _held_out(folds) if folds else _test_part(tier)
    evaluation = measure(judged)
    if form == "json":
        click.echo(evaluation.to_json(), nl=False)
    else:
        sheet = paper()
        write_evaluation(sheet, evaluation)
        click.echo(sheet.text(), nl=False)
    if report:
        from api.report.evaluation import write_report  # noqa: PLC0415 - only where asked for

        write_report(report, judged, evaluation)
        click.echo(f"已写出报告：{report}。里面有草稿的字句，只供本机查看，请勿外传。", err=True)
    return 0


def _refuse_nonsense(files: tuple[Path, ...], folds: int | None, tier: "Tier | None") -> None:
    if folds and tier not in {None, "fast"}:
        raise click.UsageError(
            "--folds 只评快速一档：编码器不能每一轮都重新微调。请去掉 --tier，或写 --tier fast。"
        )
    if files and folds:
        raise click.UsageError("--folds 用于轮流留出，不能与 --on 同时用。请去掉其中一个。")


def _held_out(folds: int) -> "Judged":
    from api.cli.progress import progress  # noqa: PLC0415 - help pages must not wait for rich
    from training.evaluate import judge_held_out  # noqa: PLC0415 - as above

    with progress() as report:
        return judge_held_out(folds=folds, progress=report)


def _test_part(tier: "Tier | None") -> "Judged":
    from api.cli.progress import progress  # noqa: PLC0415 - help pages must not wait for rich
    from training.evaluate import judge_test_part  # noqa: PLC0415 - as above

    encoder = shipped_encoder(tier)
    with progress() as report:
        return judge_test_part(encoder=encoder, settle=tier == "auto", progress=report)


def _on_files(files: tuple[Path, ...], tier: "Tier | None") -> "Judged":
    from api.cli.progress import progress  # noqa: PLC0415 - help pages must not wait for rich
    from api.home import home  # noqa: PLC0415 - as above
    from model.reviewer import Reviewer  # noqa: PLC0415 - as above
    from training.answers import read_answers  # noqa: PLC0415 - as above
    from training.default import ensure_bundle  # noqa: PLC0415 - as above
    from training.evaluate import judge_files  # noqa: PLC0415 - as above

    answers = read_answers(files)
    with progress() as report:
        reviewer = Reviewer.load(ensure_bundle(home(), report), tier)
        return judge_files(reviewer, answers, files, progress=report)
