"""The service speaking TLS itself: to whom, how, and what is said of a certificate that will not do."""

import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from api.cli import main
from api.errors import SettingsError
from api.settings import read_settings
from api.tls import as_told_to_uvicorn, refuse_open_door
from tests.api.browser.site import Site
from tests.certificates import Authority
from tests.handshakes import handshake


@dataclass(frozen=True, slots=True)
class Closed:
    """A service behind its own certificate.

    Attributes:
        site: the service.
        authority: that signed the certificate.
    """

    site: Site
    authority: Path


@pytest.fixture(scope="module", params=[1, 2], ids=["one process", "two processes"])
def closed(
    request: pytest.FixtureRequest, small_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Closed]:
    folder = tmp_path_factory.mktemp("closed")
    authority = Authority(folder)
    own = authority.issue("lianshen.example")
    settings: dict[str, object] = {
        "certificate": own.certificate,
        "certificate_key": own.key,
        "workers": request.param,
    }
    site = Site(small_home, folder, settings, ssl.create_default_context(cafile=str(authority.file)))
    site.start()
    yield Closed(site, authority.file)
    site.stop()


def test_tls_1_2_and_1_3_are_spoken_and_the_newer_is_preferred(closed: Closed) -> None:
    port, trusted = closed.site.port, closed.authority
    assert handshake(port, trusted)[0] == "TLSv1.3"
    assert handshake(port, trusted, ssl.TLSVersion.TLSv1_3)[0] == "TLSv1.3"
    assert handshake(port, trusted, ssl.TLSVersion.TLSv1_2)[0] == "TLSv1.2"


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1])
def test_older_tls_is_refused(closed: Closed, version: ssl.TLSVersion) -> None:
    with pytest.raises(OSError, match=r"(?i)alert|reset|EOF|protocol"):
        handshake(closed.site.port, closed.authority, version, "ALL")


@pytest.mark.parametrize(
    ("cipher", "agreed"),
    [
        ("ECDHE-ECDSA-AES256-GCM-SHA384", True),
        ("ECDHE-ECDSA-CHACHA20-POLY1305", True),
        ("ECDHE-ECDSA-AES128-GCM-SHA256", True),
        ("ECDHE-ECDSA-AES128-SHA256", False),  # CBC
        ("ECDHE-ECDSA-AES256-SHA", False),
        ("ECDHE-ECDSA-AES128-CCM", False),
        ("DHE:RSA:PSK:aNULL:eNULL", False),  # no forward secrecy, nobody known, nothing encrypted
    ],
)
def test_only_recommended_ciphers_are_agreed_on(closed: Closed, cipher: str, agreed: bool) -> None:
    if agreed:
        found = handshake(closed.site.port, closed.authority, ssl.TLSVersion.TLSv1_2, cipher)
        assert found == ("TLSv1.2", cipher)
    else:
        with pytest.raises(OSError, match=r"(?i)alert|reset|EOF"):
            handshake(closed.site.port, closed.authority, ssl.TLSVersion.TLSv1_2, cipher)


def test_the_strongest_cipher_is_taken_whatever_the_client_likes_best(closed: Closed) -> None:
    wished = "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384"
    found = handshake(closed.site.port, closed.authority, ssl.TLSVersion.TLSv1_2, wished)
    assert found[1] == "ECDHE-ECDSA-AES256-GCM-SHA384"


def test_the_page_comes_by_https_with_cookies_and_orders_for_https_alone(closed: Closed) -> None:
    trusting = ssl.create_default_context(cafile=str(closed.authority))
    with httpx.Client(base_url=closed.site.address, verify=trusting, timeout=30) as browser:
        answer = browser.get("/login", headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert answer.headers["strict-transport-security"].startswith("max-age=")
    assert answer.headers["set-cookie"].startswith("__Host-")
    assert "secure" in answer.headers["set-cookie"].lower().split("; ")
    assert f"{closed.site.address}/welcome " in (closed.site.folder / "output.txt").read_text("utf-8")


def test_nothing_is_answered_without_encryption(closed: Closed) -> None:
    with pytest.raises(httpx.TransportError):
        httpx.get(closed.site.address.replace("https", "http") + "/healthz", timeout=30)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "lianshen.example"])  # noqa: S104 - not bound
def test_other_machines_are_not_served_without_encryption(
    small_home: Path, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    monkeypatch.setenv("LIANSHEN_HOME", str(small_home))
    told = CliRunner().invoke(main, ["serve", "--host", host, "--port", "0"], prog_name="lianshen")
    assert told.exit_code == 2
    assert told.output.startswith("LIANSHEN_HOST：")
    for name in ("LIANSHEN_CERTIFICATE", "LIANSHEN_CERTIFICATE_KEY", "127.0.0.1", "LIANSHEN_PLAIN_HTTP=true"):
        assert name in told.output


@pytest.mark.parametrize(
    "settings",
    [
        {"host": "127.0.0.1"},
        {"host": "localhost"},
        {"host": "0.0.0.0", "certificate": "a.pem"},  # noqa: S104 - not bound
        {"host": "0.0.0.0", "plain_http": True},  # noqa: S104 - not bound
    ],
)
def test_this_machine_is_served_and_others_where_the_office_has_said_how(settings: dict[str, object]) -> None:
    refuse_open_door(read_settings(**settings))


def _refused(certificate: Path, key: Path | None) -> SettingsError:
    with pytest.raises(SettingsError) as raised:
        as_told_to_uvicorn(read_settings(certificate=certificate, certificate_key=key))
    return raised.value


def test_certificates_that_will_not_do_are_told_apart(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    own, other = authority.issue("own"), authority.issue("other")
    missing = _refused(tmp_path / "none.crt", own.key)
    assert (missing.where, "none.crt 读不出来" in missing.problem) == ("LIANSHEN_CERTIFICATE", True)
    folder = _refused(own.certificate, tmp_path)
    assert (folder.where, "读不出来" in folder.problem) == ("LIANSHEN_CERTIFICATE_KEY", True)
    assert "other.key 不是" in _refused(own.certificate, other.key).problem
    assert "不是能用的证书" in _refused(own.certificate, None).problem  # no key in it
    assert "不是能用的证书" in _refused(own.key, own.key).problem
    both = tmp_path / "both.pem"
    both.write_bytes(own.key.read_bytes() + own.certificate.read_bytes())
    assert as_told_to_uvicorn(read_settings(certificate=both))["ssl_keyfile"] == both


def test_a_key_with_a_password_is_told_and_nobody_is_asked_for_it(tmp_path: Path) -> None:
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415 - for this test alone

    own = Authority(tmp_path).issue("own")
    key = serialization.load_pem_private_key(own.key.read_bytes(), None)
    locked = serialization.BestAvailableEncryption(b"geheim")
    own.key.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, locked)
    )
    assert "私钥有密码" in _refused(own.certificate, own.key).problem


def test_the_command_tells_of_a_bad_certificate_without_a_traceback(
    small_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIANSHEN_HOME", str(small_home))
    monkeypatch.setenv("LIANSHEN_CERTIFICATE", str(tmp_path / "none.pem"))
    told = CliRunner().invoke(main, ["serve", "--port", "0"], prog_name="lianshen")
    assert told.exit_code == 2
    assert told.output.startswith("LIANSHEN_CERTIFICATE：")
    assert "Traceback" not in told.output
