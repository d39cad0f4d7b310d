"""The documentation as the tests see it: headings, tables, code and links of Markdown pages."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
READMES = ("README.md", "README.zh.md")
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("data/**/*.md"))
)

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_HEAD_OF_TABLE = re.compile(r"^\|.*\n\|[-|]+\|\n", re.MULTILINE)


def read(page: str) -> str:
    """Return the text of a page."""
    return (ROOT / page).read_text("utf-8")


def code(page: str, language: str) -> list[str]:
    """Return the blocks of code in a language."""
    return [block for written_in, block in _FENCE.findall(read(page)) if written_in == language]


def all_code(page: str) -> list[tuple[str, str]]:
    """Return all blocks of code, each with its language."""
    return _FENCE.findall(read(page))


def prose(page: str) -> str:
    """Return a page without its code."""
    return _FENCE.sub("", read(page))


def headings(page: str) -> list[tuple[str, str]]:
    """Return the headings of a page, each with its number signs."""
    return re.findall(r"^(#+) (.+)$", prose(page), re.MULTILINE)


def section(page: str, title: str) -> str:
    """Return what stands below the first heading that begins with ``title``, up to the next heading."""
    found = re.search(rf"^#+ {re.escape(title)}(?!\w).*\n((?:(?!#).*\n)*)", prose(page), re.MULTILINE)
    assert found, f"{page} has no heading {title}"
    return found[1]


def rows(text: str) -> dict[str, str]:
    """Return the rows of the tables in a text, each by its first cell without back quotes."""
    return {
        line.split("|")[1].strip().strip("`"): line
        for line in _HEAD_OF_TABLE.sub("", text).splitlines()
        if line.startswith("|")
    }


def links(page: str) -> list[str]:
    """Return where the links of a page lead."""
    return _LINK.findall(prose(page))
