"""``lianshen score`` over drafts made for a test."""

import json
import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from api.batch.packed import Packed, pack
from model.draft import Draft
from model.review import Review
from tests.model.bundles import DRAFTS

COUNTED = """
from api.batch import scoring as keeping
from api.cli import main, scoring
from tests.api.cli import scores

keeping._KEPT_EVERY = 0
scoring.pack = scores.counted
main(prog_name="lianshen")
"""
"""The program, adding the title of every draft that is reviewed to the file that ``COUNTED`` names.

``PACE`` names the seconds it takes over each, and ``MOST`` how many it reviews before it waits to be killed:
so it is killed midway however busy the machine is. It keeps what is reviewed at once, so something is kept by
then however quick the machine is.
"""
_SLOWLY = 0.004
_PATIENCE = 120


def counted(draft: Draft, review: Review) -> Packed:
    """Pack a review, slowly, and tell that it was made."""
    time.sleep(float(os.environ.get("PACE", _SLOWLY)))
    file = Path(os.environ["COUNTED"])
    with file.open("a", encoding="utf-8") as added:
        added.write(f"{draft.title}\n")
    if (most := os.environ.get("MOST")) and len(file.read_text("utf-8").splitlines()) >= int(most):
        time.sleep(_PATIENCE)
    return pack(draft, review)


def title(number: int) -> str:
    """Return the title of a draft, which tells its number."""
    return f"关于修理第{number}号路灯的建议"


def write_drafts(path: Path, number: int, unreadable: Iterable[int] = ()) -> Path:
    """Write a file of JSON Lines with so many rows, some of which cannot be read."""
    spoilt = set(unreadable)
    with path.open("w", encoding="utf-8") as file:
        for each in range(1, number + 1):
            row: Any = {"标题": title(each), "内容": DRAFTS[each % len(DRAFTS)].body}
            file.write('{"标题": \n' if each in spoilt else f"{json.dumps(row, ensure_ascii=False)}\n")
    return path


def rows_of(output: Path) -> list[dict[str, Any]]:
    """Return the rows of an output in JSON Lines."""
    return [json.loads(line) for line in output.read_text("utf-8").splitlines()]
