"""Exit codes, and that trouble with one file stays with it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from api.cli.check import FAIL_ON
from model.draft import Draft
from tests.api.cli.conftest import Lianshen

pytestmark = pytest.mark.usefixtures("stand_in")
Drafts = Callable[[str, str], str]


@pytest.mark.parametrize(
    ("about", "fail_on", "code"),
    [
        ("无事", None, 0),
        ("有问题", None, 1),
        ("拿不准", None, 0),
        ("拿不准", "成立", 0),
        ("拿不准", "拿不准", 1),
        ("有问题", "拿不准", 1),
        ("无事", "拿不准", 0),
        ("有问题", "从不", 0),
        ("有问题", "finding", 1),
        ("拿不准", "unsure", 1),
        ("有问题", "never", 0),
    ],
)
def test_exit_codes(lianshen: Lianshen, drafts: Drafts, about: str, fail_on: str | None, code: int) -> None:
    options = ["--fail-on", fail_on] if fail_on else []
    assert lianshen("check", *options, drafts("a.txt", about)).exit_code == code


@pytest.mark.parametrize("form", ["text", "json", "rdjson"])
def test_a_bad_file_does_not_keep_the_others_from_being_reviewed(
    lianshen: Lianshen, drafts: Drafts, form: str
) -> None:
    files = [drafts("a.txt", "有问题"), "没有.txt", "空.txt", drafts("c.txt", "有问题")]
    Path("空.txt").touch()
    result = lianshen("check", "--format", form, *files)
    assert result.exit_code == 2
    assert result.stdout.index("a.txt") < result.stdout.index("c.txt")
    assert "没有.txt" in result.stderr
    assert "空.txt" in result.stderr
    assert "Traceback" not in result.stderr


def test_unread_wins_over_findings_whatever_is_failed_on(lianshen: Lianshen, drafts: Drafts) -> None:
    files = ["没有.txt", drafts("a.txt", "有问题")]
    assert lianshen("check", "--fail-on", "never", *files).exit_code == 2


def test_a_fault_of_the_program_stays_with_its_file_and_says_where_to_report(
    lianshen: Lianshen, drafts: Drafts
) -> None:
    result = lianshen("check", drafts("a.txt", "意外"), drafts("b.txt", "无事"))
    assert result.exit_code == 2
    assert "a.txt：程序出了意外的错误（ZeroDivisionError）" in result.stderr
    assert "LIANSHEN_DEBUG=1" in result.stderr
    assert "Traceback" not in result.stderr
    assert "结论：可提交" in result.stdout


def test_debugging_shows_the_traceback(
    lianshen: Lianshen, drafts: Drafts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIANSHEN_DEBUG", "1")
    assert "Traceback" in lianshen("check", drafts("a.txt", "意外")).stderr


def test_standard_input(lianshen: Lianshen) -> None:
    result = lianshen("check", "-", stdin="关于修路的建议\n\n大湾村的路有问题，建议修好三公里。\n")
    assert result.exit_code == 1
    assert result.stdout.startswith("文件：-\n")


def test_standard_input_in_another_encoding(lianshen: Lianshen) -> None:
    content = "关于修路的建议\n\n大湾村的路有问题，建议县交通运输局今年内修好三公里。\n".encode("gb18030")
    assert lianshen("check", "-", stdin=content).exit_code == 1


def test_empty_standard_input(lianshen: Lianshen) -> None:
    result = lianshen("check", "-", stdin="")
    assert result.exit_code == 2
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--title", "标题", "a.txt", "b.txt"], "--title 只能用于一个文件"),
        (["-", "-"], "标准输入（-）只能读一次"),
    ],
)
def test_what_makes_no_sense_is_refused(lianshen: Lianshen, arguments: list[str], words: str) -> None:
    result = lianshen("check", *arguments)
    assert result.exit_code == 2
    assert words in result.stderr


def test_the_title_and_the_level_reach_the_draft(
    lianshen: Lianshen, drafts: Drafts, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Draft] = []

    class Recorder:
        def review(self, draft: Draft) -> None:
            seen.append(draft)
            raise KeyboardInterrupt

    monkeypatch.setattr("api.cli.checking._reviewer", lambda _tier: Recorder())
    result = lianshen("check", "--title", "关于桥的建议", "--level", "乡镇", drafts("a.txt", "无事"))
    (draft,) = seen
    assert (draft.title, draft.level) == ("关于桥的建议", "乡镇")
    assert result.exit_code == 130
    assert "已中断" in result.stderr


def test_every_form_of_fail_on_is_in_the_help(lianshen: Lianshen) -> None:
    text = "".join(lianshen("check", "--help").output.split())
    assert all(name in text for name in FAIL_ON)
