"""Passwords: which are good enough, and how they are kept.

The rules are those of NIST SP 800-63B, 5.1.1: length counts, composition does not; none of the commonest,
none that is made of what everybody here knows; nothing expires. Kept by Argon2id with the parameters that
argon2-cffi recommends (RFC 9106, low memory).

A password is verified exactly as it is received. Up to schema 0004 it was normalised (NFKC) first; what was
kept then is marked, is compared so once more, and is kept anew as it was typed when its owner next logs in.

A password that somebody else has chosen is kept with a mark: it lets its owner in to choose their own, and to
nothing else. The mark stands with the hash, so that whatever replaces the password takes it away, and holds
the day: what lies about unused for long is no longer let in. Marks without a day are older than this.
"""

import os
import re
import unicodedata
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from api.accounts.names import canonical
from api.errors import AccountError

SHORTEST, LONGEST = 8, 128

KNOWN_HERE = tuple(Path(__file__).with_name("known_here.txt").read_text("utf-8").split())
"""Words that everybody in such an office knows: a password of nothing but these, the log-in name, and digits
or marks around them is guessed at once. They stand in ``docs/security.md``."""

_FILLING = re.compile(r"[\W\d_]+")
GIVEN_DAYS = 10
"""For so long a password that somebody else has chosen may be used to choose one's own: ASVS 5.0, V6.4.1."""

_GIVEN = re.compile(r"given (?:(?P<day>\d{4}-\d\d-\d\d) )?")
"""Before the hash of a password that somebody else has chosen."""
_NORMALISED = "nfkc "
"""Before the hash of a password that was normalised; put there by the migration to schema 0005."""

_HASHER = PasswordHasher()
_AT_ONCE = BoundedSemaphore(os.cpu_count() or 1)
"""Each hash takes 64 MiB: many log-ins at once wait for each other instead of for memory."""


def check_password(password: str, name: str) -> None:
    """Refuse a new password that is too easily guessed.

    Args:
        password: as typed.
        name: the log-in name of the account.

    Raises:
        AccountError: it is too short, too long, one of the commonest, or made of what everybody here knows.
    """
    if len(password) < SHORTEST:
        problem = f"密码至少要有 {SHORTEST} 个字符，这里是 {len(password)} 个"
        raise AccountError(problem, remedy="可以用几个不相干的词连起来，好记又不好猜")
    if len(password) > LONGEST:
        problem = f"密码最多 {LONGEST} 个字符，这里是 {len(password)} 个"
        raise AccountError(problem, remedy="请换一个短一些的")
    if canonical(password) == canonical(name):
        raise AccountError("密码不能就是登录名", remedy="请换一个")
    if canonical(password) in _common():
        raise AccountError("这个密码用的人太多，别人容易猜到", remedy="请换一个")
    if _is_known_here(canonical(password), canonical(name)):
        raise AccountError(
            "这个密码只是登录名或本系统常用的词加上数字，别人容易猜到", remedy="请用几个不相干的词"
        )


def hash_password(password: str) -> str:
    """Return what is kept of a password. Takes a good part of a second on purpose."""
    with _AT_ONCE:
        return _HASHER.hash(_bytes(password))


def is_password(kept: str | None, password: str) -> bool:
    """Return whether a password is the one of which ``kept`` was kept.

    Args:
        kept: what :func:`hash_password` or :func:`mark_given` returned; ``None`` where there is no account,
            which takes as long.
        password: as typed.
    """
    if kept is None:
        hash_password(password)
        return False
    kept = _GIVEN.sub("", kept, count=1)
    if kept.startswith(_NORMALISED):
        kept, password = kept.removeprefix(_NORMALISED), unicodedata.normalize("NFKC", password)
    try:
        with _AT_ONCE:
            return _HASHER.verify(kept, _bytes(password))
    except VerifyMismatchError:
        return False


def mark_given(kept: str) -> str:
    """Return what is kept of a password that somebody else has chosen today."""
    return f"given {datetime.now(UTC):%Y-%m-%d} {kept}"


def is_given(kept: str) -> bool:
    """Return whether somebody else has chosen the password."""
    return _GIVEN.match(kept) is not None


def is_too_old(kept: str) -> bool:
    """Return whether a password that somebody else has chosen was not replaced in time."""
    given = _GIVEN.match(kept)
    if given is None or given["day"] is None:
        return False
    return datetime.now(UTC).date() - date.fromisoformat(given["day"]) > timedelta(GIVEN_DAYS)


def is_outdated(kept: str) -> bool:
    """Return whether a password was kept otherwise than today: normalised, or with weaker parameters.

    One that somebody else has chosen is not: it goes as soon as it is used.
    """
    if is_given(kept):
        return False
    return kept.startswith(_NORMALISED) or _HASHER.check_needs_rehash(kept)


def _bytes(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")  # anything may be tried as a password


@cache
def _common() -> frozenset[str]:
    """Return what every attacker tries first: from stolen lists (zxcvbn), or usual in China."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS  # noqa: PLC0415 - 800 KB that few processes need

    usual_here = Path(__file__).with_name("common.txt").read_text("utf-8").split()
    stolen = map(canonical, FREQUENCY_LISTS["passwords"])
    return frozenset(password for password in (*usual_here, *stolen) if len(password) >= SHORTEST)


def _is_known_here(password: str, name: str) -> bool:
    """Return whether nothing is left of a password without digits, marks, the name and well-known words."""
    left = _FILLING.sub("", password)
    if not left:
        return False  # digits alone: the list of common ones tells which of them will not do
    for word in sorted({*KNOWN_HERE, _FILLING.sub("", name)}, key=len, reverse=True):
        left = left.replace(word, "") if word else left
    return not left
