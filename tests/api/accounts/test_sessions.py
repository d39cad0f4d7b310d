"""When a session ends."""

from sqlalchemy import func, select

from api.accounts import accounts, sessions
from api.storage.database import Database
from api.storage.schema import SessionRow
from tests.api.accounts.people import made


def test_a_key_is_that_of_one_account(database: Database) -> None:
    accounts = [made(database, name) for name in ("zhang.san", "li.si")]
    keys = [sessions.start(database, account.id, hours=1) for account in accounts * 2]
    assert [sessions.account_of(database, key) for key in keys] == accounts * 2
    assert len(set(keys)) == 4, "another one each time, of the same account, too"
    assert min(map(len, keys)) >= 43  # 256 bits


def test_what_is_no_key_belongs_to_nobody(database: Database) -> None:
    for key in ("", "\0", "\ud800", "x" * 100_000):
        assert sessions.account_of(database, key) is None


def test_it_ends_after_its_hours_and_is_swept_out(database: Database) -> None:
    account = made(database)
    key = sessions.start(database, account.id, hours=0)
    assert sessions.account_of(database, key) is None
    sessions.start(database, account.id, hours=1)
    with database.session() as session:
        assert session.scalar(select(func.count()).select_from(SessionRow)) == 1


def test_whose_sessions_go_on_is_told_the_newest_first(database: Database) -> None:
    account, other = made(database), made(database, "li.si")
    here, _, elsewhere, _ = (
        sessions.start(database, who, hours)
        for who, hours in ((account.id, 1), (account.id, 0), (account.id, 2), (other.id, 3))
    )
    assert [one.here for one in sessions.sessions_of(database, account.id, here)] == [False, True]
    assert [one.here for one in sessions.sessions_of(database, account.id, elsewhere)] == [True, False]
    accounts.end_sessions(database, account.name, but=here)
    assert [one.here for one in sessions.sessions_of(database, account.id, here)] == [True]


def test_with_another_key_it_lasts_no_longer_and_the_one_before_is_nobody_s(database: Database) -> None:
    account = made(database)
    before, elsewhere = (sessions.start(database, account.id, hours=1) for _ in range(2))
    ends = [one.ends for one in sessions.sessions_of(database, account.id, before) if one.here]
    fresh = sessions.renew(database, before)
    assert sessions.account_of(database, before) is None
    assert sessions.account_of(database, fresh) == sessions.account_of(database, elsewhere) == account
    assert [one.ends for one in sessions.sessions_of(database, account.id, fresh) if one.here] == ends
    assert sessions.account_of(database, sessions.renew(database, before)) is None, "what has ended stays so"


def test_it_ends_when_logged_out(database: Database) -> None:
    account = made(database)
    here, elsewhere = (sessions.start(database, account.id, hours=1) for _ in range(2))
    for _ in range(2):
        sessions.end(database, here)
    assert sessions.account_of(database, here) is None
    assert sessions.account_of(database, elsewhere) == account


def test_all_of_an_account_can_be_ended(database: Database) -> None:
    account, other = made(database), made(database, "li.si")
    keys = [sessions.start(database, account.id, hours=1) for _ in range(2)]
    others = sessions.start(database, other.id, hours=1)
    with database.writing() as session:
        accounts.log_out(session, account.id)
    assert [sessions.account_of(database, key) for key in keys] == [None, None]
    assert sessions.account_of(database, others) == other
