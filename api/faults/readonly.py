"""A data folder that can only be read: the service says so and does not start; what only reads goes on."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from api.errors import ServiceFailed
from api.faults.disk import read_only, run, small_disk
from api.faults.home import Home, write_lines
from api.faults.notes import Notes
from api.faults.result import Part
from api.faults.service import running
from training.fit import Progress

_WORDS = ("权限", "只能读", "不能写", "能不能写", "能不能读写", "Read-only", "写不进去")


def readonly(home: Home, place: Path, progress: Progress) -> Part:
    """Let the data folder be read only, and look; the arguments are those of :func:`api.faults.disk.full`."""
    notes = Notes("readonly")
    progress("文件夹只能读", 0.0)
    source = write_lines(place / "建议.jsonl", 20)
    (place / "建议.txt").write_text(
        "关于在大湾村小学门口装红绿灯的建议\n校门口车多。建议县公安局装一组红绿灯。\n", "utf-8"
    )
    with small_disk(place / "disk") as there:
        own = home.copied(place / "disk" / "home")
        with _only_read(own.folder, disk=place / "disk" if there else None) as possible:
            if not possible:
                return notes.part("文件夹改不成只能读的")
            _start(own, place / "said", notes)
            _commands(own, place, source, notes)
        progress("文件夹只能读", 0.8)
        with running(own, place / "said"):
            notes.say("又能写以后：服务照常启动")
    return notes.part()


def _start(own: Home, said: Path, notes: Notes) -> None:
    try:
        with running(own, said):
            notes.look(["服务启动了，什么也存不下"])
    except ServiceFailed as error:
        told = said.read_text("utf-8", "replace")
        notes.say(f"lianshen serve：{told.strip().replace(str(own.folder), '数据文件夹')[:150]}")
        clear = any(word in told for word in _WORDS) and "Traceback" not in told
        notes.expect(true=clear, otherwise=f"没有说清楚为什么不启动：{error}")


def _commands(own: Home, place: Path, source: Path, notes: Notes) -> None:
    reading: tuple[tuple[str, ...], ...] = (
        ("check", str(place / "建议.txt")),
        ("score", str(source), "-o", str(place / "结果.jsonl")),
        ("models", "show"),
    )
    for arguments in reading:
        code, said = run(own, *arguments)
        notes.say(f"lianshen {arguments[0]}（只读模型）：{'做得了' if code < 2 else said.strip()[-150:]}")
        notes.expect(true=code < 2, otherwise=f"lianshen {arguments[0]} 只要读也做不了：{said[-200:]}")
    writing: tuple[tuple[str, ...], ...] = (
        ("train",),
        ("models", "promote", own.models[1], "--anyway", "试验"),
        ("users", "disable", "deputy0"),
        ("trail", "verify"),
    )
    for arguments in writing:
        code, said = run(own, *arguments)
        notes.say(f"lianshen {arguments[0]}：{said.strip().rpartition(chr(10))[2][:150]}")
        clear = any(word in said for word in _WORDS) and "Traceback" not in said
        notes.expect(true=code == 2 and clear, otherwise=f"lianshen {arguments[0]} 没有说清楚：{said[-200:]}")


@contextmanager
def _only_read(folder: Path, disk: Path | None) -> Iterator[bool]:
    """Let a folder be read only meanwhile: its disk, or where nobody may mount one, its permissions."""
    if disk:
        done = read_only(disk, only=True)
        try:
            yield done
        finally:
            read_only(disk, only=False)
        return
    places = [folder, *(path for path in folder.rglob("*"))]
    kept = [(path, path.stat().st_mode) for path in places]
    for path, mode in kept:
        path.chmod(mode & ~0o222)
    try:
        yield os.geteuid() != 0  # whom permissions do not hold off
    finally:
        for path, mode in kept:
            path.chmod(mode)
