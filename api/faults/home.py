"""A data folder made for faults: two small models, accounts, drafts on the desk; the others are copies."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

import orjson

from api.bulk.full_desk import drafts_drawn, fill, signed_in
from api.faults.victims import Victims
from api.http.keys import signing_key
from api.settings import PREFIX
from api.storage.database import Database
from api.storage.migrate import migrate
from model.bundle import Bundle, load_bundle, save_bundle
from model.draft import Draft
from model.reviewer import Reviewer
from training.default import bundle_in_use
from training.fit import fit
from training.labels import Corpus, read_corpus
from training.train import keep

FILE: Final = "lianshen.sqlite3"
CSRF: Final = "faults-faults-faults-faults"
DEPUTIES: Final = 5
REVIEWERS: Final = 5
_EVERY_GROUP, _EVERY_TITLE = 17, 26
_ON_THE_DESK = 120
_PASSING: Final = ("-wal", "-shm")


@dataclass(frozen=True, slots=True)
class Home:
    """A data folder.

    Attributes:
        folder: it.
        models: versions of the two models, the one in use first.
        deputies: their cookies.
        reviewers: likewise.
    """

    folder: Path
    models: tuple[str, str]
    deputies: tuple[str, ...]
    reviewers: tuple[str, ...]

    @property
    def file(self) -> Path:
        """The file of the database."""
        return self.folder / FILE

    @property
    def url(self) -> str:
        """The address of the database."""
        return f"sqlite:///{self.file}"

    @property
    def environment(self) -> dict[str, str]:
        """What programs are started with to use it, and nothing else of this machine's settings."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
        return kept | settings(self.folder)

    def copied(self, folder: Path) -> "Home":
        """Copy it to a new place; what was there is removed."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.folder, folder)
        return replace(self, folder=folder)

    @contextmanager
    def database(self) -> Iterator[Database]:
        """Open its database for a while."""
        database = Database.open(self.url)
        try:
            yield database
        finally:
            database.close()


def settings(folder: Path) -> dict[str, str]:
    """Return the environment variables by which the program uses a data folder."""
    return {
        f"{PREFIX}HOME": str(folder),
        f"{PREFIX}HOST": "127.0.0.1",
        f"{PREFIX}PORT": "0",
        **{f"{PREFIX}{limit}": "0" for limit in ("RATE", "ACCOUNT_RATE", "DAILY_DRAFTS", "OWN_BATCHES")},
        f"{PREFIX}TIER": "fast",
    }


def small_corpus() -> Corpus:
    """Return about 120 drafts of the bundled corpus and 150 titles: enough for a model in a few seconds."""
    corpus = read_corpus()
    groups = list(dict.fromkeys(labelled.group for labelled in corpus.drafts))
    kept = set(groups[::_EVERY_GROUP])
    drafts = tuple(labelled for labelled in corpus.drafts if labelled.group in kept)
    return Corpus(drafts, corpus.titles[::_EVERY_TITLE])


def make_home(folder: Path) -> Home:
    """Make the data folder that the others are copies of.

    Its model is learnt in a copy of this process: the processes that help it to learn would be in the way of
    later copies, which took them for their own.
    """
    folder.mkdir()
    Victims(folder / "said", dict(os.environ)).copy(partial(learn, folder, 0), None)
    return furnished(load_bundle(bundle_in_use(folder)), folder)


def learn(folder: Path, seed: int) -> None:
    """Train a small model from the beginning, and put it in use."""
    keep(fit(small_corpus(), data="faults", seed=seed), folder)


def furnished(bundle: Bundle, folder: Path, on_the_desk: int = _ON_THE_DESK) -> Home:
    """Make it around a model that is there, with so many drafts on the desk."""
    models = keep(bundle, folder).name, save_bundle(other(bundle, 1), folder / "models").name
    key = folder / "secret.key"
    signing_key(key)
    database = Database.open(f"sqlite:///{folder / FILE}")
    try:
        migrate(database)
        reviewer = Reviewer.load(folder / "models" / models[0], "fast")
        fill(database, reviewer, drafts_drawn(on_the_desk), lambda _stage, _share: None)
        names = [f"deputy{number}" for number in range(DEPUTIES)]
        deputies = tuple(signed_in(database, key, names, "deputy", CSRF))
        names = [f"reviewer{number}" for number in range(REVIEWERS)]
        reviewers = tuple(signed_in(database, key, names, "reviewer", CSRF))
    finally:
        database.close()
    settle(folder / FILE)
    return Home(folder, models, deputies, reviewers)


def other(bundle: Bundle, seed: int) -> Bundle:
    """Return a model that judges the same and is another one: training one takes seconds."""
    return replace(bundle, version="", training=replace(bundle.training, seed=seed))


def loaded(home: Home, version: str) -> Bundle:
    """Return one of the models of a data folder."""
    return load_bundle(home.folder / "models" / version)


def settle(file: Path) -> None:
    """Bring a database of SQLite that nobody has open into its one file."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for more in _PASSING:
        file.with_name(file.name + more).unlink(missing_ok=True)


def write_lines(path: Path, count: int) -> Path:
    """Write drafts as JSON Lines, each told apart by its number."""
    with path.open("wb") as file:
        for number, draft in enumerate(drafts_of(count), 1):
            file.write(orjson.dumps({"编号": str(number), "标题": draft.title, "内容": draft.body}) + b"\n")
    return path


def drafts_of(count: int) -> list[Draft]:
    """Return drafts of which each title has the number in it."""
    drawn = drafts_drawn(min(count, 200))
    return [
        Draft(f"第 {number} 号{drawn[number % len(drawn)].title}", drawn[number % len(drawn)].body)
        for number in range(1, count + 1)
    ]
