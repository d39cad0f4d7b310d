"""The example for nginx as it faces the network, and before a service that is on another machine."""

import shutil
import ssl
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.api.browser.site import Site
from tests.certificates import Authority
from tests.deploy.proxies import free_port, nginx, trusting
from tests.handshakes import handshake

pytestmark = pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not installed")


@pytest.fixture(scope="module")
def behind(small_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Path]]:
    """A service with a certificate of the office's own, and the authority that signed it."""
    folder = tmp_path_factory.mktemp("behind")
    authority = Authority(folder, "internal")
    own = authority.issue("service")
    site = Site(
        small_home,
        folder,
        {"certificate": own.certificate, "certificate_key": own.key},
        ssl.create_default_context(cafile=str(authority.file)),
    )
    site.start()
    yield site, authority.file
    site.stop()


def test_the_proxy_asks_the_service_by_tls_and_trusts_the_named_authority_alone(
    behind: tuple[Site, Path], tmp_path: Path
) -> None:
    site, authority = behind
    for name, trusted, status in (
        ("right", authority, 200),
        ("wrong", Authority(tmp_path, "strange").file, 503),
    ):
        (folder := tmp_path / name).mkdir()
        port = free_port()
        with nginx(folder, site.port, port, free_port(), trusted):
            answer = httpx.get(f"https://127.0.0.1:{port}/healthz", verify=trusting(folder), timeout=30)
        assert answer.status_code == status, (folder / "error.log").read_text("utf-8")
    assert "verify" in (tmp_path / "wrong" / "error.log").read_text("utf-8")


def test_the_proxy_speaks_tls_1_2_and_1_3_by_recommended_ciphers_alone(tmp_path: Path) -> None:
    port = free_port()
    with nginx(tmp_path, free_port(), port, free_port()):
        trusted = tmp_path / "ca.pem"
        assert handshake(port, trusted)[0] == "TLSv1.3"
        strong = handshake(
            port,
            trusted,
            ssl.TLSVersion.TLSv1_2,
            "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384",
        )
        assert strong == ("TLSv1.2", "ECDHE-ECDSA-AES256-GCM-SHA384")
        for version, cipher in (
            (ssl.TLSVersion.TLSv1_1, "ALL"),
            (ssl.TLSVersion.TLSv1_2, "ECDHE-ECDSA-AES128-SHA256"),
        ):
            with pytest.raises(OSError, match=r"(?i)alert|reset|EOF|protocol"):
                handshake(port, trusted, version, cipher)
