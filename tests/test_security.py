"""The code does nothing of what lets strangers in, and the page about security says what the code does."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from typing import get_args

import pytest

from api.accounts import attempts, events, names, passwords
from api.settings import Settings
from tests.pages import ROOT, read, rows, section

PAGE = "docs/security.md"
FILES = [
    path.relative_to(ROOT).as_posix()
    for room in ("api", "model", "training")
    for path in sorted((ROOT / room).rglob("*.py"))
]
DOORS = ("api/accounts/", "api/http/", "api/web/", "api/storage/", "api/trail/")
STATEMENTS = {"text", "exec_driver_sql"}
CARRIED_OUT = {"execute", "executemany", "executescript", "scalar", "scalars", "stream", "literal_column"}
STARTING = {
    "create_subprocess_shell", "create_subprocess_exec", "getoutput", "getstatusoutput", "startfile",
    *(f"{how}{what}" for how in ("exec", "spawn") for what in ("l", "le", "lp", "lpe", "v", "ve", "vp")),
    "posix_spawn", "posix_spawnp",
}  # fmt: skip


@cache
def calls(file: str) -> tuple[ast.Call, ...]:
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    return tuple(node for node in ast.walk(tree) if isinstance(node, ast.Call))


def called(call: ast.Call) -> str:
    """Return the dotted name of what is called; of what has none its last parts after a dot."""
    parts, of = [], call.func
    while isinstance(of, ast.Attribute):
        parts.append(of.attr)
        of = of.value
    parts.append(of.id if isinstance(of, ast.Name) else "")
    return ".".join(reversed(parts))


def named(name: str) -> Iterator[tuple[str, ast.Call]]:
    """Yield where something of a name is called."""
    for file in FILES:
        for call in calls(file):
            if called(call).rpartition(".")[2] == name:
                yield file, call


@pytest.mark.parametrize("name", ["eval", "exec", "compile", "__import__", "os.system", "os.popen"])
def test_nothing_runs_what_it_was_told(name: str) -> None:
    names = {name, f"builtins.{name}"}
    assert not [file for file in FILES for call in calls(file) if called(call) in names]


def test_programs_are_started_without_a_shell() -> None:
    started = [
        (file, call)
        for name in ("Popen", "run", "call", "check_call", "check_output")
        for file, call in named(name)
        if called(call).startswith("subprocess.")
    ]
    assert started
    for file, call in started:
        assert "shell" not in {word.arg for word in call.keywords}, file
        assert not isinstance(call.args[0], ast.Constant | ast.JoinedStr | ast.BinOp), file
    assert not [(name, file) for name in STARTING for file, _ in named(name)]


def test_statements_are_never_put_together_from_what_somebody_typed() -> None:
    """Those that name a table or a setting by a constant of the program stand here, each looked at."""
    looked_at = {
        "api/backup/server.py",
        "api/batch/work.py",
        "api/doctor/storage.py",
        "api/faults/migrating.py",
        "api/storage/migrate.py",
    }
    for name in STATEMENTS:
        for file, call in named(name):
            fixed = call.args and isinstance(call.args[0], ast.Constant | ast.IfExp)
            ours = called(call) in STATEMENTS or name == "exec_driver_sql"
            assert fixed or not ours or file in looked_at, f"{file}:{call.lineno}"
    for name in CARRIED_OUT:
        for file, call in named(name):
            made = call.args and isinstance(call.args[0], ast.JoinedStr | ast.BinOp)
            assert not made or file in looked_at, f"{file}:{call.lineno}"


def test_patterns_with_blanks_to_fill_are_written_in_the_program() -> None:
    """Those that are no constant where they are filled in stand here, each looked at: constants elsewhere."""
    looked_at = {
        "api/logs.py",  # of the library, which fills in no words of a record
        "api/web/kept.py",  # escapes what it fills in
        "model/advice/f1.py",
        "model/advice/matters.py",
        "model/formal/hit.py",
    }
    found = {
        file
        for name in ("format", "format_map")
        for file, call in named(name)
        if isinstance(call.func, ast.Attribute) and not isinstance(call.func.value, ast.Constant)
    }
    assert found == looked_at


def test_what_is_logged_is_a_pattern_of_the_program() -> None:
    for name in ("debug", "info", "warning", "error", "exception", "critical"):
        for file, call in named(name):
            if called(call).split(".")[0].strip("_").lower() in {"log", "logging", "logger"}:
                assert isinstance(call.args[0], ast.Constant), f"{file}:{call.lineno}"


def test_what_must_not_be_guessed_is_drawn_by_secrets_and_no_broken_digest_is_used() -> None:
    for file in FILES:
        text = (ROOT / file).read_text("utf-8")
        if file.startswith(DOORS):
            assert not re.search(r"\b(?:import|from) (?:random|uuid)\b|\brandom\.", text), file
        assert not re.search(r"hashlib\.(md5|sha1)\b|import (md5|sha1)\b", text), file


def test_templates_are_made_of_our_files_but_for_letters_in_their_sandbox() -> None:
    """Nothing that somebody typed is ever compiled; an office's own letter is, see its sandbox."""
    sandbox = {"api/letters/sandbox.py"}
    assert {file for file, _ in named("from_string")} == sandbox
    assert {file for file, _ in named("SandboxedEnvironment")} <= sandbox
    assert {file for file, _ in named("Environment")} == {"api/templates.py"}
    assert not [*named("Template"), *named("NativeEnvironment"), *named("render_template_string")]


def test_memory_is_touched_by_no_code_of_ours() -> None:
    """Only the clock of the kernel and pdfium are asked by address, in variables of known size."""
    by_address = re.compile(r"^\s*(?:import|from) (?:ctypes|cffi|mmap|_ctypes)\b", re.MULTILINE)
    found = {file for file in FILES if by_address.search((ROOT / file).read_text("utf-8"))}
    assert found == {"api/doctor/synchronised.py", "api/documents/characters.py", "api/documents/ruled.py"}
    compiled = {".c", ".cc", ".cpp", ".h", ".pyx", ".rs", ".so", ".pyd"}
    rooms = ("api", "model", "training", "data")
    assert not [path for room in rooms for path in (ROOT / room).rglob("*") if path.suffix in compiled]


def test_no_key_and_no_password_comes_with_the_program() -> None:
    secret = re.compile(
        rb"-----BEGIN [A-Z ]*PRIVATE KEY-----\s*[A-Za-z0-9+/]|"
        rb"\bls_[A-Za-z0-9_-]{20,}|://[^\s/:@\"'{]+:[^\s/@\"'{]+@"
    )
    assert secret.search(b"postgresql://zhang:geheim@db.example/c")
    assert secret.search(b"-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk")
    rooms = ("api", "model", "training", "data", "deploy", "locks", ".ci")
    listed = [path for room in rooms for path in (ROOT / room).rglob("*") if path.is_file()]
    files = [path for path in listed if path.suffix != ".pyc"]
    assert len(files) > 400
    assert not [path for path in files if path.name == "secret.key" or secret.search(path.read_bytes())]


def test_scripts_of_the_pages_neither_run_words_nor_keep_them_nor_listen_to_others() -> None:
    for path in sorted((ROOT / "api/web/static").glob("*.js")):
        text = path.read_text("utf-8")
        found = re.findall(
            r"\beval\(|\bFunction\(|document\.write|localStorage|sessionStorage|indexedDB|postMessage|"
            r"addEventListener\('message|document\.cookie|importScripts|WebSocket|"
            r"set(?:Timeout|Interval)\(['\"`]|ActiveXObject|navigator\.plugins",
            text,
        )
        assert not found, path.name


def test_the_words_that_no_password_is_made_of_stand_on_the_page() -> None:
    stated = re.findall(r"`([^`]+)`", section(PAGE, "不能用作密码的词"))
    assert stated == list(passwords.KNOWN_HERE)


def test_passwords_are_compared_with_at_least_three_thousand_that_were_stolen() -> None:
    assert len(passwords._common()) >= 3000
    assert all(len(word) >= passwords.SHORTEST for word in passwords._common())


def test_how_long_a_log_in_lasts_stands_on_the_page() -> None:
    told = section(PAGE, "登录多久")
    assert f"{Settings.model_fields['session_hours'].default} 小时" in told
    assert f"{Settings.model_fields['idle_minutes'].default} 分钟" in told
    assert "NIST SP 800-63B" in told, "and why it is other than that"
    assert "一个账号可以同时在几处登录，不限处数" in told


def test_how_guessing_is_slowed_down_stands_on_the_page() -> None:
    told = section(PAGE, "猜密码")
    assert f"同一账号 {attempts.of_name('x').free} 次" in told
    assert f"同一地址 {attempts.of_address('x').free} 次" in told
    assert "15 分钟" in told
    assert "故意输错不会把别人锁死" in told
    assert "这些数不能设" in told
    assert not [name for name in Settings.model_fields if re.search("attempt|guess|failure|lock", name)]
    assert "`LIANSHEN_RATE`" in told
    assert attempts._LONGEST.total_seconds() == 15 * 60


def test_how_long_a_password_that_was_given_lasts_stands_on_the_pages() -> None:
    for page, heading in ((PAGE, "猜密码"), ("docs/serve.md", None), ("docs/guide-administrator.md", None)):
        told = section(page, heading) if heading else read(page)
        assert f"{passwords.GIVEN_DAYS} 天里没有" in told, page


def test_what_names_and_passwords_may_be_stands_on_the_page() -> None:
    told = read("docs/serve.md")
    assert f"登录名不分大小写，{names.SHORTEST} 到 {names.LONGEST} 个字" in told
    assert f"密码 {passwords.SHORTEST} 到 {passwords.LONGEST} 个字" in told


def test_every_event_at_the_door_and_every_deed_stands_on_the_page() -> None:
    table = rows(section(PAGE, "记下什么"))
    assert list(table) == [*get_args(events.Event), *get_args(events.Deed)]


def test_what_is_to_be_protected_has_its_level() -> None:
    for what, row in rows(section(PAGE, "要保护什么")).items():
        assert re.match(r"[高中低]", row.split("|")[3].strip()), what


def test_what_takes_much_stands_on_the_page_with_its_settings() -> None:
    told = section(PAGE, "费时费力的地方")
    settings = re.findall(r"`LIANSHEN_(\w+)`", told)
    assert settings
    assert {name.lower() for name in settings} <= set(Settings.model_fields)
    assert re.findall(r"\[[^\]]+\]\((http|files)\.md#限度\)", told) == ["http", "files"]


def test_every_file_that_the_page_names_is_there() -> None:
    named_files = re.findall(r"`(api/[\w/]+(?:\.py)?|model/[\w/]+\.py|locks/)`", read(PAGE))
    assert len(named_files) > 15
    assert not [name for name in named_files if not (ROOT / name).exists()]


def test_password_fields_may_be_filled_by_a_helper() -> None:
    asked = 0
    for path in sorted((ROOT / "api/web/templates").rglob("*.html")):
        text = path.read_text("utf-8")
        for field in re.findall(r"\{\{ field\(.*type=\"password\".*\) \}\}", text):
            asked += 1
            assert "readonly" not in field
            assert re.search(r'autocomplete="(current|new)-password"', field), path.name
        assert "onpaste" not in text
    assert asked >= 6
    for path in (ROOT / "api/web/static").glob("*.js"):
        for line in path.read_text("utf-8").splitlines():
            assert "'paste'" not in line or "password" not in line, path.name


def test_every_field_for_a_password_hides_it() -> None:
    """By whichever of its name, its label and what a browser may fill in it is known for one."""
    secret = re.compile(r'^"(?:password|old|new|again)"|密码"|(?:current|new)-password')
    asked = [
        (path.name, field)
        for path in sorted((ROOT / "api/web/templates").rglob("*.html"))
        for field in re.findall(r"\{\{ field\((.*)\) \}\}", path.read_text("utf-8"))
        if secret.search(field)
    ]
    assert len(asked) >= 10
    assert not [each for each in asked if 'type="password"' not in each[1]]
    for path in sorted((ROOT / "api/web/templates").rglob("*.html")):
        for tag in re.findall(r"<input\b[^>]*>", path.read_text("utf-8")):
            assert not re.search(r'name="(?:password|old|new|again)"', tag), path.name
    assert 'type="{{ type }}"' in (ROOT / "api/web/templates/parts/field.html").read_text("utf-8")


def test_pages_use_nothing_that_browsers_have_given_up() -> None:
    gone = re.compile(r"<(?:object|embed|applet|param|frame|frameset|keygen)\b|X-UA-Compatible|<!--\[if")
    pages = [*(ROOT / "api").rglob("*.html")]
    assert len(pages) > 20
    assert not [path.name for path in pages if gone.search(path.read_text("utf-8"))]
    endings = {path.suffix for path in (ROOT / "api/web/static").iterdir() if path.is_file()}
    assert endings <= {".css", ".js", ".svg", ".png", ".ico", ".woff2"}


def test_scripts_of_the_pages_compare_strictly() -> None:
    for path in sorted((ROOT / "api/web/static").glob("*.js")):
        assert not re.findall(r"(?<![=!<>])==(?!=)|!=(?!=)", path.read_text("utf-8")), path.name


def test_scripts_of_the_pages_put_nothing_into_objects_by_names_from_elsewhere() -> None:
    """Only by ``part``, which runs over a list of the script."""
    for path in sorted((ROOT / "api/web/static").glob("*.js")):
        text = path.read_text("utf-8")
        by_name = re.findall(r"\w\[([a-z]\w*(?:\.\w+)*)\] *=(?!=)", text)
        assert set(by_name) <= {"part"}, path.name
        assert not re.findall(r"__proto__|Object\.assign\((?!new Error)", text), path.name
