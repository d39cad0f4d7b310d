"""The program and what it is told: versions, packages, settings, the clock."""

import os
import platform
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from importlib.metadata import PackageNotFoundError, requires, version

from packaging.requirements import Requirement

from api.credentials import handed
from api.doctor.finding import Finding
from api.doctor.machine import open_to_others
from api.errors import LetterTemplateError, ScannerAway
from api.letters.office import letters_from
from api.safe import safe
from api.settings import PREFIX, Settings

_OLDEST = (3, 11)
_OF_OTHERS = ("DEBUG", "HOME", "SIGNING_KEY", "TRUSTED_KEYS")
"""Variables that are no settings of the service; a test looks for others in the code."""

VARIABLES = frozenset(f"{PREFIX}{name.upper()}" for name in (*Settings.model_fields, *_OF_OTHERS))

_PATIENCE = 3.0
_MADE = "%a %b %d %H:%M:%S %Y"
"""How ClamAV writes when its signatures were made."""
_OLD = timedelta(days=14)
_FRESHEN = "请用 freshclam 更新病毒库；不能上网的，从别的机器拷来 main、daily 和 bytecode"

_BEIJING = timedelta(hours=8)
_BEGINNING = datetime(2026, 11, 1, tzinfo=UTC)
"""No clock that goes right shows an earlier time to this program."""


def program() -> Finding:
    """Look at the versions of Python and of the packages that are needed."""
    own, python = version("lianshen"), platform.python_version()
    told = f"lianshen {own}，Python {python}，{platform.system()} {platform.machine()}"
    if sys.version_info < _OLDEST:
        return Finding("程序", "不行", told, "请换用 Python 3.11 或更新的")
    if wrong := list(_wrong_packages()):
        return Finding("程序", "不行", f"{told}；{'；'.join(wrong)}", "请照安装的办法再装一遍")
    return Finding("程序", "好", told)


def _wrong_packages() -> Iterator[str]:
    for line in requires("lianshen") or ():
        needed = Requirement(line)
        if needed.marker is not None and not needed.marker.evaluate({"extra": ""}):
            continue
        try:
            found = version(needed.name)
        except PackageNotFoundError:
            yield f"没有装 {needed.name}"
            continue
        if not needed.specifier.contains(found, prereleases=True):
            yield f"{needed.name} 是 {found}，要 {needed.specifier}"


def variables() -> Finding:
    """Look for settings that nobody reads, most of them misspelt."""
    given = {name for name in os.environ if name.startswith(PREFIX)} | handed().keys()
    unknown = sorted(given - VARIABLES)
    if not unknown:
        known = len(given & VARIABLES)
        return Finding("设置", "好", f"设了 {known} 项，都认得" if known else "都用默认的")
    told = []
    for name in unknown:
        alike = get_close_matches(name, VARIABLES, n=1)
        told.append(f"{name}（是不是 {alike[0]}）" if alike else name)
    return Finding("设置", "要留意", f"不认得：{'、'.join(told)}", "请改正拼写，或去掉；不认得的不起作用")


def credentials() -> Finding:
    """Look whether the secrets that the system hands over can be read by nobody else."""
    files = handed()
    if open_ones := [path.name for path in files.values() if open_to_others(path)]:
        remedy = "请用 systemd 的 LoadCredentialEncrypted= 交来，它只给运行服务的用户看"
        return Finding("交来的密钥", "不行", f"{'、'.join(open_ones)} 别的用户也能读", remedy)
    return Finding("交来的密钥", "好", "、".join(files) or "没有，设置都在环境变量里")


def template(settings: Settings) -> Finding:
    """Look whether letters can be made from the office's own template."""
    if settings.letter_template is None:
        return Finding("意见函模板", "好", "用自带的")
    try:
        with letters_from(settings.letter_template):
            pass
    except LetterTemplateError as error:
        return Finding("意见函模板", "不行", f"{error.where}：{error.problem}", error.remedy)
    return Finding("意见函模板", "好", str(settings.letter_template))


def hosts(settings: Settings) -> Finding:
    """Look whether the service answers under its own host names alone, and under those of its proxy."""
    remedy = f"请把各人用的域名写进 {PREFIX}HOSTS，如 {PREFIX}HOSTS=lianshen.example"
    if settings.own_hosts is None:
        return Finding("主机名", "要留意", "什么主机名都答复，别人的域名也能指到这里", remedy)
    if settings.own_hosts:
        return Finding("主机名", "好", "、".join(sorted(settings.own_hosts)))
    if settings.secure_cookies:
        return Finding("主机名", "要留意", "只在本机的名字下答复，经 https 代理来的一律拒绝", remedy)
    return Finding("主机名", "好", "只在本机的名字下答复")


def scanner(settings: Settings, now: datetime | None = None) -> Finding:
    """Look whether what looks for viruses answers, and how old the viruses are that it knows."""
    asked = settings.scanner(_PATIENCE)
    if asked is None:
        return Finding("查病毒", "好", f"没有设 {PREFIX}CLAMD，上传的文件不查")
    try:
        told = safe(asked.version())
    except ScannerAway:
        remedy = "请启动 clamav-daemon，看它的日志；在这以前，上传的文件一律不收"
        return Finding("查病毒", "不行", f"{settings.clamd} 没有答复", remedy)
    _, _, made = told.rpartition("/")
    try:
        age = (now or datetime.now(UTC)).replace(tzinfo=None) - datetime.strptime(made, _MADE)
    except ValueError:
        return Finding("查病毒", "要留意", f"{told}，看不出病毒库是什么时候的", _FRESHEN)
    if age > _OLD:
        return Finding("查病毒", "要留意", f"{told}，病毒库 {age.days} 天没有更新", _FRESHEN)
    return Finding("查病毒", "好", told)


def clock(newest: datetime | None, now: datetime | None = None) -> Finding:
    """Look whether the clock can be right.

    Args:
        newest: the latest moment in the data; ``None`` where there is none.
        now: what the clock shows, if not that of the machine.
    """
    now = (now or datetime.now(UTC)).astimezone()
    shown = f"{now:%Y-%m-%d %H:%M}，时区 {now:%z}"
    remedy = "请校准系统时间，最好打开自动对时；登录、限期和留痕都按它"
    if now < _BEGINNING:
        return Finding("时钟", "不行", f"{shown}，早得不可能", remedy)
    if newest and newest > now + timedelta(minutes=5):
        latest = f"{newest.astimezone():%Y-%m-%d %H:%M}"
        return Finding("时钟", "不行", f"{shown}，比数据里最后的时间（{latest}）还早", remedy)
    if now.utcoffset() != _BEIJING:
        remedy = "请设环境变量 TZ=Asia/Shanghai，限期的日子才对"
        return Finding("时钟", "要留意", f"{shown}，不是北京时间", remedy)
    return Finding("时钟", "好", shown)
