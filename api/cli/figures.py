"""``lianshen figures``: all published figures in one run, and whether they reach what was aimed at."""

import sys
from pathlib import Path

import click

from api.cli.benchmark import CHECK
from api.cli.help import ChineseCommand

_HELP = """\
一条命令量出公布的全部数字，和目标对照，写成一份报告。

量的有：没有见过的题材，真实的文本，改动无关紧要的地方，简单的做法，速度和内存，学得多一些会怎样。\
各部分量完一个存一个；中断以后，再运行同一条命令就接着做。不影响审读所用的模型。

在两核的机器上约需一刻钟；写了 --encoder 要几个小时。"""

_EPILOG = """\
例子：
  lianshen figures --output 数字 --dev 真实文本 --petitions 信件.csv"""


@click.command(
    "figures",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help=_HELP,
    epilog=_EPILOG,
    short_help="量出公布的全部数字，和目标对照。",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="文件夹",
    required=True,
    help="数字和报告写到哪里，必须写。",
)
@click.option(
    "--dev",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="文件夹",
    help="真实的文本：用全部语料训练，在它上面评。",
)
@click.option(
    "--petitions",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="表格.csv",
    help="带主题的信件：各种做法按表里标明的学，在其余的上面比。",
)
@click.option(
    "--texts",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="表格.csv",
    help="量速度用的文字，和 benchmark 的一样。不写就用自带的标注数据。",
)
@click.option(
    "--encoder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="文件夹",
    help="中文编码器：另比较微调它的做法，需要扩展 encoder，很慢。",
)
def figures(
    output: Path, dev: Path | None, petitions: Path | None, texts: Path | None, encoder: Path | None
) -> int:
    """Measure all, write ``figures.json`` and ``figures.html``, and print what came of the targets."""
    from api.cli.progress import progress  # noqa: PLC0415 - help pages must not wait for scikit-learn or rich
    from api.cli.terminal import paper  # noqa: PLC0415 - as above
    from api.report.figures import write_report  # noqa: PLC0415 - as above
    from api.screen.figures import write_figures  # noqa: PLC0415 - as above
    from training.published.given import Given  # noqa: PLC0415 - as above
    from training.published.run import measure  # noqa: PLC0415 - as above

    given = Given(dev, petitions, texts, encoder, (sys.executable, "-c", CHECK, "check"))
    with progress() as report:
        measured = measure(output, given, report)
    (output / "figures.json").write_text(measured.to_json(), "utf-8")
    write_report(output / "figures.html", measured)
    sheet = paper()
    write_figures(sheet, measured)
    click.echo(sheet.text(), nl=False)
    click.echo(f"已写出：{output / 'figures.json'} 和 {output / 'figures.html'}", err=True)
    return 0
