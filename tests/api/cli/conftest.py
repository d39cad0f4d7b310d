"""The command line run in this process, judging by a stand-in where a test is not about judging."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest
from click.testing import CliRunner, Result

from api.cli import checking, main
from model.draft import Draft
from model.review import Review
from tests.api.reviews import CLEAN, FLAWED, UNSURE


class Lianshen(Protocol):
    def __call__(self, *arguments: str | Path, stdin: str | bytes | None = None) -> Result: ...


class StandIn:
    """Judges a draft by a word in it; ``意外`` makes it fail as only a fault of the program would."""

    def review(self, draft: Draft) -> Review:
        if "意外" in draft.body:
            raise ZeroDivisionError
        if "有问题" in draft.body:
            return FLAWED
        return UNSURE if "拿不准" in draft.body else CLEAN


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "LIANSHEN_DEBUG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANGUAGE", "en")


@pytest.fixture
def lianshen() -> Lianshen:
    """Run ``lianshen`` with some arguments."""

    def run(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(
            main, [os.fspath(each) for each in arguments], input=stdin, prog_name="lianshen"
        )

    return run


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Judge by :class:`StandIn` instead of a trained model."""
    monkeypatch.setattr(checking, "_reviewer", lambda _tier: StandIn())


@pytest.fixture
def drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], str]:
    """Write a draft into the working folder and return its name."""
    monkeypatch.chdir(tmp_path)

    def write(name: str, about: str) -> str:
        body = f"关于修路的建议\n\n青石镇大湾村三组的机耕道长800米，{about}。\n建议县农业农村局今年内修好。\n"
        (tmp_path / name).write_text(body, "utf-8")
        return name

    return write
