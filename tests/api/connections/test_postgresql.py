"""A real PostgreSQL by TLS: verified with the right authority, refused with another; no password needed."""

import getpass
import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from api.connections.named import to_database
from api.errors import StorageError
from api.faults.postgresql import binaries
from api.http.problems import problem_of
from api.jobs.queue import Queue
from api.storage.database import Database
from api.storage.migrate import migrate
from tests.api.databases import postgresql_server
from tests.certificates import Authority, Certified
from tests.deploy.proxies import free_port

_RULES = """\
local   all  postgres                trust
local   all  all                     peer
host    all  keyed     127.0.0.1/32  scram-sha-256
hostssl all  all       127.0.0.1/32  cert
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A PostgreSQL that takes the password of ``keyed`` and of nobody else.

    Attributes:
        folder: of its socket.
        port: by which it is reached over the network.
        authority: that signed its certificate, and whose certificates it believes.
        client: for the account ``lianshen``.
        stranger: for the same account, signed by somebody else.
        strange: the authority of that one.
    """

    folder: str
    port: int
    authority: Path
    client: Certified
    stranger: Certified
    strange: Path

    def url(self, trusted: Path, own: Certified, mode: str = "verify-full") -> str:
        """Return its address over the network."""
        proof = f"sslcert={own.certificate}&sslkey={own.key}"
        return (
            f"postgresql://lianshen@127.0.0.1:{self.port}/lianshen"
            f"?sslmode={mode}&sslrootcert={trusted}&{proof}"
        )


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    if binaries() is None:
        pytest.skip("PostgreSQL is not installed")
    ours = tmp_path_factory.mktemp("ours")
    authority, strange = Authority(ours), Authority(ours, "strange")
    client = authority.issue("lianshen")
    (ours / "stranger").mkdir()
    stranger = Authority(ours / "stranger").issue("lianshen")
    port = free_port()

    def encrypted(folder: Path) -> dict[str, str]:
        own = authority.issue("server")
        for path in (own.certificate, own.key, authority.file):
            (folder / path.name).write_bytes(path.read_bytes())
        (folder / own.key.name).chmod(0o600)
        (folder / "rules").write_text(_RULES)
        return {
            "listen_addresses": "127.0.0.1",
            "port": str(port),
            "ssl": "on",
            "ssl_cert_file": str(folder / own.certificate.name),
            "ssl_key_file": str(folder / own.key.name),
            "ssl_ca_file": str(folder / authority.file.name),
            "hba_file": str(folder / "rules"),
        }

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PGPORT", str(port))
        with postgresql_server(encrypted) as folder:
            me = getpass.getuser() if os.name == "posix" else ""
            with psycopg.connect(f"host={folder} user=postgres", autocommit=True) as connection:
                connection.execute("CREATE ROLE lianshen LOGIN")
                connection.execute("CREATE ROLE keyed LOGIN PASSWORD 'right'")
                connection.execute(b'CREATE ROLE "%s" LOGIN' % me.encode())
                connection.execute("CREATE DATABASE lianshen OWNER lianshen")
                connection.execute(b'CREATE DATABASE here OWNER "%s"' % me.encode())
            yield Server(folder, port, authority.file, client, stranger, strange.file)


def test_the_service_works_by_a_verified_connection_and_a_certificate_of_its_own(server: Server) -> None:
    url = server.url(server.authority, server.client)
    connection = to_database(url)
    connection.refuse_open()
    assert not connection.password
    database = Database.open(url)
    migrate(database)
    with database.session() as session:
        asked = "SELECT ssl, version, client_dn FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
        encrypted, version, name = session.execute(text(asked)).one()
    database.close()
    assert encrypted
    assert version in {"TLSv1.2", "TLSv1.3"}
    assert name == "/CN=lianshen"
    queue = Queue(url)
    queue.put(7)
    assert not queue.empty
    queue.close()


def test_a_server_whose_authority_is_not_the_named_one_is_not_spoken_to(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    database = Database.open(server.url(server.strange, server.client))
    with pytest.raises(StorageError, match="证书核对不过") as raised, database.session() as session:
        session.execute(text("SELECT 1"))
    database.close()
    assert "certificate verify failed" in str(raised.value.__cause__)
    problem_of(raised.value)
    assert "证书核对不过，没有连" in caplog.text, "whoever looks into the log learns why"


def _kill_under(session: Session) -> None:
    """Kill the process of the server that works for a session, which learns of it when it asks again."""
    os.kill(session.scalars(text("SELECT pg_backend_pid()")).one(), signal.SIGKILL)
    time.sleep(1)
    session.execute(text("SELECT 1"))


def test_a_server_that_dies_is_not_said_to_be_somebody_else(server: Server) -> None:
    database = Database.open(server.url(server.authority, server.client))
    with pytest.raises(StorageError, match="数据库连不上或用不了"), database.session() as session:
        _kill_under(session)
    database.close()


def test_who_has_no_certificate_of_the_authority_is_not_let_in(server: Server) -> None:
    database = Database.open(server.url(server.authority, server.stranger))
    with pytest.raises(StorageError, match="没有认服务的客户证书"), database.session() as session:
        session.execute(text("SELECT 1"))
    database.close()


@pytest.mark.parametrize("account", ["keyed:wrong@", "keyed@", "keyed:right@"])
def test_whom_it_does_not_let_in_is_told_so_and_not_that_it_is_down(server: Server, account: str) -> None:
    database = Database.open(f"postgresql://{account}127.0.0.1:{server.port}/nowhere")
    with pytest.raises(StorageError, match="PostgreSQL 问了密码，没有让进去。它已经启动") as raised:
        migrate(database)
    database.close()
    assert "wrong" not in str(raised.value)


def test_on_the_same_machine_the_system_says_who_it_is_and_no_password_is_needed(server: Server) -> None:
    url = f"postgresql:///here?host={server.folder}&port={server.port}"
    assert not to_database(url).password
    database = Database.open(url)
    migrate(database)
    with database.session() as session:
        assert session.scalar(text("SELECT current_user")) == getpass.getuser()
    database.close()
    other = Database.open(f"postgresql://lianshen@/lianshen?host={server.folder}&port={server.port}")
    with pytest.raises(StorageError) as raised, other.session() as session:
        session.execute(text("SELECT 1"))
    other.close()
    assert "peer" in str(raised.value.__cause__).lower()
