"""The three kinds of people who use lianshen."""

from typing import Literal, get_args

Role = Literal["deputy", "reviewer", "administrator"]
ROLES: tuple[Role, ...] = get_args(Role)

ROLE_NAMES: dict[Role, str] = {"deputy": "代表", "reviewer": "审核人员", "administrator": "管理员"}
