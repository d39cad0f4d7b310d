"""``lianshen train``: make a model from the labelled drafts, and with ``--finetune`` its encoder first."""

from pathlib import Path

import click

from api.cli.help import ChineseCommand
from api.cli.number import whole_number
from api.home import home

_HELP = """\
用自带的标注数据训练模型。在同一台机器、同样版本的软件上，同样的数据和种子得到逐字节相同的模型。

训练好的模型就是以后审读所用的模型；写了 --output 则另存到那个文件夹，不影响审读。

写了 --with-labels，就连同本地的标注再训练一个，和正在用的比一比，显示哪里变了；它不会自动启用，要启用请用 \
lianshen models promote。

写了 --finetune，就先用 --encoder 所指的中文编码器（BERT，按字切分）在标注数据上微调，再训练模型；\
要装扩展 encoder，没有显卡的电脑约需一小时。中断以后，再运行同一条命令就接着做。"""

_EPILOG = """\
例子：
  lianshen train
  lianshen train --with-labels
  lianshen train --finetune --encoder bge-small-zh-v1.5"""


@click.command(
    "train",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help=_HELP,
    epilog=_EPILOG,
    short_help="训练模型。",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="模型写到哪里，在其中以版本为名另建文件夹。",
)
@click.option("--seed", callback=whole_number(0), metavar="整数", default="0", help="随机种子，默认 0。")
@click.option("--with-labels", is_flag=True, help="连同本地的标注再训练一个，与正在用的比较，不启用。")
@click.option("--finetune", is_flag=True, help="先微调编码器，要同时写 --encoder。")
@click.option(
    "--encoder",
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="微调时是编码器的文件夹；不微调时是以前微调好的、要用的编码器。不写就用自带的。",
)
def train(output: Path | None, seed: int, with_labels: bool, finetune: bool, encoder: Path | None) -> int:
    """Train a model and say where it lies."""
    if with_labels:
        if output or seed or finetune or encoder:
            raise click.UsageError("--with-labels 不能和别的选项同用。")
        from api.cli.retraining import retrain  # noqa: PLC0415 - help pages must not wait for SQLAlchemy

        return retrain()
    if finetune and not encoder:
        raise click.UsageError("要微调，请用 --encoder 写上编码器的文件夹。")
    from api.cli.progress import progress  # noqa: PLC0415 - help pages must not wait for scikit-learn or rich
    from model.bundle import make_room, save_bundle  # noqa: PLC0415 - as above
    from training.train import bring, finetuned, keep  # noqa: PLC0415 - as above
    from training.train import train as fit  # noqa: PLC0415 - as above

    bundles = output or home() / "models"
    make_room(bundles)
    with progress() as report:
        if finetune and encoder:
            encoder = finetuned(encoder, bundles, seed=seed, progress=report)
        bundle = fit(seed=seed, progress=report, encoder=encoder)
    if encoder:
        bring(encoder, bundles)
    folder = save_bundle(bundle, output) if output else keep(bundle, home())
    click.echo(f"模型已写到：{folder}")
    if finetune:
        click.echo(f"编码器已写到：{encoder}")
    return 0
