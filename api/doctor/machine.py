"""The machine: the data folder and its disk, memory, the port of the service."""

import http.client
import json
import os
import shutil
import socket
import ssl
import stat
import sys
from contextlib import closing
from pathlib import Path

from api.credentials import handed_folder
from api.doctor.finding import Finding
from api.settings import Settings

_GIGABYTE, _MEGABYTE = 1024**3, 1024**2
_LITTLE, _TOO_LITTLE = _GIGABYTE, 200 * _MEGABYTE
"""Bytes left on a disk: for a bundle, a backup, and what a day of work writes."""
_TIGHT = 600 * _MEGABYTE
"""Bytes of memory that the service takes with the finer tier, and a little."""
_PATIENCE = 3.0
_OF_A_NETWORK = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs")


def folder(home: Path) -> Finding:
    """Look whether the data folder can be used, and only by those who should."""
    if not home.exists():
        return Finding("数据文件夹", "好", f"{home} 还没有，第一次用的时候新建")
    if not home.is_dir():
        return Finding("数据文件夹", "不行", f"{home} 不是文件夹", "请把它挪走，或用 LIANSHEN_HOME 另指一个")
    if not os.access(home, os.R_OK | os.W_OK | os.X_OK):
        return Finding("数据文件夹", "不行", f"{home} 没有读写的权限", "请把它交给运行服务的用户（chown）")
    open_ones = [path for path in home.glob("*.sqlite3*") if open_to_others(path)]
    if open_ones:
        named = "、".join(path.name for path in open_ones)
        return Finding("数据文件夹", "要留意", f"{home} 里的 {named} 别的用户也能读", "请 chmod 600 这些文件")
    if kind := _of_a_network(home):
        remedy = "SQLite 放在网络盘上不可靠，请放到本机的磁盘，或改用 PostgreSQL"
        return Finding("数据文件夹", "要留意", f"{home} 在网络盘上（{kind}）", remedy)
    return Finding("数据文件夹", "好", str(home))


def disk(home: Path) -> Finding:
    """Look how much is left on the disk of the data folder."""
    place = next(path for path in (home, *home.absolute().parents) if path.exists())
    left = shutil.disk_usage(place)
    told = f"剩 {left.free / _GIGABYTE:,.1f} GB，共 {left.total / _GIGABYTE:,.1f} GB"
    if left.free < _TOO_LITTLE:
        return Finding("磁盘", "不行", told, "请腾出空间：旧的备份、不再用的模型、办完的批次的原件")
    if left.free < _LITTLE:
        return Finding("磁盘", "要留意", told, "快满了，请腾出空间")
    return Finding("磁盘", "好", told)


def memory() -> Finding:
    """Look how much memory is free, where the system tells."""
    try:
        lines = Path("/proc/meminfo").read_text("ascii").splitlines()
        told = {
            name: int(rest.split()[0]) * 1024 for name, _, rest in (line.partition(":") for line in lines)
        }
        free, total = told["MemAvailable"], told["MemTotal"]
    except (OSError, ValueError, KeyError):
        return Finding("内存", "好", "这个系统上看不出，完整一档审读约要 600 MB")
    words = f"能用 {free / _GIGABYTE:,.1f} GB，共 {total / _GIGABYTE:,.1f} GB"
    if free < _TIGHT:
        remedy = "请关掉别的程序，或设 LIANSHEN_TIER=fast，用快速一档"
        return Finding("内存", "要留意", words, remedy)
    return Finding("内存", "好", words)


def port(settings: Settings) -> tuple[Finding, bool]:
    """Look whether the service answers, or whether its port is free; return also whether it answers."""
    host = "127.0.0.1" if settings.host in {"0.0.0.0", "::", "localhost"} else settings.host  # noqa: S104 - compared
    where = f"{host} 的端口 {settings.port}"
    if settings.port == 0:
        return Finding("服务", "好", "端口由系统挑，看不出开着没有"), False
    try:
        with socket.create_connection((host, settings.port), _PATIENCE):
            pass
    except OSError:
        return Finding("服务", "好", f"没有开，{where} 空着"), False
    try:
        with closing(_connection(settings, host)) as connection:
            connection.request("GET", "/readyz", headers={"Host": "localhost"})  # under any LIANSHEN_HOSTS
            answer = connection.getresponse()
            told = json.loads(answer.read(65_536))
        model = told.get("model") if isinstance(told, dict) else None
    except (OSError, http.client.HTTPException, ValueError):  # a certificate of another is an OSError
        answer, model = None, None
    if answer is not None and answer.status == http.HTTPStatus.OK and model:
        return Finding("服务", "好", f"开着，在 {where}，用的模型是 {model}"), True
    if answer is not None and answer.status == http.HTTPStatus.SERVICE_UNAVAILABLE:
        return Finding("服务", "不行", f"开着，在 {where}，但数据库用不了", "见下面的“数据库”一项"), True
    remedy = "请停下占着端口的程序，或用 LIANSHEN_PORT 换一个端口"
    return Finding("服务", "不行", f"{where} 被别的程序占着", remedy), False


def _connection(settings: Settings, host: str) -> http.client.HTTPConnection:
    if settings.certificate is None:
        return http.client.HTTPConnection(host, settings.port, timeout=_PATIENCE)
    own = ssl.create_default_context(cafile=settings.certificate)  # no other is taken for this service
    own.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    own.check_hostname = False  # it has the name by which browsers know it, and is asked by its address
    return http.client.HTTPSConnection(host, settings.port, timeout=_PATIENCE, context=own)


def open_to_others(path: Path) -> bool:
    """Whether anybody but its owner may read a file or folder.

    To one that systemd hands over, it lets the user of the service by a rule that looks like one for a group.
    """
    others = 0o007 if path.parent == handed_folder() else 0o077
    return sys.platform != "win32" and bool(stat.S_IMODE(path.stat().st_mode) & others)


def _of_a_network(home: Path) -> str:
    """Return the kind of file system, if it is one of a network."""
    try:
        mounts = Path("/proc/self/mounts").read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    kinds = {parts[1].replace("\\040", " "): parts[2] for line in mounts if len(parts := line.split()) > 2}
    inside = [place for place in kinds if home.absolute().is_relative_to(place)]
    kind = kinds[max(inside, key=len)] if inside else ""
    return kind if kind in _OF_A_NETWORK else ""
