"""Models before an administrator: compared, promoted and taken back with a real pointer, axe looking on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.api.browser.barriers import check
from tests.api.browser.conftest import DESK, PHONE, Visit
from tests.api.browser.site import Site
from tests.api.browser.writing import sign_in
from tests.api.models.compared import compared, two_models


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    home = tmp_path_factory.mktemp("models") / "home"
    return home, *two_models(home)


@pytest.fixture(scope="module")
def site(two: tuple[Path, str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A service of its own, for which models it uses is changed."""
    started = Site(two[0], tmp_path_factory.mktemp("site"), {})
    started.start()
    started.add_everybody()
    with started.database() as database:
        compared(database, *two[1:])
        compared(database, two[2], two[1])
    yield started
    started.stop()


@pytest.mark.parametrize(("viewport", "script"), [(DESK, True), (PHONE, False)], ids=["desk", "phone"])
def test_a_model_is_promoted_and_taken_back(
    visit: Visit, two: tuple[Path, str, str], viewport: dict[str, int], script: bool
) -> None:
    _, old, new = two
    page = visit("/login", viewport=viewport, java_script_enabled=script)
    sign_in(page, "admin")
    page.goto("/models")
    page.get_by_role("link", name=new).click()
    expect(page.get_by_role("heading", name="按规则可以启用")).to_be_visible()
    assert page.locator(".dots circle").count() == 8
    page.get_by_text("启用它……").click()
    if script:
        check(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_role("button", name=f"启用 {new}").click()
    expect(page.get_by_role("status")).to_contain_text(f"已启用 {new}")
    page.get_by_text("退回到它……").click()
    if script:
        check(page)
    page.get_by_role("button", name=f"退回到 {old}").click()
    expect(page.get_by_role("status")).to_contain_text(f"已退回 {old}")
    expect(page.get_by_role("table")).to_contain_text(f"退回模型 {old}，替换 {new}")
