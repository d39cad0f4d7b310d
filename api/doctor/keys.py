"""Keys and tokens: who may read them, and whether they are in use for longer than ``docs/keys.md`` allows."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from api.doctor.finding import Finding
from api.doctor.machine import open_to_others
from api.doctor.storage import existing
from api.settings import Settings
from api.storage.schema import AccountRow, TokenRow

OF_COOKIES, OF_MODELS, OF_TOKENS = timedelta(days=365), timedelta(days=730), timedelta(days=365)
"""How long the key of cookies, that which signs models, and a token may be in use."""
_HOW = "见 docs/keys.md"
_ANOTHER = (
    "没有人开两步验证的，停下服务，删去它，再启动，各人重新登录就行；有人开了的不要删，"
    f"在最前面加一行新的，旧的留在第二行，{_HOW}"
)
"""How to have another key of cookies: by the old one second factors are sealed, and lost without it."""


def of_cookies(file: Path, now: datetime | None = None) -> Finding:
    """Look at the key that signs cookies.

    Args:
        file: where it is kept; its time is taken for that at which the key was made.
        now: the time, if not that of the machine.
    """
    if not file.exists():
        return Finding("密钥", "好", f"{file} 还没有，启动服务时新建")
    if open_to_others(file):
        remedy = f"请 chmod 600 {file}；怕已经有人看过的，换一个：{_ANOTHER}"
        return Finding("密钥", "不行", f"{file} 别的用户也能读", remedy)
    return _aged("密钥", file, OF_COOKIES, f"请换一个：{_ANOTHER}", now)


def of_models(now: datetime | None = None) -> Finding:
    """Look at the private key that signs what is trained here.

    Args:
        now: the time, if not that of the machine.
    """
    named = os.environ.get("LIANSHEN_SIGNING_KEY")
    if not named:
        return Finding("签名的私钥", "好", "没有设，训练出来的不签名")
    file = Path(named).expanduser()
    if not file.is_file():
        return Finding("签名的私钥", "不行", f"{file} 不是文件", "请检查 LIANSHEN_SIGNING_KEY")
    if open_to_others(file):
        remedy = f"请 chmod 600 {file}；怕已经有人拿走的，照泄露处理，{_HOW}"
        return Finding("签名的私钥", "不行", f"{file} 别的用户也能读", remedy)
    remedy = f"请用 lianshen models key 另做一对，把新的公钥发给各处，{_HOW}"
    return _aged("签名的私钥", file, OF_MODELS, remedy, now)


def of_programs(settings: Settings, now: datetime | None = None) -> Finding:
    """Look for tokens that are in use for too long.

    Args:
        settings: that name the database.
        now: the time, if not that of the machine.
    """
    with existing(settings) as database:
        if database is None:
            return Finding("令牌", "好", "还没有")
        with database.session() as session:
            standing = select(TokenRow.id, TokenRow.created).join(AccountRow).where(~AccountRow.disabled)
            made = {row[0]: row[1] for row in session.execute(standing)}
    before = (now or datetime.now(UTC)) - OF_TOKENS
    old = [f"{number}" for number, created in sorted(made.items()) if created < before]
    if not old:
        return Finding("令牌", "好", f"{len(made)} 个")
    told = f"{len(made)} 个，其中编号 {'、'.join(old)} 的发了超过 {OF_TOKENS.days} 天"
    remedy = f"请各人在“我的账号”里发一个新的，换到程序里，再收回旧的，{_HOW}"
    return Finding("令牌", "要留意", told, remedy)


def _aged(name: str, file: Path, longest: timedelta, remedy: str, now: datetime | None) -> Finding:
    age = (now or datetime.now(UTC)) - datetime.fromtimestamp(file.stat().st_mtime, UTC)
    if age > longest:
        return Finding(name, "要留意", f"{file} 用了 {age.days} 天，超过 {longest.days} 天", remedy)
    return Finding(name, "好", f"{file}，用了 {max(age.days, 0)} 天")
