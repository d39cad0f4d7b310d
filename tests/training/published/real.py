"""Real texts, made by hand: two of a county, one of a province, one title."""

import json
from pathlib import Path

_AGREED = {
    "level": "县",
    "title": "关于修路的建议",
    "body": "有的路段不平。",
    "flags": ["vague"],
    "disputed": ["too_broad"],
    "reasons": ["V1"],
    "reasons_any": ["V1"],
    "evidence": [{"reason": "V1", "quote": "有的路段"}],
    "main": ["交通运输局"],
    "co": [],
    "triage": ["急难事"],
}
_CLEAN = _AGREED | {"id": "r2", "flags": [], "disputed": [], "reasons": [], "reasons_any": [], "evidence": []}
_TITLE = {"title": "关于修路的建议", "gist": "路不平", "main": "交通运输局", "co": []}


def write_dev(folder: Path) -> Path:
    """Write them into a folder, which is made and returned."""
    folder.mkdir()
    drafts = [_AGREED | {"id": "r1"}, _CLEAN, _AGREED | {"id": "j1"}]
    for name, rows in (("real_dev", drafts), ("real_titles_dev", [_TITLE])):
        lines = (json.dumps(row, ensure_ascii=False) for row in rows)
        (folder / f"{name}.jsonl").write_text("\n".join(lines), "utf-8")
    return folder
