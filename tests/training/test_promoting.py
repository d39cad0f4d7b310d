"""Putting a model in use: killed at any instant, exactly one whole model is in use."""

import errno
import os
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from model.bundle import load_bundle, save_bundle
from model.errors import BundleError
from tests.model.bundles import made
from training.default import CURRENT, bundle_in_use
from training.promoting import put_in_use
from training.train import keep

_KILLED = 77
_STEPS = ("open", "fsync", "replace", "close")
"""What a switch does by the operating system; it is killed before each of them."""


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """A model in use, and another one beside it."""
    return keep(made(), tmp_path), save_bundle(made(seed=1), tmp_path / "models")


def killed_before(step: int, folder: Path) -> bool:
    """Switch in a process that ends before the step with a number; return whether it came so far."""
    process = os.fork()
    if process:
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == _KILLED
    try:
        steps = count()

        def dying(real: Callable[..., Any]) -> Callable[..., Any]:
            def call(*arguments: Any, **named: Any) -> Any:
                if next(steps) == step:
                    os._exit(_KILLED)
                return real(*arguments, **named)

            return call

        for name in _STEPS:
            setattr(os, name, dying(getattr(os, name)))
        put_in_use(folder)
    except BaseException:  # pytest must not go on in this process
        os._exit(1)
    os._exit(0)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_at_any_step_exactly_one_whole_model_is_in_use(tmp_path: Path, two: tuple[Path, Path]) -> None:
    old, new = two
    seen = []
    for step in count():
        put_in_use(old)
        died = killed_before(step, new)
        seen.append(load_bundle(bundle_in_use(tmp_path)).version)
        if not died:
            break
    assert seen[0] == old.name
    assert seen[-1] == new.name
    assert seen == sorted(seen, key=[old.name, new.name].index)  # once switched, it stays so
    assert len(seen) > 10
    keep(made(), tmp_path)
    assert bundle_in_use(tmp_path) == old


def test_the_model_is_on_the_disk_before_it_is_named_and_the_name_before_it_is_told(
    tmp_path: Path, two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    flush, replace = os.fsync, os.replace

    def fsync(descriptor: int) -> None:
        done.append(Path(f"/proc/self/fd/{descriptor}").readlink().name)
        flush(descriptor)

    def switch(source: Path, target: Path) -> None:
        done.append("switch")
        replace(source, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", switch)
    new = two[1]
    put_in_use(new)
    *before, staged = done[: done.index("switch")]
    assert before == ["arrays.safetensors", "manifest.json", "model.json", new.name, "models"]
    assert staged.startswith(".writing-")
    assert done[done.index("switch") + 1 :] == ["models"]
    assert (tmp_path / "models" / CURRENT).read_text("utf-8") == new.name


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_on_a_full_disk_the_model_in_use_stays(
    tmp_path: Path, two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, step, full)
    with pytest.raises(BundleError, match="磁盘满了"):
        put_in_use(two[1])
    assert bundle_in_use(tmp_path) == two[0]
    assert [path.name for path in (tmp_path / "models").glob(".*")] == []
