"""``lianshen robustness``: how steady the verdicts are when drafts change in what must not matter."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.cli.files import files_named, on_files
from api.cli.form import form_option
from api.cli.help import ChineseCommand
from api.cli.tier import shipped_encoder, tier_option

if TYPE_CHECKING:
    from model.reviewer import Tier
    from training.robustness.outcome import Robustness

_HELP = """\
检验结论稳不稳：把草稿改动一点无关紧要的地方再审，数一数有多少件的结论变了。

改动有：加五处套话，换地名，换数字，换标点、分段、空格；另给内容模糊的草稿掺四分之一抄来的政策文字，看还认不认得出。

不写 --on，就用自带标注数据的前两份训练，审第三份；写了 --on，就用这些文件里的草稿，有没有标注都可以。"""

_EPILOG = """\
例子：
  lianshen robustness --on 标注.jsonl"""


@click.command(
    "robustness",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help=_HELP,
    epilog=_EPILOG,
    short_help="检验改动无关紧要的地方，结论变不变。",
)
@on_files("装着草稿的文件，每行一件")
@tier_option
@form_option("，列出每一件变了的草稿")
def robustness(first: tuple[Path, ...], more: tuple[Path, ...], tier: "Tier | None", form: str) -> int:
    """Review drafts and changed drafts, and print how many verdicts differ."""
    files = files_named(first, more, "robustness")
    from api.cli.terminal import paper  # noqa: PLC0415 - help pages must not wait for scikit-learn or rich
    from api.screen.robustness import write_robustness  # noqa: PLC0415 - as above

    measured = _measured(files, tier)
    if form == "json":
        click.echo(measured.to_json(), nl=False)
    else:
        sheet = paper()
        write_robustness(sheet, measured)
        click.echo(sheet.text(), nl=False)
    return 0


def _measured(files: tuple[Path, ...], tier: "Tier | None") -> "Robustness":
    from api.cli.progress import progress  # noqa: PLC0415 - help pages must not wait for rich
    from api.home import home  # noqa: PLC0415 - as above
    from model.reviewer import Reviewer  # noqa: PLC0415 - as above
    from training.default import ensure_bundle  # noqa: PLC0415 - as above
    from training.robustness.measure import measure  # noqa: PLC0415 - as above
    from training.robustness.subjects import read_subjects  # noqa: PLC0415 - as above

    if not files:
        return _on_the_test_part(tier)
    subjects = read_subjects(files)
    with progress() as report:
        reviewer = Reviewer.load(ensure_bundle(home(), report), tier)
        return measure(reviewer, subjects, files, progress=report)


def _on_the_test_part(tier: "Tier | None") -> "Robustness":
    """Measure a model that saw nothing of these drafts: the one in use knows them by heart."""
    from api.cli.progress import progress  # noqa: PLC0415 - help pages must not wait for rich
    from model.reviewer import Reviewer  # noqa: PLC0415 - as above
    from training.evaluate import fit_without_test  # noqa: PLC0415 - as above
    from training.labels import read_corpus  # noqa: PLC0415 - as above
    from training.robustness.measure import measure  # noqa: PLC0415 - as above
    from training.robustness.subjects import bundled_subjects  # noqa: PLC0415 - as above

    encoder = shipped_encoder(tier)
    with progress() as report:
        bundle = fit_without_test(read_corpus(), encoder=encoder, progress=report)
        reviewer = Reviewer(bundle, encoder, settle=tier == "auto")
        return replace(measure(reviewer, bundled_subjects(), progress=report), seen=0)
