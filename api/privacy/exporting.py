"""Taking personal information away from the desk: who may, and the trace it leaves in the trail."""

from typing import Literal

from api.accounts.accounts import Account
from api.accounts.roles import Role
from api.desk.wanted import Wanted
from api.errors import NotAllowed
from api.storage.database import Database
from api.trail.recording import record

What = Literal["工作簿", "表格", "意见函", "带批注的草稿"]
KIND = "export"

_MAY: dict[str, tuple[Role, ...]] = {
    "reviewer": ("reviewer", "administrator"),
    "administrator": ("administrator",),
}


def may_export_persons(role: Role, least: str) -> bool:
    """Whether accounts of a role may take away what names persons.

    Args:
        role: of the account.
        least: the setting ``LIANSHEN_PERSONAL``.
    """
    return role in _MAY[least]


def check_right(account: Account, least: str, what: What) -> None:
    """Refuse whoever may not take away what names persons.

    Raises:
        NotAllowed: the account is not one of those who may.
    """
    if not may_export_persons(account.role, least):
        raise NotAllowed(
            f"您的账号不能导出含姓名和联系方式的{what}",
            remedy="请导出不含姓名的，或请管理员代为导出",
        )


def record_export(database: Database, account: Account, what: What, drafts: int, wanted: Wanted) -> None:
    """Write down in the trail that somebody takes away what names persons.

    Which filters narrowed it down is told by their names alone: what was looked for may be a name.
    """
    details = {"what": what, "drafts": drafts, "filters": sorted(wanted.filters)}
    with database.writing() as session:
        record(
            session,
            account.display,
            KIND,
            f"导出{what} {drafts} 件，含姓名和联系方式",
            details,
            account.id,
        )
