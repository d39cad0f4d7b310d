"""Where the files for operation are, and what stands in them."""

import configparser
import re
from pathlib import Path

DEPLOY = Path(__file__).parents[2] / "deploy"
PROGRAM = "/srv/lianshen/program/bin/lianshen"
DATA = "/srv/lianshen/data"


def read(name: str) -> str:
    """Return the text of one of them."""
    return (DEPLOY / name).read_text("utf-8")


def unit(name: str) -> dict[str, dict[str, str]]:
    """Return a unit of systemd by sections; of a key that is given twice, the last value."""
    parser = configparser.RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(read(f"systemd/{name}"))
    return {section: dict(parser[section]) for section in parser.sections()}


def example() -> dict[str, str]:
    """Return what the example of an environment sets as it stands."""
    return variables(re.sub("^#.*$", "", read("lianshen.env"), flags=re.MULTILINE))


def example_here(home: Path, folder: Path, port: int) -> dict[str, str]:
    """Return the same for a service of a test: its home and port, and a folder for all that it writes."""
    return example() | {
        "LIANSHEN_HOME": str(home),
        "LIANSHEN_PORT": str(port),
        "LIANSHEN_DATABASE_URL": f"sqlite:///{folder / 'lianshen.sqlite3'}",
        "LIANSHEN_SECRET_FILE": str(folder / "secret.key"),
        "LIANSHEN_JOBS_URL": f"sqlite:///{folder / 'jobs.sqlite3'}",
    }


def variables(text: str) -> dict[str, str]:
    """Return what an environment file sets, those that are commented out included."""
    return dict(re.findall(r"^#?([A-Z_]+)=(.*)$", text, re.MULTILINE))
