"""A real server in a thread, for what only a socket shows."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import uvicorn
from starlette.types import ASGIApp

from api.http.heads import TimelyHeads


@contextmanager
def running(app: ASGIApp, protocol: type[TimelyHeads] = TimelyHeads) -> Iterator[int]:
    """Serve an application on a free port of this machine and yield the port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(
            uvicorn.Config(app, http=protocol, log_level="critical", lifespan="off", server_header=False)
        )
        thread = Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join()


def answer_to(port: int, *parts: bytes) -> bytes:
    """Send bytes and return all that comes back until the server closes the connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        for part in parts:
            connection.sendall(part)
        answer = b""
        while block := connection.recv(65536):
            answer += block
        return answer
