"""Drafts are put on the desk whole, and found one at a time."""

from dataclasses import replace

import orjson
import pytest

from api.batch.rows import Entry, Origin, Scored
from api.desk.earlier import earlier_json
from api.desk.pieces import find, of_submission
from api.desk.standing import Standing
from api.storage.database import Database
from api.storage.desk_schema import PieceRow
from api.submissions import submit
from model.draft import Draft
from model.similar.earlier import Alike, Past
from model.similar.passages import shared_passages
from tests.api.desk.desks import RECEIVED, add_batch, put_on_desk
from tests.api.desk.pieces import MASKED, piece, put_some, say, somebody
from tests.api.reviews import CLEAN, FLAWED
from training.local.said import Said


def test_what_is_put_there_is_found_again(database: Database) -> None:
    entry = Entry(
        7,
        Origin("件.zip/甲.xlsx", "教育", 12),
        MASKED,
        {"代表": "张三", "届次": "第三次会议"},
        ("没有找到编号。",),
    )
    batch = add_batch(database, somebody(database))
    (number,) = put_on_desk(database, [Scored(entry, FLAWED)], batch)
    found = piece(database, number)
    assert (found.id, found.version, found.batch_id, found.submission_id) == (number, 1, batch, None)
    assert (found.entry, found.model, found.review) == (entry, FLAWED, FLAWED)
    assert found.standing == Standing("open", "", Said(), None, merged=False)
    assert (found.received, found.changed, found.changed_by) == (RECEIVED, None, None)
    assert (found.likeness, found.earlier) == (0.0, ())
    assert (found.scored.entry, found.scored.review) == (entry, FLAWED)


@pytest.mark.parametrize("number", [0, -1, 999, 2**31, 10**30])
def test_what_is_not_there_is_not_found(database: Database, number: int) -> None:
    put_some(database)
    assert find(database, number) is None
    assert of_submission(database, 1) is None


def test_its_review_is_the_corrected_one_and_the_models_stays(database: Database) -> None:
    (number,) = put_some(database)
    say(database, somebody(database), number, Said(main="财政局"))
    found = piece(database, number)
    assert (found.model.units.main.unit, found.review.units.main.unit) == ("交通运输局", "财政局")
    assert found.scored.review == found.review


@pytest.mark.parametrize("text", ["", "一\r\n二\t三\n", "<script>alert('x')</script>", "𠮷😀\u200d" * 9000])
def test_any_text_comes_back_as_it_was(database: Database, text: str) -> None:
    (number,) = put_some(database, review=CLEAN, draft=Draft(text, text, "省"))
    assert piece(database, number).entry.draft == Draft(text, text, "省")


def test_a_name_that_is_too_long_is_cut_in_the_list_alone(database: Database) -> None:
    entry = Entry(1, Origin("甲.xlsx"), MASKED, {"代表": "张" * 200, "代表团": "团" * 200})
    (number,) = put_on_desk(database, [Scored(entry, FLAWED)])
    with database.session() as session:
        row = session.get_one(PieceRow, number)
        assert (row.deputy, row.delegation) == ("张" * 120, "团" * 120)
    assert piece(database, number).entry.fields == entry.fields


def test_the_most_similar_earlier_drafts_come_with_what_both_say(database: Database) -> None:
    (number,) = put_some(database)
    past = Past(replace(MASKED, title="关于修桥的建议"), {"届次": "第二次会议", "办理情况": "已修好"})
    alike = Alike(past, 0.82, shared_passages(MASKED, past.draft))
    with database.writing() as session:
        session.get_one(PieceRow, number).text.earlier = earlier_json([alike, replace(alike, passages=())])
    first, second = piece(database, number).earlier
    assert (first.title, first.likeness, first.fields) == ("关于修桥的建议", 0.82, past.fields)
    assert first.shared == MASKED.body.removesuffix("。")
    assert second.shared == ""
    assert orjson.loads(earlier_json([])) == []


def test_a_draft_is_found_by_the_number_under_which_it_was_handed_in(database: Database) -> None:
    zhang = somebody(database, "zhang", "张代表", "deputy")
    submission = submit(database, zhang, MASKED, FLAWED)
    (number,) = put_some(database)
    with database.writing() as session:
        session.get_one(PieceRow, number).submission_id = submission.id
    assert of_submission(database, submission.id) == piece(database, number)
