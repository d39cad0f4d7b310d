"""``lianshen privacy``: what points at persons: how well it is found, and how it is deleted."""

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli.actor import actor
from api.cli.database import open_database
from api.cli.form import form_option
from api.cli.front import FOUND
from api.cli.help import ChineseCommand, ChineseGroup
from api.cli.number import numbers_of_rows, whole_number

if TYPE_CHECKING:
    from api.privacy.asked import Asked


@click.group(
    "privacy",
    cls=ChineseGroup,
    options_metavar="",
    subcommand_metavar="命令 …",
    help="个人信息：量一量找得准不准；到期的和要求删除的，真正删掉。",
    short_help="个人信息：找得准不准，到期和删除。",
)
def privacy() -> None:
    """Gather what can be done about personal information."""


_MEASURE = """\
量一量身份证号、银行卡号、手机号、车牌号和详细住址找得全不全，会不会误认。

草稿是拼出来的：自带语料里的草稿，插进一句写有个人信息的话（号码、住址都是编的）；另一些插的是合同编号、文号、\
项目地点这一类看着像的。写法分两半：一半是调规则时看着的，另一半是最后写的。没有达到目标时退出码为 1。"""


@privacy.command(
    "measure",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help=_MEASURE,
    short_help="量一量个人信息找得准不准。",
)
@click.option(
    "--texts",
    metavar="件数",
    callback=whole_number(100),
    default="20000",
    help="每类拼多少件，最少 100，默认 20000。",
)
@form_option("，列出漏了的每一种写法")
def measure(texts: int, form: str) -> int:
    """Measure, and print recall and false alarms."""
    from api.cli.progress import progress  # noqa: PLC0415 - help pages must not wait for scipy or rich
    from api.cli.terminal import paper  # noqa: PLC0415 - as above
    from api.screen.privacy import write_measured  # noqa: PLC0415 - as above
    from training.privacy.measure import measure as look  # noqa: PLC0415 - as above

    with progress() as report:
        measured = look(texts, report)
    if form == "json":
        click.echo(measured.to_json(), nl=False)
    else:
        sheet = paper()
        write_measured(sheet, measured)
        click.echo(sheet.text(), nl=False)
    return 0 if measured.holds else FOUND


_WHICH = "--dry-run 只列出要删什么，什么也不动。"
_LEFT = """\
删掉的有：审核台和网页提交的草稿、姓名、审读结果、意见、历史里的字句、标注、训练用的冻结标注、往届索引里的同一件、\
上传的原件（表格和压缩包整份删），数据库文件里的残留也清掉。留痕只留下谁在什么时候删了几件。\
还有备份的，会列出来，要自己去删。"""


def _midnight(value: str) -> datetime:
    try:
        day = date.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f"“{value}”应写成 2024-01-01 这样的日期。") from error
    return datetime.combine(day, time()).astimezone()


def _similar_option(command: Callable[..., int]) -> Callable[..., int]:
    return click.option(
        "--similar",
        metavar="文件夹",
        multiple=True,
        type=click.Path(path_type=Path),
        help="数据文件夹以外的往届索引，也从里面删；可以写几次。",
    )(command)


@privacy.command(
    "expire",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help=f"删掉一个日子以前收到的草稿和与它们有关的一切。\n\n{_LEFT}\n\n{_WHICH}",
    short_help="删掉到期的。",
)
@click.option(
    "--before",
    metavar="日期",
    required=True,
    callback=lambda _context, _parameter, value: _midnight(value),
    help="如 2024-01-01：这一天零点以前收到的。",
)
@_similar_option
@click.option("--dry-run", is_flag=True, help="只列出要删什么。")
@form_option()
def expire(before: datetime, similar: tuple[Path, ...], dry_run: bool, form: str) -> int:
    """Delete what came before a day."""
    from api.privacy.asked import Asked  # noqa: PLC0415 - help pages must not wait for SQLAlchemy

    return _delete(Asked(before=before, similar=similar), dry_run=dry_run, form=form)


@privacy.command(
    "delete",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help=f"按姓名或编号删掉草稿和与它们有关的一切，至少写一种。\n\n{_LEFT}\n\n{_WHICH}",
    short_help="按姓名或编号删掉。",
)
@click.option(
    "--deputy", metavar="姓名", multiple=True, help="这位代表提出的；他的账号也停用、清空。可以写几次。"
)
@click.option(
    "--piece", metavar="件号", multiple=True, callback=numbers_of_rows, help="审核台上的件号。可以写几次。"
)
@click.option(
    "--submission",
    metavar="编号",
    multiple=True,
    callback=numbers_of_rows,
    help="网页提交的编号。可以写几次。",
)
@click.option(
    "--batch", metavar="编号", multiple=True, callback=numbers_of_rows, help="整个批次。可以写几次。"
)
@click.option(
    "--label",
    metavar="编号",
    multiple=True,
    callback=numbers_of_rows,
    help="一条标注和同一篇的其他标注。可以写几次。",
)
@_similar_option
@click.option("--dry-run", is_flag=True, help="只列出要删什么。")
@form_option()
def delete(  # noqa: PLR0913, PLR0917 - its options
    deputy: tuple[str, ...],
    piece: tuple[int, ...],
    submission: tuple[int, ...],
    batch: tuple[int, ...],
    label: tuple[int, ...],
    similar: tuple[Path, ...],
    dry_run: bool,
    form: str,
) -> int:
    """Delete what is named."""
    from api.privacy.asked import Asked  # noqa: PLC0415 - help pages must not wait for SQLAlchemy

    names = tuple(name for each in deputy if (name := each.strip()))
    if not (names or piece or submission or batch or label):
        raise click.UsageError("请写明删什么：--deputy、--piece、--submission、--batch、--label 至少一种。")
    asked = Asked(None, names, piece, submission, batch, label, similar)
    return _delete(asked, dry_run=dry_run, form=form)


def _delete(asked: "Asked", *, dry_run: bool, form: str) -> int:
    import orjson  # noqa: PLC0415 - as above

    from api.backup.listing import known_backups  # noqa: PLC0415 - as above
    from api.cli.terminal import paper  # noqa: PLC0415 - nor for rich
    from api.home import home  # noqa: PLC0415 - as above
    from api.privacy.deleting import delete as delete_for_good  # noqa: PLC0415 - as above
    from api.privacy.finding import find  # noqa: PLC0415 - as above
    from api.screen.deleting import stated, write_going  # noqa: PLC0415 - as above

    with open_database() as database:
        going = find(database, home(), asked)
        if not dry_run:
            delete_for_good(database, home(), asked, going, actor())
    backups = known_backups(home())
    if form == "json":
        click.echo(orjson.dumps(stated(going, backups, deleted=not dry_run)).decode())
        return 0
    sheet = paper()
    write_going(sheet, going, backups, deleted=not dry_run)
    click.echo(sheet.text(), nl=False)
    return 0
