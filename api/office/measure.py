"""Fifty people at the desk, one import and one retraining at once, with a service of their own."""

import shutil
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from secrets import token_urlsafe
from tempfile import TemporaryDirectory
from urllib.parse import urlencode
from uuid import uuid4

from api.batches import table as batches
from api.bulk.full_desk import drafts_drawn, fill, signed_in
from api.bulk.running import held
from api.bulk.tables import write_table
from api.errors import ServiceFailed
from api.http.keys import all_keys
from api.labels.record import Record, row_of
from api.load.result import Tier
from api.load.server import Server, serving
from api.office.person import Answer, Person
from api.office.result import Job, OfficeLoad, waited
from api.sealing import Seal
from api.storage.database import Database
from api.trainings import table as trainings
from api.web.looked_for import address_of
from model.bundle import load_bundle
from model.reviewer import Reviewer
from training.benchmark.result import Machine
from training.fit import Progress
from training.labels import read_corpus
from training.local.speed import made_labels

_EVERY = 2.0
"""Seconds between two looks at the memory and at how far the jobs are."""
_MODELS = "models"
_PATIENCE = 120.0


@dataclass(frozen=True, slots=True)
class Size:
    """How much goes on.

    Attributes:
        people: reviewers at the desk.
        seconds: that they work.
        reads: seconds that each looks at a page on average before going on.
        drafts: on the desk at the start.
        imported: rows of the table that one of them uploads.
        labels: drafts with their labels that are learnt from.
    """

    people: int = 50
    seconds: float = 600.0
    reads: float = 8.0
    drafts: int = 20_000
    imported: int = 20_000
    labels: int = 1_000


def measure(home: Path, folder: Path, size: Size, progress: Progress) -> OfficeLoad:
    """Let an office work, and measure how long its people wait.

    Args:
        home: folder in which the model is in use; nothing of it is changed.
        folder: of its bundle.
        size: how much goes on.
        progress: called as the work goes on.

    Raises:
        ServiceFailed: the service does not start, or does not take the table or the training.
    """
    with TemporaryDirectory(prefix="lianshen-") as place:
        own = _copied(home, folder, Path(place))
        source = write_table(Path(place) / "建议.xlsx", drafts_drawn(size.imported), size.imported)
        tier: Tier = "full" if load_bundle(folder).full else "fast"
        with serving(own, tier, 1) as server, _database(server) as database:
            csrf = token_urlsafe(24)
            people, administrator = _come_in(server, database, size, csrf)
            _prepare(database, folder, size, progress)
            began = time.perf_counter()
            number = _upload(people[0], source.read_bytes())
            _train(administrator)
            office = _Office(server, database, people, size, progress)
            megabytes = office.work()
            seconds = time.perf_counter() - began
            answers = [answer for person in people for answer in person.answers]
            return OfficeLoad(
                machine=Machine.here(),
                model=folder.name,
                people=size.people,
                seconds=round(seconds, 1),
                drafts=size.drafts,
                waited=waited(answers),
                failed=len(_failed(answers)),
                statuses=tuple(sorted({answer.status for answer in _failed(answers)})),
                changed=sum(answer.status == 409 for answer in answers),
                batch=_batch(database, number, seconds),
                training=_training(database, size, seconds),
                megabytes=round(megabytes, 1),
            )


class _Office:
    """People who work at the same time, and an eye on the memory of the service."""

    def __init__(
        self, server: Server, database: Database, people: list[Person], size: Size, progress: Progress
    ) -> None:
        self._server, self._database, self._people = server, database, people
        self._size, self._progress = size, progress

    def work(self) -> float:
        """Let them work; return the most MiB that the service held meanwhile."""
        over, most = threading.Event(), 0.0
        until = time.monotonic() + self._size.seconds
        with ThreadPoolExecutor(len(self._people)) as at_work:
            done = [at_work.submit(person.work, over) for person in self._people]
            try:
                while (left := until - time.monotonic()) > 0:
                    most = max(most, held(self._server.pid))
                    self._progress("审核台上都在忙", 1 - left / self._size.seconds)
                    time.sleep(min(_EVERY, left))
            finally:
                over.set()
        for person in done:
            person.result()
        self._progress("完成", 1.0)
        return most


def _copied(home: Path, folder: Path, place: Path) -> Path:
    """Return a data folder with the model in use: an import and a training write into it."""
    own = place / "home"
    (own / _MODELS).mkdir(parents=True)
    shutil.copytree(folder, own / _MODELS / folder.name)
    shutil.copy(home / _MODELS / "current", own / _MODELS / "current")
    return own


@contextmanager
def _database(server: Server) -> Iterator[Database]:
    database = Database.open(f"sqlite:///{server.place / 'lianshen.sqlite3'}")
    try:
        yield database
    finally:
        database.close()


def _come_in(server: Server, database: Database, size: Size, csrf: str) -> tuple[list[Person], Person]:
    """Return the reviewers, and the administrator who has a model trained."""
    key = server.place / "secret.key"
    names = [f"reviewer{number}" for number in range(size.people)]
    cookies = signed_in(database, key, names, "reviewer", csrf)
    looked_for = address_of(Seal(all_keys(key)), "养老")
    lists = ("/desk", "/desk?state=open&flag=vague", looked_for, "/desk?page=40")
    people = [
        Person(server.address, cookie, csrf, lists, number, size.reads)
        for number, cookie in enumerate(cookies)
    ]
    (cookie,) = signed_in(database, key, ["administrator"], "administrator", csrf)
    return people, Person(server.address, cookie, csrf, lists, len(people), size.reads)


def _prepare(database: Database, folder: Path, size: Size, progress: Progress) -> None:
    """Put drafts on the desk, and labels into the store."""
    fill(database, Reviewer.load(folder, "fast"), drafts_drawn(size.drafts), progress)
    with database.writing() as session:
        session.add_all(row_of(Record(label)) for label in made_labels(read_corpus(), size.labels))


def _upload(person: Person, table: bytes) -> int:
    """Upload a table to be scored as people do; return the number of the batch."""
    mark = uuid4().hex
    fields = {"csrf": person.csrf, "name": "测速", "level": "", "tier": "auto"}
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    file = f'--{mark}\r\nContent-Disposition: form-data; name="files"; filename="batch.xlsx"\r\n\r\n'
    body = "".join([*parts, file]).encode() + table + f"\r\n--{mark}--\r\n".encode()
    where = _sent(person, "/batches", body, f"multipart/form-data; boundary={mark}")
    return int(where.rpartition("/")[2].partition("?")[0])


def _train(person: Person) -> None:
    body = urlencode({"csrf": person.csrf}).encode()
    _sent(person, "/models/train", body, "application/x-www-form-urlencoded")


def _sent(person: Person, path: str, body: bytes, kind: str) -> str:
    """Send a form; return where the page goes then."""
    connection = HTTPConnection(person.address.host, person.address.port, timeout=_PATIENCE)
    try:
        connection.request("POST", path, body, {"Cookie": person.cookie, "Content-Type": kind})
        response = connection.getresponse()
        response.read()
        if response.status != 303:
            raise ServiceFailed(f"服务答以 {response.status}", where=path)
        return response.headers["Location"]
    finally:
        connection.close()


def _failed(answers: list[Answer]) -> list[Answer]:
    return [answer for answer in answers if answer.failed]


def _batch(database: Database, number: int, seconds: float) -> Job:
    found = batches.find(database, number)
    if found is None:
        return Job("waiting", seconds, 0)
    took = (found.ended - found.created).total_seconds() if found.ended else seconds
    return Job(found.state, round(took, 1), found.scored)


def _training(database: Database, size: Size, seconds: float) -> Job:
    (newest,) = trainings.newest(database, 1)
    took = (newest.ended - newest.created).total_seconds() if newest.ended else seconds
    return Job(newest.state, round(took, 1), size.labels)
