"""Entries and packed reviews for the tests of what a run keeps."""

from pathlib import Path

from api.batch.over import Over, over
from api.batch.packed import pack
from api.batch.rows import Entry, Origin, Unread
from api.batch.work import Row
from tests.api.reviews import DRAFT, FLAWED


def over_nothing(*inputs: Path, model: str = "fast-000000000000", **changes: object) -> Over:
    asked = {"mapping": {}, "level": None, "tier": "fast", "model": model, **changes}
    return over(inputs, **asked)  # type: ignore[arg-type]


def entry(number: int) -> Entry:
    return Entry(number, Origin("表.xlsx", "建议", number + 1), DRAFT, {"代表": "张三"}, ("没有标题。",))


def row(number: int) -> Row:
    return entry(number), pack(DRAFT, FLAWED)


def unread(number: int) -> Unread:
    return Unread(number, Origin("坏.docx"), "DraftDamaged", "文件已损坏", "请重新取得")
