"""Who may use what stands on the page for whoever runs the service, address by address, as it is."""

import re

import pytest

from api.http.problems import PROGRAMS
from tests.api.http.doors import ALL, NOBODY, ON_THE_NETWORK, OVERSEERS, REVIEWERS, SIGNED_IN
from tests.pages import section

WHO: dict[str, set[str]] = {
    "谁都行": ALL,
    "登录了的": SIGNED_IN,
    "登录了的；设置允许的，谁都行": SIGNED_IN,
    "有令牌的；设置允许的，谁都行": SIGNED_IN,
    "代表": {"deputy"},
    "审核人员、管理员": REVIEWERS,
    "管理员": OVERSEERS,
    "管理员；服务只在本机上的，谁都行": OVERSEERS,
}
"""Whom the words mean on a service that the network reaches."""


def told() -> list[tuple[str, str, str, str]]:
    """Return method (empty for any), path, who, and whose data, of each address on the page."""
    found = []
    for line in section("docs/serve.md", "谁能做什么").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 4 and "`/" in line.replace("POST ", "").replace("GET ", ""):
            _, addresses, who, whose = cells
            for method, path in re.findall(r"`(?:(GET|POST) )?(/[^`]*)`", addresses):
                found.append((method, path, who, whose))
    return found


def test_each_address_stands_there_once() -> None:
    stated = [(method, path) for method, path, *_ in told()]
    assert len(stated) == len(set(stated))
    paths = {path for _, path in ON_THE_NETWORK}
    assert {path for _, path in stated} == paths


@pytest.mark.parametrize(("method", "path"), ON_THE_NETWORK, ids=str)
def test_who_is_let_in_is_who_is_told(method: str, path: str) -> None:
    ((who, whose),) = [
        (who, whose) for each, own, who, whose in told() if own == path and each in {"", method}
    ]
    assert WHO[who] == ON_THE_NETWORK[method, path]
    assert whose
    assert ("令牌" in who) <= path.startswith(PROGRAMS)
    assert (who == "谁都行") == (NOBODY in ON_THE_NETWORK[method, path])
