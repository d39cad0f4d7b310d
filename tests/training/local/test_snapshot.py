"""Frozen labels: what is kept comes back, in whatever order it was said, and is not altered unnoticed."""

import errno
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.draft import Draft
from model.errors import BundleError
from model.unit import Unit
from model.unit_list import UnitList, bundled_units
from tests.training.local.saids import SAID
from tests.training.local.told import ROADS, label
from training.local.label import Label
from training.local.said import Said
from training.local.snapshot import FOLDER, Snapshot, frozen, keep_snapshot, read_snapshot

UNITS = UnitList((Unit("县治水局", ("水务局",), "河道，水库", ("水利局",)), Unit("数据局", (), "数据", ())))
TEXT = st.text(st.characters(codec="utf-8"), max_size=6)
LABELS = st.lists(
    st.builds(
        Label,
        st.builds(Draft, TEXT, TEXT, st.sampled_from(["乡镇", "县", "市", "省"])),
        SAID,
        TEXT,
        st.datetimes(
            min_value=datetime(2000, 1, 1),
            timezones=st.sampled_from([UTC, timezone(timedelta(hours=8))]),
        ),
        st.sampled_from(["desk", "page", "import"]),
    ),
    max_size=5,
)
SEVERAL = (
    label(Said({"vague": True}, ("V1",), "县治水局", ("数据局",), "小微事")),
    label(Said(main="数据局"), by="王复核", minute=3),
    label(Said(codes=()), draft=Draft("标题", "第一行\r\n第二行\x85\u2028\x0b尾")),
)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return keep_snapshot(frozen(SEVERAL, UNITS), tmp_path)


def test_what_is_kept_comes_back(kept: Path, tmp_path: Path) -> None:
    snapshot = frozen(SEVERAL, UNITS)
    assert kept == tmp_path / FOLDER / f"{snapshot.digest}.jsonl"
    back = read_snapshot(kept)
    assert back == snapshot
    assert back.digest == snapshot.digest
    assert back.units.units == UNITS.units
    assert len(kept.read_bytes().splitlines()) == 1 + len(SEVERAL)
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]


@given(LABELS)
def test_any_labels_come_back(tmp_path_factory: pytest.TempPathFactory, labels: list[Label]) -> None:
    snapshot = frozen(labels, UNITS)
    assert read_snapshot(keep_snapshot(snapshot, tmp_path_factory.getbasetemp())) == snapshot


@given(LABELS.flatmap(lambda labels: st.tuples(st.just(labels), st.permutations(labels))))
def test_the_order_in_which_labels_are_taken_makes_no_difference(
    orders: tuple[list[Label], list[Label]],
) -> None:
    one, other = (frozen(labels, UNITS) for labels in orders)
    assert one == other
    assert one.digest == other.digest


@pytest.mark.parametrize("change", ["title", "level"])
def test_nor_does_it_for_one_text_that_is_written_in_two_ways(change: str) -> None:
    """Both are the same text, said alike at one instant: only the way of writing tells which comes first."""
    first = label(Said(main="数据局"))
    draft = replace(ROADS, title=f" {ROADS.title}") if change == "title" else replace(ROADS, level="市")
    second = replace(first, draft=draft)
    assert frozen([first, second], UNITS).digest == frozen([second, first], UNITS).digest


@pytest.mark.parametrize(
    "other",
    [
        frozen(SEVERAL[1:], UNITS),
        frozen((replace(SEVERAL[0], annotator="王复核"), *SEVERAL[1:]), UNITS),
        frozen((replace(SEVERAL[0], source="desk"), *SEVERAL[1:]), UNITS),
        frozen((replace(SEVERAL[0], said=Said(main="数据局")), *SEVERAL[1:]), UNITS),
        frozen(SEVERAL, bundled_units()),
        frozen((), UNITS),
    ],
)
def test_other_labels_or_other_units_are_another_snapshot(other: Snapshot) -> None:
    assert other.digest != frozen(SEVERAL, UNITS).digest


def test_keeping_it_again_changes_nothing(kept: Path, tmp_path: Path) -> None:
    before = kept.read_bytes()
    assert keep_snapshot(frozen(reversed(SEVERAL), UNITS), tmp_path) == kept
    assert kept.read_bytes() == before


@pytest.mark.parametrize(
    "edit",
    [
        lambda content: content.replace("王复核".encode(), "张复核".encode()),
        lambda content: content[:-1],
        lambda content: content + b"\n",
        lambda _content: b"",
    ],
)
def test_one_that_was_edited_is_refused(kept: Path, edit: Callable[[bytes], bytes]) -> None:
    kept.write_bytes(edit(kept.read_bytes()))
    with pytest.raises(BundleError, match="训练所用的标注被改动过") as caught:
        read_snapshot(kept)
    assert caught.value.where == str(kept)
    assert caught.value.remedy == "请删去这个文件，重新训练"


def test_one_that_is_not_there_or_is_no_file_is_told(tmp_path: Path) -> None:
    for file in (tmp_path / "没有.jsonl", tmp_path):
        with pytest.raises(BundleError, match="训练所用的标注读不出来") as caught:
            read_snapshot(file)
        assert (caught.value.where, caught.value.remedy) == (str(file), "请重新训练")


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "磁盘满了"), (errno.EACCES, "没有写入的权限"), (errno.EROFS, "没有写入的权限")],
)
@pytest.mark.parametrize("step", ["mkdir", "open", "fsync", "replace"])
def test_one_that_cannot_be_written_says_why_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int, words: str
) -> None:
    def failing(*_arguments: object, **_options: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os if step in {"fsync", "replace"} else Path, step, failing)
    snapshot = frozen(SEVERAL, UNITS)
    with pytest.raises(BundleError, match=words) as caught:
        keep_snapshot(snapshot, tmp_path)
    assert caught.value.where == str(tmp_path / FOLDER / f"{snapshot.digest}.jsonl")
    assert caught.value.remedy
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
