"""The command line. ``lianshen`` calls :data:`main`."""

import click

from api.cli.backup import backup, restore
from api.cli.baselines import baselines
from api.cli.benchmark import benchmark
from api.cli.check import check
from api.cli.doctor import doctor
from api.cli.evaluate import evaluate
from api.cli.explain import explain
from api.cli.faults import faults
from api.cli.figures import figures
from api.cli.front import Front
from api.cli.labels import labels
from api.cli.load import load
from api.cli.models import models
from api.cli.privacy import privacy
from api.cli.robustness import robustness
from api.cli.score import score
from api.cli.serve import serve
from api.cli.similar import similar
from api.cli.trail import trail
from api.cli.train import train
from api.cli.units import units
from api.cli.users import users
from api.cli.watch import watch

_HELP = """\
联审：人大代表建议提交前的审读助手。

读一份建议草稿，说出题目是否过大、内容是否模糊、措施是否可行，指出字句和改法，并推荐承办单位。"""

main = Front(
    "lianshen",
    commands=[
        check,
        score,
        similar,
        explain,
        serve,
        train,
        models,
        evaluate,
        baselines,
        robustness,
        benchmark,
        load,
        faults,
        figures,
        labels,
        units,
        watch,
        privacy,
        users,
        trail,
        backup,
        restore,
        doctor,
    ],
    help=_HELP,
    options_metavar="[选项]",
    subcommand_metavar="命令 …",
)
click.version_option(
    package_name="lianshen", prog_name="lianshen", message="%(prog)s %(version)s", help="显示版本。"
)(main)
