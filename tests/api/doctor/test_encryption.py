"""An encrypted disk is known by what the kernel tells of it, through volumes and arrays."""

import os
import sys
from pathlib import Path

import pytest

from api.doctor.encryption import encrypted

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell everybody")


class Kernel:
    """What the kernel would tell of a machine: the device of a folder is made of others."""

    def __init__(self, folder: Path, home: Path) -> None:
        number = home.stat().st_dev
        self._devices, self._linked = folder / "devices", folder / "dev" / "block"
        self._linked.mkdir(parents=True)
        self._first = f"{os.major(number)}:{os.minor(number)}"

    def device(self, name: str, uuid: str = "", on: tuple[str, ...] = ()) -> None:
        place = self._devices / name
        (place / "slaves").mkdir(parents=True)
        if uuid:
            (place / "dm").mkdir()
            (place / "dm" / "uuid").write_text(f"{uuid}\n", "utf-8")
        for below in on:
            (place / "slaves" / below).symlink_to(self._devices / below)

    def holds(self, name: str) -> None:
        (self._linked / self._first).symlink_to(self._devices / name)


@pytest.fixture
def kernel(tmp_path: Path) -> Kernel:
    made = Kernel(tmp_path / "sys", tmp_path)
    made.device("sda")
    made.device("sdb")
    made.device("dm-0", "CRYPT-LUKS2-0123", on=("sda",))
    made.device("dm-1", "LVM-abc", on=("dm-0",))
    made.device("dm-2", "LVM-def", on=("dm-0", "sdb"))
    return made


@pytest.mark.parametrize(
    ("device", "state"),
    [("dm-0", "好"), ("dm-1", "好"), ("dm-2", "要留意"), ("sdb", "要留意")],
)
def test_what_lies_below_the_folder_is_followed(
    tmp_path: Path, kernel: Kernel, device: str, state: str
) -> None:
    kernel.holds(device)
    finding = encrypted(tmp_path / "not" / "yet", tmp_path / "sys", tmp_path / "none")
    assert (finding.state, "LUKS" in finding.remedy) == (state, state == "要留意")
    assert ("没有加密" in finding.found) == (state == "要留意")


def test_where_the_system_does_not_tell_nothing_is_claimed(tmp_path: Path) -> None:
    finding = encrypted(tmp_path, tmp_path / "sys", tmp_path / "none")
    assert (finding.state, "看不出" in finding.found) == ("好", True)


def test_this_machine_is_looked_at(tmp_path: Path) -> None:
    assert encrypted(tmp_path).state in {"好", "要留意"}
