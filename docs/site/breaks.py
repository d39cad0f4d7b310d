"""Takes out the line breaks within Chinese text, which a browser shows as spaces between the characters."""

import re

_WIDE = "[\u2014\u2018-\u201d\u2026\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
_STOP = "[\u3001\u3002\u300a-\u300d\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f]"
"""After these there is never a space, whatever follows."""
_INLINE = r"(?:<(?:a|code|em|strong)\b[^>]*>)*"
_ENDED = "(?:</(?:a|code|em|strong)>)*"
_WITHIN = re.compile(f"({_STOP}{_ENDED})\n(?=\\S)|({_WIDE}{_ENDED})\n(?={_INLINE}{_WIDE})")
_CODE = re.compile("(<pre\\b.*?</pre>)", re.DOTALL)


def on_page_content(html: str, **_: object) -> str:
    """Join the lines of a page, but for those of its code."""
    return "".join(
        part if part.startswith("<pre") else _WITHIN.sub(r"\1\2", part) for part in _CODE.split(html)
    )
