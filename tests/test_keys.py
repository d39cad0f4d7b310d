"""The inventory of cryptography is what the code uses, and each key on the page has its whole life there."""

import ast
import re

import pytest
from pydantic import SecretStr

from api.settings import PREFIX, Settings
from tests.pages import ROOT, read, rows, section

PAGE = "docs/keys.md"
LIBRARIES = (
    "argon2",
    "cryptography",
    "hashlib",
    "hmac",
    "itsdangerous",
    "secrets",
    "ssl",
    "starlette.middleware.sessions",
    *("bcrypt", "Crypto", "Cryptodome", "jose", "jwt", "nacl", "OpenSSL", "paramiko", "passlib", "pyotp"),
)
"""What cryptography is done with; those of the last line are not used today, and would have to be told of."""
_FAMILIES = {"algorithms", "ec", "hashes", "hmac", "modes", "padding", "rsa", "x25519", "x509"}
"""Modules of cryptography of which it matters what is taken from them."""
ROOMS = ("model", "training", "api", ".ci")
STEPS = ("怎样生成", "怎样更换", "怎样销毁", "泄露了怎么办")
"""What is said of each key: the phases of NIST SP 800-57, and what is done when one is compromised."""


def _of_libraries(name: str) -> bool:
    return any(name == library or name.startswith(f"{library}.") for library in LIBRARIES)


def used() -> dict[str, set[str]]:
    """Return the primitives that each file uses: what it imports of the libraries and names after a dot."""
    found: dict[str, set[str]] = {}
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            names = _primitives(ast.parse(path.read_text("utf-8")))
            if names:
                found[path.relative_to(ROOT).as_posix()] = names
    return found


def _primitives(tree: ast.Module) -> set[str]:
    found: set[str] = set()
    modules: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and _of_libraries(of := node.module or ""):
            if not of.endswith(".exceptions"):
                first = of.partition(".")[0]
                names = {each.asname or each.name: f"{first}.{each.name}" for each in node.names}
                found |= set(names.values())
                modules |= {name: whole for name, whole in names.items() if name in _FAMILIES}
        elif isinstance(node, ast.Import):
            ours = [each for each in node.names if _of_libraries(each.name)]
            modules |= {each.asname or each.name: each.name for each in ours}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            found.add(f"{modules[node.value.id]}.{node.attr}")
    return found


def stated() -> dict[str, set[str]]:
    """Return what the table states of each file."""
    found: dict[str, set[str]] = {}
    for row in rows(section(PAGE, "代码里用在哪里")).values():
        for file, primitives in re.findall(r"`([\w./]+\.py)`（([^）]+)）", row):
            found.setdefault(file, set()).update(re.findall(r"`([\w.]+)`", primitives))
    return found


def test_what_a_file_uses_stands_in_the_inventory_and_nothing_else() -> None:
    """In one test: to name one for each file, every process that collects tests would read the whole code."""
    there, told = used(), stated()
    assert len(there) > 20
    for file in sorted({*there, *told}):
        assert told.get(file, set()) == there.get(file, set()), f"{PAGE}，代码里用在哪里：{file}"


def files_with(primitive: str) -> set[str]:
    return {file for file, names in used().items() if primitive in names}


def test_no_digest_is_used_that_is_not_approved() -> None:
    """By ASVS 5.0, appendix C: SHA-256, but for the codes of authenticator apps, which know no other."""
    digest = re.compile(r"hashlib\.\w+|hmac\.(?!compare_digest)\w+|cryptography\.(MD5|SM3|(SHA|BLAKE)\w+)")
    found = {each for names in used().values() for each in names if digest.fullmatch(each)}
    by_name = {"hashlib.file_digest", "hashlib.new"}
    assert found == {"hashlib.sha256", "cryptography.SHA256", "cryptography.SHA1", *by_name}
    assert files_with("cryptography.SHA1") == {"api/accounts/totp.py"}
    assert files_with("hashlib.new") == {".ci/audit.py"}, "whose packages name it; looked at for nothing else"
    for file in files_with("hashlib.file_digest"):
        named = re.findall(r"file_digest\(\w+, ['\"](\w+)", (ROOT / file).read_text("utf-8"))
        assert set(named) == {"sha256"}, file


def test_nothing_is_encrypted_but_by_aes_gcm() -> None:
    """No other cipher, mode or padding is taken from anywhere: neither for secrets nor for signatures."""
    taken = set()
    for file in used():
        for node in ast.walk(ast.parse((ROOT / file).read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom):
                taken |= {f"{node.module}.{each.name}" for each in node.names}
            elif isinstance(node, ast.Import):
                taken |= {each.name for each in node.names}
    of_ciphers = {
        each for each in taken if re.search(r"cryptography.*(cipher|padding|fernet|keywrap|decrepit)", each)
    }
    assert of_ciphers == {"cryptography.hazmat.primitives.ciphers.aead.AESGCM"}
    assert not [
        each for each in taken if re.match(r"Crypto|nacl|jose|jwt|OpenSSL|cryptography.hazmat.bindings", each)
    ]


def test_each_row_says_what_it_is_for_how_strong_and_what_it_protects() -> None:
    table = rows(section(PAGE, "代码里用在哪里"))
    assert len(table) >= 8
    for what, row in table.items():
        assert all(cell.strip() for cell in row.strip("|").split("|")), what
        assert re.search(r"SHA-256|HMAC|Argon2id|Ed25519|\d+ 位", row), what


@pytest.mark.parametrize("key", rows(section(PAGE, "有哪些")))
def test_each_key_has_its_whole_life_on_the_page(key: str) -> None:
    row = rows(section(PAGE, "有哪些"))[key]
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert len(cells) == 7
    assert all(cells), key
    life = rows(section(PAGE, key))
    assert tuple(life) == STEPS
    assert all(len(each.split("|")[2].strip()) > 3 for each in life.values()), key


def test_every_secret_setting_is_of_a_key_on_the_page() -> None:
    text = read(PAGE)
    secret = [name for name, field in Settings.model_fields.items() if field.annotation is SecretStr]
    assert secret
    for name in [*secret, "secret_file", "signing_key", "trusted_keys"]:
        assert f"`{PREFIX}{name.upper()}`" in text, name
