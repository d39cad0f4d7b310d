"""What there is to work with, and what of it is stuck: models, batches, trainings, backups."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from api.backup.listing import known_backups
from api.doctor.finding import Finding, Place
from api.doctor.storage import existing
from api.storage.desk_schema import BatchRow
from api.storage.learning_schema import TrainingRow
from model.bundle import load_bundle
from model.encoder import find_encoder
from model.errors import BundleFormatError, BundleNotFound, LianshenError
from training.default import bundle_in_use

_UNDER_WAY = ("waiting", "running", "filing")
_LONG = timedelta(days=1)
_STALE = timedelta(days=7)


def model(home: Path) -> Finding:
    """Look whether the model in use is whole, and whether others are that one may go back to."""
    try:
        folder = bundle_in_use(home)
        bundle = load_bundle(folder)
        if bundle.full:
            find_encoder(bundle.full.encoder, folder.parent)
    except BundleNotFound as error:
        if not (home / "models" / "current").exists():
            return Finding("模型", "好", "还没有，启动服务时先训练一个，约一分钟")
        return Finding("模型", "不行", f"{error.where}：{error.problem}", error.remedy)
    except LianshenError as error:
        remedy = error.remedy
        if not isinstance(error, BundleFormatError):
            remedy += "；也可以退回上一个：lianshen models rollback"
        return Finding("模型", "不行", f"{error.where}：{error.problem}", remedy)
    broken = [path.name for path in folder.parent.glob("f*-*") if path != folder and not _loads(path)]
    if broken:
        told = f"正在用的 {folder.name} 完好；{'、'.join(sorted(broken))} 损坏了，或是别的版本的程序写的"
        return Finding("模型", "要留意", told, "不再需要的，请连文件夹一起删去")
    return Finding("模型", "好", f"{folder.name}，完好")


def _loads(folder: Path) -> bool:
    try:
        load_bundle(folder)
    except LianshenError:
        return False
    return True


def batches(place: Place) -> Finding:
    """Look for batches that nobody is at, that take long, or that failed."""
    with existing(place.settings) as database:
        if database is None:
            return Finding("成批审读", "好", "还没有")
        with database.session() as session:
            counted = select(BatchRow.state, func.count()).group_by(BatchRow.state)
            states = {row[0]: row[1] for row in session.execute(counted)}
            under_way = select(func.min(BatchRow.created)).where(BatchRow.state.in_(_UNDER_WAY))
            oldest = session.scalar(under_way)
    coming = sum(count for state, count in states.items() if state in _UNDER_WAY)
    done, failed = states.get("done", 0), states.get("failed", 0)
    told = f"做完 {done:,} 批，没有做完 {coming:,} 批，没有做成 {failed:,} 批"
    if coming and not place.answering:
        return Finding("成批审读", "要留意", told, "服务没有开；启动服务，没有做完的就接着做")
    if oldest and datetime.now(UTC) - oldest > _LONG:
        remedy = "最早的一批排了一天以上：请在网页“成批审读”里看做到哪里；停住不动的，重新启动服务"
        return Finding("成批审读", "要留意", told, remedy)
    if failed:
        return Finding("成批审读", "要留意", told, "请在网页“成批审读”里看原因，修好以后按“再试一次”")
    return Finding("成批审读", "好", told)


def trainings(place: Place) -> Finding:
    """Look for a training that nobody is at, and at how the last one ended."""
    with existing(place.settings) as database:
        if database is None:
            return Finding("再训练", "好", "还没有")
        with database.session() as session:
            last = select(TrainingRow.state, TrainingRow.created).order_by(TrainingRow.id.desc()).limit(1)
            found = session.execute(last).one_or_none()
    if found is None:
        return Finding("再训练", "好", "还没有")
    state, created = found
    when = f"{created.astimezone():%Y-%m-%d %H:%M}"
    if state in _UNDER_WAY:
        if place.answering:
            return Finding("再训练", "好", f"{when} 要的一次正在做")
        return Finding("再训练", "要留意", f"{when} 要的一次没有做完", "服务没有开；启动服务就接着做")
    if state == "failed":
        remedy = "请在网页“模型”里看原因；正在用的模型不受影响"
        return Finding("再训练", "要留意", f"{when} 的一次没有做成", remedy)
    return Finding("再训练", "好", f"最近一次在 {when}")


def backups(home: Path, now: datetime | None = None) -> Finding:
    """Look how old the newest backup is.

    Args:
        home: the data folder.
        now: the time, if not that of the machine.
    """
    there = [each for each in known_backups(home) if each.kind == "backup" and each.there]
    if not there:
        remedy = "请运行 lianshen backup，并设成每天做一次，见 docs/backup.md"
        return Finding("备份", "要留意", "没有", remedy)
    newest = there[0]
    age = (now or datetime.now(UTC)) - newest.made
    told = f"最近一份在 {newest.made.astimezone():%Y-%m-%d %H:%M}，共 {len(there)} 份：{newest.path}"
    if age > _STALE:
        remedy = "请再做一次：lianshen backup；设了每天做的，请看它为什么没有做"
        return Finding("备份", "要留意", f"{told}，已经 {age.days} 天", remedy)
    if newest.path.stat().st_dev == home.stat().st_dev:
        told += "（和数据在同一个磁盘上，请另放一份到别处）"
    return Finding("备份", "好", told)
