"""An office with a little of everything that belongs into a backup."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text

from api.accounts import tokens
from api.backup.restoring import Restored, restore
from api.backup.rows import tables_of
from api.backup.writing import Written, back_up
from api.http.keys import signing_key
from api.settings import Settings, read_settings
from api.storage.database import Database
from api.storage.desk_schema import BatchRow
from api.storage.learning_schema import LabelRow, TrainingRow
from api.storage.migrate import migrate
from api.storage.schema import SubmissionRow
from api.trail.recording import record
from model.bundle import save_bundle
from tests.api.accounts.people import made as account
from tests.model.bundles import made as bundle
from training.promoting import put_in_use

NOON = datetime(2026, 11, 26, 4, 0, 0, 123456, tzinfo=UTC)
WORDS = "大湾村小学门口没有红绿灯"
SNAPSHOT = "5" * 64


@dataclass(frozen=True, slots=True)
class Office:
    """A data folder, and the database that belongs to it."""

    home: Path
    settings: Settings

    @property
    def url(self) -> str:
        return self.settings.database_url.get_secret_value()

    def back_up(self, to: Path | None = None, **how: object) -> Written:
        return back_up(self.home, self.settings, to, "命令行（wang）", _quiet, **how)  # type: ignore[arg-type]

    def restore(self, file: Path, *, replace: bool = False) -> Restored:
        return restore(self.home, self.settings, file, "王主任", replace=replace, report=_quiet)


def _quiet(_stage: str, _share: float) -> None:
    """Report to nobody."""


def office_at(home: Path, url: str = "", **settings: object) -> Office:
    """Return an office whose data folder may yet be empty."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LIANSHEN_HOME", str(home))
        return Office(home, read_settings(database_url=url or None, **settings))


def furnished(office: Office) -> Office:
    """Fill an office: accounts, drafts, a batch with its files, labels, a training, two models, the trail."""
    database = Database.open(office.url)
    migrate(database)
    fill(database)
    database.close()
    for seed in (0, 1):
        put_in_use(save_bundle(bundle(seed), office.home / "models"))
    for name, content in {
        "batches/1/inputs/第一团/关于红绿灯的建议.txt": WORDS,
        "batches/1/scoring.work": "still being scored",
        "batches/incoming-77/inputs/没有传完.txt": "…",
        "models/.writing-88/model.json": "{}",
        f"snapshots/{SNAPSHOT}.jsonl": "{}\n",
        "earlier/000001-3f2a90c1b7de/drafts.json": "[]",
        "jobs.sqlite3": "a queue",
        "bases/aaaa": "fitted anew",
    }.items():
        path = office.home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    signing_key(office.settings.secret_file or office.home / "secret.key")
    return office


def fill(database: Database) -> None:
    """Put some rows into a database."""
    owner = account(database, "li.si", "reviewer").id
    tokens.issue(database, owner, "档案系统")
    second, _ = tokens.issue(database, owner, "收回的")
    tokens.revoke(database, owner, second.id)
    draft = {"title": "关于红绿灯的建议", "body": WORDS, "level": "县"}
    with database.writing() as session:
        batch = {"account_id": owner, "name": "第三次会议", "created": NOON, "tier": "fast", "level": None}
        batch |= {"model": "fast-1", "scored": 1, "unread": 0, "stop": False, "problem": ""}
        session.execute(insert(BatchRow), [{**batch, "state": state} for state in ("done", "filing")])
        submission = {**draft, "account_id": owner, "review": b"\0\xff", "model": "fast-1"}
        session.execute(insert(SubmissionRow), {**submission, "state": "submitted", "submitted": NOON})
        label = {**draft, "annotator": "李四", "made": NOON, "source": "import", "reference": "7"}
        session.execute(
            insert(LabelRow), {**label, "digest": "d" * 64, "said": b"{}", "extra": b"{}", "withdrawn": None}
        )
        training = {
            "actor": "李四",
            "created": NOON,
            "state": "done",
            "stage": "",
            "share": 0.1,
            "stop": True,
        }
        training |= {"problem": "", "snapshot": SNAPSHOT, "version": "", "against": "", "comparison": b""}
        session.execute(insert(TrainingRow), training)
        for number in range(3):
            record(session, "李四", "promote", f"启用第 {number} 个", {"version": f"full-{number:012x}"})


def rows_of(url: str) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of a database, moments in UTC, without the steps of backups and restores."""
    database = Database.open(url)
    with database.session() as session:
        connection = session.connection()
        found = {
            table.name: sorted(
                (tuple(map(_plain, row)) for row in connection.execute(select(table))), key=repr
            )
            for table in tables_of(connection)
        }
        assert connection.scalar(text("SELECT count(*) FROM alembic_version")) == 1
    database.close()
    found["trail"] = [row for row in found["trail"] if not {"backup", "restore"} & set(row)]
    found.pop("trail_end", None)
    return found


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    return bytes(value) if isinstance(value, memoryview) else value
