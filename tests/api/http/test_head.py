"""HEAD gets what GET gets, without the body."""

import http.client

import pytest
from starlette.testclient import TestClient

from api.http.head import with_head
from tests.api.http.running import running
from tests.api.services import HTML

SAFE = (
    "/",
    "/login",
    "/v1/units",
    "/v2/languages",
    "/openapi.json",
    "/healthz",
    "/static/style.css",
    "/users",
)


def _asked(
    connection: http.client.HTTPConnection, method: str, path: str
) -> tuple[int, dict[str, str], bytes]:
    connection.request(method, path, headers={"Accept": "text/html"})
    answer = connection.getresponse()
    changing = {"date", "set-cookie", "x-request-id"}
    headers = {name.lower(): value for name, value in answer.getheaders() if name.lower() not in changing}
    return answer.status, headers, answer.read()


def test_the_headers_are_those_of_get_and_nothing_follows_them(service: TestClient) -> None:
    """On one connection: a body that was sent all the same would be taken for the next answer."""
    with running(service.app) as port:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        for path in SAFE:
            status, headers, body = _asked(connection, "HEAD", path)
            expected_status, expected, content = _asked(connection, "GET", path)
            assert (status, headers) == (expected_status, expected), path
            if status == 200:
                assert int(headers["content-length"]) == len(content) > 0, path
            assert body == b"", path
        connection.close()


def test_what_cannot_be_read_cannot_be_asked_about(service: TestClient) -> None:
    answer = service.head("/check", headers=HTML)
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


def test_a_refusal_names_head_beside_get(service: TestClient) -> None:
    assert service.put("/healthz").headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    ("allowed", "complete"),
    [("GET", "GET, HEAD"), ("POST", "POST"), ("GET, HEAD", "GET, HEAD"), ("POST, GET", "POST, GET, HEAD")],
)
def test_head_is_named_once(allowed: str, complete: str) -> None:
    assert with_head(allowed) == complete
