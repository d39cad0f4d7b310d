"""Bundles on disk: what is saved comes back, and nothing that was touched does."""

import errno
import hashlib
import json
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from safetensors.numpy import load_file, save

from model.bundle import FORMAT, Bundle, load_bundle, make_room, save_bundle
from model.errors import BundleError, BundleFormatError, BundleNotFound, BundleTampered
from model.features import draft_blocks
from tests.model.bundles import DRAFTS, FULL, made

ARRAYS, MODEL, MANIFEST = "arrays.safetensors", "model.json", "manifest.json"
FILES = (ARRAYS, MODEL, MANIFEST)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_bundle(made(), tmp_path_factory.mktemp("original"))


@pytest.fixture
def folder(original: Path, tmp_path: Path) -> Path:
    """A copy of a good bundle, to be spoilt."""
    return shutil.copytree(original, tmp_path / original.name)


def refused(folder: Path, kind: type[BundleError], *words: str) -> None:
    with pytest.raises(kind) as caught:
        load_bundle(folder)
    assert type(caught.value) is kind
    assert caught.value.where == str(folder)
    assert caught.value.remedy
    for word in words:
        assert word in str(caught.value)


def forge(folder: Path, **contents: bytes) -> None:
    """Replace files and write a manifest that agrees with them, as somebody who knows the format could."""
    manifest = json.loads((folder / MANIFEST).read_bytes())
    for stem, content in contents.items():
        name = ARRAYS if stem == "arrays" else MODEL
        (folder / name).write_bytes(content)
        manifest["files"][name] = hashlib.sha256(content).hexdigest()

    def dump(value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1).encode()

    named = hashlib.sha256(dump([manifest["files"], manifest["training"]])).hexdigest()[:12]
    (folder / MANIFEST).write_bytes(dump({**manifest, "version": f"fast-{named}"}))


def test_what_is_saved_comes_back(original: Path) -> None:
    bundle, loaded = made(), load_bundle(original)
    assert loaded.version == original.name
    assert loaded.training == bundle.training
    assert loaded.calibration == bundle.calibration
    assert loaded.thresholds == bundle.thresholds
    assert loaded.card == bundle.card
    for name in ("drafts", "sentences"):
        assert loaded.heads[name].names == bundle.heads[name].names
        for mine, theirs in (
            (bundle.vocabularies[name].hashes, loaded.vocabularies[name].hashes),
            (bundle.vocabularies[name].weights, loaded.vocabularies[name].weights),
            (bundle.heads[name].weights, loaded.heads[name].weights),
            (bundle.heads[name].bias, loaded.heads[name].bias),
        ):
            assert mine.dtype == theirs.dtype
            np.testing.assert_array_equal(mine, theirs)


def test_the_full_tier_comes_back_and_gives_the_version_its_name(original: Path, tmp_path: Path) -> None:
    folder = save_bundle(replace(made(), full=FULL), tmp_path)
    assert re.fullmatch("full-[0-9a-f]{12}", folder.name)
    assert re.fullmatch("fast-[0-9a-f]{12}", original.name)
    loaded = load_bundle(folder)
    assert loaded.version == folder.name
    assert loaded.full == FULL
    assert loaded.calibration == made().calibration
    assert load_bundle(original).full is None


def test_another_encoder_another_blend_or_other_curves_give_another_version(tmp_path: Path) -> None:
    tiers = [
        FULL,
        replace(FULL, encoder="f" * 64),
        replace(FULL, blend=replace(FULL.blend, units=0.25)),
        replace(FULL, calibration=replace(FULL.calibration, context=0.5)),
        replace(FULL, thresholds=replace(FULL.thresholds, holds=0.71)),
    ]
    folders = [save_bundle(replace(made(), full=tier), tmp_path) for tier in tiers]
    assert len({folder.name for folder in folders}) == len(tiers)
    assert [load_bundle(folder).full for folder in folders] == tiers


@pytest.mark.parametrize("tier", ["fast", "full"])
def test_a_version_that_names_the_other_tier_is_noticed(folder: Path, tmp_path: Path, tier: str) -> None:
    if tier == "full":
        folder = save_bundle(replace(made(), full=FULL), tmp_path)
    manifest = json.loads((folder / MANIFEST).read_bytes())
    other = {"fast": "full", "full": "fast"}[tier]
    changed = {**manifest, "version": manifest["version"].replace(tier, other)}
    (folder / MANIFEST).write_text(json.dumps(changed, ensure_ascii=False, sort_keys=True, indent=1), "utf-8")
    refused(folder, BundleTampered, str(folder))


@pytest.mark.parametrize(
    "kept",
    [{}, {"encoder": ""}, {"encoder": "", "blend": {}, "calibration": {}, "thresholds": {}}, "full", [1]],
)
def test_a_full_tier_that_is_nonsense_is_refused(folder: Path, kept: Any) -> None:
    settings = json.loads((folder / MODEL).read_bytes())
    forge(folder, model=json.dumps({**settings, "full": kept}).encode())
    if kept:
        refused(folder, BundleTampered, "内容读不出来")
    else:
        assert load_bundle(folder).full is None


def test_what_was_learnt_from_a_place_comes_back_and_gives_another_version(
    original: Path, tmp_path: Path
) -> None:
    table = np.full((2, *(len(made().units),) * 2), 1 / len(made().units), np.float32)
    learnt = [
        replace(made(), handover=table),
        replace(made(), upheld={"V3": 0.25}),
        replace(made(), training=replace(made().training, labels="5" * 64, labelled=9)),
    ]
    folders = [save_bundle(each, tmp_path) for each in learnt]
    assert len({original.name, *(folder.name for folder in folders)}) == 1 + len(learnt)
    handed, upheld, trained = map(load_bundle, folders)
    assert handed.handover is not None
    np.testing.assert_array_equal(handed.handover, table)
    assert upheld.upheld == {"V3": 0.25}
    assert trained.training == learnt[2].training
    plain = load_bundle(original)
    assert (plain.handover, plain.upheld) == (None, {})


def test_one_table_of_handed_over_work_holds_for_town_and_countryside_as_it_did(folder: Path) -> None:
    """Models learnt it so before there were two; the office that has one goes on with it."""
    table = np.eye(len(made().units), dtype=np.float32)[::-1].copy()
    forge(folder, arrays=save({**load_file(folder / ARRAYS), "handover": table}))
    handed = load_bundle(folder).handover
    assert handed is not None
    np.testing.assert_array_equal(handed, [table, table])


def test_a_loaded_bundle_scores_to_the_bit_as_before(original: Path) -> None:
    def scores(bundle: Bundle) -> bytes:
        encoded = bundle.vocabularies["drafts"].encode([draft_blocks(draft) for draft in DRAFTS])
        return bundle.heads["drafts"].score(encoded).tobytes()

    assert scores(load_bundle(original)) == scores(made())


def test_a_bundle_is_arrays_and_json_and_says_what_is_in_it(original: Path) -> None:
    assert {path.name for path in original.iterdir()} == set(FILES)
    manifest = json.loads((original / MANIFEST).read_bytes())
    assert manifest["format"] == FORMAT
    assert manifest["version"] == original.name
    assert manifest["training"] == {
        "data": "0" * 64,
        "seed": 0,
        "drafts": 3,
        "titles": 0,
        "labels": "",
        "labelled": 0,
    }
    for name in (ARRAYS, MODEL):
        assert manifest["files"][name] == hashlib.sha256((original / name).read_bytes()).hexdigest()
    assert set(load_file(original / ARRAYS)) == {
        f"{heads}.{array}"
        for heads in ("drafts", "sentences")
        for array in ("hashes", "idf", "weights", "bias")
    }


def test_equal_bundles_have_one_version_and_others_another(original: Path, tmp_path: Path) -> None:
    bundle = made()
    assert save_bundle(bundle, tmp_path).name == original.name
    others = [
        made(seed=1),
        replace(bundle, thresholds=replace(bundle.thresholds, holds=0.66)),
        replace(bundle, training=replace(bundle.training, data="1" * 64)),
    ]
    assert len({original.name, *(save_bundle(other, tmp_path).name for other in others)}) == 4


def test_an_equal_bundle_that_is_there_is_left_alone(tmp_path: Path) -> None:
    folder = save_bundle(made(), tmp_path)
    (folder / ARRAYS).touch()
    before = (folder / ARRAYS).stat().st_mtime_ns
    assert save_bundle(made(), tmp_path) == folder
    assert (folder / ARRAYS).stat().st_mtime_ns == before
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]


def test_another_process_may_write_the_same_bundle_first(
    original: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def beaten(_staging: Path, folder: Path) -> None:
        shutil.copytree(original, folder)
        raise OSError("the folder is not empty")

    monkeypatch.setattr(os, "replace", beaten)
    folder = save_bundle(made(), tmp_path)
    assert load_bundle(folder).version == original.name
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "模型写不下（磁盘满了）。请腾出空间，或用环境变量 LIANSHEN_HOME"),
        (errno.EACCES, "模型写不进去（没有写入的权限）。请检查权限，或用环境变量 LIANSHEN_HOME"),
        (errno.EROFS, "没有写入的权限"),
        (errno.EIO, os.strerror(errno.EIO)),
    ],
)
@pytest.mark.parametrize("step", ["write_bytes", "replace", "mkdir"])
def test_a_bundle_that_cannot_be_written_says_why_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int, words: str
) -> None:
    def failing(*_arguments: object, **_options: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os if step == "replace" else Path, step, failing)
    with pytest.raises(BundleError, match=words) as caught:
        save_bundle(made(), tmp_path)
    assert caught.value.where == str(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_where_only_room_or_leave_to_write_is_missing_it_is_told_beforehand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_room(tmp_path / "新" / "models")
    assert list((tmp_path / "新" / "models").iterdir()) == []

    def forbidden(**_options: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(tempfile, "TemporaryFile", forbidden)
    with pytest.raises(BundleError, match="没有写入的权限"):
        make_room(tmp_path)


@pytest.mark.parametrize("spoilt", ["byte", "missing", "extra", "empty", "file", "another"])
def test_a_damaged_bundle_is_replaced(tmp_path: Path, folder: Path, spoilt: str) -> None:
    if spoilt == "byte":
        (folder / ARRAYS).write_bytes((folder / ARRAYS).read_bytes()[:-1] + b"?")
    elif spoilt == "missing":
        (folder / MODEL).unlink()
    elif spoilt == "extra":
        (folder / "extra").touch()
    else:
        shutil.rmtree(folder)
        if spoilt == "file":
            folder.touch()
        elif spoilt == "empty":
            folder.mkdir()
        else:
            save_bundle(made(seed=1), tmp_path).rename(folder)
    assert save_bundle(made(), tmp_path) == folder
    assert load_bundle(folder).version == folder.name
    assert list(tmp_path.iterdir()) == [folder]


def test_what_killed_writers_left_is_removed_after_a_day(tmp_path: Path) -> None:
    for name, hours in (("old", 25), ("new", 23)):
        left = tmp_path / f".writing-{name}"
        left.mkdir()
        (left / ARRAYS).touch()
        os.utime(left, (time.time() - hours * 3600,) * 2)
    folder = save_bundle(made(), tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {".writing-new", folder.name}


def test_a_folder_that_cannot_be_listed_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(_folder: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", forbidden)
    refused(folder, BundleError, "模型的文件夹读不出来", "权限")


@pytest.mark.parametrize("place", [0.0, 0.3, 0.9, 1.0])
@pytest.mark.parametrize("name", [ARRAYS, MODEL])
def test_one_changed_byte_is_noticed(folder: Path, name: str, place: float) -> None:
    content = bytearray((folder / name).read_bytes())
    content[int(place * (len(content) - 1))] ^= 1
    (folder / name).write_bytes(content)
    refused(folder, BundleTampered, str(folder), f"文件 {name} 被改动过")


@given(st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_one_changed_byte_of_the_manifest_is_noticed(
    folder: Path, original: Path, data: st.DataObject
) -> None:
    content = bytearray((original / MANIFEST).read_bytes())
    content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    (folder / MANIFEST).write_bytes(content)
    with pytest.raises((BundleTampered, BundleFormatError)):
        load_bundle(folder)


@pytest.mark.parametrize("name", [ARRAYS, MODEL])
def test_a_truncated_file_is_noticed(folder: Path, name: str) -> None:
    content = (folder / name).read_bytes()
    (folder / name).write_bytes(content[: len(content) // 2])
    refused(folder, BundleTampered, str(folder), name)


@pytest.mark.parametrize("name", [ARRAYS, MODEL])
def test_a_missing_file_is_noticed(folder: Path, name: str) -> None:
    (folder / name).unlink()
    refused(folder, BundleTampered, str(folder), f"缺少文件 {name}")


@pytest.mark.parametrize("name", ["extra.pkl", ".hidden", "子文件夹"])
def test_an_added_file_is_noticed(folder: Path, name: str) -> None:
    (folder / name).mkdir() if name == "子文件夹" else (folder / name).touch()
    refused(folder, BundleTampered, str(folder), f"多出了文件 {name}")


@pytest.mark.parametrize("name", FILES)
def test_files_of_another_bundle_are_noticed(folder: Path, tmp_path: Path, name: str) -> None:
    other = save_bundle(made(seed=1), tmp_path / "other")
    shutil.copyfile(other / name, folder / name)
    refused(folder, BundleTampered, str(folder))


def _edited(**changes: Any) -> Callable[[dict[str, Any]], Any]:
    return lambda manifest: {**manifest, **changes}


@pytest.mark.parametrize(
    "edit",
    [
        _edited(version="fast-000000000000"),
        _edited(version=None),
        _edited(files={ARRAYS: "0" * 64, MODEL: "0" * 64}),
        _edited(files=[ARRAYS, MODEL]),
        _edited(files={}),
        _edited(training={"data": "", "seed": 7, "drafts": 1, "titles": 1}),
        _edited(training="\ud800"),
        _edited(note="added"),
        lambda manifest: {key: value for key, value in manifest.items() if key != "files"},
        lambda manifest: {**manifest, "files": {**manifest["files"], "../extra": "0" * 64}},
    ],
)
def test_an_edited_manifest_is_noticed(folder: Path, edit: Callable[[dict[str, Any]], Any]) -> None:
    manifest = edit(json.loads((folder / MANIFEST).read_bytes()))
    (folder / MANIFEST).write_text(json.dumps(manifest, sort_keys=True, indent=1), "utf-8")
    refused(folder, BundleTampered, str(folder), MANIFEST)


@pytest.mark.parametrize("content", [b"", b"{", b"\x80abc", b"[" * 100_000, b"\xff\xfe{}"])
def test_a_manifest_that_is_no_json_is_noticed(folder: Path, content: bytes) -> None:
    (folder / MANIFEST).write_bytes(content)
    refused(folder, BundleTampered, str(folder), f"{MANIFEST} 不是合格的 JSON")


@pytest.mark.parametrize("found", [FORMAT + 1, 0, "1", None])
def test_another_format_is_refused_as_such(folder: Path, found: object) -> None:
    manifest = json.loads((folder / MANIFEST).read_bytes())
    (folder / MANIFEST).write_text(json.dumps({**manifest, "format": found}), "utf-8")
    refused(folder, BundleFormatError, str(folder), f"模型格式是 {found}", "lianshen train")


@pytest.mark.parametrize("content", ["[]", "3", '"x"', "null", "{}"])
def test_a_manifest_without_format_is_refused(folder: Path, content: str) -> None:
    (folder / MANIFEST).write_text(content, "utf-8")
    refused(folder, BundleFormatError, str(folder))


def test_where_there_is_no_bundle_it_says_so(folder: Path, tmp_path: Path) -> None:
    (folder / MANIFEST).unlink()
    refused(folder, BundleNotFound, str(folder), "lianshen train")
    refused(tmp_path / "没有", BundleNotFound)
    refused(folder / ARRAYS, BundleNotFound)


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_read_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    (folder / name).mkdir()
    refused(folder, BundleError, str(folder), f"文件 {name} 读不出来")


@pytest.mark.parametrize(
    "contents",
    [
        {"arrays": b""},
        {"arrays": b"\x08\x00\x00\x00\x00\x00\x00\x00{}"},
        {"arrays": save({"drafts.hashes": np.zeros(3, np.uint64)})},
        {"model": b"not json"},
        {"model": b"[]"},
        {"model": b'{"heads": {}, "calibration": {"flags": [], "codes": {}}, "thresholds": {}}'},
        {"model": b'{"heads": {}, "calibration": {"flags": {}, "codes": {}, "co": {}}, "thresholds": {}}'},
    ],
)
def test_nonsense_under_a_fitting_manifest_is_refused(folder: Path, contents: dict[str, bytes]) -> None:
    forge(folder, **contents)
    refused(folder, BundleTampered, str(folder), "内容读不出来")


@pytest.mark.parametrize("shape", [(2, 3, 3), (3, 3), (48,), (1, 48, 48)])
def test_a_table_of_handed_over_work_for_other_units_is_refused(folder: Path, shape: tuple[int, ...]) -> None:
    arrays = {**load_file(folder / ARRAYS), "handover": np.zeros(shape, np.float32)}
    forge(folder, arrays=save(arrays))
    refused(folder, BundleTampered, "移交表")


def test_forging_works_so_that_the_test_above_tests_the_content(folder: Path) -> None:
    forge(folder, model=(folder / MODEL).read_bytes())
    assert load_bundle(folder).version == folder.name
