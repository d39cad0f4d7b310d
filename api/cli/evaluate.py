"""``lianshen evaluate``: how good the model is on drafts it has not seen."""

import click

from api.cli.help import ChineseCommand
from api.cli.number import whole_number

_HELP = """\
评估模型的好坏：按分组轮流留出一部分标注数据，用其余的训练，在留出的上面判断，报告各项指标。

三类问题报告精确率、召回率、F1 值、平均精度和校准误差；承办单位报告首选和前三的命中率；还有证据的命中率。"""


@click.command(
    "evaluate",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help=_HELP,
    short_help="评估模型，报告各项指标。",
)
@click.option(
    "--folds", callback=whole_number(2), metavar="整数", default="5", help="分成几份轮流留出，默认 5。"
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    metavar="格式",
    default="text",
    help="text 给人看（默认）；json 给程序读。",
)
def evaluate(folds: int, form: str) -> int:
    """Judge the way of training by held-out groups and print the measures."""
    from api.cli.progress import progress  # noqa: PLC0415 - help pages must not wait for scikit-learn or rich
    from api.cli.terminal import paper  # noqa: PLC0415 - as above
    from api.screen.evaluation import write_evaluation  # noqa: PLC0415 - as above
    from training.evaluate import evaluate as judge  # noqa: PLC0415 - as above

    with progress() as report:
        evaluation = judge(folds=folds, progress=report)
    if form == "json":
        click.echo(evaluation.to_json(), nl=False)
    else:
        sheet = paper()
        write_evaluation(sheet, evaluation)
        click.echo(sheet.text(), nl=False)
    return 0
