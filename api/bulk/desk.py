"""A desk full of drafts, and how fast its list answers."""

import re
import time
from collections.abc import Iterator, Mapping
from http.client import HTTPConnection
from pathlib import Path
from typing import Final

from api.bulk.desk_result import Asked, DeskSpeed
from api.bulk.full_desk import drafts_drawn, fill, signed_in
from api.errors import ServiceFailed
from api.http.keys import all_keys
from api.load.server import Server, serving
from api.sealing import Seal
from api.storage.database import Database
from api.web.looked_for import address_of
from model.reviewer import Reviewer
from training.benchmark.result import Machine
from training.fit import Progress

_QUESTIONS: Final = {
    "第一页": "/desk",
    "筛选": "/desk?state=open&flag=vague",
    "按标题排": "/desk?sort=-title",
    "按问题排": "/desk?sort=-flags",
    "第 400 页": "/desk?page=400",
}
_LOOKED_FOR: Final = {
    "查找两个字": "养老",
    "查找几乎件件都有的字": "的",
    "查找没有的字": "黑洞观测",
    "查找字母": "abc",
}
_TOTAL: Final = re.compile(rb'<p class="count"><strong>(\d+)</strong>')
_PATIENCE: Final = 60.0


def measure(
    home: Path, folder: Path, progress: Progress, *, drafts: int = 20_000, rounds: int = 20
) -> DeskSpeed:
    """Put drafts on the desk of a service of its own, and ask it as a browser does.

    Args:
        home: folder in which the model is in use.
        folder: of its bundle.
        progress: called as the work goes on.
        drafts: on the desk, made of sentences drawn by lot, judged by the fast tier.
        rounds: how often each question is asked.

    Raises:
        ServiceFailed: the service does not start, or answers otherwise than with the list.
    """
    made = drafts_drawn(drafts)
    with serving(home, "fast", 1) as server:
        database = Database.open(f"sqlite:///{server.place / 'lianshen.sqlite3'}")
        try:
            fill(
                database,
                Reviewer.load(folder, "fast"),
                made,
                lambda stage, share: progress(stage, 0.9 * share),
            )
            key = server.place / "secret.key"
            (cookie,) = signed_in(database, key, ["benchmark"], "reviewer")
        finally:
            database.close()
        progress("问列表", 0.9)
        seal = Seal(all_keys(key))
        questions = _QUESTIONS | {name: address_of(seal, words) for name, words in _LOOKED_FOR.items()}
        asked = tuple(_ask(server, cookie, questions, rounds))
    progress("完成", 1.0)
    characters = sum(len(draft.title) + len(draft.body) for draft in made) / len(made)
    return DeskSpeed(Machine.here(), folder.name, drafts, characters, asked)


def _ask(server: Server, cookie: str, questions: Mapping[str, str], rounds: int) -> Iterator[Asked]:
    """Ask all questions in turn, so that what disturbs the machine for a while disturbs them all."""
    connection = HTTPConnection(server.address.host, server.address.port, timeout=_PATIENCE)
    try:
        pages = {name: _page(connection, path, cookie)[1] for name, path in questions.items()}
        seconds: dict[str, list[float]] = {name: [] for name in questions}
        busy = dict.fromkeys(questions, 0.0)
        for _ in range(rounds):
            for name, path in questions.items():
                before = server.processor()
                seconds[name].append(_page(connection, path, cookie)[0])
                busy[name] += server.processor() - before
    finally:
        connection.close()
    for name, path in questions.items():
        page = pages[name]
        yield Asked.of(name, path, _found(page, path), len(page), seconds[name], busy[name])


def _page(connection: HTTPConnection, path: str, cookie: str) -> tuple[float, bytes]:
    began = time.perf_counter()
    connection.request("GET", path, headers={"Cookie": cookie, "Accept": "text/html"})
    response = connection.getresponse()
    body = response.read()
    taken = time.perf_counter() - began
    if response.status != 200:
        raise ServiceFailed(f"审核台答以 {response.status}", where=path)
    return taken, body


def _found(page: bytes, path: str) -> int:
    found = _TOTAL.search(page)
    if found is None:
        raise ServiceFailed("审核台的页面上没有件数", where=path)
    return int(found[1])
