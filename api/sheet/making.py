"""From a review to the opinion sheet that fits one page."""

from datetime import date

from api.sheet.rows import Bounds, rows, title_of
from api.sheet.setting import SETTINGS
from api.sheet.sheet import Sheet, Size
from model.review import Review

_EVERYTHING = Bounds(remarks=20, asks=50, advice=220)
_ALL = Bounds(remarks=20, asks=50, advice=110)
_WAYS: tuple[tuple[Size, Bounds], ...] = (
    ("roomy", _EVERYTHING),
    ("roomy", _ALL),
    ("large", _ALL),
    ("small", _ALL),
    ("small", Bounds(remarks=8, asks=12, advice=60)),
    ("small", Bounds(remarks=6, asks=9, advice=60)),
    ("small", Bounds(remarks=4, asks=6, advice=60)),
    ("small", Bounds(remarks=3, asks=3, advice=60)),
    ("small", Bounds(remarks=2, asks=1, advice=60)),
)
"""From best to worst; the last way fits whatever is said (tests/api/sheet/test_one_page.py)."""


def sheet_of(review: Review, when: date) -> Sheet:
    """Return the sheet of a review: as much of it as fits one page of A4, in large type if possible.

    Args:
        review: of one draft.
        when: the day to put on the sheet.
    """
    for size, bounds in _WAYS:
        said = tuple(rows(review, bounds))
        if SETTINGS[size].fits(said):
            break
    return Sheet(
        title=title_of(review),
        basis=f"按{review.level}级审读",
        day=f"{when.year}年{when.month}月{when.day}日",
        rows=said,
        model=review.model,
        size=size,
    )
