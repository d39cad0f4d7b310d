"""Where a place trusts certain keys, nothing but a model that one of them signed is used."""

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from model.bundle import load_bundle, make_room, save_bundle, sign_bundle
from model.errors import BundleError, BundleNotFound, BundleTampered, BundleUntrusted
from model.keys import fingerprint, new_key, public_file, trusted_here, trusted_keys
from model.signature import SIGNATURE
from tests.model.bundles import made
from training.default import ensure_bundle
from training.train import keep


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the keys ``ours`` and ``theirs``."""
    folder = tmp_path_factory.mktemp("keys")
    for name in ("ours", "theirs"):
        new_key(folder / name)
    return folder


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory, keys: Path) -> Path:
    """A bundle signed by ``ours``."""
    folder = save_bundle(made(), tmp_path_factory.mktemp("original"))
    sign_bundle(folder, keys / "ours")
    return folder


@pytest.fixture
def folder(original: Path, tmp_path: Path) -> Path:
    """A copy of it, to be spoilt."""
    return shutil.copytree(original, tmp_path / original.name)


@pytest.fixture
def trusting(keys: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Trust one of the keys."""

    def trust(name: str) -> None:
        monkeypatch.setenv("LIANSHEN_TRUSTED_KEYS", str(public_file(keys / name)))

    monkeypatch.delenv("LIANSHEN_SIGNING_KEY", raising=False)
    trust("ours")
    return trust


def untrusted(folder: Path, *words: str) -> None:
    with pytest.raises(BundleUntrusted) as caught:
        load_bundle(folder)
    assert caught.value.where == str(folder)
    assert f"lianshen models sign {folder.name} --key" in caught.value.remedy
    for word in words:
        assert word in str(caught.value)


@pytest.mark.usefixtures("trusting")
def test_what_a_trusted_key_signed_is_loaded(folder: Path) -> None:
    assert load_bundle(folder).version == folder.name


def test_what_another_key_signed_is_refused_and_the_key_named(
    folder: Path, keys: Path, trusting: Callable[[str], None]
) -> None:
    trusting("theirs")
    untrusted(folder, fingerprint(public_file(keys / "ours").read_text()), "不在可信的名单里")
    sign_bundle(folder, keys / "theirs")
    assert load_bundle(folder).version == folder.name
    trusting("ours")
    untrusted(folder)


@pytest.mark.usefixtures("trusting")
def test_what_nobody_signed_is_refused(folder: Path) -> None:
    (folder / SIGNATURE).unlink()
    untrusted(folder, "没有签名")


def test_where_no_key_is_asked_for_a_signature_is_no_matter(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIANSHEN_TRUSTED_KEYS", "")
    for content in (b"", b"nonsense"):
        (folder / SIGNATURE).write_bytes(content)
        assert load_bundle(folder).version == folder.name
    (folder / SIGNATURE).unlink()
    assert load_bundle(folder).version == folder.name


@pytest.mark.parametrize("name", ["arrays.safetensors", "model.json", "manifest.json"])
@pytest.mark.usefixtures("trusting")
def test_a_byte_changed_after_signing_is_noticed(folder: Path, name: str) -> None:
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(content)
    with pytest.raises(BundleTampered):
        load_bundle(folder)


@pytest.mark.usefixtures("trusting")
def test_a_signature_is_of_one_model_alone(folder: Path, tmp_path: Path) -> None:
    """Whoever rewrites all of it, digests included, can only put there a whole model that nobody signed."""
    forged = save_bundle(made(seed=1), tmp_path / "forged")
    shutil.copyfile(folder / SIGNATURE, forged / SIGNATURE)
    untrusted(forged, "签名对不上")


def _changed(**values: str) -> bytes:
    return json.dumps({"key": "ssh-ed25519 AAAA", "signature": "", **values}).encode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"\xff",
        b"[" * 4000,
        b'{"key": 3}',
        _changed(),
        _changed(key=""),
        _changed(key="ssh-ed25519"),
        _changed(signature="?"),
        b'{"key": null, "signature": null}',
    ],
)
@pytest.mark.usefixtures("trusting")
def test_nonsense_for_a_signature_is_refused(folder: Path, content: bytes) -> None:
    (folder / SIGNATURE).write_bytes(content)
    untrusted(folder)


@pytest.mark.parametrize(
    "signature", [b"", b"short", b"\0" * 64, os.urandom(64)], ids=["none", "short", "zeros", "drawn"]
)
@pytest.mark.usefixtures("trusting")
def test_a_trusted_name_over_another_signature_is_refused(folder: Path, keys: Path, signature: bytes) -> None:
    key = " ".join(public_file(keys / "ours").read_text().split()[:2])
    (folder / SIGNATURE).write_bytes(_changed(key=key, signature=base64.b64encode(signature).decode()))
    untrusted(folder, "签名对不上")


@pytest.mark.parametrize(
    "given",
    [
        (None, "可信公钥的名单不能用"),
        (b"", "里面没有公钥"),
        (b"# nobody\n\n", "里面没有公钥"),
        (b"\xff\xfe", "不是 UTF-8 文本"),
        (b"{ours}\nssh-ed25519 AAAA\n", "第 2 行不是公钥"),
        (b"-----BEGIN OPENSSH PRIVATE KEY-----", "第 1 行不是公钥"),
    ],
)
def test_a_list_that_is_none_never_means_no_check(
    folder: Path, keys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: tuple[bytes | None, str]
) -> None:
    content, words = given
    listed = tmp_path / "trusted"
    if content is not None:
        listed.write_bytes(content.replace(b"{ours}", public_file(keys / "ours").read_bytes().strip()))
    monkeypatch.setenv("LIANSHEN_TRUSTED_KEYS", str(listed))
    with pytest.raises(BundleUntrusted, match=words) as caught:
        load_bundle(folder)
    assert (caught.value.where, "任何模型都不用" in caught.value.remedy) == (str(listed), True)


def test_a_list_has_many_keys_and_remarks(
    keys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    both = [public_file(keys / name).read_text() for name in ("theirs", "ours")]
    (tmp_path / "trusted").write_text("\ufeff# 局里的\n" + "\n".join(both), "utf-8")
    monkeypatch.setenv("LIANSHEN_TRUSTED_KEYS", str(tmp_path / "trusted"))
    assert trusted_keys() == frozenset({line.rpartition(" ")[0] for line in both})
    assert load_bundle(folder).version == folder.name


def test_what_is_trained_here_is_signed_by_the_key_of_the_place(
    keys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trusting: Callable[[str], None]
) -> None:
    assert not trusted_here()
    monkeypatch.setenv("LIANSHEN_SIGNING_KEY", str(keys / "ours"))
    assert trusted_here()
    folder = keep(made(), tmp_path)
    assert ensure_bundle(tmp_path) == folder
    signed = (folder / SIGNATURE).read_bytes()
    assert load_bundle(folder).version == folder.name
    (folder / SIGNATURE).unlink()
    assert keep(made(), tmp_path) == folder  # an equal one that nobody had signed
    assert (folder / SIGNATURE).read_bytes() == signed
    trusting("theirs")
    assert not trusted_here()


@pytest.mark.usefixtures("trusting")
def test_what_is_trained_without_a_trusted_key_is_kept_and_not_used(keys: Path, tmp_path: Path) -> None:
    with pytest.raises(BundleUntrusted, match="已经写好，但没有可信的签名，没有启用"):
        keep(made(), tmp_path)
    (folder,) = (tmp_path / "models").iterdir()
    with pytest.raises(BundleUntrusted, match="LIANSHEN_SIGNING_KEY"):
        ensure_bundle(tmp_path)  # before it trains in vain
    sign_bundle(folder, keys / "ours")
    assert load_bundle(folder).version == folder.name


def test_a_model_that_is_not_whole_is_not_signed(folder: Path, keys: Path) -> None:
    (folder / SIGNATURE).unlink()
    (folder / "model.json").write_bytes(b"{}")
    with pytest.raises(BundleTampered):
        sign_bundle(folder, keys / "ours")
    with pytest.raises(BundleNotFound):
        sign_bundle(folder / "none", keys / "ours")
    assert not (folder / SIGNATURE).exists()


def test_a_key_is_for_its_owner_alone_and_never_written_over(keys: Path, tmp_path: Path) -> None:
    if os.name == "posix":
        assert (keys / "ours").stat().st_mode & 0o777 == 0o600
    before = (keys / "ours").read_bytes()
    with pytest.raises(BundleError, match="这个文件已经有了"):
        new_key(keys / "ours")
    (tmp_path / "key.pub").touch()
    with pytest.raises(BundleError, match="这个文件已经有了"):
        new_key(tmp_path / "key")
    with pytest.raises(BundleError, match="密钥写不进去"):
        new_key(tmp_path / "没有" / "key")
    assert (keys / "ours").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["key.pub"]


@pytest.mark.parametrize("content", [None, b"", b"\xff", b"public"])
def test_what_is_no_key_is_said_before_the_training(
    keys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None
) -> None:
    path = tmp_path / "key"
    if content is not None:
        path.write_bytes(public_file(keys / "ours").read_bytes() if content == b"public" else content)
    monkeypatch.setenv("LIANSHEN_SIGNING_KEY", str(path))
    with pytest.raises(BundleError, match="密钥") as caught:
        make_room(tmp_path / "models")
    assert caught.value.where == str(path)


@pytest.mark.skipif(not shutil.which("ssh-keygen"), reason="needs ssh-keygen")
def test_keys_are_those_of_openssh(keys: Path, folder: Path, tmp_path: Path) -> None:
    def ssh_keygen(*arguments: str | Path) -> str:
        command = ["ssh-keygen", *map(str, arguments)]
        return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout  # noqa: S603

    ours, theirs = keys / "ours", tmp_path / "theirs"
    public = public_file(ours).read_text()
    assert fingerprint(public) in ssh_keygen("-l", "-f", public_file(ours))
    assert ssh_keygen("-y", "-f", ours).split()[:2] == public.split()[:2]
    ssh_keygen("-q", "-t", "ed25519", "-N", "", "-f", theirs)
    assert sign_bundle(folder, theirs).split() == public_file(theirs).read_text().split()[:2]


@pytest.mark.skipif(not shutil.which("ssh-keygen"), reason="needs ssh-keygen")
@pytest.mark.parametrize("how", [("ed25519", "long passphrase"), ("ecdsa", "")])
def test_keys_with_a_passphrase_or_of_another_kind_are_refused(
    folder: Path, tmp_path: Path, how: tuple[str, str]
) -> None:
    kind, passphrase = how
    make = ["ssh-keygen", "-q", "-t", kind, "-N", passphrase, "-f", str(tmp_path / "key")]
    subprocess.run(make, check=True)  # noqa: S603 - makes a key
    with pytest.raises(BundleError, match="没有口令的 Ed25519 私钥"):
        sign_bundle(folder, tmp_path / "key")
