"""Under which names the service answers, so that no page of another host name can be of its origin.

Somebody may let a name of their own lead to this machine (DNS rebinding): a browser would then take their
page and this service for one. Starlette's own middleware answers in another shape, and does not know IPv6.
"""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from api.errors import WrongHost
from api.http.problems import problem_of, response
from model.network import is_loopback


class OwnHosts:
    """Refuses what is asked under another host name; those of this machine for itself are always taken."""

    def __init__(self, app: ASGIApp, names: frozenset[str]) -> None:
        """Wrap an application.

        Args:
            app: the application.
            names: without ports, in small letters.
        """
        self._app = app
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Call the application, or refuse."""
        if scope["type"] == "http" and not self._takes(host_of(scope)):
            error = WrongHost(
                "这个主机名不是本服务的",
                remedy="请用管理员给的网址；网址没有错的，请管理员把主机名写进 LIANSHEN_HOSTS",
            )
            await response(scope, problem_of(error))(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _takes(self, name: str) -> bool:
        return name in self._names or is_loopback(name)


def host_of(scope: Scope) -> str:
    """Return the host name a request names, in small letters and without port; empty where it names none."""
    given = Headers(scope=scope).get("host", "").strip().lower()
    if given.startswith("["):
        return given[1:].partition("]")[0]
    return given.partition(":")[0].removesuffix(".")
