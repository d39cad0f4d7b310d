"""The inventory of logs on the pages is that of the code: each event, each kind of step, each layer."""

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import get_args

from api.accounts.events import Deed
from api.models.used import PROMOTED, ROLLED_BACK
from tests.deploy.places import read as deployed
from tests.pages import ROOT, read, rows, section

PAGE, SECURITY = "docs/operation.md", "docs/security.md"
FILES = sorted((ROOT / "api").rglob("*.py"))
ENDS = ("done", "cancelled", "failed")
"""How a batch or a training may end, of which the name of its event is made."""
GIVEN = {"api/accounts/events.py": set(get_args(Deed)), "api/models/switching.py": {PROMOTED, ROLLED_BACK}}
"""Where the kind of a step is given by who asks for it, and what it may be."""


def _events(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.keyword) and node.arg == "extra" and isinstance(node.value, ast.Dict):
            for key, value in zip(node.value.keys, node.value.values, strict=True):
                if isinstance(key, ast.Constant) and key.value == "event":
                    yield from _named(value)


def _named(value: ast.expr) -> Iterator[str]:
    if isinstance(value, ast.Constant):
        yield str(value.value)
    elif isinstance(value, ast.JoinedStr):
        first = value.values[0]
        assert isinstance(first, ast.Constant)
        yield from (f"{first.value!s}{end}" for end in ENDS)
    else:
        assert isinstance(value, ast.Name)  # of those at the door, which tests/test_security.py compares


def test_every_event_of_the_service_is_on_the_page_and_no_other() -> None:
    events = {event for path in FILES for event in _events(path)}
    assert len(events) > 10
    assert set(rows(section(PAGE, "记哪些事"))) == events | {"lianshen"}


def _kinds(path: Path) -> Iterator[str]:
    """Yield the kinds of steps that a module records."""
    tree, name = ast.parse(path.read_text("utf-8")), path.relative_to(ROOT).as_posix()
    calls = {
        each.asname or each.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "api.trail.recording"
        for each in node.names
        if each.name == "record"
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in calls:
            kind = node.args[2]
            if isinstance(kind, ast.Constant):
                yield str(kind.value)
                continue
            assert isinstance(kind, ast.Name)
            module = import_module(name.removesuffix(".py").replace("/", "."))
            fixed = getattr(module, kind.id, None)
            yield from [fixed] if isinstance(fixed, str) else GIVEN[name]


def test_every_kind_of_step_in_the_trail_is_on_the_page_and_no_other() -> None:
    kinds = {kind for path in FILES for kind in _kinds(path)}
    stated = set(rows(section(SECURITY, "其余进留痕的")))
    assert stated | set(get_args(Deed)) == kinds
    assert not stated & set(get_args(Deed))


def test_each_layer_says_what_what_for_where_who_and_for_how_long() -> None:
    layers = rows(section(PAGE, "日志清单"))
    assert "| 层 | 记什么 | 用来做什么 | 格式 | 在哪里 | 谁能看 | 存多久 |" in section(PAGE, "日志清单")
    assert {"反向代理", "服务", "批次和训练的进程", "备份", "留痕", "数据库", "系统", "收日志的机器"} <= set(
        layers
    )
    for name, row in layers.items():
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        assert len(cells) == 7, name
        assert all(cells), name
        assert re.search(r"\d+ (天|个月)|一直|不存|跟草稿", cells[6]), name


def test_how_long_logs_are_kept_is_what_the_examples_set() -> None:
    layers = rows(section(PAGE, "日志清单"))
    (months,) = re.findall(r"^MaxRetentionSec=(\d+)month$", deployed("systemd/journald.conf"), re.MULTILINE)
    (days,) = re.findall(r"^d (/srv/\S+) 0700 root root (\d+)d$", read(PAGE), re.MULTILINE)
    assert layers["服务"].split("|")[7].strip() == f"{months} 个月"
    assert layers["收日志的机器"].split("|")[7].strip() == f"{days[1]} 天"
    assert f'string="{days[0]}/' in deployed("rsyslog/receiver.conf")


def test_nothing_is_logged_but_to_standard_error() -> None:
    writing = re.compile(r"(FileHandler|RotatingFile|SysLogHandler|SocketHandler|HTTPHandler|basicConfig)")
    assert [path.name for path in FILES if writing.search(path.read_text("utf-8"))] == []
