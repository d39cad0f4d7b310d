"""The database and the queue beside it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError

from api.accounts.second_factor import unreadable
from api.connections.named import named
from api.doctor.finding import Finding
from api.http.keys import all_keys
from api.jobs.queue import Queue
from api.sealing import Seal
from api.settings import Settings
from api.storage.address import SQLITE, read_address, shown
from api.storage.database import Database
from api.storage.migrate import BY_OWNER, LATEST, revision_of
from api.trail.verifying import verify
from model.errors import LianshenError

_MOMENTS = ("trail.made", "submissions.submitted", "pieces.received", "actions.made")
_MAY_CHANGE = "SELECT has_schema_privilege(current_schema(), 'CREATE')"
_MEGABYTE = 1024 * 1024
_RESTORE = "请还原最近一份好的备份：lianshen backup --list，再 lianshen restore 文件 --replace"


@contextmanager
def existing(settings: Settings) -> Iterator[Database | None]:
    """Give the database, where there is one: a look must not make it.

    Raises:
        StorageError: the address is none.
    """
    url = settings.database_url.get_secret_value()
    address = read_address(url)
    if address.drivername == SQLITE and not Path(str(address.database)).exists():
        yield None
        return
    database = Database.open(url)
    try:
        yield database
    finally:
        database.close()


def database(settings: Settings) -> tuple[Finding, bool]:
    """Look whether the database can be used and is whole; return also whether its tables are of today."""
    with existing(settings) as found:
        if found is None:
            where = shown(read_address(settings.database_url.get_secret_value()))
            return Finding("数据库", "好", f"{where} 还没有，第一次用的时候新建"), False
        with found.session() as session:
            connection = session.connection()
            problems = _damage(connection) if found.on_sqlite else []
            if problems:
                return _damaged(found.where, problems), False
            revision = revision_of(connection)
            size = _size(connection, on_sqlite=found.on_sqlite)
            told = f"{found.where}，{size}，表的版本 {revision or '没有'}"
            may_change = found.on_sqlite or bool(connection.scalar(text(_MAY_CHANGE)))
    return _of_revision(told, revision, may_change=may_change), revision == LATEST


def _of_revision(told: str, revision: str, *, may_change: bool) -> Finding:
    """Say what is to be done with tables of a revision, by an account that may change them or not."""
    if revision > LATEST:
        return Finding("数据库", "不行", f"{told}，比这个程序新", "请把 lianshen 升到原来用的版本或更新")
    if revision == LATEST:
        return Finding("数据库", "好", told)
    if not may_change:
        return Finding("数据库", "要留意", f"{told}，这个程序用 {LATEST}", f"请先备份，停下服务；{BY_OWNER}")
    if not revision:
        return Finding("数据库", "好", f"{told}，第一次用的时候建表")
    remedy = "请先备份（lianshen backup），再启动服务：启动时自动升级到现在的表；要退回，还原那份备份"
    return Finding("数据库", "要留意", f"{told}，这个程序用 {LATEST}", remedy)


def _damaged(where: str, problems: list[str]) -> Finding:
    return Finding("数据库", "不行", f"{where} 已经损坏（{'；'.join(problems)}）", _RESTORE)


def _damage(connection: Connection) -> list[str]:
    """Return what is damaged in a file of SQLite."""
    try:
        found = [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check(3)"))]
        loose = connection.execute(text("PRAGMA foreign_key_check")).first()
    except DatabaseError as error:
        return [str(error.orig)]
    return ([] if found == ["ok"] else found) + ([f"表 {loose[0]} 指着不存在的行"] if loose else [])


def _size(connection: Connection, *, on_sqlite: bool) -> str:
    if on_sqlite:
        pages, size = (connection.scalar(text(f"PRAGMA {name}")) or 0 for name in ("page_count", "page_size"))
        return f"{pages * size / _MEGABYTE:,.1f} MB"
    size = connection.scalar(text("SELECT pg_database_size(current_database())")) or 0
    version = connection.scalar(text("SHOW server_version"))
    return f"PostgreSQL {str(version).partition(' ')[0]}，{size / _MEGABYTE:,.1f} MB"


def newest(settings: Settings) -> datetime | None:
    """Return the latest moment in the data; ``None`` where there is none, or the tables are not of today."""
    with existing(settings) as found:
        if found is None:
            return None
        moments = []
        with found.session() as session:
            for each in _MOMENTS:
                table, _, column = each.partition(".")
                last = session.scalar(text(f"SELECT max({column}) FROM {table}"))  # noqa: S608 - one of ours
                moments.append(datetime.fromisoformat(last) if isinstance(last, str) else last)
    known = [each if each.tzinfo else each.replace(tzinfo=UTC) for each in moments if each]
    return max(known, default=None)


def trail(settings: Settings) -> Finding:
    """Look whether the audit trail is as it was written."""
    with existing(settings) as found:
        if found is None:
            return Finding("留痕", "好", "还没有")
        verified = verify(found)
    if verified.sound:
        return Finding("留痕", "好", f"{verified.count:,} 步，都和写下时一样")
    first = verified.faults[0]
    told = f"{verified.count:,} 步，{len(verified.faults)} 处不对：第 {first.step} 步，{first.problem}"
    remedy = "用 lianshen trail verify 看全部；请查谁能直接写数据库，并和备份里的核对"
    return Finding("留痕", "不行", told, remedy)


def connections(settings: Settings) -> Finding:
    """Look to whom the service speaks, whether in the open, and by which proof of itself.

    Raises:
        SettingsError: the service would not start so.
    """
    found = named(settings)
    for each in found:
        each.refuse_open()
    if not found:
        return Finding("连接", "好", "数据都在本机的文件里，不连别的服务")
    told = "；".join(
        f"{each.setting} {'、'.join(each.far)}，加密并核对证书" if each.far else f"{each.setting} 在本机"
        for each in found
    )
    if with_password := [each.setting for each in found if each.password]:
        remedy = "请改用客户证书或本机套接字的 peer，见 docs/operation.md 的“连数据库不用密码”"
        return Finding("连接", "要留意", f"{told}；{'、'.join(with_password)} 里有不变的密码", remedy)
    return Finding("连接", "好", told)


def second_factors(settings: Settings) -> Finding:
    """Look whether the keys of the authenticator apps can be opened by the key of the service."""
    with existing(settings) as found:
        keys = all_keys(settings.key_file) if settings.key_file.exists() else ()
        have, lost = unreadable(found, Seal(keys)) if found else (0, 0)
    if lost:
        remedy = "请把原来的密钥加在密钥文件的第二行；没有了的，用 lianshen users unpair 逐个去掉"
        return Finding("两步验证", "不行", f"{have} 个账号开了，{lost} 个的密钥打不开", remedy)
    wanted = {"everyone": "，所有人都要有", "staff": "，审核人员和管理员都要有", "optional": ""}
    return Finding("两步验证", "好", f"{have} 个账号开了{wanted[settings.second_factor]}")


def queue(settings: Settings) -> Finding:
    """Look whether the queue of batches can be used."""
    url = settings.jobs_url.get_secret_value()
    if url.startswith("sqlite:"):
        file = Path(str(read_address(url).database))
        if not file.exists():
            return Finding("任务队列", "好", f"{file} 还没有，启动服务时新建")
        told = str(file)
    else:
        told = url.partition(":")[0]
    try:
        waiting = Queue(url)
        try:
            words = "空着" if waiting.empty else "有批次在排"
        finally:
            waiting.close()
    except Exception as error:  # each kind of queue has errors of its own
        why = error.problem if isinstance(error, LianshenError) else type(error).__name__
        remedy = "请检查 LIANSHEN_JOBS_URL 指的地方有没有启动"
        if isinstance(error, LianshenError) and error.remedy:
            remedy = error.remedy
        if url.startswith("sqlite:"):
            remedy = "请停下服务，删去这个文件，再启动：会新建一个，要做的批次都记在数据库里"
        return Finding("任务队列", "不行", f"{told} 用不了（{why}）", remedy)
    return Finding("任务队列", "好", f"{told}，{words}")
