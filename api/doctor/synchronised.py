"""Whether the clock of the machine is kept right from elsewhere (自动对时), where the system tells."""

import ctypes
import shutil
import string
import subprocess
import sys

from api.doctor.finding import Finding

_UNSYNCHRONISED = 0x0040
"""``STA_UNSYNC``: nobody has set the clock of the kernel right lately."""
_PATIENCE = 10
_WRONG = "3"
"""The first digit that ``w32tm`` says where the clock is wrong, in whatever language; else it is 0 to 2."""
_REMEDY = (
    "请打开自动对时：Linux 用 timedatectl set-ntp true，Windows 在“日期和时间”里打开；"
    "不连外网的，对单位里的时间服务器"
)


def synchronised() -> Finding:
    """Look whether the clock is set right from elsewhere."""
    told = _windows() if sys.platform == "win32" else _linux() if sys.platform == "linux" else None
    if told is None:
        return Finding("自动对时", "好", "这个系统上看不出，请检查系统的设置")
    if told:
        return Finding("自动对时", "好", "开着，对好了")
    return Finding("自动对时", "要留意", "没有开，或没有对上", _REMEDY)


class _Kernel(ctypes.Structure):
    """What ``adjtimex`` tells; the rest is of no interest, but must have room."""

    _fields_ = (
        ("modes", ctypes.c_uint),
        ("offset", ctypes.c_long),
        ("frequency", ctypes.c_long),
        ("most_wrong", ctypes.c_long),
        ("about_wrong", ctypes.c_long),
        ("status", ctypes.c_int),
        ("rest", ctypes.c_char * 256),
    )


def _linux() -> bool | None:
    """Ask the kernel, which every program that sets the clock right tells of it."""
    kernel = _Kernel()
    try:
        answer = ctypes.CDLL(None).adjtimex(ctypes.byref(kernel))  # with modes 0 it changes nothing
    except (OSError, AttributeError):
        return None
    return None if answer < 0 else not kernel.status & _UNSYNCHRONISED


def _windows() -> bool | None:
    program = shutil.which("w32tm")
    if not program:
        return None
    command = [program, "/query", "/status"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)  # noqa: S603 - of Windows
    except (OSError, subprocess.TimeoutExpired):
        return None
    said = done.stdout.decode("ascii", "replace")
    leap = next((each for each in said if each in string.digits), None)
    return None if done.returncode or not leap else leap != _WRONG
