import re

import pytest
from starlette.testclient import TestClient

from api import errors
from api.http import problems
from api.http.failures import _HTTP
from api.http.heads import HEAD_SECONDS
from api.settings import Settings
from model import errors as own
from tests.api.services import HTML
from tests.pages import rows, section

PAGE = "docs/http.md"
ONLY_ON_PAGES = {errors.FormExpired, errors.ChangedMeanwhile}


def _stated() -> set[tuple[int, str]]:
    table = section(PAGE, "错误").splitlines()
    found = set()
    for line in table:
        if cells := re.match(r"\| (\d{3}) \| ([^|]+) \|", line):
            found |= {(int(cells[1]), kind) for kind in re.findall(r"`(\w+)`", cells[2])}
    return found


def _subclasses(kind: type[Exception]) -> set[type[Exception]]:
    return {kind, *(each for below in kind.__subclasses__() for each in _subclasses(below))}


def test_the_page_states_every_kind_with_its_status() -> None:
    drafts = _subclasses(own.DraftError) - {own.DraftError, own.DraftNotFound}
    requests = {
        kind
        for kind in _subclasses(errors.RequestError) - {errors.RequestError, *ONLY_ON_PAGES}
        if kind.__module__ == errors.__name__  # others are kinds of these, for one page
    }
    kinds = drafts | requests | {errors.StorageError}
    expected = {(problems.problem_of(_made(kind)).status, kind.__name__) for kind in kinds}
    expected |= {(status, kind) for status, (kind, _, _) in _HTTP.items()}
    expected |= {(415, "WrongContentType"), (422, "BadFields"), (500, "Unforeseen")}
    assert _stated() == expected


def _made(kind: type[Exception]) -> own.LianshenError:
    assert issubclass(kind, own.LianshenError)
    return kind("坏了", where="此处", remedy="修好")


def test_the_limits_stated_are_the_default_settings() -> None:
    for name, row in rows(section(PAGE, "限度")).items():
        _, _, default, setting, _ = row.split("|")
        stated = float(re.findall(r"[\d.]+", default)[-1])
        if setting.strip() == "不能设":
            assert stated == HEAD_SECONDS, name
        else:
            variable = re.findall(r"`LIANSHEN_(\w+)`", setting)[0].lower()
            assert stated == Settings.model_fields[variable].default, name


def test_every_limit_that_can_be_set_is_stated() -> None:
    """Which settings are limits their own words tell; how long a log-in lasts stands on the page about it."""
    limits = {
        f"LIANSHEN_{name.upper()}"
        for name, setting in Settings.model_fields.items()
        if re.search("最大|最多|最迟|；0 不限", str(setting.description))
    }
    stated = re.findall(r"`(LIANSHEN_\w+)`", section(PAGE, "限度"))
    assert len(limits) > 8
    assert limits <= set(stated)


@pytest.mark.parametrize("path", ["/v1/nothing", "/v2/nothing"])
def test_a_program_gets_no_page_whatever_it_accepts(service: TestClient, path: str) -> None:
    answer = service.get(path, headers=HTML)
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_person_gets_a_page_that_says_the_same(service: TestClient) -> None:
    answer = service.get("/nothing", headers=HTML)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "没有这个地址" in answer.text
    assert '<html lang="zh' in answer.text


def test_the_script_of_a_page_gets_a_problem(service: TestClient) -> None:
    answer = service.get("/nothing", headers=HTML | {"X-Lianshen": "part"})
    assert answer.json()["kind"] == "NotThere"


def test_when_to_try_again_is_said() -> None:
    assert problems.problem_of(errors.LogInDelayed(40)).headers["Retry-After"] == "40"
    assert problems.problem_of(errors.Busy("满了")).headers["Retry-After"]
