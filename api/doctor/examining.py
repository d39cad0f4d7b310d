"""All checks, one after the other. One that fails by itself is a finding, and the others go on."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from api.doctor import keys, machine, program, storage, work
from api.doctor.components import components
from api.doctor.door import door
from api.doctor.encryption import encrypted
from api.doctor.finding import Finding, Place
from api.doctor.journal import journal
from api.doctor.synchronised import synchronised
from api.errors import SettingsError
from api.settings import Settings, read_settings
from model.errors import LianshenError


def examine(home: Path) -> tuple[Finding, ...]:
    """Look at everything. Nothing is made, changed or repaired.

    Args:
        home: the data folder.
    """
    return tuple(_findings(home))


def _findings(home: Path) -> Iterator[Finding]:
    yield _looked("程序", program.program)
    yield _looked("组件", components)
    yield _looked("设置", program.variables)
    yield _looked("交来的密钥", program.credentials)
    yield _looked("数据文件夹", lambda: machine.folder(home))
    yield _looked("磁盘", lambda: machine.disk(home))
    yield _looked("磁盘加密", lambda: encrypted(home))
    yield _looked("内存", machine.memory)
    yield _looked("自动对时", synchronised)
    yield _looked("日志", journal)
    yield _looked("模型", lambda: work.model(home))
    yield _looked("签名的私钥", keys.of_models)
    yield _looked("备份", lambda: work.backups(home))
    try:
        settings = read_settings()
    except SettingsError as error:
        yield Finding("设置的值", "不行", f"{error.where}：{error.problem}", error.remedy)
        return
    yield from _by_settings(Place(home, settings))


def _by_settings(place: Place) -> Iterator[Finding]:
    settings = place.settings
    yield _looked("意见函模板", lambda: program.template(settings))
    yield _looked("密钥", lambda: keys.of_cookies(settings.key_file))
    yield _looked("主机名", lambda: program.hosts(settings))
    yield _looked("查病毒", lambda: program.scanner(settings))
    yield _looked("https", lambda: door(settings))
    served, answering = machine.port(settings)
    yield served
    yield _looked("连接", lambda: storage.connections(settings))
    yield _looked("任务队列", lambda: storage.queue(settings))
    whole, current = _database(settings)
    yield whole
    yield _looked("时钟", lambda: program.clock(storage.newest(settings) if current else None))
    if current:
        there = replace(place, answering=answering)
        yield _looked("令牌", lambda: keys.of_programs(settings))
        yield _looked("留痕", lambda: storage.trail(settings))
        yield _looked("两步验证", lambda: storage.second_factors(settings))
        yield _looked("成批审读", lambda: work.batches(there))
        yield _looked("再训练", lambda: work.trainings(there))


def _database(settings: Settings) -> tuple[Finding, bool]:
    try:
        return storage.database(settings)
    except LianshenError as error:
        return Finding("数据库", "不行", f"{error.where}：{error.problem}", error.remedy), False


def _looked(name: str, look: Callable[[], Finding]) -> Finding:
    try:
        return look()
    except LianshenError as error:
        where = f"{error.where}：" if error.where else ""
        return Finding(name, "不行", f"{where}{error.problem}", error.remedy)
    except Exception as error:  # a look must not keep the others from being taken
        told = f"没有查成（{type(error).__name__}）"
        return Finding(name, "不行", told, "设 LIANSHEN_DEBUG=1 再运行出错的命令，可以看到详情")
