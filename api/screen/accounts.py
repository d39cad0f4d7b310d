"""Accounts and tokens, a line each."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from rich.cells import cell_len

from api.accounts.accounts import Account
from api.accounts.roles import ROLE_NAMES
from api.accounts.tokens import Token
from api.screen.paper import Paper


def write_accounts(paper: Paper, accounts: Iterable[Account]) -> None:
    """Write log-in name, shown name, role, since when; whether it has two factors and is disabled."""
    _write(
        paper,
        [
            (
                account.name,
                account.display,
                ROLE_NAMES[account.role],
                f"{_local(account.created)} 添加",
                "，".join(_marks(account)),
            )
            for account in accounts
        ],
    )


def _marks(account: Account) -> Iterator[str]:
    if account.second_factor:
        yield "两步验证"
    if account.disabled:
        yield "已停用"


def write_tokens(paper: Paper, tokens: Iterable[Token]) -> None:
    """Write number, label, since when and when last used."""
    _write(
        paper,
        [
            (
                str(token.id),
                token.label,
                f"{_local(token.created)} 发出",
                f"{_local(token.last_used)} 用过" if token.last_used else "没有用过",
            )
            for token in tokens
        ],
    )


def _write(paper: Paper, rows: Sequence[Sequence[str]]) -> None:
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)]
        paper.write("  ".join(cells))


def _local(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"
