"""``POST /v2/check`` as its description in OpenAPI states it."""

from typing import Any

from model.draft import LEVELS

_TEXT = "关于修好青石镇大湾村道路的建议\n大湾村的路坏了，希望有关部门高度重视，尽快解决。"
_SENTENCE = _TEXT.partition("\n")[2]
_QUOTE = "希望有关部门高度重视，尽快解决"

_FIELDS = {
    "text": "要审读的全文，标题在第一行。text 和 data 写一个",
    "data": '带标记的全文，JSON：`{"annotation":[{"text":"…"},{"markup":"<br>","interpretAs":"\\n"}]}`。'
    "标记不审读，但位置把它算在内",
    "language": "zh-CN（或别的 zh-…），或 auto",
    "apiKey": "令牌，与 `Authorization: Bearer` 后面的相同",
    "level": f"提给哪一级人大：{'、'.join(LEVELS)}；不写就看文字，看不出按县",
    "enabledRules": "启用的规则，逗号分开，如 LIANSHEN_V2",
    "disabledRules": "停用的规则",
    "enabledCategories": "启用的类别：TOO_BROAD、VAGUE、INFEASIBLE、FORMAL",
    "disabledCategories": "停用的类别",
    "enabledOnly": "true：只要启用的",
}

FORM: dict[str, Any] = {
    "required": True,
    "content": {
        "application/x-www-form-urlencoded": {
            "schema": {
                "type": "object",
                "required": ["language"],
                "properties": {
                    name: {"type": "string", "description": meaning} for name, meaning in _FIELDS.items()
                },
            },
            "example": {"text": _TEXT, "language": "zh-CN"},
        }
    },
}
"""The request."""

EXAMPLE: dict[str, Any] = {
    "software": {
        "name": "lianshen",
        "version": "0.1.0",
        "buildDate": "2025-01-01",
        "apiVersion": 1,
        "premium": False,
        "status": "",
    },
    "warnings": {"incompleteResults": False},
    "language": {
        "name": "中文",
        "code": "zh-CN",
        "detectedLanguage": {"name": "中文", "code": "zh-CN", "confidence": 1.0},
    },
    "matches": [
        {
            "message": "诉求不明：“希望有关部门高度重视，尽快解决”只表达了愿望，没有说要哪个单位做什么，"
            "承办单位不知道做到哪一步算办成。请在结尾写一条明确的要求。",
            "shortMessage": "诉求不明",
            "replacements": [],
            "offset": _TEXT.index(_QUOTE),
            "length": len(_QUOTE),
            "context": {
                "text": _TEXT.replace("\n", " "),
                "offset": _TEXT.index(_QUOTE),
                "length": len(_QUOTE),
            },
            "sentence": _SENTENCE,
            "type": {"typeName": "Other"},
            "rule": {
                "id": "LIANSHEN_V2",
                "description": "诉求不明：只反映问题，没有说要哪个单位做什么。",
                "issueType": "omission",
                "category": {"id": "VAGUE", "name": "内容模糊"},
            },
            "ignoreForIncompleteSentence": False,
            "contextForSureMatch": 0,
        }
    ],
}
"""An answer."""

CHECKING = "check_v2_check_post"
"""By which links name the operation."""

CHECK = {
    "operationId": CHECKING,
    "description": "用列出的语言审读",
    "requestBody": {"language": "$response.body#/0/longCode"},
}
"""What follows on the list of languages."""

ONLY_ONE = {
    "operationId": CHECKING,
    "description": "再审读一遍，只看第一处的那条规则",
    "requestBody": {
        "language": "$response.body#/language/code",
        "enabledRules": "$response.body#/matches/0/rule/id",
        "enabledOnly": "true",
    },
}
"""What may follow on an answer with matches: the same text with one rule alone."""
