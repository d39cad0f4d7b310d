"""The parsers of what people type and of what the program keeps: numbers, settings, bundles, the trail."""

import json
import os
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from icalendar import Calendar
from sqlalchemy import delete

from api.accounts.names import checked_display, checked_name
from api.batch.columns import mapping_of, recognise
from api.http.language_tool_request import fields_of, read_check
from api.labels.checking import moment
from api.labels.names import said_by
from api.priorities.calendar_file import calendar_of
from api.priorities.due import Due
from api.priorities.numerals import NUMERAL, value
from api.priorities.weighing import read_weights
from api.settings import PREFIX, Settings, read_settings
from api.storage.database import Database
from api.storage.learning_schema import TrailEndRow, TrailRow
from api.storage.migrate import migrate
from api.trail.recording import record
from api.trail.verifying import verify
from api.units.days import day_of
from api.web.progress import read_seen
from model.bundle import load_bundle, save_bundle
from model.canonical import canonical
from model.draft import LEVELS, Draft
from model.errors import LianshenError
from model.reviewer import Reviewer
from tests.fuzz.target import Target
from tests.model.bundles import made as small_bundle


def value_targets(reviewer: Callable[[], Reviewer] | None = None) -> list[Target]:
    """Return the parsers.

    Args:
        reviewer: whose reviews are tried; one of a made-up model if not given.
    """
    return [
        Target("numerals", _numerals, ("三千二百多户，1.2万元，上百、几十亿，两三千，二〇二五".encode(),)),
        Target("dates", _dates, ("2019-03-01\n2019年3月\n2019\n2026-03-02 14:30\n2026/3/2".encode(),)),
        Target("weights", _text(read_weights), ("反映强烈=2,迫切=1.5；近期能见效＝0".encode(),)),
        Target("columns", _columns, ("标题=议题\n正文=C\n建议内容\n建议案由（必填）\t领衔代表".encode(),)),
        Target("names", _names, ("非内容模糊\n主办=教育局\nV1、V2\n会办=无\n小微事\n+V1 B2\n张三".encode(),)),
        Target(
            "settings",
            _settings,
            (b"PORT=8000\nWORKERS=2\nTIER=full\nDATABASE_URL=sqlite:///a\nHOST=::1\nRATE=-1",),
        ),
        Target("plugin-form", _plugin, _PLUGIN),
        Target("manifest", _bundle("manifest.json", honest=False), (_kept_file("manifest.json"),)),
        Target("manifest-honest", _bundle("manifest.json", honest=True), (_kept_file("manifest.json"),)),
        Target("model-json", _bundle("model.json", honest=True), (_kept_file("model.json"),)),
        Target(
            "arrays", _bundle("arrays.safetensors", honest=True), (_kept_file("arrays.safetensors")[:4096],)
        ),
        Target("trail", _trail, (b'{"file": "a", "units": ["b"]}',)),
        Target("calendar", _calendar, ("关于修路的建议;,:\\\nBEGIN:VEVENT".encode(),)),
        Target(
            "review",
            partial(_review, reviewer or _made_up),
            ("关于修路的建议\n李家村的桥断了，去年摔伤3人。建议县交通运输局今年修好。".encode(),),
        ),
    ]


_PLUGIN = (
    b"language=zh-CN&text=%E5%BB%BA%E8%AE%AE&level=picky&enabledRules=A,B&enabledOnly=false",
    b'language=auto&data={"annotation":[{"text":"a"},{"markup":"<br>","interpretAs":"%5Cn"}]}',
)


def _said(content: bytes) -> str:
    try:
        return content.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return content.decode("utf-8", "replace")


def _text(function: Callable[[str], object]) -> Callable[[bytes], object]:
    return lambda content: function(content.decode("utf-8", "replace"))


def _numerals(content: bytes) -> None:
    text = canonical(content.decode("utf-8", "replace"))
    for found in re.finditer(NUMERAL, text):
        value(found.group())
    value(text)


def _dates(content: bytes) -> None:
    for line in content.decode("utf-8", "replace").splitlines():
        for read in (partial(day_of, last=True), partial(day_of, last=False), moment):
            with suppress(ValueError):  # what both say of what is no day
                read(line)


def _columns(content: bytes) -> None:
    lines = content.decode("utf-8", "replace").splitlines()
    recognise(lines)
    for line in lines:
        with suppress(LianshenError):
            recognise(lines, mapping_of([line]))


def _names(content: bytes) -> None:
    lines = content.decode("utf-8", "replace").splitlines()
    said_by(lines)
    for line in lines:
        read_seen(line)
        for read in (checked_name, checked_display):
            with suppress(LianshenError):
                read(line)


def _settings(content: bytes) -> None:
    lines = content.decode("utf-8", "replace").replace("\0", "").splitlines()
    pairs = [line.partition("=") for line in lines if "=" in line]
    chosen = {f"{PREFIX}{name}": given for name, _, given in pairs if name.lower() in Settings.model_fields}
    with patch.dict(os.environ, chosen):
        found = read_settings()
        _ = found.on_loopback, found.open_to_all, found.key_file


def _plugin(content: bytes) -> None:
    sent = read_check(fields_of(content)).sent
    if sent.text:
        for at in range(0, len(sent.text), max(1, len(sent.text) // 4)):
            sent.context(sent.span(at, at + 1))
        sent.context(sent.first())


@cache
def _saved() -> dict[str, bytes]:
    with TemporaryDirectory() as folder:
        kept = save_bundle(small_bundle(), Path(folder))
        return {path.name: path.read_bytes() for path in kept.iterdir()}


def _kept_file(name: str) -> bytes:
    return _saved()[name]


def _bundle(name: str, *, honest: bool) -> Callable[[bytes], object]:
    """Read a bundle one of whose files is another.

    Args:
        name: of the file.
        honest: whether the digests are those of the files as they are, as of a bundle that somebody made.
    """

    def read(content: bytes) -> None:
        with TemporaryDirectory(dir=_memory()) as folder:
            files = {**_saved(), name: content}
            if honest:
                files["manifest.json"] = _resigned(files)
            for each, own in files.items():
                (Path(folder) / each).write_bytes(own)
            load_bundle(Path(folder))

    return read


def _resigned(files: dict[str, bytes]) -> bytes:
    try:
        manifest = json.loads(files["manifest.json"])
        manifest["files"] = {
            each: sha256(own).hexdigest() for each, own in files.items() if each != "manifest.json"
        }
        signed = json.dumps(
            [manifest["files"], manifest["training"]], ensure_ascii=False, sort_keys=True, indent=1
        )
        tier = str(manifest["version"]).partition("-")[0]
        manifest["version"] = f"{tier}-{sha256(signed.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"
        return json.dumps(manifest, ensure_ascii=False, sort_keys=True, indent=1).encode(
            "utf-8", "surrogatepass"
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return files["manifest.json"]


@cache
def _folder() -> Path:
    _FOLDERS.append(TemporaryDirectory(prefix="lianshen-fuzz-", dir=_memory()))
    return Path(_FOLDERS[0].name)


_FOLDERS: list[TemporaryDirectory[str]] = []


def _memory() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - a folder in memory


@cache
def _database() -> Database:
    database = Database.open(f"sqlite:///{_folder() / 'trail.sqlite3'}")
    migrate(database)
    return database


def _trail(content: bytes) -> None:
    """Read a trail one step of which somebody has written over."""
    database = _database()
    with database.writing() as session:
        session.execute(delete(TrailRow))
        session.execute(delete(TrailEndRow))
        for number in range(3):
            record(session, "甲", "units", f"第 {number} 步", {"number": number})
        row = session.get_one(TrailRow, 2)
        row.details = content
        row.told = content.decode("utf-8", "replace").replace("\0", "")
        row.kind, row.before = row.told[:30], row.told[:64]
    assert not verify(database).sound
    verify(database, content.decode("utf-8", "replace"))


def _calendar(content: bytes) -> None:
    text = content.decode("utf-8", "replace")
    days = (date(2026, 3, 2), date(2026, 3, 9))
    due = Due(1, text, text[:20] or "教育局", "急难事", "一周一推动", days, days, (1, 2), text[:24])
    written = calendar_of(text, [due], datetime(2026, 3, 1, tzinfo=UTC))
    events = Calendar.from_ical(written).walk("VEVENT")
    assert len(events) == 1, "the text has made an event of its own"


@cache
def _made_up() -> Reviewer:
    return Reviewer(small_bundle())


def _review(reviewer: Callable[[], Reviewer], content: bytes) -> None:
    title, _, body = _said(content[1:]).partition("\n")
    draft = Draft(title, body, LEVELS[content[0] % len(LEVELS)] if content else "县")
    review = reviewer().review(draft)
    quotes = [quote for each in review.objections for quote in each.quotes]
    quotes += [quote for each in review.findings for quote in each.quotes]
    for quote in quotes:
        part = draft.masked_title if quote.part == "title" else draft.masked_body
        assert part[quote.start : quote.end] == quote.text, "a quote is not what stands there"
