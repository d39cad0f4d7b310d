"""``lianshen check``: what a good reviewer would say about each draft."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli.help import ChineseCommand
from api.cli.tier import tier_option
from model.draft import LEVELS, Level

if TYPE_CHECKING:
    from api.cli.checking import FailOn
    from api.cli.outputs import Format
    from model.reviewer import Tier

STANDARD_INPUT = "-"
FAIL_ON: dict[str, "FailOn"] = {
    "成立": "成立",
    "拿不准": "拿不准",
    "从不": "从不",
    "finding": "成立",
    "unsure": "拿不准",
    "never": "从不",
}

_HELP = """\
审读代表建议草稿：题目是否过大、内容是否模糊、措施是否可行，哪些字句有问题、怎么改，由哪个单位承办。

文件可以是文本（.txt、.md）、Word 文件（.docx）、PDF 文件（.pdf），可以一次写多个；写 - 就从标准输入读文字。

第一次使用时先训练模型，需要几十秒；以后直接使用。草稿只在本机处理，不会传到网上。"""

_EPILOG = """\
退出码：0 没有问题；1 有问题；2 有文件读不了（其余的照样审读）。

例子：
  lianshen check 建议.docx
  lianshen check --level 乡镇 *.txt
  lianshen check 建议.docx --annotate 建议-批注.docx"""


@click.command(
    "check",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help=_HELP,
    epilog=_EPILOG,
    short_help="审读草稿，指出问题、依据和改法。",
)
@click.argument("files", metavar="文件…", nargs=-1)
@click.option(
    "--level",
    type=click.Choice(LEVELS),
    metavar="本级",
    help=f"提给哪一级人大：{'、'.join(LEVELS)}。不写就看草稿，看不出按县。",
)
@click.option("--title", metavar="标题", help="草稿的标题。不写就从文件里找；只能用于一个文件。")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "rdjson"]),
    metavar="格式",
    default="text",
    help="text 给人看（默认）；json 给程序读，每个文件一行；rdjson 给代码评审工具和编辑器读。",
)
@click.option(
    "--annotate",
    type=click.Path(path_type=Path),
    metavar="新文件.docx",
    help="另存一份 Word 文件，在有问题的字句旁加批注，原文件不动；只能用于一个 .docx 文件。",
)
@tier_option
@click.option(
    "--fail-on",
    type=click.Choice(list(FAIL_ON)),
    metavar="情形",
    default="成立",
    help="什么情形退出码为 1：成立（finding，默认）；拿不准（unsure），即拿不准的也算；从不（never）。",
)
def check(  # noqa: PLR0913, PLR0917 - click passes every option as an argument
    files: tuple[str, ...],
    level: Level | None,
    title: str | None,
    form: "Format",
    annotate: Path | None,
    tier: "Tier | None",
    fail_on: str,
) -> int:
    """Review every file, one after the other; a bad one does not keep the others from being reviewed."""
    _refuse_nonsense(files, title, annotate)
    from api.cli.checking import Checking  # noqa: PLC0415 - help pages must not wait for the readers and the model
    from api.cli.outputs import OUTPUTS  # noqa: PLC0415 - as above

    return Checking(OUTPUTS[form](), level, title, annotate, tier, FAIL_ON[fail_on]).run(files)


def _refuse_nonsense(files: tuple[str, ...], title: str | None, annotate: Path | None) -> None:
    if not files:
        raise click.UsageError("没有写要审读的文件。例如：lianshen check 建议.docx")
    if title is not None and len(files) > 1:
        raise click.UsageError("--title 只能用于一个文件，这里写了多个。请逐个审读，或去掉 --title。")
    if files.count(STANDARD_INPUT) > 1:
        raise click.UsageError("标准输入（-）只能读一次，请只写一个 -。")
    if annotate is not None:
        _refuse_target(files, annotate)


def _refuse_target(files: tuple[str, ...], target: Path) -> None:
    if len(files) > 1:
        raise click.UsageError("--annotate 只能用于一个文件，这里写了多个。请逐个审读。")
    source = Path(files[0])
    if source.suffix.lower() != ".docx":
        raise click.UsageError(f"--annotate 只能用于 .docx 文件，“{files[0]}”不是。请先另存为 .docx 文件。")
    if target.suffix.lower() != ".docx":
        raise click.UsageError(f"--annotate 写出的是 Word 文件，“{target}”请以 .docx 结尾。")
    if target.resolve() == source.resolve() or (
        target.exists() and source.exists() and target.samefile(source)
    ):
        raise click.UsageError("--annotate 不能写回原文件，请换一个文件名，原文件会原样保留。")
    if not target.parent.is_dir():
        raise click.UsageError(
            f"--annotate 要写到的文件夹“{target.parent}”不存在。请先建好这个文件夹，或换一个地方。"
        )
    if target.is_dir():
        raise click.UsageError(f"--annotate 要写出的“{target}”是一个文件夹。请换一个文件名。")
