"""Lets pages that lie outside of docs be read on the site, and leads the links of all pages to them.

On the code host a link is relative to where its page lies in the project; on the site the pages of docs lie
at the top, and those of the project beside them.
"""

import posixpath
import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parents[2]

OUTSIDE = (
    "README.md",
    "README.zh.md",
    "CHANGELOG.md",
    "LICENSE",
    "data/**/*.md",
    "data/departments.jsonl",
    "data/encoder/LICENSE",
    "data/rubric/*.toml",
    "deploy/**/*",
    "locks/*.txt",
)
"""What is there besides docs. A file without an ending is shown as text."""

_LINK = re.compile(r"(\]\()([^)\s#]+)((?:#[^)\s]*)?\))")
_ELSEWHERE = re.compile(r"[a-z]+:|/")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add what lies outside of docs."""
    for pattern in OUTSIDE:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file():
                own = path.relative_to(ROOT).as_posix()
                files.append(File.generated(config, site_path(own), abs_src_path=str(path)))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Lead links from where the page lies in the project to where they lead on the site."""
    del config
    known = {site_path(own): own for own in _sources(files)}
    own = known[page.file.src_uri]

    def led(link: re.Match[str]) -> str:
        if _ELSEWHERE.match(link[2]):
            return link[0]
        target = posixpath.normpath(posixpath.join(posixpath.dirname(own), link[2]))
        there = posixpath.relpath(site_path(target), posixpath.dirname(page.file.src_uri) or ".")
        return f"{link[1]}{there}{link[3]}"

    return _LINK.sub(led, markdown)


def site_path(path: str) -> str:
    """Return where a file of the project lies on the site."""
    if path.startswith("docs/"):
        return path.removeprefix("docs/")
    if path == "README.md":  # its name would make it the first page
        return "README.en.md"
    return path if posixpath.splitext(path)[1] else f"{path}.txt"


def _sources(files: Files) -> list[str]:
    """Return where the files of the site lie in the project."""
    return [
        Path(file.abs_src_path).relative_to(ROOT).as_posix() if file.abs_src_path else f"docs/{file.src_uri}"
        for file in files
        if not file.src_uri.startswith(("assets/", "search/"))
    ]
