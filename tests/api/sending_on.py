"""A server that sends whoever asks to another one."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler

from tests.served import served


@contextmanager
def sending_on(elsewhere: str) -> Iterator[tuple[str, list[str]]]:
    """Give its address, and the paths that were asked for.

    Args:
        elsewhere: the address to which all are sent, as they came (307).
    """
    asked: list[str] = []

    class Sender(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.do_GET()

        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(307)
            self.send_header("Location", elsewhere + self.path)
            self.send_header("Content-Length", "0")
            self.end_headers()

    with served(Sender) as address:
        yield address, asked
