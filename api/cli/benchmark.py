"""``lianshen benchmark``: how fast it is here, and how much memory it takes."""

import sys
from pathlib import Path

import click

from api.cli.form import form_option
from api.cli.help import ChineseCommand

_HELP = """\
测一测在这台机器上审读有多快、占多少内存，并和最简单的做法（结巴分词、TF-IDF 加逻辑回归）放在一起比。

先用自带的标注数据训练，再审读其中的草稿；写了 --texts 就审读表里的文字。约两分钟，不影响所用的模型。"""

_EPILOG = """\
例子：
  lianshen benchmark
  lianshen benchmark --texts 信件.csv"""

CHECK = "from api.cli import main; main(prog_name='lianshen')"
"""The program in a process of its own."""


@click.command(
    "benchmark",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help=_HELP,
    epilog=_EPILOG,
    short_help="测审读有多快、占多少内存。",
)
@click.option(
    "--texts",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="表格.csv",
    help="审读这张表里的文字，要有 title 和 body 两列。不写就用自带的标注数据。",
)
@form_option()
def benchmark(texts: Path | None, form: str) -> int:
    """Measure, and print the measures."""
    from api.cli.progress import progress  # noqa: PLC0415 - help pages must not wait for scikit-learn or rich
    from api.cli.terminal import paper  # noqa: PLC0415 - as above
    from api.screen.benchmark import write_benchmark  # noqa: PLC0415 - as above
    from training.benchmark.run import benchmark as measure  # noqa: PLC0415 - as above
    from training.benchmark.texts import read_texts  # noqa: PLC0415 - as above
    from training.labels import read_corpus  # noqa: PLC0415 - as above

    drafts = read_texts(texts) if texts else [labelled.draft for labelled in read_corpus().drafts]
    with progress() as report:
        measured = measure(drafts, [sys.executable, "-c", CHECK, "check"], report)
    if form == "json":
        click.echo(measured.to_json(), nl=False)
    else:
        sheet = paper()
        write_benchmark(sheet, measured)
        click.echo(sheet.text(), nl=False)
    return 0
