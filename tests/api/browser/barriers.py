"""axe-core, run beside a page by the debugging protocol, which the policy of the page does not bind."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe()
EVERYTHING = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": [
    "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}  # fmt: skip


def check(page: Page) -> None:
    """Hold a page, with its style, against all rules, in both schemes of colour."""
    page.wait_for_load_state()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = AXE.run(page, options=EVERYTHING).response["violations"]
        barriers = [(scheme, each["id"], [node["html"] for node in each["nodes"]]) for each in found]
        assert not barriers, barriers
