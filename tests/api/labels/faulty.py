"""A table of labels with every kind of fault, of any length, always the same."""

import csv
import random
from collections import Counter
from pathlib import Path

from model.content import corpus_files
from training.labels import read_drafts

HEADERS = (
    *("编号", "标题", "正文", "级别", "题目过大", "内容模糊", "缺乏可行性", "原因代码"),
    *("主办单位", "会办单位", "三分", "标注人", "时间", "代表"),
)
KINDS = (
    *("good",) * 10,
    *("partial", "unit", "code", "odds", "empty", "when", "flag", "silent", "long", "latin"),
    *("changed", "older", "disagree", "again", "near", "phone", "level"),
)
PHONE = "13812345678"


def write_faulty(path: Path, count: int, seed: int = 1) -> Counter[str]:
    """Write a table as text; return how many rows there are of each kind."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    drafts = [draft for file in corpus_files("drafts")[:8] for draft in read_drafts([file])]
    kinds: Counter[str] = Counter()
    earlier: list[list[str]] = []
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADERS)
        for number in range(1, count + 1):
            kind = rng.choice(KINDS) if earlier else "good"
            row = _spoilt(kind, _good(rng, drafts, number), rng.choice(earlier) if earlier else [], rng)
            row[0] = str(number)
            if kind == "good":
                earlier.append(row)
            kinds[kind] += 1
            writer.writerow(row)
    return kinds


def _good(rng: random.Random, drafts: list, number: int) -> list[str]:  # type: ignore[type-arg]
    labelled = rng.choice(drafts)
    places = rng.sample("枫林石桥乌坪青山龙潭竹溪大湾白沙双江柳河", 3)
    title = f"{labelled.draft.title}（{''.join(places)}村{rng.randrange(1, 400)}组）"
    flags = ("是" if flag in labelled.flags else "否" for flag in ("too_broad", "vague", "infeasible"))
    said = (
        *flags,
        "、".join(sorted(labelled.reasons)) or "无",
        labelled.main,
        "、".join(labelled.co) or "无",
    )
    who = (labelled.triage, f"标注员{rng.randrange(8)}", f"2026-03-{rng.randrange(1, 29):02}", "张三")
    return [str(number), title, _told(rng, labelled.draft.body, drafts), labelled.draft.level, *said, *who]


def _told(rng: random.Random, body: str, drafts: list) -> str:  # type: ignore[type-arg]
    """Return a body with a sentence of another draft in it, so that no two are the same."""
    other = rng.choice(drafts).draft.body
    return f"{body}\n{other[: rng.randrange(10, 120)]}{rng.randrange(10_000)}。"


def _spoilt(kind: str, row: list[str], earlier: list[str], rng: random.Random) -> list[str]:  # noqa: C901, PLR0912 - one line a kind
    if kind == "partial":
        row[4:8] = ["", "", "", ""]
    elif kind == "unit":
        row[8] = "星际事务局"
    elif kind == "code":
        row[7] = rng.choice(["B9", "V2、N7", "X1"])
    elif kind == "odds":
        row[5], row[7] = "否", "V1"
    elif kind == "empty":
        row[1] = row[2] = ""
    elif kind == "when":
        row[12] = "去年秋天"
    elif kind == "flag":
        row[5] = "说不好"
    elif kind == "silent":
        row[4:11] = [""] * 7
    elif kind == "long":
        row[2] = "长" * 20_001
    elif kind == "latin":
        row[1], row[2] = "Lorem ipsum", "dolor sit amet " * 20
    elif kind == "phone":
        row[2] += f"联系电话{PHONE}。"
    elif kind == "level":
        row[3] = "宇宙"
    elif kind == "near":
        row[1:3] = [earlier[1], f"{earlier[2]}请尽快。"]
    elif kind in {"changed", "older", "disagree", "again"}:
        row = [*earlier]
        if kind != "again":
            row[8], row[9] = ("教育局" if earlier[8] != "教育局" else "公安局"), "无"
        row[12] = {"changed": "2026-04-01", "older": "2026-01-01"}.get(kind, row[12])
        row[11] = "另一人" if kind == "disagree" else row[11]
    return row
