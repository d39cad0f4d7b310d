"""What the doctor says of how the service is reached: open, by a certificate, and what is wrong with that."""

import ssl
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from api.doctor import machine
from api.doctor.door import door
from api.doctor.finding import Finding
from api.errors import SettingsError
from api.settings import read_settings
from tests.api.browser.site import Site
from tests.certificates import Authority, Certified, Key

OPEN = "0.0.0.0"  # noqa: S104 - nothing is bound


def looked(own: Certified) -> Finding:
    return door(read_settings(host=OPEN, certificate=own.certificate, certificate_key=own.key))


def test_this_machine_alone_is_well_and_the_network_without_encryption_is_not() -> None:
    assert door(read_settings()).state == "好"
    with pytest.raises(SettingsError):
        door(read_settings(host=OPEN))
    trial = door(read_settings(host=OPEN, plain_http=True))
    assert (trial.state, "不加密" in trial.found) == ("要留意", True)


def test_a_certificate_that_browsers_trust_is_told_from_one_they_do_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = Authority(tmp_path)
    own = authority.issue("own")
    strange = looked(own)
    assert (strange.state, "不信任" in strange.found) == ("要留意", True)
    assert "公共信任的证书" in strange.remedy
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    trusted = looked(own)
    assert (trusted.state, "localhost、own、127.0.0.1" in trusted.found) == ("好", True)


def test_a_certificate_that_ends_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    past = looked(authority.issue("past", timedelta(days=-1)))
    assert (past.state, "已经过期" in past.found) == ("不行", True)
    soon = looked(authority.issue("soon", timedelta(days=20)))
    assert (soon.state, "快过期" in soon.found) == ("要留意", True)


@pytest.mark.parametrize(
    ("key", "state"),
    [
        (rsa.generate_private_key(65537, 2048), "要留意"),
        (rsa.generate_private_key(65537, 3072), "好"),
        (ec.generate_private_key(ec.SECP224R1()), "要留意"),
        (ec.generate_private_key(ec.SECP384R1()), "好"),
    ],
    ids=["RSA 2048", "RSA 3072", "P-224", "P-384"],
)
def test_a_certificate_whose_key_is_too_short_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: Key, state: str
) -> None:
    authority = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    found = looked(authority.issue("own", key=key))
    assert (found.state, "不到 128 位" in found.found) == (state, state == "要留意")


def test_a_key_that_others_may_read_is_told(tmp_path: Path) -> None:
    own = Authority(tmp_path).issue("own")
    own.key.chmod(0o644)
    found = looked(own)
    assert (found.state, "chmod 600" in found.remedy) == ("不行", True)


def test_a_service_behind_its_certificate_is_found_answering_and_no_other_is_taken_for_it(
    small_home: Path, tmp_path: Path
) -> None:
    authority = Authority(tmp_path)
    own, other = authority.issue("own"), authority.issue("other")
    site = Site(
        small_home,
        tmp_path,
        {"certificate": own.certificate, "certificate_key": own.key},
        ssl.create_default_context(cafile=str(authority.file)),
    )
    site.start()
    try:
        finding, answering = machine.port(read_settings(port=site.port, certificate=own.certificate))
        assert (finding.state, answering) == ("好", True)
        finding, answering = machine.port(read_settings(port=site.port, certificate=other.certificate))
        assert (finding.state, answering) == ("不行", False)
    finally:
        site.stop()
