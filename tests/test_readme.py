"""Both READMEs name every command, option, code, variable and extra, and say the same."""

import ast
import re
import subprocess
import tomllib
from collections import Counter
from collections.abc import Iterator

import click
import pytest

from api import program
from api.cli import front
from api.documents.reading import read_file
from api.settings import PREFIX, Settings
from model.content import rubric
from model.reviewer import Reviewer
from tests.commands import commands
from tests.pages import PAGES, READMES, ROOT, all_code, code, headings, links, read, rows, section

PROJECT = tomllib.loads(read("pyproject.toml"))["project"]

both = pytest.mark.parametrize("readme", READMES)


def test_both_have_the_same_parts() -> None:
    english, chinese = (headings(readme) for readme in READMES)
    assert [level for level, _ in english] == [level for level, _ in chinese]
    assert [len(rows(section(READMES[0], title))) for _, title in english] == [
        len(rows(section(READMES[1], title))) for _, title in chinese
    ]


def test_both_have_the_same_code_and_lead_to_the_same_places() -> None:
    english, chinese = READMES
    assert all_code(english) == all_code(chinese)
    assert _elsewhere(english) == _elsewhere(chinese)


def _elsewhere(readme: str) -> Counter[str]:
    return Counter(link for link in links(readme) if link not in READMES)


def test_ci_runs_the_command_of_the_readme() -> None:
    (command,) = (block for block in code("README.md", "sh") if "pytest" in block)
    chosen = re.search(r"^checks=\$\((.*)\)$", read(".ci/run"), re.MULTILINE)
    assert chosen
    found = subprocess.run(  # noqa: S603 - a line of our own script
        ["bash", "-c", chosen[1]],  # noqa: S607 - as on the first line of the script
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert found.stdout == command
    assert read(".ci/run").endswith('eval "${checks//.venv/"$room/venv"}"\n')


def test_the_review_shown_is_the_one_the_program_makes(reviewer: Reviewer) -> None:
    (shown,) = code("README.md", "text")
    files = re.findall(r"data/examples/\S+", code("README.md", "sh")[0])
    review = reviewer.review(read_file(ROOT / files[0]).draft)
    found = review.findings[0]
    assert f"结论：{review.verdict}" in shown
    assert f"1. {found.code} {found.name}（{found.state}，" in shown
    assert f"原文：【{found.quotes[0].text}】" in shown
    assert f"主办：{review.units.main.unit}（" in shown


@both
@pytest.mark.parametrize(("name", "command"), commands().items(), ids=list(commands()))
def test_the_table_of_a_command_has_every_option(readme: str, name: str, command: click.Command) -> None:
    options = [param for param in command.params if isinstance(param, click.Option)]
    table = rows(section(readme, f"`lianshen {name}"))
    assert list(table) == [*(option.opts[0] for option in options), "--help"]
    for option in options:
        choices = option.type.choices if isinstance(option.type, click.Choice) else ()
        assert [choice for choice in choices if f"`{choice}`" not in table[option.opts[0]]] == []
        if isinstance(option.default, str):
            assert f"`{option.default}`" in table[option.opts[0]]


@both
def test_every_command_has_a_heading(readme: str) -> None:
    named = re.findall(r"^### `lianshen ([a-z]+(?: [a-z]+)*)", read(readme), re.MULTILINE)
    assert sorted(named) == sorted(commands())
    assert all(f"`lianshen {option}`" in read(readme) for option in ("--help", "--version"))


@pytest.mark.parametrize(("readme", "title"), [("README.md", "Exit codes"), ("README.zh.md", "退出码")])
def test_every_exit_code_is_listed(readme: str, title: str) -> None:
    codes = (0, front.FOUND, front.FAILED, program.INTERRUPTED, front.BROKEN_PIPE)
    assert list(rows(section(readme, title))) == list(map(str, codes))


@pytest.mark.parametrize(("readme", "title"), [("README.md", "Extras"), ("README.zh.md", "扩展")])
def test_every_extra_is_listed(readme: str, title: str) -> None:
    assert sorted(rows(section(readme, title))) == sorted(PROJECT["optional-dependencies"])


@both
def test_every_environment_variable_is_named(readme: str) -> None:
    assert [name for name in _variables() if not re.search(rf"`{name}\b", read(readme))] == []


def test_no_page_names_an_environment_variable_that_is_not_read() -> None:
    named = {name for page in PAGES for name in re.findall(r"LIANSHEN_\w+", read(page))}
    named -= {f"LIANSHEN_{code}" for code in rubric().codes}  # what plug-ins of editors call them
    known = {name for name in _variables() if name.startswith("LIANSHEN_")}
    assert named == known | {PREFIX + name.upper() for name in Settings.model_fields}


def _variables() -> Iterator[str]:
    """Yield what is read beside the settings, of which docs/serve.md tells."""
    settings = {PREFIX + name.upper() for name in Settings.model_fields}
    for room in ("model", "training", "api"):
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and ast.unparse(node.func) in ("os.environ.get", "os.getenv"):
                    name = str(ast.literal_eval(node.args[0]))
                    if name not in settings:
                        yield name


@both
def test_every_code_is_linked_to_its_page(readme: str) -> None:
    linked = re.findall(r"\[(\w\d)\]\(docs/codes/(\w\d)\.md\)", read(readme))
    assert linked == [(name, name) for name in rubric().codes]


@pytest.mark.parametrize("name", rubric().codes)
def test_a_code_is_called_by_its_name(name: str) -> None:
    assert f"[{name}](docs/codes/{name}.md) {rubric().codes[name].name}" in read("README.zh.md")


def test_the_changelog_tells_of_this_version() -> None:
    dated = rf"^## \[{re.escape(PROJECT['version'])}\] - \d{{4}}-\d\d-\d\d$"
    assert re.search(dated, read("CHANGELOG.md"), re.MULTILINE)
    assert "## [Unreleased]" in read("CHANGELOG.md")
