"""The page on the labels: counts, agreement, and which look mistaken, to be confirmed or withdrawn."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from html import unescape

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from api.batch.rows import Scored
from api.labels.doubting import Doubts
from api.labels.store import add_page_label, standing_labels
from api.storage.database import Database
from api.storage.learning_schema import LabelRow, TrailRow, TrainingRow
from tests.api.desk.desks import put_on_desk
from tests.api.desk.pieces import say
from tests.api.services import HTML
from tests.api.web.browsing import alerts, get, hidden, sign_in
from training.local import mistaken
from training.local.mistaken import Examined
from training.local.said import Said

ADMIN, LI = 1, 2


@pytest.fixture
def desk(browser: TestClient, database: Database, scored_session: tuple[Scored, ...]) -> tuple[int, ...]:
    """Forty drafts labelled by 李审核 as the model judges them, but for the first; three by 周主任, too."""
    put = put_on_desk(database, scored_session[:40])
    for number, each in zip(put, scored_session, strict=False):
        flags = {own.flag: own.probability >= 0.5 for own in each.review.flags}
        add_page_label(database, LI, number, Said(flags))
    surest = max(range(40), key=lambda at: _surest(scored_session[at]))
    wrong = {own.flag: own.probability >= 0.5 for own in scored_session[surest].review.flags}
    flag = max(scored_session[surest].review.flags, key=lambda own: abs(own.probability - 0.5)).flag
    add_page_label(database, LI, put[surest], Said({**wrong, flag: not wrong[flag]}))
    for number in put[:3]:
        add_page_label(database, ADMIN, number, Said({"vague": True}))
    say(database, ADMIN, put[3], Said(main="财政局"))
    sign_in(browser, "li")
    return put[surest], *put


def _surest(scored: Scored) -> float:
    return max(abs(own.probability - 0.5) for own in scored.review.flags)


def text(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


@pytest.mark.usefixtures("desk")
def test_labels_are_counted_by_person_and_source_and_agreement_is_told(browser: TestClient) -> None:
    page = text(get(browser, "/labels").text)
    assert "现在有效的标注 44 条" in page
    assert "李审核 网页上的标注 40" in page
    assert "周主任 审核台上的更正 1" in page
    assert re.search(r"内容模糊 3 件 \d 件 α ", page)
    assert "周主任、李审核 3 件" in page or "李审核、周主任 3 件" in page


def test_without_labels_it_says_where_they_come_from(browser: TestClient) -> None:
    sign_in(browser, "li")
    assert "还没有标注" in get(browser, "/labels").text
    assert "没有看到像是标错的" in get(browser, "/labels/doubted").text


def press(browser: TestClient, number: str, about: str, deed: str) -> str:
    form = hidden(get(browser, "/labels/doubted").text, "/labels/doubted")
    sent = form | {"label": number, "about": about, "deed": deed}
    answer = browser.post("/labels/doubted", data=sent, headers=HTML)
    return answer.text if answer.status_code != 303 else get(browser, "/labels/doubted").text


def test_what_looks_mistaken_is_confirmed_or_withdrawn_and_the_trail_knows(
    browser: TestClient, database: Database, desk: tuple[int, ...]
) -> None:
    page = get(browser, "/labels/doubted").text
    found = re.findall(r'name="label" value="(\d+)">\s*<input[^>]*name="about" value="(\w+)"', page)
    assert found
    assert f"/labelling/pieces/{desk[0]}" in page
    number, about = found[0]
    after = press(browser, number, about, "confirm")
    assert "记下了：没有标错。" in after
    assert (number, about) not in re.findall(
        r'name="label" value="(\d+)">\s*<input[^>]*name="about" value="(\w+)"', after
    )
    assert len(list(standing_labels(database))) == 44
    with database.session() as session:
        (row,) = session.scalars(select(TrailRow))
        assert (row.kind, row.actor, row.account_id) == ("confirm_label", "李审核", LI)

    with database.session() as session:
        other = session.scalar(
            select(LabelRow.id).where(LabelRow.withdrawn.is_(None), LabelRow.id != int(number))
        )
    form = {"csrf": re.findall(r'name="csrf" value="([^"]+)"', after)[0]}
    sent = form | {"label": str(other), "about": "vague", "deed": "withdraw"}
    assert browser.post("/labels/doubted", data=sent, headers=HTML).status_code == 303
    assert len(list(standing_labels(database))) == 43
    again = browser.post("/labels/doubted", data=sent, headers=HTML)
    assert again.status_code == 404
    assert "已经撤回了" in alerts(again.text)
    with database.session() as session:
        assert [row.kind for row in session.scalars(select(TrailRow).order_by(TrailRow.id))] == [
            "confirm_label",
            "withdraw_label",
        ]


@pytest.mark.usefixtures("desk")
def test_a_model_that_may_have_learnt_a_label_is_not_asked_about_it(
    browser: TestClient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Sequence[Examined]] = []

    def remember(examined: Sequence[Examined], _bundle: object) -> tuple[()]:
        asked.append(examined)
        return ()

    monkeypatch.setattr(mistaken, "look_mistaken", remember)
    get(browser, "/labels/doubted")
    assert all(each.view for each in asked[0])
    learn(database, "fast-")  # reviewed the session before the bundle was kept, and so has no number
    learn(database, browser.app.state.desk.version)  # type: ignore[attr-defined]
    browser.app.state.doubts = Doubts()  # type: ignore[attr-defined]
    get(browser, "/labels/doubted")
    assert len(asked[1]) == 44
    assert not any(each.view for each in asked[1])


def learn(database: Database, version: str) -> None:
    """Note that a model has learnt what was said until now."""
    now = datetime.now(UTC)
    with database.writing() as session:
        session.add(
            TrainingRow(
                account_id=None,
                actor="周主任",
                created=now,
                began=now,
                ended=now,
                state="done",
                stage="",
                share=1.0,
                stop=False,
                problem="",
                snapshot="",
                version=version,
                against="",
                comparison=b"",
            )
        )


def test_a_deputy_sees_none_of_it(browser: TestClient) -> None:
    sign_in(browser, "zhang")
    for path in ("/labels", "/labels/doubted", "/watching"):
        assert get(browser, path).status_code == 403
