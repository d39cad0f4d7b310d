"""How the first administrator comes to be."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from api.accounts.accounts import everyone
from api.accounts.invitations import invite_first, is_valid, redeem
from api.errors import AccountError
from api.storage.database import Database
from tests.api.accounts.people import PASSWORD, made


def invited(database: Database, hours: float = 1) -> str:
    key = invite_first(database, hours)
    assert key is not None
    return key


def test_the_key_makes_an_administrator_once(database: Database) -> None:
    key = invited(database)
    assert is_valid(database, key)
    account = redeem(database, key, "admin1", "王主任", PASSWORD)
    assert (account.name, account.display, account.role) == ("admin1", "王主任", "administrator")
    assert not is_valid(database, key)
    with pytest.raises(AccountError, match="钥匙不对，或者过期了"):
        redeem(database, key, "admin2", "李主任", PASSWORD)
    assert everyone(database) == (account,)


def test_of_several_who_use_it_at_once_one_becomes_administrator(database: Database) -> None:
    key = invited(database)

    def redeemed(number: int) -> bool:
        try:
            redeem(database, key, f"admin{number}", "王主任", PASSWORD)
        except AccountError:
            return False
        return True

    with ThreadPoolExecutor(4) as people:
        assert sum(people.map(redeemed, range(4))) == 1
    assert len(everyone(database)) == 1


def test_a_refused_name_or_password_does_not_use_it_up(database: Database) -> None:
    made(database, "taken")
    key = invited(database)
    for name, password in (("taken", PASSWORD), ("x", PASSWORD), ("admin1", "短")):
        with pytest.raises(AccountError):
            redeem(database, key, name, "王主任", password)
    assert redeem(database, key, "admin1", "王主任", PASSWORD).role == "administrator"


def test_the_key_may_be_typed_from_the_screen(database: Database) -> None:
    assert is_valid(database, f" {invited(database).upper().replace('-', ' ')} ")


def test_a_new_key_replaces_the_old_one(database: Database) -> None:
    old, new = invited(database), invited(database)
    assert not is_valid(database, old)
    assert is_valid(database, new)


def test_it_expires(database: Database) -> None:
    key = invited(database, hours=0)
    with pytest.raises(AccountError, match="钥匙不对，或者过期了"):
        redeem(database, key, "admin1", "王主任", PASSWORD)


@pytest.mark.parametrize("key", ["", "\0", "\ud800", "x" * 1000])
def test_what_is_no_key_makes_nobody(database: Database, key: str) -> None:
    invited(database)
    with pytest.raises(AccountError):
        redeem(database, key, "admin1", "王主任", PASSWORD)


def test_where_there_is_an_administrator_nobody_is_invited(database: Database) -> None:
    key = invited(database)
    made(database, "deputy1", "deputy")
    assert is_valid(database, key)
    made(database, "admin1", "administrator")
    assert not is_valid(database, key)
    assert invite_first(database, hours=1) is None
