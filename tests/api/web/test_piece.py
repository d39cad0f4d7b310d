"""One draft on the desk: what its page shows, and what is decided on it."""

from dataclasses import replace
from html import unescape

import pytest
from starlette.testclient import TestClient

from api.accounts import accounts
from api.batch.rows import Entry, Origin, Scored
from api.desk.deciding import act
from api.desk.earlier import earlier_json
from api.desk.opinion import own_opinion
from api.storage.database import Database
from api.storage.desk_schema import GroupRow, PieceRow
from model.draft import Draft
from model.similar.earlier import Alike, Past
from tests.api.desk.desks import add_batch, put_on_desk
from tests.api.desk.pieces import MASKED, labels, piece, put_some
from tests.api.reviews import CLEAN, FLAWED
from tests.api.services import HTML
from tests.api.web.browsing import alerts, another, get, sign_in
from tests.api.web.pieces import fields_of, open_and_press, opinion_on, press
from training.local.said import Said


@pytest.fixture
def reviewer(browser: TestClient) -> TestClient:
    """A reviewer's browser, signed in."""
    sign_in(browser, "li")
    return browser


def account(database: Database, name: str) -> int:
    return accounts.named(database, name).id


def test_it_shows_the_draft_with_all_that_is_known_of_it(reviewer: TestClient, database: Database) -> None:
    entry = Entry(
        7, Origin("件.zip/甲.xlsx", "教育", 12), MASKED,
        {"编号": "第12号", "代表": "张三", "代表团": "第一代表团", "届次": "三次会议", "承办单位": "公路局"},
        ("没有找到日期一栏。",),
    )  # fmt: skip
    batch = add_batch(database, account(database, "li"))
    (number,) = put_on_desk(database, [Scored(entry, FLAWED)], batch)
    page = unescape(get(reviewer, f"/desk/pieces/{number}").text)
    known = [MASKED.title, "张三", "第一代表团", "三次会议", "编号 第12号", "公路局", "第三次会议", "待处理"]
    known += [
        "件.zip/甲.xlsx，工作表“教育”，第 12 行",
        "没有找到日期一栏。",
        "fast-1-abcdef",
        "没有往届相近的建议",
    ]
    known += ["修改后提交", "写有手机号。", "诉求不明", "负责农村公路的建设和养护", "一周一推动"]
    for words in known:
        assert words in page, words
    assert f'<a href="/batches/{batch}">' in page
    assert '<mark class="vague" id="passage-V2-1">' in page
    assert opinion_on(page) == own_opinion(piece(database, number).scored)


def test_earlier_drafts_and_the_group_are_linked(reviewer: TestClient, database: Database) -> None:
    first, second = put_some(database, 2)
    with database.writing() as session:
        group = GroupRow(batch_id=None, representative=first, near_copies=True)
        session.add(group)
        session.flush()
        for number in (first, second):
            session.get_one(PieceRow, number).group_id = group.id
        number_of_group = group.id
        past = Past(Draft("关于修桥的建议", "桥坏了。"), {"办理情况": "已修好"})
        session.get_one(PieceRow, first).text.earlier = earlier_json([Alike(past, 0.9, ())])
    page = get(reviewer, f"/desk/pieces/{first}").text
    assert f'href="/desk/groups/{number_of_group}"' in page
    assert "和另外 1 件可能是同一件事" in page
    assert "关于修桥的建议" in page
    assert "办理情况：已修好" in page


@pytest.mark.parametrize("number", ["0", "-1", "999", "9" * 20, "x", "１", "1.0", "1%00"])
def test_what_is_not_there_is_said_to_be_not_there(reviewer: TestClient, number: str) -> None:
    assert get(reviewer, f"/desk/pieces/{number}").status_code == 404


def test_the_list_one_came_from_goes_along(reviewer: TestClient, database: Database) -> None:
    first, second, third = put_some(database, 3)
    query = "?state=open&sort=received"
    page = unescape(get(reviewer, f"/desk/pieces/{second}{query}").text)
    assert f'href="/desk{query}"' in page
    assert f'href="/desk/pieces/{first}{query}">上一件' in page
    assert f'href="/desk/pieces/{third}{query}">下一件' in page
    assert "第 2 件，共 3 件" in page
    answer = press(reviewer, page, f"/desk/pieces/{second}/accept{query}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/desk/pieces/{second}{query}")


def test_accepting_and_taking_up_again(reviewer: TestClient, database: Database) -> None:
    (number,) = put_some(database)
    answer = open_and_press(reviewer, number, "accept")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/desk/pieces/{number}")
    page = get(reviewer, answer.headers["location"]).text
    assert "已接收。" in page
    assert 'id="accept"' not in page
    assert piece(database, number).standing.state == "accepted"
    open_and_press(reviewer, number, "reopen")
    assert piece(database, number).standing.state == "open"
    assert 'id="accept"' in get(reviewer, f"/desk/pieces/{number}").text


def test_returned_with_the_programs_words_none_are_kept(reviewer: TestClient, database: Database) -> None:
    (number,) = put_some(database)
    assert open_and_press(reviewer, number, "return").status_code == 303
    standing = piece(database, number).standing
    assert (standing.state, standing.opinion, bool(standing.said)) == ("returned", "", False)
    assert labels(database, number) == []


def test_returned_with_words_of_ones_own_these_are_kept(reviewer: TestClient, database: Database) -> None:
    (number,) = put_some(database)
    answer = open_and_press(reviewer, number, "return", opinion="请写明是哪一段路。\r\n谢谢！\r\n")
    assert answer.status_code == 303
    assert piece(database, number).standing.opinion == "请写明是哪一段路。\n谢谢！"
    page = get(reviewer, f"/desk/pieces/{number}").text
    assert "退回修改；改了意见" in page
    assert opinion_on(page) == "请写明是哪一段路。\n谢谢！"
    own = own_opinion(piece(database, number).scored)
    open_and_press(reviewer, number, "correct", opinion=own)
    assert piece(database, number).standing.opinion == ""


@pytest.mark.parametrize(
    ("opinion", "said"),
    [("", "意见是空的"), (" \r\n ", "意见是空的"), ("长" * 20_001, "意见有 20001 个字，最多 20000 个")],
)
def test_an_opinion_that_will_not_do_comes_back(
    reviewer: TestClient, database: Database, opinion: str, said: str
) -> None:
    (number,) = put_some(database)
    answer = open_and_press(reviewer, number, "return", opinion=opinion)
    assert answer.status_code == 422
    assert said in alerts(answer.text)
    assert opinion_on(answer.text) == opinion.strip()
    assert piece(database, number).version == 1


def test_nobody_gets_a_draft_back_without_a_reason(reviewer: TestClient, database: Database) -> None:
    (number,) = put_some(database, review=CLEAN)
    answer = open_and_press(reviewer, number, "return")
    assert answer.status_code == 422
    assert "请在意见里写明退回的理由" in alerts(answer.text)
    assert open_and_press(reviewer, number, "return", opinion="请换一个题目。").status_code == 303


def test_a_flag_and_a_unit_are_corrected_and_nothing_else_is_said(
    reviewer: TestClient, database: Database
) -> None:
    (number,) = put_some(database)
    answer = open_and_press(reviewer, number, "correct", vague="no", main="财政局")
    assert answer.status_code == 303
    said = Said({"vague": False}, main="财政局")
    assert piece(database, number).standing.said == said
    assert labels(database, number) == [(account(database, "li"), said, True)]
    page = get(reviewer, f"/desk/pieces/{number}").text
    assert page.count("李审核更正") == 2
    assert "更正：“内容模糊”不成立，主办 财政局" in page
    assert opinion_on(page) == own_opinion(piece(database, number).scored)
    assert "财政局主办" in opinion_on(page)


def test_each_correction_bears_the_name_of_who_made_it(reviewer: TestClient, database: Database) -> None:
    (number,) = put_some(database)
    open_and_press(reviewer, number, "correct", main="财政局")
    admin = another(reviewer)
    sign_in(admin, "admin")
    open_and_press(admin, number, "correct", triage="大要事", code=["V2", "B1"])
    page = get(admin, f"/desk/pieces/{number}").text
    units, triage = page.split('id="units-head"')[1].split('id="triage-head"')
    assert ("李审核更正" in units, "周主任更正" in units) == (True, False)
    assert "周主任更正" in triage.split("</section>")[0]
    assert "领域宽泛" in page
    assert page.split('class="flags"')[1].split("</ul>")[0].count("周主任更正") == 3


def test_all_corrections_can_be_cleared(reviewer: TestClient, database: Database) -> None:
    (number,) = put_some(database)
    open_and_press(reviewer, number, "correct", vague="no", main="财政局")
    open_and_press(reviewer, number, "correct", clear="1")
    assert piece(database, number).standing.said == Said()
    assert [holds for _, _, holds in labels(database, number)] == [False]
    page = get(reviewer, f"/desk/pieces/{number}").text
    assert "恢复模型的判断" in page
    assert "更正</span>" not in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"main": "外星局"}, "没有叫“外星局”的单位"),
        ({"co": ["财政局", "公安局", "教育局", "民政局"]}, "会办单位最多 3 个，现在选了 4 个"),
        ({"code": ["V2", "X9"]}, "没有“X9”这条理由"),
        ({"triage": "天大的事"}, "分流没有这一类"),
    ],
)
def test_what_will_not_do_is_said_and_what_was_typed_stays(
    reviewer: TestClient, database: Database, changes: dict[str, object], said: str
) -> None:
    (number,) = put_some(database)
    answer = open_and_press(reviewer, number, "accept", opinion="我写的话。", vague="no", **changes)
    assert answer.status_code == 422
    assert said in alerts(answer.text)
    left = fields_of(answer.text)
    assert (left["opinion"], left["vague"]) == (["我写的话。"], ["no"])
    for name in {"main", "co"} & set(changes):
        value = changes[name]
        assert left[name] == (value if isinstance(value, list) else [value])
    assert piece(database, number).version == 1


def test_what_stands_in_the_form_is_kept_whichever_button_is_pressed(
    reviewer: TestClient, database: Database
) -> None:
    (number,) = put_some(database)
    open_and_press(reviewer, number, "accept", opinion="留着的话。", triage="小微事")
    standing = piece(database, number).standing
    assert (standing.state, standing.opinion, standing.said) == (
        "accepted",
        "留着的话。",
        Said(triage="小微事"),
    )
    assert "接收；更正：分流 小微事；改了意见" in get(reviewer, f"/desk/pieces/{number}").text


def test_a_button_without_the_rest_of_the_form_says_nothing_else(
    reviewer: TestClient, database: Database
) -> None:
    (number,) = put_some(database)
    csrf = fields_of(get(reviewer, f"/desk/pieces/{number}").text)["csrf"]
    answer = reviewer.post(f"/desk/pieces/{number}/accept", data={"csrf": csrf, "version": "1"}, headers=HTML)
    assert answer.status_code == 303
    standing = piece(database, number).standing
    assert (standing.state, standing.opinion, standing.said) == ("accepted", "", Said())


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30])
def test_a_form_that_names_no_version_is_not_understood(
    reviewer: TestClient, database: Database, version: str
) -> None:
    (number,) = put_some(database)
    assert open_and_press(reviewer, number, "accept", version=version).status_code == 400
    assert piece(database, number).version == 1


def test_pressed_twice_nothing_is_done_twice(reviewer: TestClient, database: Database) -> None:
    (number,) = put_some(database)
    open_and_press(reviewer, number, "accept")
    open_and_press(reviewer, number, "accept")
    assert "没有改动，什么也没有记。" in get(reviewer, f"/desk/pieces/{number}").text
    assert piece(database, number).version == 2


def test_the_newest_step_can_be_taken_back(reviewer: TestClient, database: Database) -> None:
    (number,) = put_some(database)
    open_and_press(reviewer, number, "accept", vague="no")
    page = get(reviewer, f"/desk/pieces/{number}").text
    action = page.split('name="action" value="')[1].split('"')[0]
    answer = press(reviewer, page, f"/desk/pieces/{number}/undo", action=action)
    assert answer.status_code == 303
    page = get(reviewer, f"/desk/pieces/{number}").text
    assert "已撤回。" in page
    assert 'id="undo"' not in page
    standing = piece(database, number).standing
    assert (standing.state, standing.said) == ("open", Said())
    again = press(reviewer, page, f"/desk/pieces/{number}/undo", action=action)
    assert again.status_code == 409


def test_what_was_typed_outlives_taking_back(reviewer: TestClient, database: Database) -> None:
    (number,) = put_some(database)
    open_and_press(reviewer, number, "accept")
    page = get(reviewer, f"/desk/pieces/{number}").text
    action = page.split('name="action" value="')[1].split('"')[0]
    answer = press(
        reviewer, page, f"/desk/pieces/{number}/undo", action=action, opinion="还没存的话。", main="财政局"
    )
    assert answer.status_code == 200
    assert "已撤回。您刚才填的还在下面，还没有保存。" in answer.text
    left = fields_of(answer.text)
    assert (left["opinion"], left["main"], left["version"]) == (["还没存的话。"], ["财政局"], ["3"])
    assert piece(database, number).standing.said == Said()


def test_a_step_of_many_says_how_many_go_back_with_it(reviewer: TestClient, database: Database) -> None:
    first, second = put_some(database, 2)
    open_and_press(reviewer, first, "accept")
    versions = {first: 2, second: 1}
    act(
        database,
        account(database, "li"),
        "return",
        "退回修改",
        versions,
        lambda before: replace(before, state="returned"),
    )
    assert "撤回这一步（2 件一起）" in get(reviewer, f"/desk/pieces/{first}").text


def test_markup_in_a_draft_and_in_an_opinion_is_shown_as_text(
    reviewer: TestClient, database: Database
) -> None:
    evil = "</textarea></p><script>alert(1)</script>"
    (number,) = put_some(database, review=CLEAN, draft=Draft(f"关于{evil}的建议", f"{evil}路坏了。"))
    open_and_press(reviewer, number, "return", opinion=f"请改{evil}。")
    page = get(reviewer, f"/desk/pieces/{number}").text
    assert "<script>alert" not in page
    assert opinion_on(page) == f"请改{evil}。"


def test_a_deputy_sees_none_of_it(browser: TestClient, database: Database) -> None:
    (number,) = put_some(database)
    sign_in(browser, "zhang")
    answer = get(browser, f"/desk/pieces/{number}")
    assert answer.status_code == 403
    assert MASKED.title not in answer.text
