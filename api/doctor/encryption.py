"""Whether the disk of the data folder is encrypted, where the system tells."""

import os
import sys
from pathlib import Path

from api.doctor.finding import Finding

_SYS, _MOUNTS = Path("/sys"), Path("/proc/self/mountinfo")
_REMEDY = (
    "请把数据放到加密的磁盘上（LUKS、BitLocker 或系统自带的保险箱）；硬盘自己加密、程序看不出来的，不用管"
)
_DEVICE, _SOURCE = 2, 1
"""Where a line of ``mountinfo`` names the device, and, behind the dash, what is mounted."""


def encrypted(home: Path, system: Path = _SYS, mounts: Path = _MOUNTS) -> Finding:
    """Look whether anything below the file system of the data folder encrypts.

    Args:
        home: the data folder.
        system: where the kernel tells of devices.
        mounts: where it tells of file systems.
    """
    name, place = "磁盘加密", next(path for path in (home, *home.absolute().parents) if path.exists())
    if sys.platform == "win32":
        return Finding(name, "好", f"看不出；用 manage-bde -status {place.absolute().drive} 可以看")
    device = _device(place, mounts)
    block = system / "dev" / "block" / device
    if not device or not block.exists():
        return Finding(name, "好", "这个系统上看不出，请按本单位的要求检查")
    if _encrypts(block.resolve()):
        return Finding(name, "好", f"{place} 所在的设备 {device} 是加密的")
    return Finding(name, "要留意", f"{place} 所在的设备 {device} 没有加密", _REMEDY)


def _device(place: Path, mounts: Path) -> str:
    """Return the numbers of the device that holds a folder; empty where it lies on none that is known."""
    number = place.stat().st_dev
    if os.major(number):
        return f"{os.major(number)}:{os.minor(number)}"
    same = f"{os.major(number)}:{os.minor(number)}"  # of a file system over several devices, such as btrfs
    for line in mounts.read_text("utf-8", "replace").splitlines() if mounts.exists() else ():
        own, _, behind = line.partition(" - ")
        source = Path(behind.split()[_SOURCE])
        if own.split()[_DEVICE] == same and source.is_block_device():
            return f"{os.major(source.stat().st_rdev)}:{os.minor(source.stat().st_rdev)}"
    return ""


def _encrypts(block: Path) -> bool:
    """Whether a device, or what it is made of, is one of dm-crypt."""
    try:
        if (block / "dm" / "uuid").read_text("utf-8").startswith("CRYPT-"):
            return True
    except OSError:  # no device of the mapper
        pass
    below = list((block / "slaves").glob("*"))
    return bool(below) and all(_encrypts(each.resolve()) for each in below)
