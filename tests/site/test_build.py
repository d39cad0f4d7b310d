"""The documentation site is built without a warning, asks nobody for anything, and is read from a folder."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import html
from pathspec import GitIgnoreSpec
from playwright.sync_api import Page, sync_playwright

from model.content import rubric
from tests.api.browser.conftest import FLAGS, chromium_program
from tests.once import made_once
from tests.pages import ROOT
from tests.site import card, described

_AS_RELEASED = "import sys; sys.modules['jieba'] = None; from mkdocs.__main__ import cli; cli()"
"""What the gate has installed, and a release has not, must make no difference."""
_FETCHED = "//script/@src | //link[@rel='stylesheet' or @rel='icon' or @rel='preload']/@href | //img/@src"
_TEXTS = "//article//p | //article//td | //article//li[not(p or ul or ol)]"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as its page says."""
    return made_once(tmp_path_factory, "site", _build)


def _build(folder: Path) -> None:
    done = subprocess.run(  # noqa: S603 - the command is our own
        [sys.executable, "-c", _AS_RELEASED, "build", "--strict", "-d", str(folder / "site")],
        cwd=ROOT,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "LIANSHEN_HOME": str(folder / "home")},
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr


def pages(site: Path) -> list[Path]:
    found = sorted((site / "site").rglob("*.html"))
    assert len(found) > 60
    return found


def test_every_page_of_docs_is_found_from_the_first_one(site: Path) -> None:
    first = html.parse(site / "site" / "index.html")
    led = {link.partition("#")[0] for link in first.xpath("//nav//a/@href")}
    docs = {
        path.relative_to(ROOT / "docs").with_suffix(".html").as_posix() for path in ROOT.glob("docs/**/*.md")
    }
    assert docs - led == set()


def test_what_makes_the_site_is_not_on_it() -> None:
    """Compiled, it would differ from one build to the next, and no release would be made."""
    stated = re.search(
        r"^exclude_docs: \|\n((?:  .*\n)+)", (ROOT / "mkdocs.yml").read_text("utf-8"), re.MULTILINE
    )
    assert stated
    left_out = GitIgnoreSpec.from_lines(line.strip() for line in stated[1].splitlines())  # as MkDocs reads it
    for name in ("site/words.py", "site/__pycache__/words.cpython-311.pyc"):
        assert left_out.match_file(name), name
    assert not left_out.match_file("site/icon.svg")


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    fetched = {str(each) for page in pages(site) for each in html.parse(page).xpath(_FETCHED)}
    assert [each for each in fetched if re.match(r"https?:|//", each)] == []
    styles = "".join(path.read_text("utf-8") for path in (site / "site").rglob("*.css"))
    assert re.findall(r"url\(\s*['\"]?https?:", styles) == []


def test_lines_of_chinese_are_joined_without_a_space(site: Path) -> None:
    broken = re.compile(r"[\u4e00-\u9fff\uff0c\u3002\uff1b\uff1a\u3001]\n[\u4e00-\u9fff]")
    for page in pages(site):
        texts = [each.text_content() for each in html.parse(page).xpath(_TEXTS)]
        assert [text for text in texts if broken.search(text)] == [], page.name


def test_what_the_program_says_of_itself_is_what_the_pages_say() -> None:
    assert described.PAGE.read_text("utf-8") == described.page()
    assert card.PAGE.read_text("utf-8") == card.page()


def test_every_code_has_a_page(site: Path) -> None:
    assert [code for code in rubric().codes if not (site / "site" / "codes" / f"{code}.html").is_file()] == []


@pytest.mark.skipif(chromium_program() is None, reason="chromium is not installed")
def test_unpacked_from_the_archive_of_a_release_it_is_searched_in_chinese(site: Path, tmp_path: Path) -> None:
    made = (ROOT / ".ci" / "archive.py", site / "site", tmp_path / "lianshen-0.2.0-docs.zip")
    subprocess.run([sys.executable, *made], check=True, timeout=60)  # noqa: S603 - our own script
    shutil.unpack_archive(made[2], tmp_path)
    first = tmp_path / "lianshen-0.2.0-docs" / "index.html"
    asked: list[str] = []
    wrong: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_program(), args=FLAGS)
        page = browser.new_page(viewport={"width": 390, "height": 800})
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(first.as_uri())
        assert _found(page, "重新训练") >= 10  # within the text; without words it would be 2
        page.wait_for_function("document.documentElement.scrollWidth <= 390")  # once the search has unfolded
        browser.close()
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:", "about:"))] == []
    assert wrong == []


def _found(page: Page, words: str) -> int:
    page.locator("label[for=__search]").first.click()
    page.locator(".md-search__input").fill(words)
    page.locator(".md-search__input").press("End")  # it looks at what is written whenever a key is let go
    page.locator(".md-search-result__item").first.wait_for(timeout=30_000)
    return page.locator(".md-search-result__item").count()
