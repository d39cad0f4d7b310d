import re

import click
import pytest
from rich.cells import cell_len

from api.cli import main
from api.cli.help import ChineseContext
from tests.api.cli.conftest import Lianshen
from tests.commands import commands
from training.baselines.names import NAMES as BASELINES

EVERY = {"": main, **main.commands, **commands()}
ALLOWED = {
    "kills",
    "starts",
    "disk",
    "readonly",
    "postgres",
    "writers",
    "clock",
    "lianshen",
    "HTTP",
    "SQLite",
    "LIANSHEN",
    "Ed",
    "OpenSSH",
    "pub",
    "Ctrl",
    "docs",
    "Word",
    "PDF",
    "F",
    "V",
    "N",
    "fast",
    "bench",
    "MinHash",
    "text",
    "json",
    "rdjson",
    "finding",
    "unsure",
    "never",
    "txt",
    "md",
    "docx",
    "pdf",
    "html",
    "jsonl",
    "csv",
    "TF",
    "IDF",
    "full",
    "auto",
    "doccano",
    "Label",
    "Studio",
    "label",
    "studio",
    "Argilla",
    "argilla",
    "corpus",
    "table",
    "Cohen",
    "Krippendorff",
    "BERT",
    "bge",
    "small",
    "zh",
    "v",
    "title",
    "body",
    "JSON",
    "Lines",
    "B",
    "Dask",
    "ics",
    "o",
    "parquet",
    "tls",
    "work",
    "xlsx",
    "zip",
    "backups",
    "PostgreSQL",
}


@pytest.mark.parametrize("command", EVERY)
def test_help_is_in_chinese(lianshen: Lianshen, command: str) -> None:
    result = lianshen(*command.split(), "--help")
    assert result.exit_code == 0
    assert result.output.startswith("用法：lianshen")
    words = set(re.findall(r"(?<![\w-])[A-Za-z]+", re.sub(r"--[a-z-]+", "", result.output)))
    assert words <= ALLOWED | set(" ".join(EVERY).split()) | set(BASELINES)


@pytest.mark.parametrize("command", EVERY.values(), ids=list(EVERY))
@pytest.mark.parametrize("width", [58, 78])
def test_help_fits_the_terminal(command: click.Command, width: int) -> None:
    context = ChineseContext(command, info_name=command.name, terminal_width=width)
    assert max(map(cell_len, command.get_help(context).splitlines())) <= width


def test_meanings_line_up(lianshen: Lianshen) -> None:
    lines = lianshen("check", "--help").output.splitlines()
    starts = [cell_len(match[0]) for line in lines if (match := re.match(r"  --[a-z-]+ ?\S*  +", line))]
    assert len(starts) == 7
    assert len(set(starts)) == 1


@pytest.mark.parametrize("command", [command for name, command in EVERY.items() if name])
def test_every_option_says_what_it_does(command: click.Command) -> None:
    assert command.short_help
    assert command.help
    assert all(option.help for option in command.params if isinstance(option, click.Option))


def test_without_a_command_the_help_is_shown(lianshen: Lianshen) -> None:
    result = lianshen()
    assert result.exit_code == 2
    assert "命令：" in result.stderr


def test_version(lianshen: Lianshen) -> None:
    result = lianshen("--version")
    assert result.exit_code == 0
    assert re.fullmatch(r"lianshen \d+\.\d+\.\d+\S*\n", result.output)
