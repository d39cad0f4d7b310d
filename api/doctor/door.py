"""The door to the network: whether it is encrypted, and whether browsers will trust the certificate."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from api.doctor.finding import Finding
from api.doctor.machine import open_to_others
from api.settings import Settings
from api.tls import chain_of, refuse_open_door

_NAME = "https"
_SOON = timedelta(days=30)
_STEPS = 4
"""Turns in which a handshake is over."""
_RSA, _CURVE = 3072, 256
"""Bits that a key needs to be as strong as 128: NIST SP 800-57, part 1, table 2."""


def door(settings: Settings) -> Finding:
    """Look how the service is reached.

    Raises:
        SettingsError: it would not start so.
    """
    refuse_open_door(settings)
    if settings.certificate is None:
        if settings.on_loopback:
            return Finding(_NAME, "好", "只在本机上等，别的机器只能经过前面的代理")
        remedy = "试用完了，请用 LIANSHEN_CERTIFICATE 写明证书，去掉 LIANSHEN_PLAIN_HTTP"
        return Finding(_NAME, "要留意", f"在 {settings.host} 上不加密，密码和草稿在网上谁都能读", remedy)
    return _certificate(settings.certificate, settings.certificate_key or settings.certificate)


def _certificate(file: Path, key: Path) -> Finding:
    chain = chain_of(file, key)
    if open_to_others(key):
        remedy = f"请 chmod 600 {key}；怕已经有人看过的，换一张证书"
        return Finding(_NAME, "不行", f"私钥 {key} 别的用户也能读", remedy)
    certificate = x509.load_pem_x509_certificates(file.read_bytes())[0]
    names, ends = _names(certificate), certificate.not_valid_after_utc
    told = f"{file}，给 {'、'.join(names) or '没有写明主机'}，到 {ends.astimezone():%Y-%m-%d}"
    if ends < datetime.now(UTC):
        return Finding(_NAME, "不行", f"{told}，已经过期", "请换一张新的，再重新启动服务")
    if _is_weak(certificate):
        remedy = "请换一张 ECDSA P-256 或 RSA 3072 位以上的，再重新启动服务"
        return Finding(_NAME, "要留意", f"{told}，密钥太短，强度不到 128 位", remedy)
    if distrust := _distrust(chain, names):
        remedy = "请用公共信任的证书；单位自己的 CA 签的，把 CA 装进每台要用的电脑（和这台机器）"
        return Finding(_NAME, "要留意", f"{told}，这台机器不信任它（{distrust}）", remedy)
    if ends < datetime.now(UTC) + _SOON:
        return Finding(_NAME, "要留意", f"{told}，快过期了", "请换一张新的，再重新启动服务")
    return Finding(_NAME, "好", told)


def _is_weak(certificate: x509.Certificate) -> bool:
    key = certificate.public_key()
    if isinstance(key, RSAPublicKey):
        return key.key_size < _RSA
    return isinstance(key, EllipticCurvePublicKey) and key.key_size < _CURVE


def _names(certificate: x509.Certificate) -> list[str]:
    """Return the hosts that a certificate is for."""
    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return []
    addresses = found.get_values_for_type(x509.IPAddress)
    return [*found.get_values_for_type(x509.DNSName), *map(str, addresses)]


def _distrust(chain: ssl.SSLContext, names: list[str]) -> str:
    """Return why a browser on this machine would not trust a certificate; empty if it would.

    It is shown to a client with the machine's own authorities, without a connection.
    """
    if not names:
        return "没有写明主机"
    to_client, to_server = ssl.MemoryBIO(), ssl.MemoryBIO()
    name = names[0].replace("*", "lianshen")
    client = ssl.create_default_context().wrap_bio(to_client, to_server, server_hostname=name)
    server = chain.wrap_bio(to_server, to_client, server_side=True)
    for _ in range(_STEPS):
        for side in (client, server):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
            except ssl.SSLCertVerificationError as error:
                return error.verify_message
    return ""
