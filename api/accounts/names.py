"""What people may be called: by which name they log in, and under which they are shown."""

import re
import unicodedata

from api.errors import AccountError

SHORTEST, LONGEST = 2, 40

_NAME = re.compile("[0-9a-z._\u4e00-\u9fff\u3400-\u4dbf-]+")


def canonical(name: str) -> str:
    """Return a log-in name as it is kept: small letters, no blanks around, full-width letters made narrow."""
    return unicodedata.normalize("NFKC", name).strip().lower()


def is_name(name: str) -> bool:
    """Return whether a canonical name can be that of an account."""
    return SHORTEST <= len(name) <= LONGEST and _NAME.fullmatch(name) is not None


def checked_name(name: str) -> str:
    """Return the canonical name.

    Args:
        name: 2 to 40 Chinese characters, letters, digits, ``.``, ``_`` or ``-``.

    Raises:
        AccountError: it is none of that.
    """
    kept = canonical(name)
    if not SHORTEST <= len(kept) <= LONGEST:
        problem = f"登录名要有 {SHORTEST} 到 {LONGEST} 个字，这里是 {len(kept)} 个"
        raise AccountError(problem, remedy="请换一个登录名")
    if not is_name(kept):
        raise AccountError("登录名里有不能用的字符", remedy="请只用汉字、字母、数字和 . _ -")
    return kept


def checked_display(display: str) -> str:
    """Return the shown name, with single blanks between its parts and none around them.

    Raises:
        AccountError: it is empty, too long, or has characters that cannot be seen.
    """
    kept = " ".join(display.split())
    if not kept:
        raise AccountError("没有写姓名", remedy="请写上显示给别人看的姓名")
    if len(kept) > LONGEST:
        problem = f"姓名最多 {LONGEST} 个字，这里是 {len(kept)} 个"
        raise AccountError(problem, remedy="请写短一些")
    if not kept.isprintable():
        raise AccountError("姓名里有看不见的字符", remedy="请去掉以后再写一次")
    return kept
