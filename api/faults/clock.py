"""A clock that is set back an hour or on by a year, and a session on a leap day: nothing breaks.

The service runs in a copy of this process whose clock is moved under it, while it serves.
"""

import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from http.cookiejar import CookieJar
from pathlib import Path
from re import search
from typing import Final
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

import time_machine

from api.accounts import accounts
from api.batches import table
from api.batches.running import run_batch
from api.faults.home import Home, write_lines
from api.faults.importing import upload
from api.faults.notes import Notes
from api.faults.result import Part
from api.faults.service import serve_here, wait_until_ready
from api.faults.soundness import broken_batches, broken_database, broken_desk
from api.faults.victims import Victims
from api.load.client import Address
from api.priorities.due import dates_of
from api.priorities.working_days import is_working_day
from api.storage.database import Database
from training.fit import Progress

PASSWORD: Final = "clocks that jump about"  # noqa: S105 - of accounts that are removed in a minute
_HOUR, _YEAR = timedelta(hours=1), timedelta(days=365)
_LEAP_DAY = datetime(2028, 2, 29, 2, tzinfo=UTC)
_PAGES = ("/desk", "/desk/due", "/desk/due.ics", "/desk/workbook.csv", "/batches", "/labels", "/watching")
_DRAFTS = 30
_Jump = Callable[[timedelta], None]


def jumps(home: Home, place: Path, progress: Progress) -> Part:
    """Move the clock under a service; the arguments are those of :func:`api.faults.disk.full`."""
    notes = Notes("clock")
    progress("时钟跳变和闰日", 0.0)
    own = home.copied(place / "home")
    with own.database() as database:
        accounts.add(database, "clock-deputy", "代表", "deputy", PASSWORD)
        accounts.add(database, "clock-reviewer", "审核", "reviewer", PASSWORD)
    victims = Victims(place / "said", own.environment)
    now = datetime.now(UTC)
    with moving_service(victims) as (address, jump):
        people = [_Person(address, name) for name in ("clock-deputy", "clock-reviewer")]
        for person in people:
            person.log_in()
        moments = (
            ("往回拨一小时", -_HOUR),
            ("拨回来", timedelta()),
            ("往前跳一年", _YEAR),
            ("又拨回来", timedelta()),
            ("闰日 2028-02-29", _LEAP_DAY - now),
            ("闰日的下一天", _LEAP_DAY - now + timedelta(days=1)),
            ("再拨回来", timedelta()),
        )
        for number, (name, by) in enumerate(moments):
            progress("时钟跳变和闰日", number / len(moments))
            jump(by)
            notes.say(f"{name}：{'，'.join(_at_work(people, notes, name))}")
    _in_jobs(victims, own, place, notes)
    with own.database() as database:
        notes.look(broken_database(database), broken_desk(database))
    notes.expect(true="Traceback" not in (place / "said").read_text("utf-8"), otherwise="输出里有 Traceback")
    notes.look(leap_days())
    return notes.part()


def _at_work(people: "list[_Person]", notes: Notes, when: str) -> Iterator[str]:
    """Have both do what they do every day, signing in again where they must."""
    deputy, reviewer = people
    out = [person.name for person in people if not person.signed_in()]
    for person in people:
        if person.name in out:
            notes.expect(true=person.log_in(), otherwise=f"{when}以后登录不了（{person.name}）")
    yield "要重新登录" if out else "不用重新登录"
    statuses = {path: reviewer.status(path) for path in _PAGES}
    wrong = {path: status for path, status in statuses.items() if status != 200}
    notes.expect(true=not wrong, otherwise=f"{when}以后网页打不开：{wrong}")
    saved = deputy.submit(f"关于{when}以后装红绿灯的建议")
    notes.expect(true=saved == 303, otherwise=f"{when}以后提交得到 {saved}")
    decided = reviewer.accept_newest()
    notes.expect(true=decided == 303, otherwise=f"{when}以后接收得到 {decided}")
    yield f"{len(_PAGES)} 个网页、提交、接收都正常"


class _Person:
    """Somebody with a browser."""

    def __init__(self, address: Address, name: str) -> None:
        self.name = name
        self._at = f"http://{address.host}:{address.port}"
        self._browser: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()))

    def log_in(self) -> bool:
        self._browser = build_opener(HTTPCookieProcessor(CookieJar()))
        _, _, page = self._ask("/login")
        status, where, _ = self._post("/login", page, name=self.name, password=PASSWORD, next="/account")
        return status == 200 and "/login" not in where

    def signed_in(self) -> bool:
        status, where, _ = self._ask("/account")
        return status == 200 and "/login" not in where

    def status(self, path: str) -> int:
        return self._ask(path)[0]

    def submit(self, title: str) -> int:
        _, _, page = self._ask("/")
        body = "大湾村小学门口没有红绿灯，去年有两名学生被撞伤。建议县公安局在校门口装一组红绿灯。"
        status, where, _ = self._post("/drafts", page, title=title, body=body, level="县")
        return 303 if status == 200 and "/drafts/" in where else status

    def accept_newest(self) -> int:
        _, _, listed = self._ask("/desk?state=open&sort=-received")
        found = search(r"/desk/pieces/(\d+)", listed)
        if not found:
            return 404
        path = f"/desk/pieces/{found[1]}"
        _, _, page = self._ask(path)
        version = search(r'name="version" value="(\d+)"', page)
        status, _, _ = self._post(f"{path}/accept", page, version=version[1] if version else "1")
        return 303 if status == 200 else status

    def _post(self, path: str, page: str, **fields: str) -> tuple[int, str, str]:
        token = search(r'name="csrf" value="([^"]+)"', page)
        return self._ask(path, urlencode({"csrf": token[1] if token else "", **fields}).encode())

    def _ask(self, path: str, data: bytes | None = None) -> tuple[int, str, str]:
        """Return status, address and text of the page that one gets to."""
        request = Request(self._at + path, data, {"Accept": "text/html"})  # noqa: S310 - of our own service
        try:
            with self._browser.open(request, timeout=60) as answer:
                return answer.status, answer.url, answer.read().decode("utf-8", "replace")
        except HTTPError as error:
            with error:
                return error.code, error.url or "", error.read().decode("utf-8", "replace")


@contextmanager
def moving_service(victims: Victims) -> Iterator[tuple[Address, _Jump]]:
    """Have the service run meanwhile, and give what moves its clock."""
    told, tell = os.pipe()
    noted, note = os.pipe()
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        address = Address("127.0.0.1", listener.getsockname()[1])
        victim = victims.begin(partial(_serve_moving, listener, told, note))

    def jump(by: timedelta) -> None:
        os.write(tell, f"{by.total_seconds()}\n".encode())
        os.read(noted, 1)

    try:
        wait_until_ready(address)
        yield address, jump
    finally:
        victims.kill(victim, 0.0)
        for descriptor in (told, tell, noted, note):
            os.close(descriptor)


def _serve_moving(listener: socket.socket, told: int, note: int) -> None:
    def move() -> None:
        traveller = None
        with os.fdopen(told, encoding="ascii") as coming:
            for line in coming:
                if traveller:
                    traveller.stop()
                traveller = _travel(timedelta(seconds=float(line)))
                traveller.start()
                os.write(note, b".")

    threading.Thread(target=move, daemon=True).start()
    serve_here(listener)


def _travel(by: timedelta) -> time_machine.travel:
    return time_machine.travel(datetime.now(UTC) + by, tick=True)


def _in_jobs(victims: Victims, own: Home, place: Path, notes: Notes) -> None:
    """Have batches scored that were uploaded by another clock than the one by which they are scored."""
    source = write_lines(place / "建议.jsonl", _DRAFTS)
    done: dict[int, int] = {}
    for uploaded, scored in ((timedelta(), -_HOUR), (_YEAR, timedelta()), (timedelta(), _YEAR)):
        victims.copy(partial(_by_another_clock, uploaded, partial(upload, own.url, source)), None)
        with own.database() as database:
            number = table.newest(database, None)[0].id
        victims.copy(partial(_by_another_clock, scored, partial(_score, own.url, number)), None)
        done[number] = _DRAFTS
    with own.database() as database:
        notes.look(broken_batches(database, done))
    notes.say(f"上传和审读之间时钟跳变：{len(done)} 批都做完，各 {_DRAFTS} 件，不多不少")


def _score(url: str, number: int) -> None:
    database = Database.open(url)
    run_batch(database, number, lambda: False)
    database.close()


def _by_another_clock(by: timedelta, work: Callable[[], object]) -> None:
    with _travel(by):
        work()


def leap_days() -> Iterator[str]:
    """Say which due dates are wrong of what is accepted on a leap day, or a year before or after it."""
    day = _LEAP_DAY.date()
    for triage, months in (("小微事", 0), ("急难事", 3), ("大要事", 6)):
        planned, dates = dates_of(triage, day)  # type: ignore[arg-type] # the three there are
        last = planned[-1]
        if months and not day < last <= day.replace(month=day.month + months):
            yield f"闰日接收的{triage}，最后的日子是 {last}"
        if any(not is_working_day(each) for each in dates) or list(dates) != sorted(dates):
            yield f"闰日接收的{triage}，有的日子不是工作日，或者次序不对"
