"""The pages of groups, on both databases: what they say, what their buttons do, and what they refuse."""

import re
from html import unescape

import httpx2
import pytest
from starlette.testclient import TestClient

from api.batch.rows import Scored
from api.desk import grouping
from api.storage.database import Database
from model.bundle import Bundle
from model.draft import Draft
from model.reviewer import Reviewer
from tests.api.desk.desks import put_on_desk
from tests.api.desk.grouped import put_group, scored, seen
from tests.api.services import HTML
from tests.api.web.browsing import alerts, get, hidden, send, sign_in


@pytest.fixture(scope="module")
def drafts(small_bundle: Bundle) -> tuple[Scored, ...]:
    return scored(Reviewer(small_bundle))


@pytest.fixture
def li(browser: TestClient) -> TestClient:
    """The browser of a reviewer."""
    sign_in(browser, "li")
    return browser


@pytest.fixture
def pair(li: TestClient, database: Database, drafts: tuple[Scored, ...]) -> tuple[TestClient, int]:
    """The same browser and the number of a group of two."""
    return li, put_group(database, drafts[:2])[0]


def text_of(page: str) -> str:
    """Return the words of a page, without its tags."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", page)))


def press(browser: TestClient, page: str, group: int, do: str, **fields: object) -> httpx2.Response:
    """Press a button of a page that was opened before."""
    form = hidden(page, f"/desk/groups/{group}")
    return browser.post(f"/desk/groups/{group}", data={**form, "do": do, **fields}, headers=HTML)


def open_group(browser: TestClient, group: int) -> str:
    answer = get(browser, f"/desk/groups/{group}")
    assert answer.status_code == 200
    return answer.text


def test_an_empty_desk_says_so(li: TestClient) -> None:
    assert "还没有发现说同一件事的建议" in get(li, "/desk/groups").text
    assert "没有符合条件的组" in get(li, "/desk/groups?merged=yes").text


def test_the_list_leads_to_the_group(li: TestClient, database: Database, drafts: tuple[Scored, ...]) -> None:
    group, _ = put_group(database, drafts[:3], near_copies=True)
    page = get(li, "/desk/groups").text
    assert f'href="/desk/groups/{group}"' in page
    assert re.search(r"3 件 字句大体相同 \S+ 未并案", text_of(page))


def test_a_group_shows_its_proposal_and_what_is_shared(
    li: TestClient, database: Database, drafts: tuple[Scored, ...]
) -> None:
    group, numbers = put_group(database, (drafts[0], drafts[2]))
    page = open_group(li, group)
    assert "建议 2 件并案办理" in text_of(page)
    assert "一并答复领衔代表王建国、张卫东" in text_of(page)
    assert "是同一件事的可能性极大" in text_of(page)
    assert '<mark class="shared" id="own-1">关于在柳林路安装路灯的建议' in page
    assert 'href="#other-1" aria-label="第 1 处相同，看成员里的">1</a>' in page
    assert f"第 {numbers[1]} 号 · 张卫东" in text_of(page)


def test_merging_is_said_and_can_be_taken_back(
    li: TestClient, database: Database, drafts: tuple[Scored, ...]
) -> None:
    group, numbers = put_group(database, drafts[:2])
    answer = press(li, open_group(li, group), group, "merge", first=numbers[0])
    assert (answer.status_code, answer.headers["location"]) == (303, f"/desk/groups/{group}?done=1")
    page = get(li, answer.headers["location"]).text
    assert "已做好。并案：2 件" in text_of(page)
    assert "已定 2 件并案办理" in text_of(page)
    form = hidden(page, "/desk/groups/undo")
    answer = li.post("/desk/groups/undo", data=form, headers=HTML)
    assert answer.headers["location"] == f"/desk/groups/{group}"
    page = get(li, answer.headers["location"]).text
    assert "已撤回：并案：2 件" in text_of(page)
    assert "建议 2 件并案办理" in text_of(page)
    answer = li.post("/desk/groups/undo", data=form, headers=HTML)
    assert (answer.status_code, "已经撤回过了" in alerts(answer.text)) == (404, True)


def test_what_was_changed_since_is_said_not_to_be_taken_back(
    li: TestClient, database: Database, drafts: tuple[Scored, ...]
) -> None:
    group, numbers = put_group(database, drafts[:2])
    answer = press(li, open_group(li, group), group, "accepted", tick=numbers)
    page = get(li, answer.headers["location"]).text
    grouping.decide(database, 1, seen(database, group), frozenset(numbers), "returned")
    answer = li.post("/desk/groups/undo", data=hidden(page, "/desk/groups/undo"), headers=HTML)
    assert answer.headers["location"] == f"/desk/groups/{group}"
    said = text_of(get(li, answer.headers["location"]).text)
    assert "没有撤回，什么也没有改。" in said
    assert said.count("后来又改过，没有动它") == 2
    assert "已撤回" not in said


def test_the_last_but_one_that_goes_leaves_a_way_back(
    li: TestClient, database: Database, drafts: tuple[Scored, ...]
) -> None:
    group, numbers = put_group(database, drafts[:2])
    answer = press(li, open_group(li, group), group, "out", tick=[numbers[1]])
    assert answer.headers["location"] == "/desk/groups?done=1"
    page = get(li, answer.headers["location"]).text
    assert "这一组只剩不到两件，不再列出；撤回就能恢复" in text_of(page)
    answer = li.post("/desk/groups/undo", data=hidden(page, "/desk/groups/undo"), headers=HTML)
    assert answer.headers["location"] == f"/desk/groups/{group}"


def find(li: TestClient, group: int, words: str) -> str:
    """Look for drafts that might belong to a group; return where that leads."""
    path = f"/desk/groups/{group}"
    address, _, place = send(li, path, f"{path}/find", text=words).headers["location"].partition("#")
    assert place == "more"
    return address


def test_a_draft_is_found_and_put_in(li: TestClient, database: Database, drafts: tuple[Scored, ...]) -> None:
    group, _ = put_group(database, drafts[:2])
    other, _ = put_group(database, drafts[3:5])
    (alone,) = put_on_desk(database, drafts[5:])
    page = get(li, find(li, group, str(alone))).text
    assert f'value="add {alone} 1"' in page
    assert press(li, page, group, f"add {alone} 1").status_code == 303
    address = find(li, group, "石梁河")
    assert address.startswith(f"/desk/groups/{group}?find=1")
    assert "%" not in address
    page = get(li, address).text
    assert f'value="join {other}"' in page
    assert press(li, page, group, f"join {other}").status_code == 303
    assert "5 件可能是同一件事" in text_of(open_group(li, group))
    assert "没有找到" in get(li, find(li, group, "没有这几个字")).text


def test_a_group_that_moved_is_found_under_its_old_address(
    li: TestClient, database: Database, drafts: tuple[Scored, ...]
) -> None:
    group, numbers = put_group(database, drafts[:2])
    answer = press(li, open_group(li, group), group, "represent", first=numbers[1])
    now = answer.headers["location"].partition("?")[0]
    assert now != f"/desk/groups/{group}"
    assert get(li, f"/desk/groups/{group}").headers["location"] == now
    form = {**hidden(get(li, now).text, now), "do": "out"}
    late = li.post(f"/desk/groups/{group}", data=form, headers=HTML)
    assert (late.status_code, "下面是现在的样子" in alerts(late.text)) == (409, True)
    assert [get(li, f"/desk/groups/{odd}").status_code for odd in ("99999", "x", "9" * 40, "-1")] == [404] * 4


def test_somebody_was_faster_and_what_was_chosen_is_still_there(
    li: TestClient, database: Database, drafts: tuple[Scored, ...]
) -> None:
    group, numbers = put_group(database, drafts[:3])
    page = open_group(li, group)
    grouping.take_out(database, 1, seen(database, group), frozenset(numbers[2:]))
    answer = press(li, page, group, "assign", unit="教育局", tick=[numbers[1]])
    assert answer.status_code == 409
    assert "别人刚刚动过这一组的成员" in alerts(answer.text)
    assert "<option selected>教育局</option>" in answer.text
    assert f'name="tick" value="{numbers[1]}" checked' in answer.text
    assert "2 件可能是同一件事" in text_of(answer.text)


def test_deciding_for_all_at_once_and_for_those_that_are_ticked(
    li: TestClient, database: Database, drafts: tuple[Scored, ...]
) -> None:
    group, numbers = put_group(database, drafts[:3])
    press(li, open_group(li, group), group, "merge", first=numbers[0], tick=[numbers[1]])
    page = open_group(li, group)
    assert "接收和退回只对已并案的 2 件" in text_of(page)
    press(li, page, group, "accepted")
    press(li, open_group(li, group), group, "returned", tick=[numbers[2]])
    assert re.findall("已接收|已退回", text_of(open_group(li, group))) == ["已接收", "已接收", "已退回"]


@pytest.mark.parametrize(
    ("do", "fields", "status", "said"),
    [
        ("assign", {"unit": "没有这个局"}, 400, "还没有选主办单位"),
        ("out", {}, 400, "还没有勾选要移出的件"),
        ("merge", {"first": 99_999}, 400, "选作代表件的不在这一组里"),
        ("join 99999", {}, 404, "要合并的那一组已经不在了"),
        ("add 99999 1", {}, 404, "没有这一件"),
        ("add x y z", {}, 400, "看不懂要做什么"),
        ("", {}, 400, "看不懂要做什么"),
        ("merge", {"seen": "x:y 1 :::"}, 409, "别人刚刚动过"),
    ],
)
def test_what_cannot_be_done_is_said_on_the_page(
    pair: tuple[TestClient, int], do: str, fields: dict[str, object], status: int, said: str
) -> None:
    li, group = pair
    answer = press(li, open_group(li, group), group, do, **fields)
    assert answer.status_code == status
    assert said in alerts(answer.text)


def test_a_group_that_is_gone_is_said_on_the_list(
    li: TestClient, database: Database, drafts: tuple[Scored, ...]
) -> None:
    group, numbers = put_group(database, drafts[:2])
    page = open_group(li, group)
    grouping.take_out(database, 1, seen(database, group), frozenset(numbers))
    answer = press(li, page, group, "merge", first=numbers[0])
    assert (answer.status_code, "这一组已经不在了" in alerts(answer.text)) == (404, True)


def test_a_large_group_comes_in_pages(li: TestClient, database: Database, drafts: tuple[Scored, ...]) -> None:
    group, numbers = put_group(database, drafts[:1] * 60)
    assert open_group(li, group).count('name="tick"') == 50
    second = get(li, f"/desk/groups/{group}?page=2").text
    assert second.count('name="tick"') == 10
    answer = press(li, second, group, "merge")
    assert "并案：60 件" in text_of(get(li, answer.headers["location"]).text)
    assert numbers


def test_words_of_a_draft_are_never_markup(li: TestClient, database: Database, small_bundle: Bundle) -> None:
    hostile = Draft(
        "<script>alert(1)</script>关于修路", "<b>东门外的路坏了，坑坑洼洼不好走</b>。请交通局修好。"
    )
    group, _ = put_group(database, scored(Reviewer(small_bundle), (hostile, hostile)))
    page = open_group(li, group)
    assert "<script>alert" not in page
    assert "<b>" not in page
