"""The second factor: how it is added, what it asks for, what replaces it, and how it is taken off."""

import logging
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from api.accounts import second_factor, sessions
from api.accounts.accounts import disable, named
from api.accounts.changing import change_password, set_password
from api.accounts.log_in import finish, half_way, log_in
from api.accounts.second_factor import Proof, codes_left, is_taken
from api.errors import AccountError, LogInDelayed, LogInRefused
from api.sealing import Seal
from api.storage.database import Database
from api.storage.schema import AccountRow, RecoveryRow
from api.trail.by import By
from api.trail.listing import steps
from tests.api.accounts.factors import SEAL, Telephone, forget_codes, with_telephone
from tests.api.accounts.people import PASSWORD, made
from tests.api.accounts.test_log_in import HERE, WRONG, fail, pass_time, seconds_to_wait

NEW = "西门小学 斑马线 2027"


def finished(database: Database, account_id: int, code: str, seal: Seal = SEAL, half: str = "") -> None:
    half = half or half_way(database, account_id)
    account = finish(database, seal, account_id, half=half, code=code, address=HERE)
    assert account.id == account_id


def test_it_is_added_with_the_password_and_a_code_and_ends_other_sessions(database: Database) -> None:
    account = made(database)
    here, there = (sessions.start(database, account.id, hours=1) for _ in range(2))
    assert not account.second_factor
    telephone = with_telephone(database, account.id, PASSWORD, session_key=here)
    assert named(database, "zhang.san").second_factor
    assert sessions.account_of(database, here) == named(database, "zhang.san")
    assert sessions.account_of(database, there) is None
    assert len(set(telephone.recovery)) == codes_left(database, account.id) == 10


def test_without_the_password_or_the_code_it_is_not_added(database: Database) -> None:
    account = made(database)
    secret, sealed = second_factor.on_trial(SEAL, account.id)
    code = Telephone(secret).code()
    for proof, error in (
        (Proof(WRONG, code), LogInRefused),
        (Proof(PASSWORD, "000000" if code != "000000" else "111111"), AccountError),
        (Proof(PASSWORD, Telephone(secret).code(9)), AccountError),
        (Proof(PASSWORD, ""), AccountError),
    ):
        with pytest.raises(error):
            second_factor.add(database, SEAL, account.id, proof, sealed=sealed)
    with pytest.raises(AccountError, match="验证码不对"):
        second_factor.add(database, SEAL, account.id, Proof(PASSWORD, code), sealed="1" + "A" * 80)
    assert not named(database, "zhang.san").second_factor


def test_a_key_on_trial_is_of_one_account_and_stays_the_same(database: Database) -> None:
    one, other = made(database), made(database, "li.si")
    secret, sealed = second_factor.on_trial(SEAL, one.id)
    assert second_factor.on_trial(SEAL, one.id, sealed) == (secret, sealed)
    assert second_factor.on_trial(SEAL, other.id, sealed)[0] != secret
    assert secret not in sealed


def test_it_is_not_added_twice(database: Database) -> None:
    account = made(database)
    telephone = with_telephone(database, account.id, PASSWORD)
    with pytest.raises(AccountError, match="已经开了"):
        with_telephone(database, account.id, PASSWORD)
    assert is_taken(database, SEAL, account.id, telephone.code())


def test_a_code_is_taken_once(database: Database) -> None:
    account = made(database)
    code = with_telephone(database, account.id, PASSWORD).code()
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in code)  # as some keyboards for Chinese write digits
    finished(database, account.id, f" {wide[:3]} {wide[3:]}")
    with pytest.raises(LogInRefused, match="已经用过"):
        finished(database, account.id, code)


def test_the_code_by_which_it_was_added_is_used_up(database: Database) -> None:
    account = made(database)
    secret, sealed = second_factor.on_trial(SEAL, account.id)
    code = Telephone(secret).code()
    second_factor.add(database, SEAL, account.id, Proof(PASSWORD, code), sealed=sealed)
    assert not is_taken(database, SEAL, account.id, code)


def test_of_many_who_use_a_code_at_once_one_is_let_in(database: Database) -> None:
    account = made(database)
    telephone = with_telephone(database, account.id, PASSWORD)
    for code in (telephone.code(), telephone.recovery[0]):
        with ThreadPoolExecutor(6) as people:
            let_in = people.map(lambda _, code=code: is_taken(database, SEAL, account.id, code), range(6))
            assert sum(let_in) == 1


def test_a_recovery_code_replaces_the_telephone_once(database: Database) -> None:
    account = made(database)
    telephone = with_telephone(database, account.id, PASSWORD)
    finished(database, account.id, telephone.recovery[3].upper().replace("-", " "))
    assert codes_left(database, account.id) == 9
    with pytest.raises(LogInRefused):
        finished(database, account.id, telephone.recovery[3])
    finished(database, account.id, telephone.recovery[4])
    assert [step.kind for step in steps(database, kinds=["recovery_code_used"])] == ["recovery_code_used"] * 2


def test_recovery_codes_cannot_be_guessed(database: Database) -> None:
    """Each is a key of 138 bits, see ``test_keys.py``."""
    people = [made(database, name) for name in ("zhang.san", "li.si")]
    codes = [code for each in people for code in with_telephone(database, each.id, PASSWORD).recovery]
    assert len(set(codes)) == 20
    assert all(re.fullmatch("[a-hjkmnp-z2-9]{4}(-[a-hjkmnp-z2-9]{4}){6}", code) for code in codes)


def test_signing_in_by_both_is_logged_with_what_came_of_it(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    account = made(database)
    telephone = with_telephone(database, account.id, PASSWORD)
    caplog.set_level(logging.DEBUG, "lianshen.door")
    log_in(database, "zhang.san", PASSWORD, HERE)  # half of it is no log-in yet
    with pytest.raises(LogInRefused):
        finished(database, account.id, "000000x")
    finished(database, account.id, telephone.code())
    finished(database, account.id, telephone.recovery[0])
    told = [record for record in caplog.records if record.name == "lianshen.door"]
    assert [(each.levelname, vars(each)["event"], vars(each)["account_id"]) for each in told] == [
        ("WARNING", "code_refused", account.id),
        ("INFO", "logged_in", account.id),
        ("INFO", "logged_in", account.id),
    ]
    assert {vars(each)["line"] for each in told} == {HERE}
    said = "".join(each.getMessage() + str(vars(each)) for each in told)
    assert "验证码" in said, "by which factors"
    assert telephone.recovery[0] not in said


def test_the_codes_of_another_account_are_worth_nothing(database: Database) -> None:
    one, other = made(database), made(database, "li.si")
    with_telephone(database, one.id, PASSWORD)
    theirs = with_telephone(database, other.id, PASSWORD)
    for code in (theirs.code(), theirs.recovery[0]):
        assert not is_taken(database, SEAL, one.id, code)
    assert codes_left(database, other.id) == 10


@pytest.mark.parametrize("typed", ["", "0", "abcdef", "１２３４５６", "²²²²²²", "\0", "\ud800", "9" * 999])
def test_anything_may_be_tried(database: Database, typed: str) -> None:
    account = made(database)
    with_telephone(database, account.id, PASSWORD)
    assert not is_taken(database, SEAL, account.id, typed)


def test_guessing_codes_is_slowed_down_as_guessing_passwords_is(database: Database) -> None:
    """And the password, typed right in between, buys no new guesses."""
    account = made(database)
    telephone = with_telephone(database, account.id, PASSWORD)
    for _ in range(5):
        log_in(database, "zhang.san", PASSWORD, HERE)
        with pytest.raises(LogInRefused):
            finished(database, account.id, "nonsense")
    assert seconds_to_wait(database) == 1
    with pytest.raises(LogInDelayed):
        finished(database, account.id, telephone.code())
    pass_time(database, timedelta(seconds=1))
    finished(database, account.id, telephone.code())
    fail(database, 4)
    log_in(database, "zhang.san", PASSWORD, HERE)


def test_taking_it_off_gives_no_more_guesses_either(database: Database) -> None:
    account = made(database)
    telephone = with_telephone(database, account.id, PASSWORD)
    for _ in range(5):
        with pytest.raises(AccountError, match="验证码不对"):
            second_factor.take_off(database, SEAL, account.id, Proof(PASSWORD, "nonsense"))
    with pytest.raises(LogInDelayed):
        second_factor.take_off(database, SEAL, account.id, Proof(PASSWORD, telephone.code()))


def test_it_is_taken_off_with_the_password_and_a_code(database: Database) -> None:
    account = made(database)
    telephone = with_telephone(database, account.id, PASSWORD)
    with pytest.raises(LogInRefused, match="密码不对"):
        second_factor.take_off(database, SEAL, account.id, Proof(WRONG, telephone.code()))
    here, there = (sessions.start(database, account.id, hours=1) for _ in range(2))
    second_factor.take_off(database, SEAL, account.id, Proof(PASSWORD, telephone.code()), session_key=here)
    assert not named(database, "zhang.san").second_factor
    assert sessions.account_of(database, here)
    assert sessions.account_of(database, there) is None
    with database.session() as session:
        assert session.scalars(select(RecoveryRow)).all() == []


def test_an_administrator_takes_it_off_and_the_password_is_still_asked_for(database: Database) -> None:
    account = made(database)
    telephone = with_telephone(database, account.id, PASSWORD)
    key = sessions.start(database, account.id, hours=1)
    second_factor.remove(database, "Zhang.San", By("周主任"))
    assert sessions.account_of(database, key) is None
    assert not is_taken(database, SEAL, account.id, telephone.code())
    with pytest.raises(LogInRefused):
        log_in(database, "zhang.san", WRONG, HERE)
    assert not log_in(database, "zhang.san", PASSWORD, HERE).second_factor
    with pytest.raises(AccountError, match="没有开两步验证"):
        second_factor.remove(database, "zhang.san")


def test_a_password_that_was_replaced_does_not_replace_the_code(database: Database) -> None:
    account = made(database)
    with_telephone(database, account.id, PASSWORD)
    set_password(database, "zhang.san", NEW)
    assert log_in(database, "zhang.san", NEW, HERE).second_factor
    change_password(database, account.id, NEW, PASSWORD)
    assert log_in(database, "zhang.san", PASSWORD, HERE).second_factor


def test_half_a_log_in_ends_with_the_password_and_with_the_account(database: Database) -> None:
    account = made(database)
    telephone = with_telephone(database, account.id, PASSWORD)
    half = half_way(database, account.id)
    set_password(database, "zhang.san", NEW)
    with pytest.raises(LogInRefused, match="这次登录作废了"):
        finished(database, account.id, telephone.code(), half=half)
    disable(database, "zhang.san")
    with pytest.raises(LogInRefused, match="这次登录作废了"):
        finished(database, account.id, telephone.code())


def test_what_is_done_to_it_is_in_the_trail(database: Database) -> None:
    account = made(database)
    with_telephone(database, account.id, PASSWORD)
    second_factor.remove(database, "zhang.san", By("周主任"))
    found = [(step.actor, step.kind) for step in steps(database)]
    assert found == [("周主任", "second_factor_removed"), ("张三", "second_factor_added")]


def test_the_key_is_kept_sealed_and_is_sealed_anew_by_a_new_key(database: Database) -> None:
    account = made(database)
    telephone = with_telephone(database, account.id, PASSWORD)

    def kept() -> str:
        with database.session() as session:
            return session.get_one(AccountRow, account.id).second_factor or ""

    before = kept()
    assert telephone.secret not in before
    new = "later " * 8
    finished(database, account.id, telephone.code(), Seal([new, "tests " * 8]))
    assert kept() != before
    forget_codes(database)
    finished(database, account.id, telephone.code(), Seal([new]))


def test_where_the_key_of_the_service_is_lost_recovery_codes_still_open(database: Database) -> None:
    account = made(database)
    telephone = with_telephone(database, account.id, PASSWORD)
    other = Seal(["other " * 8])
    with pytest.raises(AccountError, match="密钥文件换过了"):
        finished(database, account.id, telephone.code(), other)
    finished(database, account.id, telephone.recovery[0], other)
