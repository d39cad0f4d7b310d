"""``lianshen train``: make a model from the labelled drafts."""

from pathlib import Path

import click

from api.cli.help import ChineseCommand
from api.cli.number import whole_number
from api.home import home

_HELP = """\
用自带的标注数据训练模型。在同一台机器、同样版本的软件上，同样的数据和种子得到逐字节相同的模型。

训练好的模型就是以后审读所用的模型；写了 --output 则另存到那个文件夹，不影响审读。"""


@click.command("train", cls=ChineseCommand, options_metavar="[选项]", help=_HELP, short_help="训练模型。")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="模型写到哪里，在其中以版本为名另建文件夹。",
)
@click.option("--seed", callback=whole_number(0), metavar="整数", default="0", help="随机种子，默认 0。")
def train(output: Path | None, seed: int) -> int:
    """Train a model and say where it lies."""
    from api.cli.progress import progress  # noqa: PLC0415 - help pages must not wait for scikit-learn or rich
    from model.bundle import make_room, save_bundle  # noqa: PLC0415 - as above
    from training.train import keep  # noqa: PLC0415 - as above
    from training.train import train as fit  # noqa: PLC0415 - as above

    make_room(output or home() / "models")
    with progress() as report:
        bundle = fit(seed=seed, progress=report)
    folder = save_bundle(bundle, output) if output else keep(bundle, home())
    click.echo(f"模型已写到：{folder}")
    return 0
