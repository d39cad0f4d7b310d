"""``lianshen score``: many drafts into one workbook or table."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from api.cli.help import ChineseCommand
from api.cli.number import whole_number
from api.cli.tier import TIERS
from model.draft import LEVELS, Level

if TYPE_CHECKING:
    from model.reviewer import Tier

_HELP = """\
成批审读：一次把许多草稿审读完，写成一个工作簿或表格。

可以写文件夹、压缩包（.zip）、Word、PDF、文本，也可以写 .xlsx、.csv、.jsonl、.parquet 表格，\
混着写也行。表格的列按表头认（标题、内容、代表、代表团、承办单位等），认不出的用 --map 指明。

结果按 -o 的结尾写：.xlsx 是工作簿，有总览、明细、逐条分解、重复与合并、承办分布和错误；\
.csv、.parquet 一件一行；.jsonl 是完整的审读结果。读不了的文件和行写明原因，其余的照样审读。

做到一半停下（按 Ctrl-C、断电、内存不够）也不要紧：再运行一次同样的命令，就接着做。\
做了一半的结果存在输出文件旁边，名字以 .work 结尾，写好输出就删去。\
草稿只在本机处理；写了 --cluster 的，在集群的机器上处理。"""

_EPILOG = """\
退出码：0 做完了（有读不了的也是 0，原因在结果里）；2 一件也读不了，或结果写不出；130 中途停下。

例子：
  lianshen score 建议/ -o 结果.xlsx
  lianshen score 建议.xlsx 补交.zip -o 结果.xlsx --letters 意见函/
  lianshen score 工单.csv -o 结果.jsonl --map 正文=诉求内容 --tier fast
  lianshen score 建议/ --dry-run"""

_ON_A_CLUSTER = {"inputs", "output", "pairs", "level", "tier", "restart", "cluster"}


def _day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> date | None:
    """Read a day; click's own type would name its forms in English."""
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise click.BadParameter(f"“{value}”不是日期，请写成 2026-03-02 的样子。") from None


@click.command(
    "score",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help=_HELP,
    epilog=_EPILOG,
    short_help="成批审读，写成工作簿或表格。",
)
@click.argument("inputs", metavar="文件或文件夹…", nargs=-1)
@click.option(
    "-o",
    "--output",
    metavar="结果",
    help="写到哪个文件，以 .xlsx、.csv、.jsonl 或 .parquet 结尾。",
)
@click.option(
    "--map",
    "pairs",
    multiple=True,
    metavar="名称=列",
    help="哪一列是什么，列写表头或字母（如 正文=诉求内容、标题=B）；可以写多次。",
)
@click.option(
    "--level",
    type=click.Choice(LEVELS),
    metavar="本级",
    help=f"都按哪一级人大审读：{'、'.join(LEVELS)}。不写就看草稿，看不出按县。",
)
@click.option(
    "--tier",
    type=click.Choice(TIERS),
    metavar="档",
    help="auto 只细读快速一档拿不准的（默认）；fast 都不细读，最快；full 都细读，慢得多。",
)
@click.option("--dry-run", is_flag=True, help="只说会读哪些文件、各按哪几列读，不审读。")
@click.option(
    "--letters",
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="给每件退回修改的草稿写一份意见函（Word）。",
)
@click.option(
    "--template",
    type=click.Path(path_type=Path),
    metavar="模板.docx",
    help="意见函的模板；没有这个文件，就先写一份自带的，供修改。",
)
@click.option(
    "--annotate",
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="给每件草稿存一份带批注的 Word 文件，原文件不动。",
)
@click.option(
    "--previous",
    type=click.Path(path_type=Path),
    metavar="上次结果",
    help="和上一次会议的结果（.xlsx、.csv、.jsonl 或 .parquet）比较，写在总览里。",
)
@click.option(
    "--index",
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="往届建议的索引（lianshen similar add 做的）：每件列出最像的三件往届建议，连同承办单位、办理情况。",
)
@click.option(
    "--weights",
    metavar="标准=轻重",
    help="重点处理候选各条标准的轻重，如 反映强烈=2,迫切=1.5；不写都一样重。",
)
@click.option(
    "--calendar",
    type=click.Path(path_type=Path),
    metavar="日历.ics",
    help="把三分办理的日子写成日历；写文件夹名，就每个单位一个文件。",
)
@click.option(
    "--from",
    "start",
    metavar="日期",
    callback=_day,
    help="日历从哪一天交办算起，如 2026-03-02，默认今天。",
)
@click.option("--partial", is_flag=True, help="不再审读，把做了一半的结果写成“结果-未完成”。")
@click.option("--restart", is_flag=True, help="从头做：丢掉做了一半的结果，盖掉已有的输出文件。")
@click.option(
    "--workers",
    metavar="个数",
    callback=whole_number(1),
    help="同时用几个进程，默认每核一个；内存不够时写 1。",
)
@click.option(
    "--cluster",
    metavar="地址",
    help="在 Dask 集群上审读，写调度器的地址（如 tls://主机:8786）；输入和结果都是分片的文件夹。",
)
def score(  # noqa: PLR0913, PLR0917 - click passes every option as an argument
    inputs: tuple[str, ...],
    output: str | None,
    pairs: tuple[str, ...],
    level: Level | None,
    tier: "Tier | None",
    dry_run: bool,
    letters: Path | None,
    template: Path | None,
    annotate: Path | None,
    previous: Path | None,
    index: Path | None,
    weights: str | None,
    calendar: Path | None,
    start: date | None,
    partial: bool,
    restart: bool,
    workers: int | None,
    cluster: str | None,
) -> int:
    """Score all inputs into one output."""
    if not inputs and not partial:
        raise click.UsageError("没有写要审读的文件或文件夹。例如：lianshen score 建议/ -o 结果.xlsx")
    from api.batch.columns import mapping_of  # noqa: PLC0415 - help pages must not wait for the readers

    mapping = mapping_of(pairs)
    if cluster:
        _refuse_beside_a_cluster()
    if partial and restart:
        raise click.UsageError("--partial 要看做了一半的结果，--restart 要丢掉它，只能写一个。")
    if template and not letters:
        raise click.UsageError("--template 是意见函的模板，请同时写 --letters 文件夹。")
    if start and not calendar:
        raise click.UsageError("--from 是日历开始的日子，请同时写 --calendar 日历.ics。")
    named = tuple(map(Path, inputs))
    if dry_run:
        from api.cli.listing import show_listing  # noqa: PLC0415 - as above

        own = [Path(path) for path in (output, letters, annotate) if path]
        return show_listing(named, mapping, own)
    if output is None:
        raise click.UsageError("没有写结果存到哪里，请加 -o。例如：lianshen score 建议/ -o 结果.xlsx")
    if cluster:
        from api.cli.clustering import Clustering  # noqa: PLC0415 - as above

        return Clustering(cluster, inputs, output, mapping, level, tier).run(restart=restart)
    from api.cli.papers import Papers  # noqa: PLC0415 - as above
    from api.cli.scoring import Scoring  # noqa: PLC0415 - as above
    from api.priorities.candidates import Weights  # noqa: PLC0415 - as above
    from api.priorities.weighing import read_weights  # noqa: PLC0415 - as above

    papers = Papers(letters, template, annotate, calendar, start)
    weighed = Weights() if weights is None else read_weights(weights)
    scoring = Scoring(named, Path(output), mapping, level, tier, papers, previous, weighed, index, workers)
    return scoring.show_partial() if partial else scoring.run(restart=restart)


def _refuse_beside_a_cluster() -> None:
    """Refuse options for what is not done on a cluster, rather than leave it out silently."""
    context = click.get_current_context()
    for option in context.command.params:
        given = option.name and context.get_parameter_source(option.name) is ParameterSource.COMMANDLINE
        if given and option.name not in _ON_A_CLUSTER:
            raise click.UsageError(
                f"用 --cluster 时不能写 {option.opts[-1]}。集群只审读；汇总和写信，请在一台机器上另外做。"
            )
