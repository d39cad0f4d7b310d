"""``lianshen labels``: what people said about drafts, brought in, taken out, and how far they agree."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli.actor import actor
from api.cli.database import open_database
from api.cli.form import form_option
from api.cli.help import ChineseCommand, ChineseGroup
from api.cli.worth import curve, speed
from api.labels.form import FORMS, Form

if TYPE_CHECKING:
    from api.cli.progress import Counting
    from api.labels.importing import Outcome
    from api.labels.problem import Problem

_SHOWN = 20
"""Problems shown on the terminal; all of them stand in the report."""


_HELP = """\
标注：人对草稿说过的话——哪类问题成立、什么原因、归谁主办会办、三分。审核台上的更正、网页上的标注、\
从文件导入的，都在一处。

只说了一样的也算：只写主办单位，或只判了一类问题，都可以。"""


@click.group(
    "labels",
    cls=ChineseGroup,
    options_metavar="",
    subcommand_metavar="命令 …",
    help=_HELP,
    short_help="标注的导入、导出和一致程度。",
)
def labels() -> None:
    """Gather what can be done with labels."""


_form_option = click.option(
    "--form",
    "form",
    type=click.Choice(FORMS),
    metavar="格式",
    help="table 表格，jsonl 一行一条，corpus 语料，doccano、label-studio、argilla 是这些工具的；不写看文件。",
)


@labels.command(
    "import",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help="""\
导入标注：.xlsx、.csv 表格，.jsonl，doccano、Label Studio、Argilla 导出的文件，是哪一种看内容就知道。

好的行都收下；有问题的逐行说明：单位不认得、代码不对、没有正文、与以前说的不同、几乎一样的草稿等。\
同一个人对同一件草稿改了说法的，以后说的为准；不同的人说的不同，都收下。\
身份证号、电话号码先遮住再保存。

中途停下也不要紧，已经收下的都在；再运行一次，有了的不会再收。""",
    epilog="""\
退出码：0 收下了，或者都已经有了（有没收的行也是 0，原因在屏幕上和报告里）；2 一条也收不了。

例子：
  lianshen labels import 历年交办.xlsx --report 问题.xlsx
  lianshen labels import 张三.jsonl --annotator 张三""",
    short_help="导入标注。",
)
@click.argument("files", metavar="文件…", nargs=-1, required=True, type=click.Path(path_type=Path))
@_form_option
@click.option("--annotator", metavar="姓名", help="文件里没有写是谁标的，就算这个人的；不写就算“未署名”。")
@click.option(
    "--report",
    "report",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="把所有的问题写成一张表，以 .xlsx 或 .csv 结尾。",
)
def import_(files: tuple[Path, ...], form: Form | None, annotator: str | None, report: Path | None) -> int:
    """Take labels into the store, and say what is wrong with the rest."""
    from api.cli.front import complain, explain_error  # noqa: PLC0415 - help pages must not wait for the readers
    from api.cli.progress import counting  # noqa: PLC0415 - as above
    from api.labels.checking import NOBODY  # noqa: PLC0415 - as above
    from api.labels.importing import Asked, import_labels  # noqa: PLC0415 - as above
    from api.units.today import names_of  # noqa: PLC0415 - nor for SQLAlchemy
    from model.errors import LianshenError  # noqa: PLC0415 - only with them

    got = 0
    with ExitStack() as stack:
        database = stack.enter_context(open_database())
        names = names_of(database)
        heard = _heard(stack, report)
        for path in files:
            asked = Asked(path, form, annotator or NOBODY, actor())
            try:
                with counting(f"导入 {path.name}") as tell:
                    outcome = import_labels(database, asked, names.today, heard, _counts(tell))
            except LianshenError as error:
                complain(explain_error(error))
                continue
            got += outcome.taken + outcome.already
            click.echo(_told(path, outcome))
    if report is not None:
        click.echo(f"问题写在 {report}。", err=True)
    return 0 if got else 2


def _counts(tell: "Counting") -> "Callable[[int, int], None]":
    from api.cli.progress import Count  # noqa: PLC0415 - as above

    return lambda rows, refused: tell(Count(rows, refused))


def _heard(stack: ExitStack, output: Path | None) -> "Callable[[Problem], None]":
    """Return what takes problems: the first of them to the terminal, all to the report."""
    from api.cli.front import complain  # noqa: PLC0415 - as above
    from api.labels.report import report  # noqa: PLC0415 - as above

    write = stack.enter_context(report(output)) if output is not None else None
    count = 0

    def hear(problem: "Problem") -> None:
        nonlocal count
        count += 1
        if count <= _SHOWN:
            complain(str(problem))
        elif count == _SHOWN + 1:
            where = "都写在报告里" if write else "加 --report 问题.xlsx 可以都写下来"
            complain(f"还有别的问题，这里不一一列出，{where}。")
        if write is not None:
            write(problem)

    return hear


def _told(path: Path, outcome: "Outcome") -> str:
    parts = [f"{path.name}：读了 {outcome.rows:,} 行，新收 {outcome.taken:,} 条"]
    counts = (("已有", outcome.already), ("没有标注", outcome.silent), ("没有收", outcome.refused))
    parts += [f"{name} {count:,} 条" for name, count in counts if count]
    noted = "、".join(f"{kind} {count:,}" for kind, count in outcome.noted.most_common())
    many = "标注的草稿太多，没有找近似重复的。" if outcome.too_many else ""
    return f"{'，'.join(parts)}。{f'问题：{noted}。' if noted else ''}{many}"


@labels.command(
    "export",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help="""\
导出现在算数的全部标注，审核台上更正的、网页上标的、导入的都在内，撤回的和被代替的不在内。\
再导入别处，一条不少，一样不变。

.xlsx、.csv 是表格，.jsonl 一行一条；给别的工具用的，请写 --form。""",
    epilog="""\
退出码：0 写好了；2 写不出。

例子：
  lianshen labels export -o 标注.xlsx
  lianshen labels export -o 任务.json --form label-studio""",
    short_help="导出标注。",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="文件",
    required=True,
    help="写到哪个文件，以 .xlsx、.csv、.jsonl 或 .json 结尾。",
)
@_form_option
def export(output: Path, form: Form | None) -> int:
    """Write all labels that hold."""
    from api.labels.exporting import export_labels  # noqa: PLC0415 - help pages must not wait for SQLAlchemy

    with open_database() as database:
        exported = export_labels(database, output, form)
    left_out = f"，{exported.left_out:,} 条没有说全，语料里放不下，没有写" if exported.left_out else ""
    click.echo(f"写了 {exported.labels:,} 条标注{left_out}：{output}。")
    return 0


@labels.command(
    "agreement",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help="""\
几个人标了同样的草稿，他们说得有多一致：每两人之间的 Cohen κ，所有人一起的 Krippendorff α，\
按三类问题、主办单位和每个单位分别算。

1 是处处一致，0 是和碰巧差不多，负的是比碰巧还不如；大家说的都一样，就无从算起。只算人，不算模型。""",
    short_help="标注的人彼此有多一致。",
)
@form_option("，并有每一对人的")
def agreement(form: str) -> int:
    """Print how far people agree."""
    from api.cli.terminal import paper  # noqa: PLC0415 - help pages must not wait for rich
    from api.labels.of_today import of_today  # noqa: PLC0415 - nor for SQLAlchemy
    from api.labels.store import standing_labels  # noqa: PLC0415 - as above
    from api.screen.agreement import write_agreement  # noqa: PLC0415 - nor for scikit-learn
    from training.local.agreement import agreement as measure  # noqa: PLC0415 - as above

    with open_database() as database:
        measured = measure(of_today(database, standing_labels(database)))
    if form == "json":
        click.echo(measured.to_json(), nl=False)
        return 0
    sheet = paper()
    write_agreement(sheet, measured)
    click.echo(sheet.text(), nl=False)
    return 0


labels.add_command(curve)
labels.add_command(speed)
