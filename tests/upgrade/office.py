"""What a small office does with the service, and what it must find again."""

import csv
import io
import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.upgrade.browser import Browser, CameOutOtherwise, Page
from training.labels import read_corpus

Command = Callable[..., str]
"""Runs ``lianshen`` with words, and with ``stdin``; returns what it printed."""

ADMINISTRATOR, REVIEWER, DEPUTIES = "guan", "shen", ("dai1", "dai2")
_PASSWORDS = {name: f"{name} 山高月小水落石出" for name in (ADMINISTRATOR, REVIEWER, *DEPUTIES)}
_GIVEN = "临时的 江流有声断岸千尺"
OPINION = "请写明路段、里程和拟请哪个单位办理，再提交一次。"
_PATIENCE = 300
_FEW = 12
_DRAFTS = 3


@dataclass
class Office:
    """The people of an office, each with a browser.

    Attributes:
        port: of the service.
        host: by which the proxy knows it.
        command: the command line on the server.
        token: of the reviewer, once it was handed out.
    """

    port: int
    host: str
    command: Command
    token: str = ""
    _browsers: dict[str, Browser] = field(default_factory=dict)

    def begin(self) -> None:
        """Make accounts, hand drafts in, decide them, and score a batch."""
        self.command(
            *("users", "add", ADMINISTRATOR, "--role", "管理员", "--display", "管主任", "--password-stdin"),
            stdin=_GIVEN,
        )
        administrator = self.signed_in(ADMINISTRATOR, first=True)
        for name, role in ((REVIEWER, "reviewer"), *((each, "deputy") for each in DEPUTIES)):
            who = {"name": name, "display": f"{name} 同志", "role": role, "password": _GIVEN}
            administrator.press(administrator.open("/users"), "/users", who)
            self.signed_in(name, first=True)
        self._hand_in()
        self._decide()
        self._score_a_batch()
        reviewer = self.of(REVIEWER)
        page = reviewer.press(reviewer.open("/account"), "/account/tokens", {"label": "提交平台"})
        (self.token,) = re.findall(r"ls_[\w-]+", page.text)[:1]

    def learn(self, labels: Path) -> None:
        """Import labels, train with them, and promote what was trained.

        Args:
            labels: where the file is written; the user of the service must be able to read it.
        """
        with labels.open("w", encoding="utf-8", newline="") as written:
            rows = csv.writer(written)
            rows.writerow(("标题", "正文", "主办", "标注人"))
            rows.writerows(
                (each.draft.title, each.draft.body, each.main, "史学军")
                for each in read_corpus().drafts[:_FEW]
            )
        self.command("labels", "import", str(labels))
        self.command("train", "--with-labels")
        newest = json.loads(self.command("models", "list", "--format", "json"))
        fresh = next(each["version"] for each in newest if not each["in_use"])
        self.command("models", "promote", fresh, "--anyway", "演练：十二条标注，看升级以后还在不在")

    def signed_in(self, name: str, *, first: bool = False) -> Browser:
        """Log somebody in; the first time they are given a password of their own."""
        browser = self._browsers[name] = Browser(self.port, self.host)
        given = {"name": name, "password": _GIVEN if first else _PASSWORDS[name]}
        page = browser.press(browser.open("/login"), "/login", given)
        if first:
            new = {"old": _GIVEN, "new": _PASSWORDS[name], "again": _PASSWORDS[name]}
            page = browser.press(browser.open("/account"), "/account/password", new)
        if name not in browser.open("/account").text:
            raise CameOutOtherwise(f"{name} is not signed in: {page.words[:300]}")
        return browser

    def come_again(self) -> None:
        """Log everybody in anew, whose cookies another version may have signed otherwise."""
        for name in self._browsers:
            self.signed_in(name)

    def of(self, name: str) -> Browser:
        """Return somebody's browser."""
        return self._browsers[name]

    def seen(self) -> Iterator[tuple[str, str]]:
        """Yield what the people see: where, and the words of the page."""
        for name in (ADMINISTRATOR, REVIEWER, *DEPUTIES):
            for path in _paths(name):
                yield f"{name} {path}", _steady(self.of(name).open(path))
        yield "token", self._review()

    def _review(self) -> str:
        draft = read_corpus().drafts[_FEW].draft
        answer = self.of(REVIEWER).ask(
            "POST",
            "/v1/reviews",
            json={"title": draft.title, "body": draft.body, "level": "县"},
            token=self.token,
        )
        return answer.text if answer.is_success else f"{answer.status_code} {answer.text}"

    def _hand_in(self) -> None:
        for number, row in enumerate(read_corpus().drafts[20 : 20 + _DRAFTS]):
            browser = self.of(DEPUTIES[number % len(DEPUTIES)])
            written = {"title": row.draft.title, "body": row.draft.body, "level": "县"}
            reviewed = browser.press(browser.open("/"), "/check", written)
            browser.press(reviewed, "/drafts", {})

    def _decide(self) -> None:
        reviewer = self.of(REVIEWER)
        reviewer.press(reviewer.open("/desk/pieces/1"), "/desk/pieces/1/accept", {})
        reviewer.press(reviewer.open("/desk/pieces/2"), "/desk/pieces/2/return", {"opinion": OPINION})
        reviewer.press(
            reviewer.open("/desk/pieces/3"), "/desk/pieces/3/correct", {"vague": "no", "main": "水利局"}
        )

    def _score_a_batch(self) -> None:
        table = io.StringIO()
        rows = csv.writer(table)
        rows.writerow(("编号", "标题", "内容", "领衔代表"))
        for number, row in enumerate(read_corpus().drafts[40 : 40 + _FEW], 1):
            rows.writerow((number, row.draft.title, row.draft.body, "司马兴农"))
        reviewer = self.of(REVIEWER)
        files = [("files", ("本次会议.csv", table.getvalue().encode("utf-8-sig")))]
        page = reviewer.press(reviewer.open("/batches"), "/batches", {"name": "第三次会议"}, files)
        until = time.monotonic() + _PATIENCE
        while "停下这一批" in page.words:
            if time.monotonic() > until:
                raise CameOutOtherwise(f"the batch is not done: {page.words[:300]}")
            time.sleep(0.5)
            page = reviewer.open(page.path)


def _paths(name: str) -> tuple[str, ...]:
    pieces = tuple(f"/desk/pieces/{number}" for number in range(1, _DRAFTS + _FEW + 1))
    desk = ("/desk", *pieces, "/batches", "/labels", "/desk/charts")
    mine = tuple(
        f"/drafts/{number}"
        for number in range(1, _DRAFTS + 1)
        if DEPUTIES[(number - 1) % len(DEPUTIES)] == name
    )
    return {ADMINISTRATOR: ("/users", "/models"), REVIEWER: desk}.get(name, ("/drafts", *mine))


def _steady(page: Page) -> str:
    """Return the words of a page without those that go with the clock."""
    return re.sub(r"\d+ ?(?:秒|分钟|小时|天)前|刚才", "那时", page.words)
