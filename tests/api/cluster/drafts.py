"""Parts of an input with something of everything, and what a single machine makes of them."""

import json
from contextlib import closing
from pathlib import Path
from typing import Any

from api.batch.finishing import results_of
from api.batch.inputs import entries
from api.batch.outputs.jsonl import write_jsonl
from api.batch.over import over
from api.batch.scoring import Judging, score
from api.batch.work import Work
from tests.model.bundles import DRAFTS

_BROKEN = '{"标题": "关于修'


def write_parts(folder: Path, parts: int, rows: int) -> Path:
    """Write a folder of parts; among the drafts are personal numbers, empty ones and broken lines."""
    folder.mkdir(parents=True)
    for part in range(1, parts + 1):
        lines = [_line(part, row) for row in range(1, rows + 1)]
        (folder / f"件-{part}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def _line(part: int, row: int) -> str:
    if row % 13 == 7:
        return _BROKEN
    draft = DRAFTS[row % len(DRAFTS)]
    said: dict[str, Any] = {"标题": f"{draft.title}（{part}之{row}）", "正文": draft.body, "代表": "张三"}
    if row % 5 == 0:
        said["正文"] += f"联系电话1381234{part:02d}{row % 100:02d}。"
    if row % 17 == 3:
        said["正文"] = ""
    return json.dumps(said, ensure_ascii=False)


def on_one_machine(inputs: Path, bundle: Path, folder: Path) -> bytes:
    """Return what ``lianshen score`` writes as JSON Lines on one machine."""
    output = folder / "一台.jsonl"
    over_all = over([inputs], mapping={}, level=None, tier="fast", model=bundle.name)
    with closing(Work.begin(folder / "一台.work", over_all, restart=False)) as work:
        score(entries([inputs]), work, Judging(bundle, "fast", 1), lambda _done: None, lambda: None)
        write_jsonl(output, results_of(work))
    return output.read_bytes()


def together(output: Path) -> bytes:
    """Return the parts of an output and its errors as one machine would have written them."""
    lines: list[bytes] = []
    for file in (*output.glob("*.jsonl"), *output.glob("_errors/*.jsonl")):
        lines += file.read_bytes().splitlines(keepends=True)
    lines.sort(key=_number)
    return b"".join(lines)


def _number(line: bytes) -> int:
    return int(json.loads(line)["number"])
