"""The audit of the components, ``.ci/audit.py``: known vulnerabilities, origin, age, what is installed."""

import base64
import hashlib
import json
import os
import re
from collections.abc import Iterator
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler
from importlib.metadata import PathDistribution
from pathlib import Path

import pytest

from api.doctor.components import LONGEST
from model.content import renewed
from tests.pages import ROOT, section
from tests.scripts import script, stand_in, vulnerability
from tests.served import served

AUDIT = script("audit")
TODAY = date(2026, 12, 1)


def distribution(folder: Path, licence: str = "License-Expression: MIT") -> PathDistribution:
    """Write an installed distribution of one file."""
    (folder / "some.py").write_bytes(b"1\n")
    info = folder / "some_thing-1.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.4\nName: some_thing\nVersion: 1.2\n{licence}\n", "utf-8"
    )
    digest = base64.urlsafe_b64encode(hashlib.sha256(b"1\n").digest()).decode().rstrip("=")
    (info / "RECORD").write_text(f"some.py,sha256={digest},2\nsome_thing-1.2.dist-info/RECORD,,\n", "utf-8")
    return PathDistribution(info)


def test_an_installed_distribution_is_looked_at(tmp_path: Path) -> None:
    found = distribution(tmp_path)
    assert list(AUDIT.looked_at(found, {"some-thing": {"1.2"}})) == []
    assert list(AUDIT.looked_at(found, {"some-thing": {"1.1"}})) == ["some-thing 1.2: the locks have 1.1"]
    assert list(AUDIT.looked_at(found, {})) == ["some-thing 1.2: the locks have nothing"]
    (tmp_path / "some.py").write_bytes(b"2\n")
    assert list(AUDIT.looked_at(found, {"some-thing": {"1.2"}})) == ["some-thing 1.2: changed file some.py"]
    (tmp_path / "some.py").unlink()
    assert list(AUDIT.looked_at(found, {"some-thing": {"1.2"}})) == ["some-thing 1.2: missing file some.py"]


@pytest.mark.parametrize(
    ("licence", "free"),
    [
        ("License: BSD 3-Clause License", True),
        ("Classifier: License :: OSI Approved :: Apache Software License", True),
        ("License-Expression: LGPL-3.0-only", True),
        ("License-Expression: GPL-3.0-or-later", False),
        ("Classifier: License :: OSI Approved :: GNU Affero General Public License v3", False),
        ("License: Permitted for research", False),
        ("Summary: none", False),
    ],
)
def test_a_licence_that_is_not_free_to_take_is_told(tmp_path: Path, licence: str, *, free: bool) -> None:
    told = list(AUDIT.looked_at(distribution(tmp_path, licence), {"some-thing": {"1.2"}}))
    assert (told == []) == free
    assert all("look at its licence" in line for line in told)


class _Osv(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        known = {"/GHSA-1": {"published": "2026-11-01T10:00:00Z", "database_specific": {"severity": "HIGH"}}}
        known["/PYSEC-2026-1"] = {"published": "2026-11-05T10:00:00Z"}
        self.send_response(200 if self.path in known else 404)
        self.end_headers()
        self.wfile.write(json.dumps(known.get(self.path, {})).encode())


@pytest.fixture
def osv(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """OSV, which knows of two names of one vulnerability."""
    with served(_Osv) as address:
        monkeypatch.setattr(AUDIT, "OSV", f"{address}/")
        yield


@pytest.mark.usefixtures("osv")
@pytest.mark.parametrize(
    ("aliases", "today", "ends"),
    [
        (["GHSA-1"], date(2026, 12, 1), "high: by 2026-12-01"),
        (["GHSA-1"], date(2026, 12, 2), "high: by 2026-12-01, which is OVERDUE"),
        ([], date(2026, 11, 12), "severity not known: by 2026-11-12"),
        ([], date(2026, 11, 13), "severity not known: by 2026-11-12, which is OVERDUE"),
    ],
)
def test_each_vulnerability_is_told_with_its_last_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, aliases: list[str], today: date, ends: str
) -> None:
    (tmp_path / "found.json").write_text(vulnerability(fix_versions=["1.3"], aliases=aliases), "utf-8")
    stand_in(tmp_path, "pip-audit", f"cat {tmp_path}/found.json; exit 1")
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    (told,) = AUDIT.vulnerable(tmp_path / "base.txt", today)
    assert told == f"some-thing 1.2: PYSEC-2026-1, mended in 1.3; {ends}"


@pytest.mark.parametrize("said", ["", "{}", '{"dependencies": [{"name": "a", "skip_reason": "not found"}]}'])
def test_what_was_not_looked_up_is_no_clean_bill(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    stand_in(tmp_path, "pip-audit", f"echo '{said}'; echo no network >&2; exit 1")
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    assert list(AUDIT.vulnerable(tmp_path / "base.txt", TODAY)) == [
        "base.txt: could not be looked up: no network"
    ]


class _Index(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        files = [
            {"hashes": {"sha256": "a" * 64}, "yanked": False},
            {"hashes": {"sha256": "b" * 64}, "yanked": "broken"},
        ]
        known = self.path == "/some-thing/" and "simple.v1+json" in self.headers["Accept"]
        self.send_response(200 if known else 404)
        self.end_headers()
        self.wfile.write(json.dumps({"files": files}).encode())


@pytest.mark.parametrize(
    ("name", "digests", "told"),
    [
        ("some_thing", "a", []),
        ("some_thing", "ab", ["some_thing 1.2: PyPI has withdrawn it"]),
        ("some_thing", "ac", ["some_thing 1.2: the lock has a file that PyPI does not have"]),
        ("other", "a", ["other 1.2: PyPI could not be asked for it: HTTP Error 404: Not Found"]),
    ],
)
def test_a_component_that_did_not_come_from_pypi_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, digests: str, told: list[str]
) -> None:
    hashes = "".join(f" \\\n    --hash=sha256:{each * 64}" for each in digests)
    (tmp_path / "base.txt").write_text(f"# Written.\n{name}==1.2 ; python_version < '4'{hashes}\n", "utf-8")
    with served(_Index) as address:
        monkeypatch.setattr(AUDIT, "PYPI", f"{address}/")
        assert list(AUDIT.foreign(tmp_path / "base.txt")) == told


def test_every_entry_of_the_locks_is_asked_for() -> None:
    for path in sorted((ROOT / "locks").glob("*.txt")):
        text = path.read_text("utf-8")
        assert len(AUDIT._WITH_FILES.findall(text)) == len(re.findall(r"^[\w.-]+==", text, re.MULTILINE)) > 0


def test_the_audit_looks_for_weaknesses_and_for_the_origin(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(AUDIT, "vulnerable", lambda lock, _today: iter([f"{lock.stem}: weak"]))
    monkeypatch.setattr(AUDIT, "foreign", lambda lock: iter([f"{lock.stem}: from elsewhere"]))
    assert AUDIT.main([]) == 1
    names = sorted(path.stem for path in (ROOT / "locks").glob("*.txt"))
    told = capsys.readouterr().out.splitlines()
    assert told == [f"{name}: {what}" for name in names for what in ("weak", "from elsewhere")]


def test_of_what_nothing_is_known_the_shortest_time_holds() -> None:
    assert AUDIT.by_when(None, "", TODAY) == "severity not known: by 2026-12-08"
    assert AUDIT.by_when(TODAY, "MODERATE", date(2027, 12, 1)) == "moderate: by the next release"
    assert AUDIT.by_when(TODAY, "CRITICAL", date(2026, 12, 9)).endswith("by 2026-12-08, which is OVERDUE")


def test_the_times_allowed_stand_on_the_pages() -> None:
    told = section("docs/release.md", "期限")
    for days in (*AUDIT.FRAMES.values(), AUDIT.RENEWED):
        assert f" {days} 天内" in told
        assert re.search(rf"{days} 天", section("docs/security.md", "单位要做的"))
    assert timedelta(days=AUDIT.RENEWED) == LONGEST


@pytest.mark.parametrize(("days", "young"), [(180, True), (181, False)])
def test_versions_that_were_not_renewed_for_too_long_are_told(
    tmp_path: Path, days: int, *, young: bool
) -> None:
    lock = tmp_path / "base.txt"
    lock.write_text(f"# All versions were renewed on {TODAY - timedelta(days)}.\nclick==8\n", "utf-8")
    assert (list(AUDIT.aged(lock, TODAY)) == []) == young
    lock.write_text("click==8\n", "utf-8")
    assert "does not say" in "".join(AUDIT.aged(lock, TODAY))


def test_the_locks_say_when_their_versions_were_renewed() -> None:
    for path in sorted((ROOT / "locks").glob("*.txt")):
        assert list(AUDIT.aged(path, renewed())) == [], path
        assert f"# All versions were renewed on {renewed()}.\n" in path.read_text("utf-8")


def test_the_locks_are_read() -> None:
    pinned = AUDIT.pinned()
    assert pinned["torch"] == {"2.13.0"}
    assert len(pinned["numpy"]) == 2  # one of them for Python 3.11
