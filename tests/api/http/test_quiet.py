import asyncio
import logging

import pytest
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from api.http.quiet import QuietFailures
from model.errors import BundleTampered

WORDS = "草稿里的话"


async def _failing(scope: Scope, receive: Receive, send: Send) -> None:
    del scope, receive, send
    raise ValueError(WORDS) from KeyError(WORDS)


def test_an_unforeseen_error_is_answered_as_a_problem_and_no_word_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.INFO):
        answer = TestClient(QuietFailures(_failing)).post("/v1/reviews", content=WORDS)
    assert (answer.status_code, answer.json()["kind"]) == (500, "Unforeseen")
    assert answer.headers["content-type"] == "application/problem+json"
    assert "ValueError from KeyError" in caplog.text
    assert "test_quiet.py" in caplog.text
    assert WORDS not in caplog.text + answer.text


def _start(error: Exception) -> list[Message]:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        del scope, receive
        await send({"type": "lifespan.startup.failed", "message": "Traceback …"})
        raise error

    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "lifespan.startup"}

    asyncio.run(QuietFailures(app)({"type": "lifespan"}, receive, send))
    return sent


def test_a_failed_start_is_told_in_words_for_people() -> None:
    error = BundleTampered("模型被改动过", where="models", remedy="请重新训练")
    assert _start(error) == [{"type": "lifespan.startup.failed", "message": str(error)}]


def test_a_start_that_fails_unforeseen_names_kind_and_place() -> None:
    (message,) = _start(ValueError(WORDS))
    assert message["message"].startswith("ValueError\n")
    assert WORDS not in message["message"]


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b'--x\r\nContent-Disposition: form-data; name="a"\r\nOdd\x01Header: y\r\n\r\nz\r\n--x--\r\n', 400),
        (b"--x\r\nno header at all\r\n\r\nz\r\n--x--\r\n", 400),
        (b"something else", 400),
        (b"--x--\r\nwhat nobody reads", 422),
    ],
)
def test_a_form_with_odd_headers_is_answered_and_leaves_no_line_in_any_log(
    service: TestClient, caplog: pytest.LogCaptureFixture, content: bytes, status: int
) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = service.post("/v1/reviews/file", content=content, headers=headers)
    assert answer.status_code == status
    assert [record.name for record in caplog.records if record.name.startswith("python_multipart")] == []
