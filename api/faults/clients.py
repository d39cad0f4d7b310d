"""People who save without a pause, and what they were answered: what is answered for must never be lost."""

import re
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import count
from typing import Final, Literal
from urllib.parse import urlencode

from sqlalchemy import select

from api.faults.home import CSRF, Home
from api.load.client import Address
from api.storage.database import Database
from api.storage.desk_schema import PieceRow
from api.storage.schema import SubmissionRow

_PATIENCE = 60.0
_DONE, _CHANGED = 303, 409
_BODY: Final = "大湾村小学门口没有红绿灯，去年有两名学生被撞伤。建议县公安局在校门口装一组红绿灯。"
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Saved:
    """A write that was answered for.

    Attributes:
        kind: ``submission`` or ``decision``.
        number: of the submission, or of the draft on the desk.
        told: the title that was handed in, or the state that was decided.
        version: of the draft on the desk before the decision; 0 for a submission.
    """

    kind: Literal["submission", "decision"]
    number: int
    told: str
    version: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """Any answer to somebody who saves.

    Attributes:
        status: of HTTP; 0 where there was none.
        seconds: that it took.
        text: of the answer where it was no success; empty otherwise.
        moment: of :func:`time.monotonic` when it came.
    """

    status: int
    seconds: float
    text: str
    moment: float


@dataclass(slots=True)
class Ledger:
    """What people were answered, kept outside of what is killed.

    Attributes:
        saved: what was answered for.
        answers: all answers.
    """

    saved: list[Saved] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)

    @property
    def failed(self) -> list[Answer]:
        """Answers that were no success, and no word that somebody else had been faster."""
        return [answer for answer in self.answers if answer.status not in {_DONE, _CHANGED}]


@dataclass(slots=True)
class Client:
    """One person with one connection, who stops when it breaks unless told to go on.

    Attributes:
        address: of the service.
        cookie: with which they are signed in.
        ledger: takes down what they are answered.
        steadfast: whether they try again when something fails.
    """

    address: Address
    cookie: str
    ledger: Ledger
    steadfast: bool = False
    _connection: HTTPConnection | None = None

    def submit(self, over: threading.Event) -> None:
        """Hand in one draft after the other, each with a title of its own."""
        while not over.is_set():
            title = f"关于在第 {next(_numbers)} 所学校门口装红绿灯的建议"
            answer, place = self._ask("/drafts", {"title": title, "body": _BODY, "level": "县"})
            if answer.status == _DONE:
                self.ledger.saved.append(Saved("submission", int(place.rpartition("/")[2]), title))
            if not self._goes_on(answer, over):
                return

    def decide(self, over: threading.Event, pieces: Sequence[tuple[int, int]]) -> None:
        """Accept drafts on the desk and take them up again, in turns.

        Args:
            over: when to stop.
            pieces: numbers and versions of those that only this person decides.
        """
        versions = dict(pieces)
        while versions and not over.is_set():
            for number, version in list(versions.items()):
                action, state = ("accept", "accepted") if version % 2 else ("reopen", "open")
                answer, _ = self._ask(f"/desk/pieces/{number}/{action}", {"version": str(version)})
                if answer.status == _DONE:
                    versions[number] = version + 1
                    self.ledger.saved.append(Saved("decision", number, state, version))
                elif answer.status == _CHANGED:  # an answer was lost that this person has not seen
                    versions[number] = version + 1
                if over.is_set() or not self._goes_on(answer, over):
                    return

    def close(self) -> None:
        """Break off."""
        if self._connection:
            self._connection.close()

    def _goes_on(self, answer: Answer, over: threading.Event) -> bool:
        if answer.status in {_DONE, _CHANGED}:
            return True
        if self.steadfast:
            over.wait(0.05)
        return self.steadfast

    def _ask(self, path: str, fields: dict[str, str]) -> tuple[Answer, str]:
        headers = {
            "Cookie": self.cookie,
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": "text/html",
        }
        began, status, text, place = time.perf_counter(), 0, "", ""
        try:
            if self._connection is None:
                self._connection = HTTPConnection(self.address.host, self.address.port, timeout=_PATIENCE)
            self._connection.request("POST", path, urlencode({"csrf": CSRF, **fields}), headers)
            response = self._connection.getresponse()
            body = response.read()
            status, place = response.status, response.headers.get("Location", "").partition("?")[0]
            text = "" if status in {_DONE, _CHANGED} else body.decode("utf-8", "replace")
        except (OSError, HTTPException) as error:
            status, text = 0, type(error).__name__
            if self._connection:
                self._connection.close()
            self._connection = None
        answer = Answer(status, time.perf_counter() - began, text, time.monotonic())
        self.ledger.answers.append(answer)
        return answer, place


@contextmanager
def at_work(  # noqa: PLR0913 - who, where, and how
    address: Address,
    home: Home,
    database: Database,
    ledger: Ledger,
    *,
    each: int = 1,
    steadfast: bool = False,
) -> Iterator[None]:
    """Have all deputies hand in drafts and all reviewers decide meanwhile.

    Args:
        address: of the service.
        home: whose people they are.
        database: where the drafts on the desk are.
        ledger: takes down what they are answered.
        each: so many browsers of each person.
        steadfast: whether they go on when something fails.
    """
    over = threading.Event()
    with database.session() as session:
        asked = select(PieceRow.id, PieceRow.version).where(PieceRow.submission_id.is_(None))
        pieces = [(number, version) for number, version in session.execute(asked.order_by(PieceRow.id))]
    database.close()  # a copy of this process must not find it open
    browsers = len(home.reviewers) * each
    clients, threads = [], []
    for cookie in home.deputies * each:
        clients.append(client := Client(address, cookie, ledger, steadfast))
        threads.append(threading.Thread(target=client.submit, args=(over,)))
    for number, cookie in enumerate(home.reviewers * each):
        clients.append(client := Client(address, cookie, ledger, steadfast))
        own = pieces[number::browsers]
        threads.append(threading.Thread(target=client.decide, args=(over, own)))
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()
        for client in clients:
            client.close()


def lost(database: Database, saved: Sequence[Saved]) -> Iterator[str]:
    """Say which writes are not there that were answered for."""
    with database.session() as session:
        titles = dict(session.execute(select(SubmissionRow.id, SubmissionRow.title)).all())
        versions = dict(session.execute(select(PieceRow.id, PieceRow.version)).all())
    for each in saved:
        if each.kind == "submission" and titles.get(each.number) != each.told:
            yield f"答复过的第 {each.number} 次提交不在了"
        if each.kind == "decision" and versions.get(each.number, 0) <= each.version:
            yield f"答复过的对第 {each.number} 件的决定（第 {each.version} 版）不在了"


_MARKUP = re.compile(r"<(style|script|head)\b.*?</\1>|<[^>]*>", re.DOTALL)
_FOREIGN = re.compile(r"(?i)database is locked|traceback|sqlite3?\.|psycopg|operationalerror|errno")


def unclear(answers: Sequence[Answer], *words: str) -> Iterator[str]:
    """Say which refusals are none that a person understands.

    Args:
        answers: that were no success.
        words: of which one must stand in each.
    """
    for answer in answers:
        said = " ".join(_MARKUP.sub(" ", answer.text).split())
        if _FOREIGN.search(answer.text):
            yield f"答复（{answer.status}）里有看不懂的话：{said[:120]}"
        elif answer.status != 503:
            yield f"答复是 {answer.status}，不是 503：{said[:120]}"
        elif not any(word in said for word in words):
            yield f"答复没有说清楚：{said[:200]}"
