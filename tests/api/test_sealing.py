"""What is sealed can be read by this service alone, for just what it was sealed for, and not changed."""

from base64 import urlsafe_b64decode

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given
from hypothesis import strategies as st

from api.sealing import Seal

KEY, OTHER = "k" * 48, "o" * 48
SEAL = Seal([KEY])


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=200))
def test_what_is_sealed_is_opened(words: str) -> None:
    sealed = SEAL.shut(words, "a")
    assert SEAL.opened(sealed, "a") == words
    assert sealed.replace("-", "").replace("_", "").isalnum()
    assert sealed.isascii()


def test_it_is_aes_256_gcm_by_a_key_that_hkdf_has_derived() -> None:
    """Opened here by what the page of keys says of it, and by nothing of ours."""
    content = urlsafe_b64decode(SEAL.shut("欧阳建国", "a")[1:] + "==")
    key = HKDF(SHA256(), 256 // 8, None, b"lianshen sealing 1").derive(KEY.encode())
    words = AESGCM(key).decrypt(content[:12], content[12:], b"a")
    assert words.rstrip(b"\0").decode() == "欧阳建国"


def test_neither_the_words_nor_their_length_can_be_told() -> None:
    sealed = [SEAL.shut(words, "a") for words in ("王", "欧阳建国", "欧阳建国", "x" * 64)]
    assert len(set(sealed)) == 4
    assert len({len(each) for each in sealed}) == 1


def test_it_is_opened_for_nothing_else_and_by_nobody_else() -> None:
    sealed = SEAL.shut("欧阳建国", "a")
    assert SEAL.opened(sealed, "b") is None
    assert Seal([OTHER]).opened(sealed, "a") is None


def test_what_was_changed_is_not_opened() -> None:
    sealed = SEAL.shut("欧阳建国", "a")
    for place in range(len(sealed) - 1):  # the last letter has bits that stand for nothing
        changed = sealed[:place] + ("A" if sealed[place] != "A" else "B") + sealed[place + 1 :]
        assert SEAL.opened(changed, "a") is None, place


@pytest.mark.parametrize(
    "odd",
    ["", "1", "1=", "1A", "1AAAA", "一", "2" + "A" * 80, "1" + "A" * 15, "1" + "A" * 16, "1" + "A" * 99],
)
def test_what_was_never_sealed_is_not_opened(odd: str) -> None:
    assert SEAL.opened(odd, "a") is None


def test_a_new_key_seals_and_the_old_one_still_opens() -> None:
    old, both = SEAL.shut("欧阳建国", "a"), Seal([OTHER, KEY])
    assert both.opened(old, "a") == "欧阳建国"
    assert not both.is_of_today(old, "a")
    new = both.shut("欧阳建国", "a")
    assert both.is_of_today(new, "a")
    assert Seal([OTHER]).opened(new, "a") == "欧阳建国"
    assert SEAL.opened(new, "a") is None
