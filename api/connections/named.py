"""The connections to other services that settings name: to whom, and whether nobody between can listen.

What stays on this machine, by its loopback or by the socket of a file, crosses no network. Whatever else must
be encrypted, and the certificate of the other side verified.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import psycopg
from psycopg import pq
from psycopg.conninfo import conninfo_to_dict

from api.errors import SettingsError
from api.settings import PREFIX, Settings
from api.storage.address import POSTGRESQL, read_address
from api.tracing import ENDPOINT
from model.network import is_loopback, keep_to

DATABASE, QUEUE, MLFLOW = f"{PREFIX}DATABASE_URL", f"{PREFIX}JOBS_URL", f"{PREFIX}MLFLOW_URI"
_SPANS = "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"
_POSTGRESQL_PORT, _REDIS_PORT = "5432", 6379
_WEB_PORTS = {"http": 80, "https": 443}
_BY_POSTGRESQL = "请在地址后面写 ?sslmode=verify-full&sslrootcert=签发服务器证书的CA文件，并写明主机"
_BY_REDIS = "请写成 rediss://主机:端口/0?ssl_ca_certs=签发服务器证书的CA文件，不要关掉对证书的核对"
_BY_WEB = "请用 https:// 的地址，不要设 MLFLOW_TRACKING_INSECURE_TLS"


@dataclass(frozen=True, slots=True)
class Connection:
    """One of them.

    Attributes:
        setting: the environment variable that names it.
        places: host and port of each server it may go to; a host is a name, an address or a socket's folder.
        verified: whether it is encrypted, and goes on only with a certificate that was verified.
        password: whether a password that never changes stands in the address.
        remedy: what to write instead where it is neither local nor verified.
    """

    setting: str
    places: tuple[tuple[str, int], ...]
    verified: bool
    password: bool
    remedy: str

    @property
    def far(self) -> tuple[str, ...]:
        """The hosts that are not this machine."""
        return tuple(host for host, _ in self.places if not _is_here(host))

    def refuse_open(self) -> None:
        """See that it crosses no network for all to read.

        Raises:
            SettingsError: it would.
        """
        if self.far and not self.verified:
            raise SettingsError(
                f"连 {'、'.join(self.far)} 要经过网络，可是没有加密，或不核对对方的证书",
                where=self.setting,
                remedy=self.remedy,
            )


def named(settings: Settings) -> tuple[Connection, ...]:
    """Return the connections that the settings and the environment name.

    Raises:
        StorageError: the address of the database is none.
        SettingsError: another address is none.
    """
    database = read_address(url := settings.database_url.get_secret_value())
    found = [to_database(url)] if database.drivername == POSTGRESQL else []
    jobs = settings.jobs_url.get_secret_value()
    if not jobs.startswith("sqlite:"):
        found.append(to_queue(jobs))
    if uri := settings.mlflow_uri.get_secret_value():
        found.append(to_mlflow(uri))
    if ENDPOINT in os.environ:
        found += [_by_web(name, os.environ[name]) for name in (ENDPOINT, _SPANS) if name in os.environ]
    return tuple(found)


def keep_to_named(settings: Settings) -> None:
    """Let this process speak to those alone that the settings name, see :mod:`model.network`."""
    keep_to(place for each in named(settings) for place in each.places)


def to_database(url: str) -> Connection:
    """Return the connection to a database of PostgreSQL, whatever form SQLAlchemy takes its address in."""
    address = read_address(url)
    _, given = address.get_dialect()().create_connect_args(address)
    return _by_libpq(DATABASE, given)


def to_queue(url: str) -> Connection:
    """Return the connection to a queue in PostgreSQL or Redis.

    Raises:
        SettingsError: the address is none.
    """
    kind = url.partition(":")[0]
    try:
        if kind in {"redis", "rediss"}:
            return _by_redis(url)
        if kind in {"postgres", "postgresql"}:
            return _by_libpq(QUEUE, conninfo_to_dict(url))
    except (ValueError, psycopg.ProgrammingError) as error:
        raise unknown_queue() from error
    raise unknown_queue()


def unknown_queue() -> SettingsError:
    """Return what to raise where the address of the queue is none."""
    remedy = (
        "写成 rediss://主机:6379/0 或 postgresql:///库名?host=/run/postgresql；不写就用数据文件夹里的文件"
    )
    return SettingsError("任务队列的地址看不懂", where=QUEUE, remedy=remedy)


def to_mlflow(uri: str) -> Connection:
    """Return the connection to MLflow; a store in a folder is of this machine.

    Raises:
        SettingsError: the address is none.
    """
    found = _by_web(MLFLOW, uri)
    return replace(found, verified=False) if "MLFLOW_TRACKING_INSECURE_TLS" in os.environ else found


def _by_libpq(setting: str, given: Mapping[str, Any]) -> Connection:
    """Return a connection by what PostgreSQL's library is told; what it is not, its own variables may say."""
    defaults = {each.keyword.decode(): (each.val or b"").decode() for each in pq.Conninfo.get_defaults()}
    told = defaults | {name: str(value) for name, value in given.items()}
    hosts = (told["hostaddr"] or told["host"] or told.get("service", "")).split(",")
    ports = [each or _POSTGRESQL_PORT for each in told["port"].split(",")]
    ports *= len(hosts) if len(ports) == 1 else 1
    return Connection(
        setting,
        tuple((host, int(port)) for host, port in zip(hosts, ports, strict=False)),
        verified=told["sslmode"] == "verify-full",
        password=bool(told["password"]),
        remedy=_BY_POSTGRESQL,
    )


def _by_redis(url: str) -> Connection:
    parts = urlsplit(url)
    told = {name: values[0].lower() for name, values in parse_qs(parts.query).items()}
    host = unquote(parts.hostname or "") or told.get("host", "localhost")
    return Connection(
        QUEUE,
        ((host, parts.port or int(told.get("port", _REDIS_PORT))),),
        verified=parts.scheme == "rediss"
        and told.get("ssl_cert_reqs", "required") == "required"
        and told.get("ssl_check_hostname", "true") in {"true", "1", "yes"},
        password=bool(parts.password or "password" in told),
        remedy=_BY_REDIS,
    )


def _by_web(setting: str, address: str) -> Connection:
    try:
        parts = urlsplit(address)
        port = parts.port or _WEB_PORTS.get(parts.scheme, 0)
    except ValueError as error:
        raise SettingsError("地址看不懂", where=setting, remedy="写成 https://主机:端口") from error
    host = unquote(parts.hostname or "")
    return Connection(setting, ((host, port),), parts.scheme == "https", bool(parts.password), _BY_WEB)


def _is_here(host: str) -> bool:
    return not host or host.startswith(("/", "@")) or is_loopback(host)
