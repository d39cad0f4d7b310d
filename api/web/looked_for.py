"""What somebody looks for at the desk: words of drafts and names, which stand sealed in an address.

Addresses come into histories, logs of proxies and messages to colleagues. Whoever else may use the desk can
open such an address as before; to others it tells nothing.
"""

from collections.abc import Iterable
from dataclasses import replace

from starlette.requests import Request

from api.desk.wanted import Wanted, clean, read_wanted
from api.errors import BadRequest
from api.sealing import Seal

_ABOUT = "looked for at the desk"


def find(seal: Seal, words: str) -> str:
    """Return how words that are looked for stand in an address; nothing where none are."""
    kept = clean(words)
    return seal.shut(kept, _ABOUT) if kept else ""


def address_of(seal: Seal, words: str) -> str:
    """Return where the list of the drafts is in which words stand."""
    return f"/desk?{Wanted(find=find(seal, words)).query}"


def wanted_of(request: Request, query: str | Iterable[tuple[str, str]]) -> Wanted:
    """Return what a query string asks for, and the words it looks for.

    Raises:
        BadRequest: the words cannot be opened; without them the list would be of other drafts.
    """
    wanted = read_wanted(query)
    if not wanted.find:
        return wanted
    text = request.app.state.seal.opened(wanted.find, _ABOUT)
    if text is None:
        raise BadRequest("这个地址里查找的字读不出来", remedy="请打开审核台，再查一次")
    return replace(wanted, text=text)
