"""Who vouches for a model: a signature beside its manifest, which in turn vouches for every other byte.

The manifest holds the digests of the other files, and one of those holds the digest of the encoder. So to
sign the manifest is to sign all that the model judges by.
"""

import base64
import json
from pathlib import Path
from typing import TYPE_CHECKING, cast

from model.errors import BundleUntrusted
from model.keys import fingerprint, public_of, trusted_keys

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

SIGNATURE = "signature.json"
"""The one file in the folder of a bundle that need not be there, and that its manifest does not name."""

_PURPOSE = b"lianshen model 1\n"
"""Signed before the manifest: the key may have signed other things, which must not pass for a model."""
_LARGEST = 4096
"""Bytes; a real one has some 250."""


def signature_of(manifest: bytes, key: "Ed25519PrivateKey") -> bytes:
    """Return the content of the file that vouches for a manifest."""
    signed = base64.b64encode(key.sign(_PURPOSE + manifest)).decode()
    return json.dumps({"key": public_of(key), "signature": signed}, indent=1).encode()


def check_trusted(folder: Path, manifest: bytes) -> None:
    """Check that somebody vouches for a model whom the place trusts; passes where it asks for nobody.

    Args:
        folder: of the bundle.
        manifest: content of its manifest, with which the other files agree.

    Raises:
        BundleUntrusted: it is not signed, by none of the trusted keys, or was changed since.
    """
    trusted = trusted_keys()
    if trusted is None:
        return
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - only where signatures are asked for
    from cryptography.hazmat.primitives.serialization import load_ssh_public_key  # noqa: PLC0415 - as above

    key, signed = _read(folder)
    if key not in trusted:
        raise untrusted(folder, f"签名的密钥 {_named(key)} 不在可信的名单里")
    public = cast("Ed25519PublicKey", load_ssh_public_key(key.encode()))  # as each trusted key is
    try:
        public.verify(signed, _PURPOSE + manifest)
    except InvalidSignature as error:
        raise untrusted(folder, "签名对不上：签名以后，模型或签名被改动过") from error


def untrusted(folder: Path, problem: str) -> BundleUntrusted:
    """Return what to tell when nobody vouches for a model whom the place trusts."""
    sign = f"请有密钥的人看过以后签名：lianshen models sign {folder.name} --key 密钥文件"
    return BundleUntrusted(f"模型不可信：{problem}", where=str(folder), remedy=sign)


def _read(folder: Path) -> tuple[str, bytes]:
    """Return the public key that a signature names, and the signature."""
    path = folder / SIGNATURE
    try:
        with path.open("rb") as file:
            found = json.loads(file.read(_LARGEST))
        return str(found["key"]), base64.b64decode(found["signature"], validate=True)
    except FileNotFoundError as error:
        raise untrusted(folder, "没有签名") from error
    except OSError as error:
        raise untrusted(
            folder, f"{SIGNATURE} 读不出来（{error.strerror or type(error).__name__}）"
        ) from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise untrusted(folder, f"{SIGNATURE} 里不是签名") from error


def _named(key: str) -> str:
    try:
        return fingerprint(key)
    except (ValueError, IndexError):
        return "（认不出）"
