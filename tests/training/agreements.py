"""Lines in the format of what two people agreed on, as ``docs/evaluate.md`` describes it."""

from typing import Any

AGREEMENT: dict[str, Any] = {
    "id": "k01",
    "level": "县",
    "title": "关于整治集市的建议",
    "body": "有的摊位占了路。希望有关部门管一管，再建一座大型商场。",
    "flags": ["vague"],
    "disputed": ["infeasible"],
    "reasons": ["V1"],
    "reasons_any": ["V1", "V2", "F2"],
    "evidence": [
        {"reason": "V1", "quote": "有的摊位"},
        {"reason": "V1", "quote": "有的摊位占了路"},
        {"reason": "F2", "quote": "大型商场"},
    ],
    "main": ["城市管理和综合执法局", "市场监督管理局"],
    "co": ["公安局", "市场监督管理局"],
    "triage": ["小微事", "急难事"],
    "replied_by": "商务局",
}
SOUND: dict[str, Any] = {
    "id": "m02",
    "level": "乡镇",
    "title": "关于修补塘坝的建议",
    "body": "石咀村二组的塘坝漏水，灌不了40亩田。建议镇里入冬前补好。",
    "flags": [],
    "disputed": [],
    "reasons": [],
    "reasons_any": [],
    "evidence": [],
    "main": ["水利局"],
    "co": [],
    "triage": ["急难事"],
}
REPLIED: dict[str, Any] = {
    "title": "关于延长八路公交车的建议",
    "gist": "把八路车的终点延到新中学",
    "main": "交通运输局",
    "replied_by": "某县交通局",
    "co": [],
    "place": "某县",
    "year": 2021,
}
