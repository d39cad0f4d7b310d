"""``lianshen train --with-labels``: a retraining in the foreground, and what came of it."""

import click

from api.cli.actor import actor
from api.cli.database import open_database
from api.cli.front import FAILED
from api.cli.progress import progress
from api.cli.terminal import paper
from api.home import home
from api.models.switching import Models
from api.screen.models import write_compared
from api.trainings.foreground import train_now
from api.trainings.table import By


def retrain() -> int:
    """Retrain, compare, and say what changed and how to promote; returns the exit code."""
    with open_database() as database:
        models = Models(database, home())
        models.notice()
        with progress() as report:
            training = train_now(database, models.home, By(actor()), report)
    if training.state != "done":
        click.echo(training.problem or "已停下，没有做成。", err=True)
        return FAILED
    if training.comparison is None:
        click.echo(f"得到的就是正在用的 {training.version}：标注没有变，没有什么可比的。")
        return 0
    sheet = paper()
    write_compared(sheet, training.comparison)
    click.echo(sheet.text(), nl=False)
    if training.comparison.may_be_promoted:
        click.echo(f"还没有启用。要启用，请运行：lianshen models promote {training.version}")
    else:
        click.echo(
            f"还没有启用。确有理由启用，请运行：lianshen models promote {training.version} --anyway 理由"
        )
    return 0
