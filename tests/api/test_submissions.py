"""Drafts handed in: whole, in order, and by many at once."""

import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from api.accounts.accounts import add
from api.storage.database import Database
from api.storage.schema import SubmissionRow
from api.submissions import PAGE, everyones, find, own, submit
from model.draft import Draft
from model.review import to_json
from tests.api.accounts.people import PASSWORD
from tests.api.cli.program import start
from tests.api.reviews import DRAFT, FLAWED

HAND_IN = """
import sys
from dataclasses import replace
from api.storage.database import Database
from api.submissions import submit
from tests.api.reviews import DRAFT, FLAWED

database = Database.open(sys.argv[1])
for number in range(20):
    submit(database, int(sys.argv[2]), replace(DRAFT, title=f"{sys.argv[3]} {number}"), FLAWED)
database.close()
"""


def somebody(database: Database, name: str = "zhang.san") -> int:
    return add(database, name, f"代表 {name}", "deputy", PASSWORD).id


def test_what_is_handed_in_is_found_again(database: Database) -> None:
    account_id = somebody(database)
    submission = submit(database, account_id, DRAFT, FLAWED)
    assert find(database, submission.id) == submission
    assert submission.draft == DRAFT
    assert submission.review == to_json(FLAWED)
    assert (submission.by, submission.account_id) == ("代表 zhang.san", account_id)
    assert (submission.model, submission.state) == (FLAWED.model, "submitted")
    assert submission.submitted.tzinfo is UTC
    assert datetime.now(UTC) - submission.submitted < timedelta(minutes=1)


@pytest.mark.parametrize("number", [0, -1, 1, 2**31, 2**63, 10**30])
def test_what_was_not_handed_in_is_not_found(database: Database, number: int) -> None:
    assert find(database, number) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "一\r\n二\t三\n",
        "<script>alert('x')</script>\x1b[31m",
        "'; DROP TABLE submissions; --",
        "𠮷😀\u200d" * 9000,
    ],
)
def test_any_text_comes_back_as_it_was(database: Database, text: str) -> None:
    draft = Draft(text, text, "乡镇")
    submission = submit(database, somebody(database), draft, FLAWED)
    found = find(database, submission.id)
    assert found is not None
    assert found.draft == draft


def test_a_nul_becomes_another_character_of_one_place(database: Database) -> None:
    submission = submit(database, somebody(database), Draft("修\0路", "a\0b"), FLAWED)
    assert submission.draft == Draft("修\ufffd路", "a\ufffdb")


def test_the_same_draft_pressed_many_times_at_once_is_kept_once(database: Database) -> None:
    account_id = somebody(database)
    with ThreadPoolExecutor(8) as fingers:
        pressed = [fingers.submit(submit, database, account_id, DRAFT, FLAWED) for _ in range(8)]
    assert len({each.result().id for each in pressed}) == 1
    assert len(own(database, account_id)) == 1


def test_the_same_draft_may_be_handed_in_again_after_an_answer_or_another_version(
    database: Database,
) -> None:
    account_id = somebody(database)
    first = submit(database, account_id, DRAFT, FLAWED)
    with database.writing() as session:
        session.get_one(SubmissionRow, first.id).state = "returned"
    second = submit(database, account_id, DRAFT, FLAWED)
    other = submit(database, account_id, replace(DRAFT, level="省"), FLAWED)
    third = submit(database, account_id, DRAFT, FLAWED)
    assert own(database, account_id) == (third, other, second, replace(first, state="returned"))


def test_each_sees_their_own_and_the_reviewers_all_newest_first(database: Database) -> None:
    one, other = somebody(database), somebody(database, "li.si")
    revised = replace(DRAFT, body=f"{DRAFT.body}改过的。")
    handed_in = ((one, DRAFT), (other, DRAFT), (one, revised))
    made = [submit(database, whose, draft, FLAWED) for whose, draft in handed_in]
    assert own(database, one) == (made[2], made[0])
    assert own(database, other) == (made[1],)
    assert everyones(database) == (made[2], made[1], made[0])


def test_long_lists_come_in_pages(database: Database) -> None:
    account_id = somebody(database)
    made = [submit(database, account_id, replace(DRAFT, title=f"{n}"), FLAWED).id for n in range(PAGE + 5)]
    newest_first = made[::-1]
    for listed in (everyones, lambda database, before=None: own(database, account_id, before)):
        page = [submission.id for submission in listed(database)]
        assert page == newest_first[:PAGE]
        rest = [submission.id for submission in listed(database, before=page[-1])]
        assert rest == newest_first[PAGE:]


@pytest.mark.parametrize("before", [-(10**30), -1, 0, 1, 2**31, 2**63, 10**30])
def test_a_page_may_begin_anywhere(database: Database, before: int) -> None:
    submission = submit(database, somebody(database), DRAFT, FLAWED)
    assert everyones(database, before=before) == ((submission,) if before > 1 else ())


def test_many_processes_hand_in_at_once(database_url: str, database: Database) -> None:
    account_id = somebody(database)
    processes = [
        start(HAND_IN, database_url, str(account_id), name, stderr=subprocess.PIPE) for name in "abc"
    ]
    with ThreadPoolExecutor() as readers:
        said = list(readers.map(lambda process: process.communicate(timeout=120)[1].decode(), processes))
    assert said == [""] * 3
    assert len(own(database, account_id)) == 60
