"""A disk that fills up while people save, and has room again: nothing is lost, nothing is started anew."""

import errno
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from typing import Final

from api.faults.clients import Answer, Ledger, at_work, lost, unclear
from api.faults.home import CSRF, Home, write_lines
from api.faults.notes import Notes
from api.faults.result import Part
from api.faults.service import running, status
from api.faults.soundness import broken_database, broken_desk, broken_models
from api.faults.victims import PROGRAM
from api.load.client import Address
from training.fit import Progress

_SIZE = "64m"
_WHILE_FULL, _AFTERWARDS = 4.0, 2.0
_FULL = ("磁盘满了", "存不下", "没有地方存")
_MARK: Final = "faults-faults"
_MEGABYTE = 1 << 20


def full(home: Home, place: Path, progress: Progress) -> Part:
    """Let a small disk run full under the service, and look.

    Args:
        home: that the data folder is a copy of.
        place: an empty folder.
        progress: told what is done.
    """
    notes = Notes("disk")
    progress("磁盘满了", 0.0)
    with small_disk(place / "disk") as there:
        if not there:
            return notes.part("要挂一个小磁盘，只有 Linux 的 root 能做")
        own = home.copied(place / "disk" / "home")
        with running(own, place / "said") as service:
            _under(own, place, service.address, notes, progress)
        said = (place / "said").read_text("utf-8", "replace")
        notes.expect(true="Traceback" not in said, otherwise="服务的输出里有 Traceback")
    return notes.part()


def _under(own: Home, place: Path, address: Address, notes: Notes, progress: Progress) -> None:
    ledger = Ledger()
    save = partial(at_work, address, own, steadfast=True)
    with own.database() as database, save(database=database, ledger=ledger):
        time.sleep(1.0)
        before = len(ledger.saved)
        progress("磁盘满了", 0.3)
        with filled(own.folder.parent):
            time.sleep(_WHILE_FULL)
            _commands(own, place, notes)
            pages = [status(address, path) for path in ("/healthz", "/readyz", "/login")]
            upload = _upload(address, own.reviewers[0])
            refused = list(ledger.failed)
        freed, again = time.monotonic(), len(ledger.saved)
        progress("磁盘满了", 0.8)
        time.sleep(_AFTERWARDS)
    late = [answer for answer in ledger.failed if answer.moment > freed + 1.0]
    notes.say(f"满以前存了 {before:,} 次；满的时候 {len(refused):,} 次存不下，答复都是 503；")
    notes.say(f"腾出空间以后没有重新启动，又存了 {len(ledger.saved) - again:,} 次")
    notes.expect(true=bool(refused), otherwise="磁盘满了还说存下了")
    notes.expect(true=pages == [200] * 3, otherwise=f"磁盘满的时候连看也看不了：{pages}")
    notes.expect(true=len(ledger.saved) > again, otherwise="腾出空间以后还是存不了")
    notes.expect(true=not late, otherwise=f"腾出空间以后还有 {len(late)} 次没有存下")
    notes.look(unclear([*refused, upload], *_FULL))
    with own.database() as database:
        notes.look(lost(database, ledger.saved), broken_database(database), broken_desk(database))
    notes.look(broken_models(own.folder, frozenset(own.models)))


def _commands(own: Home, place: Path, notes: Notes) -> None:
    """Have commands write onto the full disk."""
    source = write_lines(place / "建议.jsonl", 40)
    for arguments in (
        ("score", str(source), "-o", str(own.folder / "结果.jsonl")),
        ("train",),
        ("units", "export", str(own.folder / "单位.xlsx")),
        ("models", "promote", own.models[1], "--anyway", "试验"),
    ):
        code, said = run(own, *arguments)
        named = " ".join(arguments[:2]) if arguments[0] in {"units", "models"} else arguments[0]
        notes.say(f"lianshen {named}：{said.strip().rpartition(chr(10))[2][:110]}")
        notes.expect(true=code == 2, otherwise=f"lianshen {named} 在满的磁盘上退出码是 {code}")
        clear = "满" in said or "磁盘" in said or "空间" in said
        notes.expect(
            true=clear and "Traceback" not in said, otherwise=f"lianshen {named} 没有说清楚：{said[-200:]}"
        )


def run(home: Home, *arguments: str) -> tuple[int, str]:
    """Run ``lianshen`` to its end; return its exit code and what it said to people."""
    done = subprocess.run(  # noqa: S603 - our own program
        [*PROGRAM, *arguments], env=home.environment, capture_output=True, encoding="utf-8", check=False
    )
    return done.returncode, (done.stdout + done.stderr).replace(str(home.folder), "数据文件夹")


def _upload(address: Address, cookie: str) -> Answer:
    """Upload a table as the page does, half a megabyte of it."""
    part = f'--{_MARK}\r\nContent-Disposition: form-data; name="'
    head = f'{part}csrf"\r\n\r\n{CSRF}\r\n{part}files"; filename="a.csv"\r\n\r\n'
    body = (
        head.encode()
        + b"\xe6\xa0\x87\xe9\xa2\x98\n"
        + b"a" * (_MEGABYTE // 2)
        + f"\r\n--{_MARK}--\r\n".encode()
    )
    headers = {
        "Cookie": cookie,
        "Content-Type": f"multipart/form-data; boundary={_MARK}",
        "Accept": "text/html",
    }
    connection = HTTPConnection(address.host, address.port, timeout=60)
    try:
        connection.request("POST", "/batches", body, headers)
        response = connection.getresponse()
        return Answer(response.status, 0.0, response.read().decode("utf-8", "replace"), 0.0)
    finally:
        connection.close()


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """Have a disk of a few megabytes meanwhile; tells whether there could be one."""
    folder.mkdir()
    if (
        not sys.platform.startswith("linux")
        or os.geteuid()
        or not mounted("-t", "tmpfs", "-o", f"size={_SIZE}", folder)
    ):
        yield False
        return
    try:
        yield True
    finally:
        _run("umount", "--lazy", folder)


def mounted(*arguments: str | Path) -> bool:
    """Mount something; return whether that was possible."""
    return _run("mount", *arguments[:-1], "tmpfs", arguments[-1])


def read_only(folder: Path, *, only: bool) -> bool:
    """Let a disk be read only, or no longer; return whether that was possible."""
    return _run("mount", "-o", f"remount,{'ro' if only else 'rw'}", folder)


def _run(*command: str | Path) -> bool:
    try:
        return not subprocess.run(command, check=False, capture_output=True).returncode  # noqa: S603 - named above
    except FileNotFoundError:
        return False


@contextmanager
def filled(folder: Path) -> Iterator[None]:
    """Let a disk be full meanwhile, to the last byte."""
    ballast = folder / "ballast"
    stop = time.monotonic() + 10
    with ballast.open("wb", buffering=0) as file:
        size = _MEGABYTE
        while size and time.monotonic() < stop:
            try:
                file.write(bytes(size))
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise
                size //= 2
    try:
        yield
    finally:
        with suppress(FileNotFoundError):
            ballast.unlink()
