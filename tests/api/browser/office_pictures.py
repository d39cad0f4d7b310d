"""Pictures of the desk, the labels and the models, and an office in which there is something to be seen.

A session came in over three weeks, and a reviewer is half through it; the archive of a constructed place was
brought in, and a model has learnt from it.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import orjson
from playwright.sync_api import Page, expect

from api.accounts.accounts import named
from api.labels.importing import Asked, import_labels
from api.storage.database import Database
from api.trainings.foreground import train_now
from api.trainings.table import By
from api.units.today import names_of
from model.content import FOLDER
from model.reviewer import Reviewer
from tests.api.browser.archived import write_archive
from tests.api.browser.conftest import DESK
from tests.api.browser.writing import sign_in
from tests.api.desk.desks import add_batch, put_on_desk, session_scored
from tests.api.desk.office import Office
from training.default import bundle_in_use

_WEEKS = {"常委会交办": (15, 100), "代表团补交": (8, 100), "第三次会议": (1, 100)}
"""Batches: how many days ago they came, and how many drafts."""
_DAYS, _READ = 5, 40
"""Batches that came earlier are read through; of the others the first drafts."""
_SAID = 40


def furnish(database: Database, home: Path, room: Path) -> None:
    """Bring a session and an archive in, decide about some of the drafts, and retrain.

    Args:
        database: with the accounts of ``tests.api.browser.site``.
        home: with a model in use; gets another one.
        room: for the table of the archive.
    """
    li, admin = (named(database, name).id for name in ("li", "admin"))
    scored = session_scored(Reviewer.load(bundle_in_use(home)), sum(count for _, count in _WEEKS.values()))
    coming = iter(scored)
    for name, (days, count) in _WEEKS.items():
        own = list(islice(coming, count))
        batch = add_batch(database, li, name)
        pieces = put_on_desk(database, own, batch, datetime.now(UTC) - timedelta(days=days))
        office = Office(database, li, admin, batch, pieces)
        good = {number for number, each in zip(pieces, own, strict=True) if each.review.verdict == "可提交"}
        read = pieces if days > _DAYS else pieces[:_READ]
        office.decide("accepted", *(number for number in read if number in good))
        office.decide("returned", *(number for number in read if number not in good))
    write_archive(room / "历年交办.xlsx")
    take_in(database, room / "历年交办.xlsx", "办公室")
    train_now(database, home, By("周主任", admin), lambda _stage, _share: None)
    for every, name in ((19, "李审核"), (13, "王审核")):
        write_said(room / f"{name}.jsonl", every)
        take_in(database, room / f"{name}.jsonl", name)


def take_in(database: Database, file: Path, annotator: str) -> None:
    """Bring in what somebody said."""
    asked = Asked(file, annotator=annotator, actor="命令行（周主任）")
    import_labels(database, asked, names_of(database).today, lambda _problem: None)


def write_said(file: Path, every: int) -> None:
    """Write what somebody says of forty drafts of the session: one in ``every`` is vague to them alone."""
    with (FOLDER / "session" / "session.jsonl").open("rb") as session, file.open("wb") as output:
        for number, draft in enumerate(map(orjson.loads, islice(session, _SAID))):
            vague = ("vague" in draft["flags"]) != (number % every == 0)
            said = {"title": draft["title"], "body": draft["body"], "main": draft["main"]}
            output.write(orjson.dumps(said | {"flags": {"vague": vague}}, option=orjson.OPT_APPEND_NEWLINE))


def desk(page: Page) -> None:
    """Show the drafts of a session that wait for a decision."""
    sign_in(page, "li")
    page.goto("/desk")
    for box in page.locator("tbody").get_by_role("checkbox").all()[1:3]:
        box.check()
    page.evaluate("document.activeElement.blur()")


def piece(page: Page) -> None:
    """Show a draft beside what was found in it."""
    sign_in(page, "li")
    page.goto("/desk")
    page.get_by_role("searchbox").fill("文化生活")
    page.get_by_role("button", name="查找").click()
    page.locator("a[href^='/desk/pieces/']").first.click()
    expect(page.get_by_role("heading", name="逐条要求")).to_be_attached()


def labelling(page: Page) -> None:
    """Show a draft that is being labelled."""
    sign_in(page, "li")
    page.goto("/labelling")
    for key in "24s8u":
        page.keyboard.press(key)
    page.keyboard.type("林业局")
    page.keyboard.press("Escape")
    page.keyboard.press("o")
    page.evaluate("document.activeElement.blur()")
    page.evaluate("window.scrollTo(0, 0)")


def labels(page: Page) -> None:
    """Show how the labels stand."""
    sign_in(page, "admin")
    page.goto("/labels")


def models(page: Page) -> None:
    """Show the models and what was done to them."""
    sign_in(page, "admin")
    page.goto("/models")


def comparison(page: Page) -> None:
    """Show how a model that learnt from the place's archive compares with the one in use."""
    models(page)
    page.get_by_role("link", name="看比较").click()
    expect(page.get_by_role("heading", name="总的")).to_be_visible()


def watching(page: Page) -> None:
    """Show the weeks of late."""
    sign_in(page, "admin")
    page.goto("/watching")


def people(page: Page) -> None:
    """Show the accounts."""
    sign_in(page, "admin")
    page.goto("/users")


_DESK = {"viewport": DESK}


def _high(pixels: int) -> dict[str, Any]:
    return {"viewport": {"width": 1280, "height": pixels}}


OFFICE_PICTURES: dict[str, tuple[Callable[[Page], None], dict[str, Any]]] = {
    "desk": (desk, _DESK),
    "piece": (piece, _high(1240)),
    "labelling": (labelling, _high(1060)),
    "labels": (labels, _high(860)),
    "models": (models, _high(1310)),
    "comparison": (comparison, _high(1480)),
    "watching": (watching, _high(1105)),
    "people": (people, _high(640)),
}
