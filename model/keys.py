"""Keys that vouch for models: Ed25519 in the files of OpenSSH, which everybody's tools can make and inspect.

Two settings name files of them. ``LIANSHEN_TRUSTED_KEYS`` has public keys, one a line as ``ssh-keygen``
writes them; where it is set, nothing but a model signed by one of these is used. ``LIANSHEN_SIGNING_KEY`` is
a private key without a passphrase; where it is set, what is trained here is signed at once.
"""

import base64
import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from model.errors import BundleError, BundleUntrusted

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_KIND = "ssh-ed25519"
_LARGEST = 1024 * 1024
_MAKE = "可以用 lianshen models key 新建一个"


def new_key(path: Path) -> str:
    """Write a new private key, for its owner's eyes only, and its public key beside it, ending in ``.pub``.

    Returns:
        The public key.

    Raises:
        BundleError: one of the files is there already, or cannot be written.
    """
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415 - few ever need it
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - as above

    key = Ed25519PrivateKey.generate()
    form = serialization.PrivateFormat.OpenSSH
    private = key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
    public = public_of(key)
    _write_new(path, private, 0o600)
    try:
        _write_new(public_file(path), f"{public} lianshen\n".encode(), 0o644)
    except BundleError:
        path.unlink()
        raise
    return public


def public_file(path: Path) -> Path:
    """Return where the public key of a private one lies."""
    return path.with_name(f"{path.name}.pub")


def read_key(path: Path) -> "Ed25519PrivateKey":
    """Read a private key.

    Raises:
        BundleError: there is none, it has a passphrase, or it is of another kind.
    """
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415 - few ever need it
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415 - as above
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - as above

    try:
        key = serialization.load_ssh_private_key(_content(path), password=None)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BundleError(f"签名的密钥读不出来（{reason}）", where=str(path), remedy=_MAKE) from error
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise _no_key(path) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise _no_key(path)
    return key


def public_of(key: "Ed25519PrivateKey") -> str:
    """Return the public key of a private one, as it stands in a line of OpenSSH."""
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415 - few ever need it

    form = serialization.PublicFormat.OpenSSH
    return key.public_key().public_bytes(serialization.Encoding.OpenSSH, form).decode()


def fingerprint(public: str) -> str:
    """Return what people compare keys by, as ``ssh-keygen -l`` shows it."""
    digest = hashlib.sha256(base64.b64decode(public.split()[1])).digest()
    return "SHA256:" + base64.b64encode(digest).decode().rstrip("=")


def signing_key() -> "Ed25519PrivateKey | None":
    """Return the key that signs what is trained here; ``None`` where there is none.

    Raises:
        BundleError: the setting names what is no such key.
    """
    named = os.environ.get("LIANSHEN_SIGNING_KEY")
    return read_key(Path(named).expanduser()) if named else None


def trusted_keys() -> frozenset[str] | None:
    """Return the public keys one of which must have signed a model; ``None`` where none is asked for.

    Raises:
        BundleUntrusted: the setting names what is no list of keys. No list must never mean no check.
    """
    named = os.environ.get("LIANSHEN_TRUSTED_KEYS")
    if not named:
        return None
    path = Path(named).expanduser()
    try:
        lines = _content(path).decode("utf-8-sig").splitlines()
    except OSError as error:
        raise _no_list(path, error.strerror or type(error).__name__) from error
    except ValueError as error:
        raise _no_list(path, "不是 UTF-8 文本") from error
    keys = frozenset(_public(path, number, line) for number, line in enumerate(lines, 1) if _says(line))
    if not keys:
        raise _no_list(path, "里面没有公钥")
    return keys


def trusted_here() -> bool:
    """Whether what is trained here may be used here: no key is asked for, or the one that signs is trusted.

    Raises:
        BundleError: a setting names what is no such file.
    """
    trusted, key = trusted_keys(), signing_key()
    return trusted is None or (key is not None and public_of(key) in trusted)


def _says(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _public(path: Path, number: int, line: str) -> str:
    """Return the key of a line without the remark behind it."""
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415 - few ever need it
    from cryptography.hazmat.primitives.serialization import load_ssh_public_key  # noqa: PLC0415 - as above

    key = " ".join(line.split()[:2])
    try:
        load_ssh_public_key(key.encode())
    except (ValueError, UnsupportedAlgorithm) as error:
        raise _no_list(path, f"第 {number} 行不是公钥") from error
    if not key.startswith(f"{_KIND} "):
        raise _no_list(path, f"第 {number} 行的公钥不是 Ed25519 的")
    return key


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_LARGEST)


def _write_new(path: Path, content: bytes, mode: int) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with open(descriptor, "wb") as file:  # noqa: PTH123 - the rights must be there from the start
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError as error:
        remedy = "请换一个文件名；原来的密钥不会被覆盖"
        raise BundleError("这个文件已经有了", where=str(path), remedy=remedy) from error
    except OSError as error:
        path.unlink(missing_ok=True)
        reason = error.strerror or type(error).__name__
        raise BundleError(
            f"密钥写不进去（{reason}）", where=str(path), remedy="请换一个能写的文件夹"
        ) from error


def _no_key(path: Path) -> BundleError:
    problem = "不是签名的密钥：要没有口令的 Ed25519 私钥，OpenSSH 格式"
    return BundleError(problem, where=str(path), remedy=_MAKE)


def _no_list(path: Path, problem: str) -> BundleUntrusted:
    return BundleUntrusted(
        f"可信公钥的名单不能用：{problem}",
        where=str(path),
        remedy="请检查 LIANSHEN_TRUSTED_KEYS 所指的文件，每行一个公钥；名单能用以前，任何模型都不用",
    )
