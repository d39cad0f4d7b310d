"""What is installed is whole, and works away from the checkout."""

import configparser
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("model", "training", "api", "data")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
KINDS_OF_DATA = (
    "corpus/drafts-*.jsonl",
    "corpus/titles-*.jsonl",
    "departments.jsonl",
    "examples/*.docx",
    "locale/*/*/*.mo",
    "model-card.toml",
    "renewed.txt",
    "rubric/*.toml",
)
BUILD = ("-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The content of the wheel, unpacked outside the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, *BUILD, "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(build, check=True)  # noqa: S603 - builds this project
    (wheel,) = folder.glob("lianshen-*.whl")
    with ZipFile(wheel) as package:
        package.extractall(folder / "installed")
    return folder / "installed"


def files(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def lianshen(installed: Path, *arguments: str) -> tuple[Path, str]:
    """Run the command outside the checkout; return where it was taken from, and what it said."""
    program = "import api.cli; print(api.cli.__file__); api.cli.main(prog_name='lianshen')"
    output = subprocess.run(  # noqa: S603 - the code above
        [sys.executable, "-c", program, *arguments],
        cwd=installed.parent,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    where, _, said = output.partition("\n")
    return Path(where), said


@pytest.mark.parametrize("package", PACKAGES)
def test_nothing_of_a_package_is_left_out(installed: Path, package: str) -> None:
    assert files(installed / package) == files(ROOT / package)


def test_nothing_else_is_put_in(installed: Path) -> None:
    names = {path.name for path in installed.iterdir() if path.suffix != ".dist-info"}
    assert names == set(PACKAGES)


@pytest.mark.parametrize("pattern", KINDS_OF_DATA)
def test_every_kind_of_data_is_there(installed: Path, pattern: str) -> None:
    assert list((installed / "data").glob(pattern))


def test_the_rubric_is_explained_from_the_wheel(installed: Path) -> None:
    where, said = lianshen(installed, "explain", "V2")
    assert where.is_relative_to(installed)
    assert "V2 诉求不明" in said


def test_the_version_is_that_of_the_project(installed: Path) -> None:
    assert lianshen(installed, "--version")[1] == f"lianshen {PROJECT['version']}\n"


def test_the_wheel_names_the_command(installed: Path) -> None:
    (entries,) = installed.glob("*.dist-info/entry_points.txt")
    parser = configparser.ConfigParser()
    parser.read(entries, "utf-8")
    assert dict(parser["console_scripts"]) == {"lianshen": "api.program:main"}


def test_the_base_installation_asks_for_no_torch() -> None:
    names = {re.split("[<>=]", requirement)[0] for requirement in PROJECT["dependencies"]}
    assert not names & {"torch", "transformers", "onnx"}
    assert "torch==2.13.0" in PROJECT["optional-dependencies"]["encoder"]


def test_the_service_that_answers_has_loaded_nothing_that_tries_or_measures_it() -> None:
    """Commands that try and measure are the administrator's, in processes and homes of their own."""
    trying = (
        "api.faults",
        "api.load",
        "api.office",
        "api.bulk",
        "tests",
        "pytest",
        "hypothesis",
        "unittest",
        "pdb",
    )
    program = "import sys, api.serving, api.http.app; print(*sys.modules)"
    loaded = subprocess.run(  # noqa: S603 - the code above
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    ).stdout.split()
    assert "api.http.app" in loaded
    assert not [
        name for name in loaded if name in trying or name.startswith(tuple(f"{each}." for each in trying))
    ]
