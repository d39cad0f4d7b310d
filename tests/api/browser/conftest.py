"""Debian's chromium before the running service. A page that misbehaves fails the test that visits it."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.api.browser.site import Site
from tests.api.browser.watching import Watch

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
_PATIENCE = 30_000  # milliseconds; other tests may keep the machine busy

Visit = Callable[..., Page]


def chromium_program() -> str | None:
    """Return where chromium is installed; playwright's own is not fetched.

    Best without the windows and menus around the page, which nobody sees here and a third of its work is for.
    """
    names = ("chromium-headless-shell", "chromium", "chromium-browser")
    return next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """One browser for the whole folder; not for the session, for it leaves an event loop in this thread."""
    program = chromium_program()
    if program is None:
        pytest.skip("chromium is not installed")
    expect.set_options(timeout=_PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def site(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The service with the model in use and one account of each role."""
    started = Site(home, tmp_path_factory.mktemp("site"), {})
    started.start()
    started.add_everybody()
    yield started
    started.stop()


@pytest.fixture(scope="module")
def own_home(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of one's own with the model in use, for batches are kept in it."""
    own = tmp_path_factory.mktemp("home")
    shutil.copytree(home / "models", own / "models")
    return own


@pytest.fixture
def new_site(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Site]]:
    """Start a service of one's own, with other settings, to be stopped or filled."""
    with ExitStack() as stack:

        def start(**settings: object) -> Site:
            started = Site(home, tmp_path_factory.mktemp("site"), settings)
            stack.callback(started.stop)
            started.start()
            return started

        yield start


@pytest.fixture
def watch() -> Iterator[list[Watch]]:
    """All that was watched in a test."""
    watched: list[Watch] = []
    yield watched
    assert not [trouble for each in watched for trouble in each.troubles]


@pytest.fixture
def visit(chromium: Browser, site: Site, watch: list[Watch]) -> Iterator[Visit]:
    """Open a page in a browser of one's own: ``visit("/login", viewport=PHONE)``."""
    contexts: list[BrowserContext] = []

    def open_page(path: str = "/", at: Site = site, **how: Any) -> Page:
        context = chromium.new_context(
            **{"base_url": at.address, "locale": "zh-CN", "viewport": DESK, "reduced_motion": "reduce", **how}
        )
        context.set_default_timeout(_PATIENCE)
        contexts.append(context)
        watch.append(Watch(at.address))
        watch[-1].listen(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(visit: Visit) -> Page:
    """The deputy's page, empty, at the width of a desk."""
    return visit()
