"""The charts say their findings in words, stand in tables, and lead to the lists they count."""

import re
from html import unescape
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

from api.batch.rows import Scored
from api.storage.database import Database
from tests.api.desk.desks import add_batch, put_on_desk
from tests.api.desk.office import Office, office
from tests.api.web.browsing import get, sign_in


@pytest.fixture
def desk(browser: TestClient, database: Database, scored_session: tuple[Scored, ...]) -> Office:
    """Forty drafts, some decided about; 李审核 is signed in."""
    made = office(database, scored_session[:40])
    made.decide("accepted", *made.pieces[:8])
    made.decide("returned", *made.pieces[8:10])
    sign_in(browser, "li")
    return made


def text(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_an_empty_desk_has_no_charts(browser: TestClient) -> None:
    sign_in(browser, "li")
    page = get(browser, "/desk/charts")
    assert page.status_code == 200
    assert "这里还没有草稿" in page.text
    assert "<svg class=" not in page.text


@pytest.mark.usefixtures("desk")
def test_each_chart_has_a_finding_and_a_table(browser: TestClient) -> None:
    page = get(browser, "/desk/charts").text
    headings = [text(each) for each in re.findall(r"<h2.*?</h2>", page, re.DOTALL)]
    assert headings[0] == "处理到哪里了 40 件里已处理 10 件（25%），还有 30 件待处理"
    assert [heading.partition(" ")[0] for heading in headings] == [
        "处理到哪里了",
        "多少件要改",
        "问题在哪里",
        "具体原因",
        "各单位",
        "各代表团退回多少",
        "三分",
        "每天处理多少",
    ]
    assert page.count("<caption") == len(headings)
    assert " style=" not in page
    row = text(re.findall(r'<tr role="row">\s*<th scope="row".*?</tr>', page, re.DOTALL)[1])
    assert row == "已退回 2 5.0%"


def test_every_link_leads_to_as_many_drafts_as_it_says(browser: TestClient, desk: Office) -> None:
    page = get(browser, f"/desk/charts?batch={desk.batch}").text
    rows = re.findall(
        r'<th scope="row" role="rowheader"><a href="([^"]+)".*?<td[^>]*>([\d,]+)</td>', page, re.DOTALL
    )
    assert len(rows) > 15
    for link, number in {unescape(link): number for link, number in rows}.items():
        address = urlsplit(link)
        assert (address.path, f"batch={desk.batch}" in address.query) == ("/desk", True)
        shown = text(get(browser, link).text)
        assert f"{number} 件" in shown, link


def test_two_batches_are_compared(
    browser: TestClient, desk: Office, database: Database, scored_session: tuple[Scored, ...]
) -> None:
    later = add_batch(database, desk.reviewer, "第四次会议")
    put_on_desk(database, scored_session[:30], later)
    told = text(get(browser, "/desk/charts").text)
    assert "件数减少 10 件" in told
    assert re.search(r"项目 第三次会议 第四次会议 增减 件数 40 30 -10", told)
    turned = text(get(browser, f"/desk/charts?batch={desk.batch}&with={later}").text)
    assert "件数增加 10 件" in turned
    assert "提质减量" not in text(get(browser, "/desk/charts?batch=0").text)


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("query", ["batch=x", "batch=99999999999", "with=x", "batch=7&with=-1", "with=%00"])
def test_nonsense_in_the_address_does_no_harm(browser: TestClient, query: str) -> None:
    assert get(browser, f"/desk/charts?{query}").status_code == 200


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "\u202e镇代表团", "'\"&"])
def test_names_are_words_and_nothing_else(
    browser: TestClient, database: Database, scored_session: tuple[Scored, ...], name: str
) -> None:
    first = scored_session[0]
    fields = {**first.entry.fields, "代表团": name}
    entry = type(first.entry)(1, first.entry.origin, first.entry.draft, fields)
    office(database, [Scored(entry, first.review)], name)
    sign_in(browser, "li")
    page = get(browser, "/desk/charts").text
    assert "<script>" not in page
    assert "\u202e" not in page
    assert text(page)
