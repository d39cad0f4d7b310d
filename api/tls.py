"""TLS as the service speaks it itself: to whom it listens with it, by which versions and ciphers."""

import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Any

from api.errors import SettingsError
from api.settings import PREFIX, Settings

CIPHERS = "ECDHE+AESGCM:ECDHE+CHACHA20"
"""Of TLS 1.2: a key for each connection that is forgotten afterwards, and encryption that notices changes.
All of TLS 1.3 are such."""
CERTIFICATE, KEY = f"{PREFIX}CERTIFICATE", f"{PREFIX}CERTIFICATE_KEY"
_AS_PEM = "请用 PEM 的文件：证书在前，签发它的中间证书在后"


def refuse_open_door(settings: Settings) -> None:
    """See that nobody's password goes over a network for all to read, unless the office has said that it may.

    Raises:
        SettingsError: other machines can reach the service, and there is no certificate.
    """
    if settings.on_loopback or settings.certificate or settings.plain_http:
        return
    raise SettingsError(
        f"要在 {settings.host} 上等别的机器访问，可是没有证书：不加密，密码和草稿在网上谁都能读",
        where=f"{PREFIX}HOST",
        remedy=f"请用 {CERTIFICATE} 和 {KEY} 写明证书和私钥，或只在 127.0.0.1 上等，前面放 https 反向代理；"
        f"只在可信的网里试用的，设 {PREFIX}PLAIN_HTTP=true",
    )


def as_told_to_uvicorn(settings: Settings) -> dict[str, Any]:
    """Return what uvicorn is told of TLS; nothing where there is no certificate.

    It hands this on to each of its processes, which read the files anew.

    Raises:
        SettingsError: the certificate or its key cannot be used.
    """
    if settings.certificate is None:
        return {}
    certificate, key = settings.certificate, settings.certificate_key or settings.certificate
    chain_of(certificate, key)
    return {
        "ssl_certfile": certificate,
        "ssl_keyfile": key,
        "ssl_ciphers": CIPHERS,
        "ssl_context_factory": _recommended,
    }


def chain_of(certificate: Path, key: Path) -> ssl.SSLContext:
    """Return a context of a server with a certificate and its key.

    Args:
        certificate: in PEM, with those between it and a known authority.
        key: in PEM, without a password; may be the same file.

    Raises:
        SettingsError: one cannot be read, is no PEM, or is not of the other.
    """
    for variable, path in ((CERTIFICATE, certificate), (KEY, key)):
        try:
            path.read_bytes()
        except OSError as error:
            remedy = "请检查它在不在，运行服务的用户能不能读"
            raise SettingsError(
                f"{path} 读不出来（{error.strerror}）", where=variable, remedy=remedy
            ) from error
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        context.load_cert_chain(certificate, key, _no_password)
    except ssl.SSLError as error:
        if error.reason == "KEY_VALUES_MISMATCH":
            raise SettingsError(
                f"{key} 不是 {certificate} 的私钥", where=KEY, remedy="请换上和证书成对的私钥"
            ) from error
        raise SettingsError(
            f"{certificate} 或 {key} 不是能用的证书和私钥", where=CERTIFICATE, remedy=_AS_PEM
        ) from error
    return context


def _no_password() -> str:
    raise SettingsError(
        "私钥有密码，服务启动时没有人输入", where=KEY, remedy="请用 openssl pkey 去掉密码，权限设成 0600"
    )


def _recommended(_config: object, made: Callable[[], ssl.SSLContext]) -> ssl.SSLContext:
    context = made()
    context.minimum_version = ssl.TLSVersion.TLSv1_2  # whatever the machine's own settings of OpenSSL allow
    return context
