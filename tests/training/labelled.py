"""Labelled drafts made by hand."""

from typing import Any

from model.draft import Draft
from training.labels import Evidence, LabelledDraft, LabelledItem

BODY = "近年来，有的路段坑坑洼洼。大湾村三组的路长800米。\n建议县交通运输局铺沥青，并请县财政局拨款。"


def labelled(**changes: Any) -> LabelledDraft:
    """Return a draft labelled V1 with one quote in its first sentence."""
    parts: dict[str, Any] = {
        "id": "h-1",
        "group": "h",
        "draft": Draft("关于修路的建议", BODY),
        "flags": frozenset({"vague"}),
        "reasons": frozenset({"V1"}),
        "evidence": (Evidence("V1", "有的路段坑坑洼洼"),),
        "main": "交通运输局",
        "co": ("财政局",),
        "items": (LabelledItem("铺沥青", "交通运输局"), LabelledItem("拨款", "财政局")),
        "triage": "急难事",
        "formal": frozenset(),
        "origin": "",
    }
    return LabelledDraft(**{**parts, **changes})
