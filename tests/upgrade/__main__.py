"""``python -m tests.upgrade FORMER``: upgrade an office from a former commit to this one, as documented.

Builds both from what is committed, installs the former one from its wheelhouse alone, lets a small office
work with it, and carries out the command lines of docs/operation.md, docs/upgrade.md and docs/backup.md: up,
back, up again, away. Every row and every page must be there each time. Takes minutes, 3 GB and the network.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import takewhile
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from tests.deploy.proxies import free_port
from tests.pages import ROOT
from tests.site.lines import lines_under
from tests.upgrade.browser import CameOutOtherwise
from tests.upgrade.kept import Tables, gone, tables
from tests.upgrade.machine import Machine
from tests.upgrade.office import Office

HOST = "lianshen.example"
_BACKUP, _DIGEST = "lianshen-20261126-020000.zip", "抄下的摘要"
_OF_THE_PROGRAM = {"guan /users", "guan /models"}
"""Pages that also say what a version can do, or when its files were written."""

_BEFORE, _SHOWN = 40, 400
"""Characters of a page that are shown: so many before it begins to differ, and so many in all."""

Seen = tuple[Tables, dict[str, str]]


@click.command(help=__doc__)
@click.argument("former")
def main(former: str) -> None:
    """Walk, and tell what is not as it was."""
    with TemporaryDirectory(prefix="upgrade-") as room:
        machine = Machine(Path(room, "machine"), free_port())
        machine.root.mkdir()
        try:
            found = list(
                _walk(machine, *(_prepared(machine, commit, Path(room)) for commit in (former, "HEAD")))
            )
        except CameOutOtherwise as error:
            found = [str(error)]
        finally:
            machine.close()
    for each in found:
        click.echo(each)
    click.echo(f"from {former}: {len(found)} things are not as they should be")
    sys.exit(bool(found))


def _prepared(machine: Machine, commit: str, room: Path) -> Path:
    """Make the wheelhouse of a commit as the page says; return the folder in which it lies."""
    source = room / commit
    git = ["git", "-C", str(ROOT)]
    subprocess.run([*git, "clone", "-q", "--no-hardlinks", ".", str(source)], check=True)  # noqa: S603 - our own
    subprocess.run(["git", "-C", str(source), "checkout", "-q", commit], check=True)  # noqa: S603, S607 - as above
    *making, summing = lines_under("docs/offline.md", "一、在能上网的机器上备齐")
    machine.carry_out(making, source)
    for path in (source / "wheelhouse" / "deploy").rglob("*"):
        if path.is_file():
            path.write_text(machine.here(path.read_text("utf-8")), "utf-8")
    machine.carry_out([summing], source)
    return source


def _walk(machine: Machine, former: Path, fresh: Path) -> Iterator[str]:
    office = _installed(machine, former)
    before = _seen(machine, office)
    click.echo(f"{sum(map(len, before[0].values()))} rows in {len(before[0])} tables, {len(before[1])} pages")
    lines = lines_under("docs/upgrade.md", "用 systemd 的")
    stopping = _which(lines, "lianshen-admin doctor")
    machine.carry_out(lines[:stopping], fresh)
    yield from _upgraded(machine, office, lines[stopping:], fresh, before)
    lines = lines_under("docs/upgrade.md", "退回")
    machine.carry_out(lines[_which(lines, "systemctl stop") :], fresh)
    yield from _differences("back", before, _seen(machine, office))
    lines = lines_under("docs/upgrade.md", "用 systemd 的")
    yield from _upgraded(machine, office, lines[stopping:], fresh, before)
    lines = lines_under("docs/backup.md", "还原")
    machine.carry_out(lines[_which(lines, "install ") :], fresh)
    lines = lines_under("docs/backup.md", "停用")
    machine.carry_out(lines[_which(lines, "lianshen-admin") :], fresh)
    yield from (f"left: {path}" for path in machine.root.rglob("*") if path.is_file())


def _installed(machine: Machine, wheels: Path) -> Office:
    """Install the former version, start it, and let the office work with it."""
    lines = lines_under("docs/operation.md", "开机就启动")
    starting = _which(lines, "systemctl enable")
    machine.carry_out([line for line in lines[:starting] if _there(line, wheels)], wheels)
    machine.set("LIANSHEN_PORT", str(machine.port))
    machine.carry_out(lines[starting : starting + 1], wheels)
    office = Office(machine.port, HOST, machine.lianshen)
    office.begin()
    office.learn(machine.root / "srv/lianshen/data/历年交办.csv")
    return office


def _there(line: str, wheels: Path) -> bool:
    """Return whether the former version has the files that a line of today's page puts in their place."""
    return all((wheels / word).exists() for word in line.split() if word.startswith("wheelhouse/"))


def _upgraded(
    machine: Machine, office: Office, lines: Sequence[str], fresh: Path, before: Seen
) -> Iterator[str]:
    """Stop, back up, switch and start, and compare."""
    machine.set("LIANSHEN_HOSTS", HOST)
    machine.words[_DIGEST] = json.loads(machine.lianshen("trail", "verify", "--format", "json"))["last"]
    saved = _which(lines, "lianshen-admin backup") + 1
    machine.carry_out(lines[:saved], fresh)
    machine.words[_BACKUP] = max(path.name for path in (machine.root / "srv/lianshen-backup").glob("*.zip"))
    machine.carry_out(lines[saved:], fresh)
    yield from _differences("up", before, _seen(machine, office))


def _which(lines: Sequence[str], beginning: str) -> int:
    return next(number for number, line in enumerate(lines) if line.startswith(beginning))


def _seen(machine: Machine, office: Office) -> Seen:
    office.come_again()
    return tables(machine.root / "srv/lianshen/data/lianshen.sqlite3"), dict(office.seen())


_REWORDED = (
    ("件说的是同一件事", "件可能是同一件事"),
    ("工作簿 意见函", "工作簿 表格 意见函"),
    ("往届没有找到相近的。", "没有往届相近的建议：没有找到，或者还没有往届的索引。"),
    ("情况和要求写得清楚，这些都很好，", "情况和要求写得清楚，这一点很好，"),
    ("这件草稿没有看到本级办不成的要求，这些都很好，请保留。", ""),
)
"""What pages said in versions before 28 November 2026, and say now."""


def _now(page: str) -> str:
    for former, now in _REWORDED:
        page = page.replace(former, now)
    return page


def _differences(way: str, before: Seen, after: Seen) -> Iterator[str]:
    yield from (f"{way}: gone: {row}" for row in gone(before[0], after[0]))
    for name in before[1].keys() - _OF_THE_PROGRAM:
        former, now = _now(before[1][name]), _now(after[1][name])
        if former != now:
            same = takewhile(lambda both: both[0] == both[1], zip(former, now, strict=False))
            begin = max(0, sum(1 for _ in same) - _BEFORE)
            yield f"{way}: {name} shows\n  {now[begin:][:_SHOWN]}\ninstead of\n  {former[begin:][:_SHOWN]}"


if __name__ == "__main__":
    main()
