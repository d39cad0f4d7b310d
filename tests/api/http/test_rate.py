import asyncio
from typing import Any

import pytest
from httpx import ASGITransport, AsyncClient, Response
from starlette.types import Receive, Scope, Send

from api.http.rate import RateLimit


async def _fine(scope: Scope, receive: Receive, send: Send) -> None:
    del scope, receive
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body"})


def answers(per_minute: int, *requests: tuple[str, str]) -> list[Response]:
    """Return the answers to requests, each an address and a path."""
    limited: Any = RateLimit(_fine, per_minute)

    async def ask(address: str, path: str) -> Response:
        transport = ASGITransport(limited, client=(address, 1))
        async with AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.get(path)

    async def ask_all() -> list[Response]:
        return [await ask(address, path) for address, path in requests]

    return asyncio.run(ask_all())


def statuses(per_minute: int, *requests: tuple[str, str]) -> list[int]:
    return [answer.status_code for answer in answers(per_minute, *requests)]


def test_more_than_the_rate_is_told_when_to_come_again() -> None:
    *_, refused = answers(2, *[("10.0.0.1", "/v1/reviews")] * 3)
    assert refused.status_code == 429
    seconds = int(refused.headers["retry-after"])
    assert 1 <= seconds <= 60
    assert refused.headers["content-type"] == "application/problem+json"
    problem = refused.json()
    assert (problem["kind"], problem["title"]) == ("TooManyRequests", "一分钟里的请求超过 2 次")
    assert problem["remedy"] == f"请等 {seconds} 秒再试"


def test_each_address_is_counted_alone() -> None:
    assert statuses(1, ("10.0.0.1", "/"), ("10.0.0.2", "/"), ("10.0.0.1", "/")) == [204, 204, 429]


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("fe80::1%eth0", "fe80::2%eth0", True),
        ("::ffff:10.0.0.1", "::ffff:10.0.0.2", False),
        ("nonsense:", "nonsense:", True),
    ],
)
def test_a_line_with_many_addresses_is_counted_once(first: str, second: str, same: bool) -> None:
    assert statuses(1, (first, "/"), (second, "/")) == [204, 429 if same else 204]


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/static/style.css"])
def test_what_keeps_the_service_and_its_pages_alive_is_free(path: str) -> None:
    assert statuses(1, *[("10.0.0.1", path)] * 3, ("10.0.0.1", "/")) == [204] * 4


def test_no_rate_is_no_limit() -> None:
    assert statuses(0, *[("10.0.0.1", "/")] * 50) == [204] * 50


def test_a_page_that_is_refused_is_a_page() -> None:
    limited: Any = RateLimit(_fine, 1)

    async def ask_twice() -> Response:
        async with AsyncClient(transport=ASGITransport(limited), base_url="http://test") as client:
            await client.get("/")
            return await client.get("/", headers={"accept": "text/html"})

    refused = asyncio.run(ask_twice())
    assert refused.status_code == 429
    assert refused.headers["content-type"].startswith("text/html")
    assert "一分钟里的请求超过 1 次" in refused.text
