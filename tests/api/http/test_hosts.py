"""Under which host names the service answers, by real requests to a real server."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from tests.api.http.running import running
from tests.api.services import HTML, serving

OWN = {"host": "127.0.0.1", "hosts": "Lianshen.example, 10.0.0.7,[2001:db8::7]"}
LOOPBACK = {"host": "127.0.0.1"}
OPEN = {"host": "0.0.0.0"}  # noqa: S104 - not bound


Ask = Callable[[dict[str, str]], httpx.Client]


@pytest.fixture
def ask(small_home: Path, tmp_path: Path) -> Iterator[Ask]:
    """Serve with settings, and return what asks."""
    with ExitStack() as stack:

        def asks(settings: dict[str, str]) -> httpx.Client:
            url = f"sqlite:///{tmp_path / 'service.sqlite3'}"
            client = stack.enter_context(serving(small_home, database_url=url, **settings))
            port = stack.enter_context(running(client.app))
            return stack.enter_context(httpx.Client(base_url=f"http://127.0.0.1:{port}"))

        yield asks


@pytest.mark.parametrize(
    ("settings", "taken", "refused"),
    [
        (
            OWN,
            [
                "lianshen.example",
                "LIANSHEN.example.",
                "lianshen.example:8443",
                "10.0.0.7",
                "[2001:db8::7]:80",
            ],
            [
                "evil.example",
                "lianshen.example.evil.example",
                "a.lianshen.example",
                "10.0.0.8",
                "[2001:db8::8]",
            ],
        ),
        (LOOPBACK, [], ["lianshen.example", "evil.example:8000", "127.0.0.1.evil.example", "0.0.0.0", ""]),  # noqa: S104
        (OPEN, ["lianshen.example", "10.0.0.7:8000", "evil.example"], []),
    ],
)
def test_it_answers_under_its_own_names_and_those_of_this_machine_alone(
    ask: Ask, settings: dict[str, str], taken: list[str], refused: list[str]
) -> None:
    client = ask(settings)
    for path in ("/healthz", "/readyz", "/login", "/static/page.css", "/v1/rubric"):
        usual = client.get(path).status_code
        assert usual != 421
        for host in (*taken, "127.0.0.1", "localhost:9", "[::1]:8000"):
            assert client.get(path, headers={"Host": host}).status_code == usual, host
        for host in refused:
            assert client.get(path, headers={"Host": host}).status_code == 421, host


def test_a_page_of_another_name_learns_nothing_and_is_told_why(ask: Ask) -> None:
    client = ask(LOOPBACK)
    evil = {"Host": "evil.example"}
    told = client.post("/v1/reviews", json={"body": "东门外的路坏了，请修。"}, headers=evil)
    assert told.headers["content-type"] == "application/problem+json"
    assert told.json()["kind"] == "WrongHost"
    assert "LIANSHEN_HOSTS" in told.json()["remedy"]
    page = client.get("/", headers=evil | HTML)
    assert page.status_code == 421
    assert "这个主机名不是本服务的" in page.text
    assert "set-cookie" not in page.headers
    assert "evil" not in page.text
