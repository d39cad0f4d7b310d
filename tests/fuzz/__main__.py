"""The long fuzzing, ``python -m tests.fuzz`` with ``rules``, ``parsers``, ``api``, ``pages`` or ``desk``."""

import logging
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

import click

_WALKS = 20
"""Walks between two looks at the clock."""


@click.group(help=__doc__)
def main() -> None:
    """Choose what to do."""


@main.command()
@click.option("--only", multiple=True, help="Rules whose names begin so.")
@click.option("--keep", is_flag=True, help="Write down the worst text of each, for the tests.")
def rules(only: tuple[str, ...], keep: bool) -> None:
    """Time every rule on 100,000 adversarial characters and print the worst of each."""
    from tests.fuzz.slowest import LIMIT, all_rules, worst_of  # noqa: PLC0415 - loads all of the program
    from tests.fuzz.worst import keep_worst  # noqa: PLC0415 - as above

    over = 0
    for rule in all_rules():
        if only and not rule.name.startswith(only):
            continue
        worst = worst_of(rule)
        over += worst.seconds > LIMIT
        click.echo(
            f"{worst.seconds * 1000:6.0f} ms  {rule.name}  ({worst.tried} texts)  {worst.text!r}"[:160]
        )
        if keep:
            keep_worst(worst.rule, worst.text)
    click.echo(f"over {LIMIT * 1000:.0f} ms: {over}")
    sys.exit(over > 0)


@main.command()
@click.option("--minutes", type=float, default=10, show_default=True, help="For all parsers together.")
@click.option(
    "--corpus", type=click.Path(path_type=Path), required=True, help="Folder of inputs, which grows."
)
@click.option("--only", multiple=True, help="Parsers; all if not given.")
def parsers(minutes: float, corpus: Path, only: tuple[str, ...]) -> None:
    """Look for inputs that a parser does not bear, guided by coverage."""
    from tests.fuzz.parsers import targets  # noqa: PLC0415 - loads all of the program
    from tests.fuzz.searching import search  # noqa: PLC0415 - as above

    total = wrong = 0
    for done in search(list(only or targets()), corpus, minutes):
        total += done.executions
        wrong += len(done.found) + bool(done.ended)
        click.echo(
            f"{done.name:16} {done.executions:9} executions, branches {done.before} -> {done.after},"
            f" {done.kept} inputs kept, at most {done.seconds:.2f} s and {done.megabytes} MiB {done.ended}"
        )
        for kind, told in done.found:
            click.echo(f"    FOUND {kind}: {told}")
    click.echo(f"{total} executions, {wrong} findings")
    sys.exit(wrong > 0)


@main.command()
@click.option("--minutes", type=float, default=10, show_default=True, help="For all roles together.")
def api(minutes: float) -> None:
    """Ask the interface for programs as everybody, by its description."""
    from tests.fuzz.interface import ask  # noqa: PLC0415 - loads all of the program

    logging.disable()  # thousands of refusals
    wrong = 0
    for anonymous in (True, False):
        with TemporaryDirectory() as folder:
            for done in ask(Path(folder), minutes / 2, anonymous=anonymous):
                wrong += len(done.failures)
                open_to = "open to all" if anonymous else "accounts only"
                counted = f"{done.requests:7} requests, {done.links} links"
                click.echo(f"{done.who:14} {open_to:14} {counted}, {len(done.failures)} kinds of failures")
                click.echo(done.told if done.failures or not (done.requests and done.links) else "", nl=False)
    sys.exit(wrong > 0)


@main.command()
@click.option("--minutes", type=float, default=10, show_default=True)
def pages(minutes: float) -> None:
    """Press every form and open every route as everybody, with random fields."""
    from tests.fuzz.people import people_at  # noqa: PLC0415 - loads all of the program
    from tests.fuzz.pressing import press  # noqa: PLC0415 - as above

    logging.disable()  # thousands of refusals
    with TemporaryDirectory() as folder, people_at(None, Path(folder)) as people:
        done = press(people, minutes=minutes)
    click.echo(f"{done.count} requests at {len(done.doors)} doors, {len(done.wrong)} kinds of failures")
    for what, how in done.wrong.items():
        click.echo(f"    {what}: {how}")
    sys.exit(bool(done.wrong))


@main.command()
@click.option("--minutes", type=float, default=10, show_default=True)
def desk(minutes: float) -> None:
    """Walk the desk in any order as several people, and compare it with what each was answered."""
    from hypothesis import HealthCheck, Phase, settings  # noqa: PLC0415 - as above
    from hypothesis.stateful import run_state_machine_as_test  # noqa: PLC0415 - as above

    from tests.fuzz.desk_machine import Desk  # noqa: PLC0415 - loads all of the program

    logging.disable()
    until, walks = monotonic() + 60 * minutes, 0
    how = settings(
        max_examples=_WALKS,
        stateful_step_count=50,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    while monotonic() < until:
        run_state_machine_as_test(Desk, settings=how)
        walks += _WALKS
    click.echo(f"{walks} walks of up to 50 steps, nothing lost or written over")


if __name__ == "__main__":
    main()
