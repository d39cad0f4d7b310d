"""Which passwords are good enough, and how they are kept."""

import pytest
from argon2 import PasswordHasher

from api.accounts.keys import legible_key
from api.accounts.passwords import (
    check_password,
    hash_password,
    is_outdated,
    is_password,
    mark_given,
)
from api.errors import AccountError


@pytest.mark.parametrize("password", ["修路修路修路修路", "p ss w rd", "x" * 128, "zhangsan 修路", "😀" * 8])
def test_length_counts_and_composition_does_not(password: str) -> None:
    check_password(password, "zhangsan")


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("", "至少要有 8 个字符，这里是 0 个"),
        ("修路修路修路修", "至少要有 8 个字符，这里是 7 个"),
        ("x" * 129, "最多 128 个字符，这里是 129 个"),
        ("Zhang.San", "不能就是登录名"),
        ("ｚｈａｎｇ．ｓａｎ", "不能就是登录名"),
        ("12345678", "用的人太多"),
        ("Password", "用的人太多"),
        ("woaini1314", "用的人太多"),
        ("iloveyou", "用的人太多"),
        ("Password1", "用的人太多"),
        ("zhang.san2026", "登录名或本系统常用的词"),
        ("Lianshen@2026", "登录名或本系统常用的词"),
        ("人大代表建议2026", "登录名或本系统常用的词"),
        ("ａｄｍｉｎ＿12345", "登录名或本系统常用的词"),
        ("１２３４５６７８", "用的人太多"),
    ],
)
def test_what_is_wrong_with_a_password_is_said(password: str, said: str) -> None:
    with pytest.raises(AccountError, match=said):
        check_password(password, "zhang.san")


def test_a_password_is_known_again_and_no_other() -> None:
    kept = hash_password("东门小学 红绿灯")
    assert kept.startswith("$argon2id$")
    assert kept != hash_password("东门小学 红绿灯")
    assert is_password(kept, "东门小学 红绿灯")
    assert not is_password(kept, "东门小学 红绿灯 ")
    assert not is_password(None, "东门小学 红绿灯")


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("cafe\u0301 cafe\u0301", "caf\u00e9 caf\u00e9"),
        ("ｌｕｄｅｎｇ１２３", "ludeng123"),
        ("路灯，路灯！", "路灯,路灯!"),
        ("Ludeng Ludeng", "ludeng ludeng"),
        (" ludeng ludeng", "ludeng ludeng"),
        ("x" * 128, "x" * 127),
    ],
)
def test_it_is_verified_exactly_as_it_is_received(typed: str, other: str) -> None:
    kept = hash_password(typed)
    assert is_password(kept, typed)
    assert not is_password(kept, other)
    assert not is_password(hash_password(other), typed)


def test_what_was_kept_normalised_is_compared_so_until_it_is_kept_anew() -> None:
    kept = f"nfkc {hash_password('ludeng ludeng!')}"
    assert is_password(kept, "ｌｕｄｅｎｇ ludeng！")
    assert is_password(mark_given(kept), "ｌｕｄｅｎｇ ludeng！")
    assert not is_password(kept, "Ludeng ludeng!")
    assert is_outdated(kept)


@pytest.mark.parametrize("password", ["", "\0" * 9, "\ud800" * 9, "x" * 100_000])
def test_anything_may_be_tried(password: str) -> None:
    assert not is_password(hash_password("东门小学 红绿灯"), password)


@pytest.mark.usefixtures("dear_passwords")
def test_a_password_kept_with_weaker_parameters_is_noticed() -> None:
    assert is_outdated(PasswordHasher(time_cost=1, memory_cost=64).hash("东门小学 红绿灯"))
    assert not is_outdated(hash_password("东门小学 红绿灯"))


def test_a_new_password_will_do_can_be_read_out_and_is_never_the_same() -> None:
    made = {legible_key() for _ in range(50)}
    assert len(made) == 50
    for password in made:
        check_password(password, "zhang")
        assert set(password) <= set("abcdefghjkmnpqrstuvwxyz23456789-")
