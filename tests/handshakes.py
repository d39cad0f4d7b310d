"""TLS as a client tries it with a server that listens: one version, one cipher."""

import socket
import ssl
import warnings
from pathlib import Path


def handshake(
    port: int, trusted: Path, version: ssl.TLSVersion | None = None, ciphers: str = ""
) -> tuple[str, str]:
    """Shake hands with a server on this machine; return the version and the cipher that were agreed on.

    Args:
        port: on which it listens.
        trusted: certificate of the authority.
        version: the only one the client knows; else any of today.
        ciphers: that it knows below TLS 1.3, in OpenSSL's words.

    Raises:
        ssl.SSLError: they did not agree, or it was not trusted.
        OSError: the server hung up.
    """
    context = ssl.create_default_context(cafile=str(trusted))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the old versions are what is tried
        if version:
            context.minimum_version = context.maximum_version = version
    if ciphers:
        context.set_ciphers(f"{ciphers}:@SECLEVEL=0")
    with (
        socket.create_connection(("127.0.0.1", port), timeout=30) as raw,
        context.wrap_socket(raw, server_hostname="127.0.0.1") as agreed,
    ):
        agreed_on = agreed.cipher()
        return str(agreed.version()), agreed_on[0] if agreed_on else ""
