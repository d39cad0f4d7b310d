"""The page for labelling, as a browser without scripts sends it."""

import re

import pytest
from starlette.testclient import TestClient

from api.batch.rows import Scored
from api.labels.own import own_label
from api.labels.record import Record
from api.storage.database import Database
from tests.api.desk.desks import put_on_desk
from tests.api.desk.pieces import labels
from tests.api.services import HTML
from tests.api.web.browsing import alerts, get, send, sign_in
from training.local.said import Said


@pytest.fixture
def desk(browser: TestClient, database: Database, scored_session: tuple[Scored, ...]) -> tuple[int, ...]:
    put = put_on_desk(database, scored_session[:12])
    sign_in(browser, "li")
    return put


def shown(page: str) -> int:
    return int(re.findall(r'data-piece="(\d+)"', page)[0])


def label(browser: TestClient, number: int, **fields: str) -> Record | None:
    """Judge a draft; return what is kept of it."""
    here = f"/labelling/pieces/{number}"
    answer = send(browser, here, here, **fields)
    assert answer.headers.get("location") == f"/labelling?after={number}", answer.text
    return own_label(browser.app.state.database, 2, number)  # type: ignore[attr-defined]


@pytest.mark.usefixtures("desk")
def test_one_after_the_other_is_judged(browser: TestClient, database: Database) -> None:
    first = shown(get(browser, "/labelling").text)
    record = label(
        browser, first, too_broad="no", vague="yes", infeasible="no", code="V2", main="财政", triage="急难事"
    )
    assert record
    said = Said({"too_broad": False, "vague": True, "infeasible": False}, ("V2",), "财政局", None, "急难事")
    assert record.label.said == said
    assert (record.label.annotator, record.label.source) == ("李审核", "page")
    assert record.extra["seen_model"] is False
    page = get(browser, f"/labelling?after={first}").text
    assert shown(page) != first
    assert "待标 11 件，您今天标了 1 件" in page
    assert labels(database, shown(page)) == []


@pytest.mark.usefixtures("desk")
def test_the_models_view_comes_only_when_it_is_asked_for_and_that_is_kept(browser: TestClient) -> None:
    number = shown(get(browser, "/labelling").text)
    here = f"/labelling/pieces/{number}"
    assert "模型的看法" not in get(browser, here).text
    form = re.findall(r'name="csrf" value="([^"]+)"', get(browser, here).text)[0]
    asked = browser.post(
        f"{here}/model", data={"csrf": form, "vague": "no", "main": "公安"}, headers=HTML
    ).text
    assert "模型的看法" in asked
    assert "为什么请您标" in asked
    assert 'id="vague-no" value="no" data-key="5" aria-keyshortcuts="5" checked' in asked
    assert 'value="公安"' in asked
    record = label(browser, number, vague="no", seen="1")
    assert record
    assert record.extra["seen_model"] is True
    assert "模型的看法" in get(browser, here).text


@pytest.mark.usefixtures("desk")
def test_what_cannot_be_kept_is_said_and_nothing_typed_is_lost(
    browser: TestClient, database: Database
) -> None:
    number = shown(get(browser, "/labelling").text)
    here = f"/labelling/pieces/{number}"
    empty = send(browser, here, here)
    assert empty.status_code == 422
    assert "一项都还没有判，所以没有保存" in alerts(empty.text)
    vague = send(browser, here, here, main="和", vague="yes", code="V1")
    assert vague.status_code == 422
    assert "“和”可能是" in alerts(vague.text)
    assert 'id="code-V1" value="V1" data-key="a" aria-keyshortcuts="a" checked' in vague.text
    assert labels(database, number) == []


@pytest.mark.usefixtures("desk")
def test_a_draft_judged_again_is_judged_anew(browser: TestClient, database: Database) -> None:
    number = shown(get(browser, "/labelling").text)
    label(browser, number, vague="yes", code="V3")
    page = get(browser, f"/labelling/pieces/{number}").text
    assert "这一件您标过" in page
    assert 'id="code-V3" value="V3" data-key="d" aria-keyshortcuts="d" checked' in page
    label(browser, number, vague="no")
    assert [(said, holds) for _, said, holds in labels(database, number)] == [
        (Said({"vague": True}), False),
        (Said({"vague": False}), True),
    ]


def test_the_queue_says_why_each_is_in_it(browser: TestClient, desk: tuple[int, ...]) -> None:
    page = get(browser, "/labelling/queue").text
    assert len(re.findall(r'href="/labelling/pieces/\d+"', page)) == len(desk)
    assert len(re.findall(r'class="why">[^<]+<', page)) == len(desk)


def test_an_empty_desk_has_nothing_to_label(browser: TestClient) -> None:
    sign_in(browser, "li")
    assert "现在没有待标的草稿" in get(browser, "/labelling").text
    assert "现在没有待标的草稿" in get(browser, "/labelling/queue").text
    for number in ("1", "x", "99999999999"):
        assert get(browser, f"/labelling/pieces/{number}").status_code == 404


def test_a_deputy_labels_nothing(browser: TestClient) -> None:
    sign_in(browser, "zhang")
    for path in ("/labelling", "/labelling/queue", "/labelling/pieces/1"):
        assert get(browser, path).status_code == 403
    assert "标注" not in get(browser, "/").text
