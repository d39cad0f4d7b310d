"""Codes by the clock, as every authenticator app counts them."""

from base64 import b32decode, b32encode
from urllib.parse import parse_qs, urlsplit

import pytest

from api.accounts import totp

RFC = b32encode(b"12345678901234567890").decode()
STEP = 60_000_000


@pytest.fixture
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop the clock in the middle of a step."""
    monkeypatch.setattr(totp, "time", lambda: STEP * 30 + 12.5)


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_the_codes_are_those_of_rfc_6238(seconds: int, code: str) -> None:
    assert totp.code_of(RFC, seconds // totp.SECONDS) == code


def test_a_code_lasts_thirty_seconds() -> None:
    assert totp.SECONDS == 30


def test_a_key_cannot_be_guessed_and_is_never_the_same() -> None:
    keys = {totp.new_secret() for _ in range(50)}
    assert len(keys) == 50
    assert {len(b32decode(key)) * 8 for key in keys} == {160}


def test_what_the_app_reads_holds_the_key_and_whose_it_is() -> None:
    address = urlsplit(totp.address(RFC, "张.san"))
    assert (address.scheme, address.netloc) == ("otpauth", "totp")
    assert address.path == "/%E8%81%94%E5%AE%A1:%E5%BC%A0.san"
    assert parse_qs(address.query) == {"secret": [RFC], "issuer": ["联审"]}


@pytest.mark.usefixtures("noon")
def test_a_clock_may_be_wrong_by_one_step_and_no_more() -> None:
    known = [totp.step_of(RFC, totp.code_of(RFC, STEP + drift), 0) for drift in range(-3, 4)]
    assert known == [None, None, STEP - 1, STEP, STEP + 1, None, None]


@pytest.mark.usefixtures("noon")
def test_neither_a_code_that_was_taken_nor_one_before_it_is_known_again() -> None:
    for drift in (-1, 0):
        assert totp.step_of(RFC, totp.code_of(RFC, STEP + drift), STEP) is None
    assert totp.step_of(RFC, totp.code_of(RFC, STEP + 1), STEP) == STEP + 1
