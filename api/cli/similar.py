"""``lianshen similar``: the same matter twice, in earlier sessions and as it is measured."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli.form import form_option
from api.cli.help import ChineseCommand, ChineseGroup
from api.cli.number import whole_number

if TYPE_CHECKING:
    from model.similar.earlier import Past

_HELP = """\
重复与相似：把往届的建议留作索引，检验同一件事找得准不准，测一测分组有多快。

同一件事，就是一个单位写一份答复能同时答复的：地点（对象）相同，要办的事相同。"""


@click.group(
    "similar",
    cls=ChineseGroup,
    options_metavar="",
    subcommand_metavar="命令 …",
    help=_HELP,
    short_help="往届建议的索引；检验重复找得准不准。",
)
def similar() -> None:
    """Gather what can be done about the same matter."""


@similar.command(
    "add",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help="""\
把往届的建议加进索引：以后的每一件都可以和它们比，最像的三件连同承办单位、办理情况一起列出。

可以写的文件和 lianshen score 一样；表格里的届次、编号、承办单位、办理情况等列一并留下。\
同一届同一个编号再加一次，以后加的为准。身份证号、电话号码先遮住再保存。""",
    short_help="把往届的建议加进索引。",
)
@click.argument("inputs", metavar="文件或文件夹…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--to",
    "folder",
    metavar="文件夹",
    required=True,
    type=click.Path(path_type=Path),
    help="索引所在的文件夹。",
)
@click.option("--session", metavar="届次", help="没有写明届次的，都算这一届的。")
def add(inputs: tuple[Path, ...], folder: Path, session: str | None) -> int:
    """Add drafts to an index, and say how many."""
    from model.similar.earlier import add as keep  # noqa: PLC0415 - help pages must not wait for numpy

    unread: list[str] = []
    count = keep(folder, _pasts(inputs, session, unread))
    for problem in unread:
        click.echo(problem, err=True)
    click.echo(f"加进了 {count} 件{f'，{len(unread)} 件读不了' if unread else ''}。")
    return 0 if count else 2


def _pasts(inputs: tuple[Path, ...], session: str | None, unread: "list[str]") -> "Iterator[Past]":
    from api.batch.inputs import entries  # noqa: PLC0415 - as above
    from api.batch.rows import DEPUTY, Unread  # noqa: PLC0415 - as above
    from model.similar.earlier import Past  # noqa: PLC0415 - as above

    for entry in entries(inputs):
        if isinstance(entry, Unread):
            unread.append(f"{entry.origin}：{entry.problem}。")
            continue
        given = {"届次": session} if session else {}
        fields = {name: value for name, value in entry.fields.items() if name != DEPUTY}
        yield Past(entry.draft, {**given, **fields})


@similar.command(
    "evaluate",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help="""\
检验同一件事找得准不准：在成对的草稿上，也在一次会议的草稿里，和 TF-IDF 余弦、MinHash 放在一起比。

题材分成两半：一半用来选权重和阈值，只报告另一半。“只看长度”本来应该什么也看不出；它看得出多少，\
成对的草稿就有多少不能当真。要装扩展 bench。约半分钟。""",
    short_help="检验同一件事找得准不准。",
)
@form_option("，并有 95% 区间")
def evaluate(form: str) -> int:
    """Measure all ways, and print the measures."""
    from api.cli.progress import progress  # noqa: PLC0415 - help pages must not wait for scikit-learn or rich
    from api.cli.terminal import paper  # noqa: PLC0415 - as above
    from api.screen.likeness import write_likeness  # noqa: PLC0415 - as above
    from training.similar.evaluate import evaluate as measure  # noqa: PLC0415 - as above

    with progress() as report:
        measured = measure(report)
    if form == "json":
        click.echo(measured.to_json(), nl=False)
    else:
        sheet = paper()
        write_likeness(sheet, measured)
        click.echo(sheet.text(), nl=False)
    return 0


@similar.command(
    "speed",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help="""\
测一测分组有多快、占多少内存。用的草稿是拼出来的：自带语料里的草稿，换过地名和数字，添上别的草稿里的一句；\
每十件有一件是前面某一件少了一句的抄件。""",
    short_help="测分组有多快、占多少内存。",
)
@click.option(
    "--drafts", metavar="件数", callback=whole_number(2), default="100000", help="多少件，默认 100000。"
)
@form_option()
def speed(drafts: int, form: str) -> int:
    """Measure, and print the measures."""
    from training.similar.speed import measure  # noqa: PLC0415 - as above

    measured = measure(drafts)
    if form == "json":
        click.echo(measured.to_json(), nl=False)
    else:
        click.echo(
            f"{measured.drafts} 件分成 {measured.groups} 组（组里有 {measured.grouped} 件）："
            f"{measured.seconds:.1f} 秒，处理器时间 {measured.processor:.1f} 秒，"
            f"最多占 {measured.memory:.0f} MiB；{measured.machine.cores} 核。"
        )
    return 0
