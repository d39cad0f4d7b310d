"""``lianshen baselines``: plain ways to judge the same drafts, measured beside lianshen in one run."""

from pathlib import Path

import click

from api.cli.form import form_option
from api.cli.front import FAILED
from api.cli.help import ChineseCommand
from api.cli.number import whole_number
from training.baselines.names import ENCODER, NAMES, PARTS

_HELP = """\
把几种简单的做法和联审放在一起比较：各自从头学习，回答同样的题，报告准不准、学多久、审一件多久、占多少内存。

各种做法轮流在一个单独的进程里运行。在语料上，按题材分成五份，留出几份来考；另可用真实的文本和带主题的信件来考。"""

_EPILOG = """\
做法的名称：
  majority 总答最常见的；keywords 关键词规则；
  logistic 词的 TF-IDF，逻辑回归；svm 词的 TF-IDF，线性支持向量机；
  fasttext；encoder 微调编码器；lianshen 联审快档。

例子：
  lianshen baselines
  lianshen baselines --only svm --only lianshen --petitions 信件.csv"""


@click.command(
    "baselines",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help=_HELP,
    epilog=_EPILOG,
    short_help="把几种简单的做法和联审放在一起比较。",
)
@click.option(
    "--folds", callback=whole_number(1), metavar="整数", default="1", help="五份语料中轮流留出几份，默认 1。"
)
@click.option(
    "--dev",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="文件夹",
    help="真实的文本：用全部语料学习，在它上面考。",
)
@click.option(
    "--petitions",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="表格.csv",
    help="带主题的信件：照表里标明的，学一部分，考另一部分。",
)
@click.option(
    "--encoder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="文件夹",
    help="中文编码器：微调它的做法也比；要装扩展 encoder，很慢。",
)
@click.option(
    "--only",
    type=click.Choice(NAMES),
    metavar="名称",
    multiple=True,
    help="只比较这种做法，可以写多次。",
)
@form_option("，并有 95% 区间")
def baselines(  # noqa: PLR0913, PLR0917 - click passes every option as an argument
    folds: int,
    dev: Path | None,
    petitions: Path | None,
    encoder: Path | None,
    only: tuple[str, ...],
    form: str,
) -> int:
    """Examine all baselines and print what came of them; 2 where one could not be examined."""
    if ENCODER in only and encoder is None:
        raise click.UsageError("比较 encoder 要用 --encoder 写明编码器的文件夹。")
    if folds > PARTS:
        raise click.UsageError(f"--folds 最多是 {PARTS}：语料只分成 {PARTS} 份。")
    from api.cli.progress import progress  # noqa: PLC0415 - help pages must not wait for scikit-learn or rich
    from api.cli.terminal import paper  # noqa: PLC0415 - as above
    from api.screen.comparison import write_comparison  # noqa: PLC0415 - as above
    from training.baselines.compare import compare  # noqa: PLC0415 - as above
    from training.baselines.exams import Exam, TopicExam, corpus_exam, dev_exam, topic_exam  # noqa: PLC0415 - as above
    from training.labels import read_corpus  # noqa: PLC0415 - as above

    corpus = read_corpus()
    exams: list[Exam | TopicExam] = [corpus_exam(corpus, folds)]
    if dev is not None:
        exams.append(dev_exam(corpus, dev))
    if petitions is not None:
        exams.append(topic_exam(petitions))
    names = [name for name in NAMES if name in (only or NAMES) and (name != ENCODER or encoder is not None)]
    with progress() as report:
        comparison = compare(exams, names, encoder, report)
    if form == "json":
        click.echo(comparison.to_json(), nl=False)
    else:
        sheet = paper()
        write_comparison(sheet, comparison)
        click.echo(sheet.text(), nl=False)
    return FAILED if any(outcome.failure for outcome in comparison.outcomes) else 0
