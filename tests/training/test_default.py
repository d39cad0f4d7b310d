import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from model.bundle import ROOM
from model.errors import BundleError, BundleNotFound
from training.default import CURRENT, bundle_in_use, bundle_of, ensure_bundle


@pytest.mark.parametrize("version", ["fast-3f2a90c1b7de", "full-3f2a90c1b7de"])
def test_the_model_in_use_is_the_one_named(tmp_path: Path, version: str) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / CURRENT).write_text(f"{version}\n", "utf-8")
    assert bundle_in_use(tmp_path) == tmp_path / "models" / version
    assert ensure_bundle(tmp_path) == tmp_path / "models" / version


def test_where_there_is_none_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(BundleNotFound, match="lianshen train"):
        bundle_in_use(tmp_path)


def test_a_place_that_cannot_hold_a_model_is_refused_before_training(tmp_path: Path) -> None:
    occupied = tmp_path / "文件"
    occupied.touch()
    with pytest.raises(BundleError, match="LIANSHEN_HOME"):
        ensure_bundle(occupied)


def test_a_disk_with_little_room_is_refused_before_training(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage(ROOM, 1, ROOM - 1))
    with pytest.raises(BundleError, match=r"models：模型写不下（磁盘只剩 59 MB，要有 60 MB）。请腾出空间"):
        ensure_bundle(tmp_path)
    assert list((tmp_path / "models").iterdir()) == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"..",
        b"../../etc",
        b"fast-1",
        b"slow-3f2a90c1b7de",
        b"encoder-3f2a90c1b7de",
        b"fast-3f2a90c1b7de/..",
        b"/",
        b"\x00",
    ],
)
def test_what_names_no_version_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / CURRENT).write_bytes(content)
    with pytest.raises(BundleError, match=r"里面不是模型的版本.*lianshen train") as caught:
        ensure_bundle(tmp_path)
    assert caught.value.where == str(tmp_path / "models" / CURRENT)


def test_a_folder_in_place_of_the_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "models" / CURRENT).mkdir(parents=True)
    with pytest.raises(BundleError, match=r"读不出来.*删去"):
        bundle_in_use(tmp_path)


def test_a_name_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(_path: Path, _encoding: str) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", forbidden)
    with pytest.raises(BundleError, match=r"读不出来.*权限"):
        bundle_in_use(tmp_path)


def test_a_version_is_found_by_its_name_or_by_what_its_fast_tier_calls_it(tmp_path: Path) -> None:
    for name in ("full-3f2a90c1b7de", "fast-0123456789ab", "encoder-3f2a90c1b7de"):
        (tmp_path / "models" / name).mkdir(parents=True)
    for asked in ("full-3f2a90c1b7de", "fast-3f2a90c1b7de"):
        assert bundle_of(tmp_path, asked) == tmp_path / "models" / "full-3f2a90c1b7de"
    assert bundle_of(tmp_path, "fast-0123456789ab").name == "fast-0123456789ab"


@pytest.mark.parametrize(
    "asked", ["fast-aaaaaaaaaaaa", "..", "../models/full-3f2a90c1b7de", "", "3f2a90c1b7de"]
)
def test_an_unknown_version_is_refused_with_those_there_are(tmp_path: Path, asked: str) -> None:
    with pytest.raises(BundleNotFound, match=r"没有“.*”这个版本。请先运行 lianshen train"):
        bundle_of(tmp_path, asked)
    (tmp_path / "models" / "full-3f2a90c1b7de").mkdir(parents=True)
    with pytest.raises(BundleNotFound, match="已有的版本：full-3f2a90c1b7de"):
        bundle_of(tmp_path, asked)
