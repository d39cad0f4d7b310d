"""Takes the pictures for the documentation: ``python -m tests.api.browser.pictures docs/pictures``.

The service is the one of this checkout, its database a fresh one, and so its data folder, but for the model
in use. It takes some minutes, for a model is trained and compared.
"""

import shutil
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from api.home import home
from tests.api.browser.conftest import DESK, FLAGS, PHONE, chromium_program
from tests.api.browser.drafts import BROAD_TITLE, FACTS, SITUATION, VAGUE_BODY, VAGUE_TITLE, WISH
from tests.api.browser.office_pictures import OFFICE_PICTURES, furnish
from tests.api.browser.site import Site
from tests.api.browser.writing import body, put_cursor, read, remark, sign_in, title, verdict, write
from training.default import ensure_bundle
from training.local.base import FOLDER

MOST = 150_000
"""Bytes of a picture."""

_COLOURS = 256
_SHARP = 2


def start(page: Page) -> None:
    """Show the page before anything is written."""
    page.goto("/")


def findings(page: Page) -> None:
    """Show what is found in a vague draft."""
    page.goto("/")
    write(page)
    page.evaluate("document.activeElement.blur()")
    page.evaluate("window.scrollTo(0, 0)")


def chosen(page: Page) -> None:
    """Show one finding beside its passage, in which the cursor is."""
    findings(page)
    put_cursor(body(page), WISH)
    page.evaluate("window.scrollTo(0, 0)")


def progress(page: Page) -> None:
    """Show the draft half mended, with one finding that is new."""
    page.goto("/")
    write(page)
    title(page).fill(BROAD_TITLE)
    body(page).fill(VAGUE_BODY.replace(SITUATION, FACTS))
    read(page)
    expect(remark(page, "题大于文")).to_contain_text("新出现")
    page.evaluate("document.activeElement.blur()")
    page.evaluate("window.scrollTo(0, 0)")


def phone(page: Page) -> None:
    """Show the opinion below the text."""
    page.goto("/")
    write(page)
    expect(verdict(page)).to_be_in_viewport()


def drafts(page: Page) -> None:
    """Show what a deputy has handed in."""
    sign_in(page, "zhang")
    for example in ("vague", "infeasible", "clean"):
        page.goto(f"/?example={example}")
        expect(verdict(page)).to_be_visible()
        page.get_by_role("button", name="提交给审核人员").click()
        expect(page.get_by_text("已提交给审核人员。")).to_be_visible()
    page.goto("/drafts")


def sheet(page: Page) -> None:
    """Show the opinion sheet in place of the draft."""
    page.goto("/")
    write(page)
    page.evaluate("document.getElementById('sheet').removeAttribute('formtarget')")
    page.get_by_role("button", name="打印意见单").click()
    expect(page.get_by_text(VAGUE_TITLE)).to_be_visible()


_PHONE = {"viewport": PHONE, "device_scale_factor": _SHARP, "has_touch": True}

Pictures = dict[str, tuple[Callable[[Page], None], dict[str, Any]]]
"""What is to be seen and how, by the names of the files."""

PICTURES: Pictures = {
    "start": (start, {"viewport": DESK}),
    "findings": (findings, {"viewport": DESK}),
    "progress": (progress, {"viewport": DESK}),
    "dark": (chosen, {"viewport": DESK, "color_scheme": "dark"}),
    "phone-text": (findings, _PHONE),
    "phone-opinion": (phone, _PHONE),
    "drafts": (drafts, {"viewport": {"width": 1280, "height": 640}}),
    "sheet": (sheet, {"viewport": {"width": 900, "height": 1000}}),
}


def small(shot: bytes) -> bytes:
    """Return a picture in the colours that are frequent in it; the rarer ones are edges of letters."""
    picture = Image.open(BytesIO(shot)).convert("RGB")
    colours = sorted(picture.getcolors(picture.width * picture.height) or [], reverse=True)[:_COLOURS]
    palette = Image.new("P", (1, 1))
    palette.putpalette([channel for _, colour in colours for channel in cast("tuple[int, int, int]", colour)])
    out = BytesIO()
    picture.quantize(palette=palette, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def take(browser: Browser, site: Site, pictures: Pictures, folder: Path) -> None:
    """Take some pictures."""
    for name, (show, how) in pictures.items():
        context = browser.new_context(base_url=site.address, locale="zh-CN", reduced_motion="reduce", **how)
        page = context.new_page()
        show(page)
        page.wait_for_load_state("networkidle")
        page.mouse.move(0, 0)
        picture = small(page.screenshot())
        assert len(picture) <= MOST, f"{name}: {len(picture)} bytes"
        (folder / f"{name}.png").write_bytes(picture)
        context.close()


def own_home(room: Path) -> Path:
    """Return a data folder with the model in use, and with what retraining it would fit first."""
    ensure_bundle(home())
    own = room / "home"
    for name in ("models", FOLDER):
        if (home() / name).is_dir():
            shutil.copytree(home() / name, own / name)
    return own


def main(folder: Path) -> None:
    """Start the service and a browser, and take all pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as room, sync_playwright() as playwright:
        own = own_home(Path(room))
        site = Site(own, Path(room), {})
        site.start()
        try:
            site.add_everybody()
            browser = playwright.chromium.launch(executable_path=chromium_program(), args=FLAGS)
            take(browser, site, PICTURES, folder)
            with site.database() as database:
                furnish(database, own, Path(room))
            take(browser, site, OFFICE_PICTURES, folder)
            browser.close()
        finally:
            site.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
