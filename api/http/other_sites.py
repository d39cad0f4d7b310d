"""Pages of other sites, which can make the browser of whoever reads them ask this service for something.

Their forms lack the token that ours carry. Two doors need another guard: the interface for programs where
it is open without a token, and files that are fetched by a link, which costs the service much and may stand
in the trail.
"""

from urllib.parse import urlsplit

from starlette.requests import Request

from api.errors import NotAllowed

_ELSEWHERE = {"cross-site", "same-site"}


def is_page_of_another_site(request: Request) -> bool:
    """Whether a page of another site sends a request that is no mere link.

    A browser names the origin with each of them; programs name none, and add-ons one that is no site.
    """
    origin = request.headers.get("origin", "").lower()
    if origin == "null":
        return True
    site = urlsplit(origin)
    return site.scheme in {"http", "https"} and site.netloc != request.headers.get("host", "").lower()


def refuse_links_elsewhere(request: Request) -> None:
    """Refuse what a page of another site links to or holds; what somebody types or has noted is taken.

    Raises:
        NotAllowed: a browser says that it is so.
    """
    if request.headers.get("sec-fetch-site") in _ELSEWHERE:
        raise NotAllowed("这个文件不能从别的网站下载", remedy="请打开审核台，从那里下载")
