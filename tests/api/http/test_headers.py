import asyncio

import pytest
from httpx import ASGITransport, AsyncClient, Headers
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.http.headers import SecurityHeaders


async def _answer(request: Request) -> Response:
    headers = {"Content-Security-Policy": "sandbox"} if "own" in request.query_params else {}
    return Response(status_code=int(request.query_params.get("status", "200")), headers=headers)


def headers_of(path: str, *, https: bool = False) -> Headers:
    app = SecurityHeaders(Starlette(routes=[Route("/{path:path}", _answer)]), https=https)

    async def ask() -> Headers:
        async with AsyncClient(transport=ASGITransport(app), base_url="http://test") as client:
            return (await client.get(path)).headers

    return asyncio.run(ask())


@pytest.mark.parametrize("path", ["/", "/v1/reviews", "/static/style.css", "/nowhere?status=404"])
def test_every_answer_tells_the_browser_to_trust_this_service_alone(path: str) -> None:
    headers = headers_of(path)
    policy = dict(each.partition(" ")[::2] for each in headers["content-security-policy"].split("; "))
    assert policy == {
        "default-src": "'none'",
        "object-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "strict-transport-security" not in headers
    assert "microphone=()" in headers["permissions-policy"]


@pytest.mark.parametrize("path", ["/", "/static/style.css", "/nowhere?status=404"])
def test_where_everybody_comes_by_https_a_browser_is_told_to_keep_to_it(path: str) -> None:
    stated = headers_of(path, https=True)["strict-transport-security"]
    assert stated == "max-age=31536000; includeSubDomains"


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/", "no-store"),
        ("/drafts/1?v=abc", "no-store"),
        ("/static/style.css?v=1f2e", "public, max-age=31536000, immutable"),
        ("/static/style.css", "public, max-age=86400"),
        ("/static/style.css?value=1", "public, max-age=86400"),
        ("/static/style.css?v=1f2e&status=304", "public, max-age=31536000, immutable"),
        ("/static/nothing.css?v=1f2e&status=404", "no-store"),
    ],
)
def test_only_files_of_the_program_are_kept_by_a_browser(path: str, kept: str) -> None:
    assert headers_of(path)["cache-control"] == kept


def test_a_header_that_the_application_set_stays_alone() -> None:
    assert headers_of("/?own=1").get_list("content-security-policy") == ["sandbox"]
