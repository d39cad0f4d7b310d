"""The pages of models: retraining, comparing, promoting and going back, for administrators."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.accounts import accounts
from api.models.switching import Models
from api.storage.database import Database
from api.trail.listing import steps
from api.trainings.table import By, ask, change, newest
from tests.api.models.compared import compared, two_models
from tests.api.services import HTML, serving
from tests.api.trainings.standing_in import add_labels
from tests.api.web.browsing import PASSWORD, alerts, get, send, sign_in


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def two(home: Path) -> tuple[str, str]:
    return two_models(home)


@pytest.fixture
def browser(home: Path, two: tuple[str, str], database: Database, database_url: str) -> Iterator[TestClient]:
    assert two
    accounts.add(database, "admin", "周主任", "administrator", PASSWORD)
    with serving(home, database_url=database_url, anonymous=False) as client:
        sign_in(client, "admin")
        yield client


def words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_a_training_is_asked_for_watched_and_stopped(browser: TestClient, database: Database) -> None:
    add_labels(database, 4)
    assert "现有标注 4 条，都还没有学过" in words(get(browser, "/models").text)
    assert send(browser, "/models", "/models/train").headers["location"] == "/models"
    page = words(get(browser, "/models").text)
    assert "已开始再训练" in page
    assert "排队，马上开始。" in page
    (training,) = newest(database)
    assert (training.by, training.account_id, training.state) == ("周主任", 1, "waiting")
    change(database, training.id, state="running", stage="学习标注", share=0.42)
    part = browser.get("/models", headers=HTML | {"X-Lianshen": "progress"}).text
    assert 'data-state="running" data-share="42"' in part
    assert "学习标注， 42%" in words(part)
    assert '<noscript><meta http-equiv="refresh"' in get(browser, "/models").text
    send(browser, "/models", f"/models/trainings/{training.id}/stop")
    page = words(get(browser, "/models").text)
    assert "正在停下" in page
    assert "停下……" not in page
    change(database, training.id, state="failed", problem="磁盘满了。正在用的模型没有动。")
    assert "磁盘满了" in alerts(get(browser, "/models").text)


def test_a_second_training_is_told_who_is_at_the_first(browser: TestClient, database: Database) -> None:
    page = get(browser, "/models").text
    token = re.findall(r'name="csrf" value="([^"]+)"', page)[0]
    ask(database, By("命令行（wang）"))
    browser.post("/models/train", data={"csrf": token}, headers=HTML)
    assert "命令行（wang） 已经在训练了" in words(get(browser, "/models").text)


def test_a_model_is_compared_promoted_and_taken_back(
    browser: TestClient, database: Database, home: Path, two: tuple[str, str]
) -> None:
    old, new = two
    compared(database, old, new)
    assert "按规则可以启用" in words(get(browser, "/models").text)
    page = words(get(browser, f"/models/{new}").text)
    for said in (
        "主办单位首选 120 件，不得低于 0.50",
        "0.610 0.820 +0.120 到 +0.300 ↑ 明显变好",
        "关于村里垃圾清运的建议",
        "人说： 主办：县农业农村局",
        "正在用的 可提交 主办：县城市管理局 新的 可提交 主办：县农业农村局",
    ):
        assert said in page
    assert send(browser, f"/models/{new}", f"/models/{new}/promote").headers["location"] == "/models"
    assert Models(database, home).in_use == new
    page = words(get(browser, "/models").text)
    assert f"已启用 {new}，几秒之内都用它审读。" in page
    assert f"启用模型 {new}，替换 {old}" in page
    assert "这就是正在用的模型" in get(browser, f"/models/{new}").text
    send(browser, "/models", f"/models/{old}/rollback")
    assert Models(database, home).in_use == old
    assert (steps(database)[0].actor, steps(database)[0].account_id) == ("周主任", 1)


def test_against_the_rule_the_page_asks_for_a_reason(
    browser: TestClient, database: Database, home: Path, two: tuple[str, str]
) -> None:
    old, new = two
    compared(database, old, new, "“内容模糊的概率误差”明显变差")
    address = f"/models/{new}"
    answer = send(browser, address, f"{address}/promote")
    assert (answer.status_code, "按规则不能启用" in alerts(answer.text)) == (409, True)
    assert Models(database, home).in_use == old
    send(browser, address, f"{address}/promote", reason=" 局里\n开会定的 ")
    assert Models(database, home).in_use == new
    assert steps(database)[0].told.endswith("理由：局里 开会定的")


def test_who_looked_before_another_switched_is_told(
    browser: TestClient, database: Database, home: Path, two: tuple[str, str]
) -> None:
    old, new = two
    compared(database, old, new)
    page = get(browser, f"/models/{new}").text
    token = re.findall(r'name="csrf" value="([^"]+)"', page)[0]
    Models(database, home).promote(new, By("王主任"))
    sent = {"csrf": token, "seen": old}
    answer = browser.post(f"/models/{new}/promote", data=sent, headers=HTML)
    assert (answer.status_code, f"正在用的已经是 {new}" in alerts(answer.text)) == (409, True)


def test_a_model_changed_by_hand_is_refused_without_the_places_on_the_disk(
    browser: TestClient, database: Database, home: Path, two: tuple[str, str]
) -> None:
    old, new = two
    compared(database, old, new)
    (home / "models" / new / "more.txt").touch()
    answer = send(browser, f"/models/{new}", f"/models/{new}/promote")
    assert (answer.status_code, "多出了文件 more.txt" in alerts(answer.text)) == (409, True)
    assert str(home) not in answer.text
    assert Models(database, home).in_use == old


def test_what_is_not_there_is_said(browser: TestClient, two: tuple[str, str]) -> None:
    assert get(browser, "/models/fast-000000000000").status_code == 404
    assert "还没有和正在用的" in get(browser, f"/models/{two[1]}").text


def test_a_comparison_alone_is_not_called_a_training(
    browser: TestClient, database: Database, two: tuple[str, str]
) -> None:
    compared(database, *two)
    assert "上一次" not in get(browser, "/models").text
