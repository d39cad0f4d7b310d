"""``lianshen benchmark``: how fast it is here, and how much memory it takes."""

import sys
from pathlib import Path

import click

from api.cli.extra import bench
from api.cli.form import form_option
from api.cli.help import ChineseCommand
from api.cli.number import whole_number

_HELP = """\
测一测在这台机器上审读有多快、占多少内存，并和最简单的做法（结巴分词、TF-IDF 加逻辑回归）放在一起比。

先用自带的标注数据训练，再审读其中的草稿；写了 --texts 就审读表里的文字。约两分钟，不影响所用的模型。

写了 --score 就测成批审读（lianshen score），用正在用的模型：一万行的表格到写好工作簿，许多行的 JSON Lines，\
自动档的速度和它的结论有多少与完整档相同。约四分钟。

写了 --desk 就测网页上审核台的列表：在临时的数据库里放两万件，测翻页、筛选、查找、排序各要多久。约两分钟。"""

_EPILOG = """\
例子：
  lianshen benchmark
  lianshen benchmark --score --rows 1000000
  lianshen benchmark --desk
  lianshen benchmark --texts 信件.csv"""

_ROWS = 100_000
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
@click.option("--score", "bulk", is_flag=True, help="测成批审读，不测单件。")
@click.option("--desk", is_flag=True, help="测审核台的列表，不测单件。")
@click.option(
    "--rows",
    metavar="行数",
    callback=whole_number(1000),
    help="成批审读时 JSON Lines 有多少行，默认 100000。",
)
@form_option()
def benchmark(texts: Path | None, bulk: bool, desk: bool, rows: int | None, form: str) -> int:
    """Measure, and print the measures."""
    if desk and (texts or bulk):
        raise click.UsageError("--desk 用自己拼的草稿，不能和 --texts 或 --score 一起写。")
    if bulk and texts:
        raise click.UsageError("--texts 是测单件用的，--score 用自己拼的草稿，只能写一个。")
    if rows and not bulk:
        raise click.UsageError("--rows 是成批审读的行数，请同时写 --score。")
    if desk:
        return _desk(form)
    return _bulk(rows or _ROWS, form) if bulk else _single(texts, form)


def _single(texts: Path | None, form: str) -> int:
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


def _desk(form: str) -> int:
    from api.cli.progress import progress  # noqa: PLC0415 - as above
    from api.cli.terminal import paper  # noqa: PLC0415 - as above
    from api.home import home  # noqa: PLC0415 - as above
    from api.screen.desk import write_desk  # noqa: PLC0415 - as above
    from training.default import ensure_bundle  # noqa: PLC0415 - as above

    with bench():
        from api.bulk.desk import measure  # noqa: PLC0415 - as above
    with progress() as report:
        measured = measure(home(), ensure_bundle(home(), report), report)
    if form == "json":
        click.echo(measured.to_json(), nl=False)
    else:
        sheet = paper()
        write_desk(sheet, measured)
        click.echo(sheet.text(), nl=False)
    return 0


def _bulk(rows: int, form: str) -> int:
    from api.cli.progress import progress  # noqa: PLC0415 - as above
    from api.cli.terminal import paper  # noqa: PLC0415 - as above
    from api.home import home  # noqa: PLC0415 - as above
    from api.screen.bulk import write_bulk  # noqa: PLC0415 - as above
    from training.default import ensure_bundle  # noqa: PLC0415 - as above

    with bench():
        from api.bulk.measure import measure  # noqa: PLC0415 - as above
    with progress() as report:
        folder = ensure_bundle(home(), report)
        command = [sys.executable, "-c", CHECK, "score"]
        measured = measure(folder, command, report, lines=rows)
    if form == "json":
        click.echo(measured.to_json(), nl=False)
    else:
        sheet = paper()
        write_bulk(sheet, measured)
        click.echo(sheet.text(), nl=False)
    return 0
