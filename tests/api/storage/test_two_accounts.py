"""PostgreSQL with the two accounts of the example: one makes tables, the service reads and writes rows."""

import json
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from api.accounts import accounts
from api.cli import main
from api.doctor.storage import queue
from api.errors import StorageError
from api.faults.postgresql import binaries
from api.jobs.queue import Queue
from api.settings import read_settings
from api.storage.database import Database
from api.storage.migrate import migrate
from tests.api.browser.site import PASSWORD, Site
from tests.api.databases import postgresql_server
from tests.deploy.places import DEPLOY
from tests.pages import read

_NEW_TABLE = "CREATE TABLE of_ones_own (id INTEGER)"


def _url(folder: str, account: str) -> str:
    return f"postgresql://{account}@/lianshen?host={folder}"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The folder of the socket of a PostgreSQL in which the example was carried out, and nothing else."""
    if binaries() is None or not shutil.which("psql"):
        pytest.skip("PostgreSQL is not installed")
    with postgresql_server() as folder:
        file = str(DEPLOY / "postgresql" / "lianshen.sql")
        subprocess.run(  # noqa: S603 - the program that is tried
            ["psql", "-h", folder, "-U", "postgres", "-v", "ON_ERROR_STOP=1", "-qf", file],  # noqa: S607
            check=True,
        )
        yield folder


@pytest.fixture(scope="module")
def ready(server: str, small_home: Path) -> str:
    """The same, once the owner of the tables has made them as the documentation says."""
    service = Database.open(_url(server, "lianshen"))
    with pytest.raises(StorageError, match="没有这个权限") as raised:
        migrate(service)
    service.close()
    assert "lianshen users list" in raised.value.remedy
    with pytest.raises(StorageError, match="任务队列的表还没有"):
        Queue(_url(server, "lianshen"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LIANSHEN_JOBS_URL", _url(server, "lianshen"))
        assert "主人的账号" in queue(read_settings()).remedy
    owner = _url(server, "lianshen_owner")
    variables = {
        "LIANSHEN_HOME": str(small_home),
        "LIANSHEN_DATABASE_URL": owner,
        "LIANSHEN_JOBS_URL": owner,
    }
    made = CliRunner(env=variables).invoke(main, ["users", "list"], prog_name="lianshen")
    assert made.exit_code == 0, made.output
    return server


def test_the_service_works_with_an_account_that_can_change_no_table(
    ready: str, small_home: Path, tmp_path: Path
) -> None:
    url = _url(ready, "lianshen")
    database = Database.open(url)
    migrate(database)
    accounts.add(database, "admin", "周主任", "administrator", PASSWORD)
    with pytest.raises(ProgrammingError, match="permission denied"), database.writing() as session:
        session.execute(text(_NEW_TABLE))
    database.close()
    waiting = Queue(url)
    waiting.put(0)  # of no batch
    site = Site(small_home, tmp_path, {"database_url": url, "jobs_url": url})
    site.start()
    try:
        while not waiting.empty:  # it is worked off by the process beside the service
            assert site.running
    finally:
        waiting.close()
        site.stop()
    assert "权限" not in (tmp_path / "output.txt").read_text("utf-8")


def test_it_may_read_and_write_the_rows_of_every_table_and_nothing_more(ready: str) -> None:
    with psycopg.connect(f"host={ready} user=postgres dbname=lianshen") as connection:
        rights: dict[str, str] = dict(
            connection.execute(
                """
                SELECT relname, (
                    SELECT string_agg(each, ' ' ORDER BY each)
                    FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) AS each
                    WHERE has_table_privilege('lianshen', oid, each)
                ) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
                """
            ).fetchall()
        )
        owners = connection.execute(
            "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'"
        ).fetchall()
        schema = connection.execute(
            "SELECT has_schema_privilege('lianshen', 'public', 'CREATE'),"
            " has_database_privilege('lianshen', 'lianshen', 'CREATE'),"
            " has_database_privilege('lianshen', 'lianshen', 'TEMPORARY'),"
            " pg_has_role('lianshen', 'lianshen_owner', 'MEMBER')"
        ).fetchone()
    assert {"accounts", "pieces", "trail", "alembic_version", "huey_task"} <= set(rights)
    assert set(rights.values()) == {"DELETE INSERT SELECT UPDATE"}
    assert owners == [("lianshen_owner",)]
    assert schema == (False, False, False, False)


def test_an_older_database_is_told_and_is_brought_up_by_its_owner_alone(
    ready: str, small_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner, service = (Database.open(_url(ready, name)) for name in ("lianshen_owner", "lianshen"))
    with owner.writing() as session:
        today = session.scalar(text("SELECT version_num FROM alembic_version"))
        session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    with pytest.raises(StorageError, match="没有这个权限"):
        migrate(service)
    monkeypatch.setenv("LIANSHEN_HOME", str(small_home))
    monkeypatch.setenv("LIANSHEN_DATABASE_URL", _url(ready, "lianshen"))
    told = CliRunner().invoke(main, ["serve", "--port", "0"], prog_name="lianshen")
    assert told.exit_code == 2
    assert "lianshen users list" in told.output
    looked_at = CliRunner().invoke(main, ["doctor", "--format", "json"], prog_name="lianshen")
    (finding,) = (each for each in json.loads(looked_at.output) if each["name"] == "数据库")
    assert "主人的账号" in finding["remedy"]
    assert "启动时自动升级" not in finding["remedy"]
    with owner.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = :today"), {"today": today})
    migrate(service)
    for database in (owner, service):
        database.close()


def test_what_the_example_made_goes_when_the_system_is_retired() -> None:
    if binaries() is None or not shutil.which("psql"):
        pytest.skip("PostgreSQL is not installed")
    made, dropped = re.findall(r"runuser -u postgres -- (psql [^)\n]*)", read("docs/operation.md"))
    with postgresql_server() as folder:
        for line, file in ((made, DEPLOY / "postgresql" / "lianshen.sql"), (dropped, Path(os.devnull))):
            command = [*shlex.split(line), "-q", "-h", folder, "-U", "postgres"]
            with file.open("rb") as given:
                subprocess.run(command, check=True, stdin=given)  # noqa: S603 - the program that is tried
            with psycopg.connect(f"host={folder} user=postgres") as connection:
                left = connection.execute(
                    "SELECT datname FROM pg_database WHERE datname = 'lianshen'"
                    " UNION ALL SELECT rolname FROM pg_roles WHERE rolname LIKE 'lianshen%' ORDER BY 1"
                ).fetchall()
            assert len(left) == (3 if line is made else 0)
