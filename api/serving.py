"""Starting the service: model, database and socket first, then one or several server processes."""

import gc
import logging
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import click
import uvicorn
from uvicorn.supervisors import Multiprocess

from api import copies
from api.accounts.invitations import invite_first
from api.cli.progress import progress
from api.connections.named import named
from api.errors import ServiceFailed, SettingsError
from api.home import home
from api.jobs.supervising import batches_scored
from api.logs import logs
from api.models.switching import Models
from api.settings import PREFIX, Settings
from api.storage.database import Database
from api.storage.migrate import migrate
from api.tls import as_told_to_uvicorn, refuse_open_door
from training.default import ensure_bundle

_LOG = logging.getLogger("lianshen")
_INVITED_HOURS = 24
GRACE = 10
"""Seconds that requests under way have to end when the service is stopped."""
_BACKLOG = 2048
_APPLICATION = "api.http.served:served"
_PROTOCOL = "api.http.heads:TimelyHeads"
"""Named, not imported: the parent of several processes answers nothing, and they wait for it to start."""


def run(settings: Settings, application: str = _APPLICATION) -> None:
    """Serve until the process is told to stop.

    Args:
        settings: of the service.
        application: module and name of a function that returns the application; called by each process.

    Raises:
        LianshenError: the model, the database, the certificate or the address cannot be used, or a connection
            would be in the open.
    """
    if settings.workers > 1 and not copies.are_begun():
        remedy = "请写在命令行（--workers）或环境变量里"
        raise SettingsError("进程数不能由交来的密钥文件设", where=f"{PREFIX}WORKERS", remedy=remedy)
    refuse_open_door(settings)
    for connection in named(settings):
        connection.refuse_open()
    tls = as_told_to_uvicorn(settings)
    with progress() as report:
        ensure_bundle(home(), report)
    with logs(settings):
        key = _prepared(settings)
        with _listening(settings) as listener, _ended_in_order(), batches_scored():
            _announce(settings, _address(settings, listener), key)
            _serve(settings, listener, application, tls)


def _prepared(settings: Settings) -> str | None:
    """Bring the database up to date, and the trail; return the key that makes the first administrator.

    Returns:
        ``None`` where there is an administrator already.
    """
    database = Database.open(settings.database_url.get_secret_value())
    try:
        migrate(database)
        Models(database, home()).notice()
        return invite_first(database, _INVITED_HOURS)
    finally:
        database.close()


@contextmanager
def _listening(settings: Settings) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.set_inheritable(True)
    with listener:
        try:
            listener.bind((settings.host, settings.port))
            listener.listen(_BACKLOG)  # who comes before the processes are up waits a moment
        except OSError as error:
            raise SettingsError(
                f"不能在 {settings.host} 的端口 {settings.port} 上等人访问（{error.strerror}）",
                remedy="可能已经启动了一个；要另开一个，请用 --port 换一个端口",
            ) from error
        yield listener


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Take what systemd and containers send to stop the service as Ctrl-C.

    uvicorn ends its servers, and then sends the signal on, which would end this process before its own.
    """

    def stop(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        with suppress(KeyboardInterrupt):
            yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _serve(settings: Settings, listener: socket.socket, application: str, tls: dict[str, Any]) -> None:
    config = uvicorn.Config(
        application,
        factory=True,
        http=_PROTOCOL,
        ws="none",
        workers=settings.workers,
        log_config=None,  # what it logs goes where the rest does
        log_level="warning",
        access_log=False,  # requests are told in our own words, see api/http/logs.py
        server_header=False,
        forwarded_allow_ips=settings.proxies,
        backlog=_BACKLOG,
        timeout_graceful_shutdown=GRACE,
        timeout_worker_healthcheck=30,  # a busy machine answers late, and is no reason to kill a process
        **tls,
    )
    with suppress(KeyboardInterrupt):  # the way to stop it
        if settings.workers > 1:
            gc.freeze()
            gc.enable()  # see api/cli/serve.py
            with copies.taken():
                Multiprocess(config, sockets=[listener]).run()  # starts again what ends, and tells why
            return
        try:
            uvicorn.Server(config).run(sockets=[listener])
        except SystemExit as stopped:  # why stands on standard error already
            raise ServiceFailed("服务没有启动", remedy="原因见上") from stopped


def _address(settings: Settings, listener: socket.socket) -> str:
    """Return the address to be opened; for all addresses of the machine, the one its network knows it by."""
    host = settings.host
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - compared, not bound
        host = _own_address()
    port = listener.getsockname()[1]
    return f"{'https' if settings.certificate else 'http'}://{f'[{host}]' if ':' in host else host}:{port}"


def _own_address() -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Nothing is sent: the kernel only picks the address it would send from.
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return socket.gethostname()
        return str(probe.getsockname()[0])


def _announce(settings: Settings, address: str, key: str | None) -> None:
    """Say where to go; to whoever starts it by hand, also the key that makes them administrator.

    A log is kept and read by others: the key is not written there. Nor does it stand in an address, which
    stays in the history of the browser.
    """
    if settings.log == "json":
        _LOG.info("联审已启动：%s", address, extra={"event": "started"})
        if key:
            remedy = "请在服务器上运行 lianshen users add 登录名 --role 管理员"
            _LOG.warning("还没有管理员账号。%s。", remedy, extra={"event": "no_administrator"})
        return
    click.echo(f"联审已启动，请在浏览器里打开：{address}")
    if key:
        click.echo(
            f"第一次使用，请打开 {address}/welcome 建立管理员账号。\n"
            f"要填的一次性钥匙（只能用一次，{_INVITED_HOURS} 小时内有效）：\n  {key}"
        )
    click.echo("按 Ctrl-C 停止。")
