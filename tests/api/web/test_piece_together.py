"""Two reviewers at one draft: the second is told, loses no word, and writes over nothing."""

from dataclasses import dataclass

import pytest
from starlette.testclient import TestClient

from api.desk.opinion import own_opinion
from api.storage.database import Database
from tests.api.desk.pieces import piece, put_some
from tests.api.web.browsing import alerts, another, get, sign_in
from tests.api.web.pieces import fields_of, open_and_press, opinion_on, press
from training.local.said import Said


@dataclass(frozen=True)
class Two:
    """Two browsers, and the page of one draft as the second looked at it."""

    first: TestClient
    second: TestClient
    number: int

    @property
    def address(self) -> str:
        return f"/desk/pieces/{self.number}"

    def look(self) -> str:
        return get(self.second, self.address).text


@pytest.fixture
def two(browser: TestClient, database: Database) -> Two:
    second = another(browser)
    sign_in(browser, "li")
    sign_in(second, "admin")
    return Two(browser, second, put_some(database)[0])


@pytest.mark.parametrize("button", ["accept", "return", "reopen", "correct", "undo"])
def test_who_comes_second_is_told_what_the_first_did(two: Two, database: Database, button: str) -> None:
    page = two.look()
    open_and_press(two.first, two.number, "accept", triage="大要事")
    answer = press(two.second, page, f"{two.address}/{button}", opinion="我写的话。", main="财政局")
    assert answer.status_code == 409
    said = alerts(answer.text)
    assert "李审核刚刚改过这一件，您的改动还没有保存" in said
    assert "李审核：接收；更正：分流 大要事" in said
    assert fields_of(answer.text)["opinion"] == ["我写的话。"]
    assert fields_of(answer.text)["main"] == ["财政局"]
    now = piece(database, two.number)
    assert (now.version, now.standing.said) == (2, Said(triage="大要事"))


def test_pressed_again_what_both_did_is_kept(two: Two, database: Database) -> None:
    page = two.look()
    open_and_press(two.first, two.number, "correct", triage="大要事", code=["V2", "B1"])
    answer = press(two.second, page, f"{two.address}/correct", main="财政局", code=["V2", "F2"])
    assert answer.status_code == 409
    left = fields_of(answer.text)
    assert sorted(left["code"]) == ["B1", "F2", "V2"]
    assert (left["triage"], left["main"]) == (["大要事"], ["财政局"])
    assert press(two.second, answer.text, f"{two.address}/correct").status_code == 303
    said = Said(codes=("B1", "V2", "F2"), main="财政局", triage="大要事")
    assert piece(database, two.number).standing.said == said


def test_words_that_nobody_typed_give_way_to_those_the_other_typed(two: Two) -> None:
    page = two.look()
    open_and_press(two.first, two.number, "return", opinion="第一位的话。")
    answer = press(two.second, page, f"{two.address}/accept", main="财政局")
    assert answer.status_code == 409
    assert opinion_on(answer.text) == "第一位的话。"


def test_the_programs_words_follow_what_the_other_corrected(two: Two, database: Database) -> None:
    page = two.look()
    open_and_press(two.first, two.number, "correct", main="财政局")
    answer = press(two.second, page, f"{two.address}/accept")
    assert opinion_on(answer.text) == own_opinion(piece(database, two.number).scored)
    assert press(two.second, answer.text, f"{two.address}/accept").status_code == 303
    standing = piece(database, two.number).standing
    assert (standing.state, standing.opinion, standing.said) == ("accepted", "", Said(main="财政局"))


def test_a_version_that_there_never_was_is_not_taken_for_one(two: Two, database: Database) -> None:
    answer = press(two.second, two.look(), f"{two.address}/accept", version="77", opinion="我写的话。")
    assert answer.status_code == 409
    assert "别人刚刚改过这一件" in alerts(answer.text)
    assert opinion_on(answer.text) == "我写的话。"
    assert piece(database, two.number).version == 1
