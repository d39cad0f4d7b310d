"""Writes the page of the model card: what the model is for, its limits, and what it must not be used for.

Run ``python -m tests.site.card`` after ``data/model-card.toml`` has changed; a test compares.
"""

import tomllib
from collections.abc import Iterator
from typing import Any

from tests.pages import ROOT

PAGE = ROOT / "docs" / "model-card.md"
_SOURCE = ROOT / "data" / "model-card.toml"


def page() -> str:
    """Return the page."""
    return "\n".join(_page(tomllib.loads(_SOURCE.read_text("utf-8")))).rstrip() + "\n"


def _page(card: dict[str, Any]) -> Iterator[str]:
    yield f"# 模型卡\n\n{card['purpose']}\n"
    yield "每个训练出来的模型各有一张自己的卡，写明用了哪些数据、量出来多好：`lianshen models show`。"
    yield "下面的话每张都有。训练用的数据见[数据卡](../data/README.md)，"
    yield "量出来的数字见[怎么判](judging.md#量出来的好坏)，模型文件里有什么见[模型文件](bundle.md)。\n"
    for title, key in (("不能用来做什么", "never"), ("限度", "limits"), ("数字是怎么量的", "how")):
        yield f"\n## {title}\n"
        yield from (f"- {line}" for line in card[key])
    yield "\n## 语料的写法\n\n| 题材组 | 写法 |\n|---|---|"
    for each in card["manners"]:
        yield f"| {'、'.join(each['batches'])} | {each['manner']} |"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
