"""nginx and Caddy as the examples set them up, but for ports, certificate and folders."""

import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from tests.certificates import Authority
from tests.deploy.places import read

_PATIENCE = 30
_MAIN = """
daemon off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes 1;
events {{ worker_connections 64; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/lianshen.conf;
}}
"""


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def changed(text: str, changes: dict[str, str]) -> str:
    """Put what differs here into a text, in which all of it must be."""
    for before, after in changes.items():
        assert before in text, before
        text = text.replace(before, after)
    return text


@contextmanager
def nginx(folder: Path, service: int, port: int, plain: int, trusted: Path | None = None) -> Iterator[None]:
    """Run nginx before a service.

    Args:
        folder: for its files.
        service: port of the service.
        port: on which it is asked by https.
        plain: on which it is asked without.
        trusted: authority of the certificate of a service that is asked by https, as on another machine.
    """
    own = Authority(folder).issue("lianshen.example")
    text = changed(
        read("nginx/lianshen.conf"),
        {
            "127.0.0.1:8000": f"127.0.0.1:{service}",
            "    listen 80;": f"    listen 127.0.0.1:{plain};",
            "    listen [::]:80;\n": "",
            "    listen 443 ssl": f"    listen 127.0.0.1:{port} ssl",
            "    listen [::]:443 ssl http2;\n": "",
            "/etc/lianshen/tls/certificate.pem": str(own.certificate),
            "/etc/lianshen/tls/private.key": str(own.key),
            "/var/log/nginx/lianshen.log": str(folder / "access.log"),
        },
    )
    if trusted:
        text = changed(
            text,
            {
                "#另一台 ": "",
                "proxy_pass http:": "proxy_pass https:",
                "/etc/lianshen/tls/ca.pem": str(trusted),
                "lianshen-service.example": "localhost",
            },
        )
    (folder / "lianshen.conf").write_text(text, "utf-8")
    user = "user root;" if os.geteuid() == 0 else ""  # else its workers may not look into the folder
    (folder / "nginx.conf").write_text(_MAIN.format(folder=folder, user=user), "utf-8")
    with _running(["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")], folder, port):
        yield


@contextmanager
def caddy(folder: Path, service: int, port: int, plain: int) -> Iterator[None]:
    """Run Caddy before a service, as :func:`nginx` does."""
    own = Authority(folder).issue("lianshen.example")
    text = changed(
        read("caddy/Caddyfile"),
        {
            "127.0.0.1:8000": f"127.0.0.1:{service}",
            "https://lianshen.example {": f"https://127.0.0.1:{port} {{",
            "http://lianshen.example {": f"http://127.0.0.1:{plain} {{",
            "/etc/lianshen/tls/certificate.pem": str(own.certificate),
            "/etc/lianshen/tls/private.key": str(own.key),
        },
    )
    (folder / "Caddyfile").write_text(text, "utf-8")
    with _running(
        ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"], folder, port
    ):
        yield


@contextmanager
def _running(command: list[str], folder: Path, port: int) -> Iterator[None]:
    program = shutil.which(command[0])
    assert program
    own = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with (folder / "output.txt").open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - the program that is tried
            [program, *command[1:]], stdout=output, stderr=output, env={**os.environ, **own}
        )
    try:
        until = time.monotonic() + _PATIENCE
        while not _listens(port):
            said = (folder / "output.txt").read_text("utf-8", "replace")
            assert process.poll() is None, said
            assert time.monotonic() < until, said
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(_PATIENCE)


def _listens(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False


def trusting(folder: Path) -> ssl.SSLContext:
    """Return how a browser trusts the authority of this test, and no other."""
    return ssl.create_default_context(cafile=str(folder / "ca.pem"))


PROXIES: dict[str, Callable[[Path, int, int, int], AbstractContextManager[None]]] = {
    "nginx": nginx,
    "caddy": caddy,
}
