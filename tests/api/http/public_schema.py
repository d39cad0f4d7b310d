"""The public description of LanguageTool's answers, and counting as its plug-ins do."""

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

_SCHEMA = json.loads(Path(__file__).with_name("language_tool_schema.json").read_text(encoding="utf-8"))


def check_answer(answer: Any) -> None:
    """Fail unless this is an answer to ``/v2/check`` by the public description."""
    _validator("check").validate(answer)


def check_languages(answer: Any) -> None:
    """Fail unless this is an answer to ``/v2/languages`` by the public description."""
    _validator("languages").validate(answer)


def utf16(text: str, offset: int, length: int) -> str:
    """Return what a plug-in selects in a text, which counts UTF-16 code units."""
    units = text.encode("utf-16-le")
    return units[2 * offset : 2 * (offset + length)].decode("utf-16-le")


def _validator(name: str) -> Draft202012Validator:
    return Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": _SCHEMA["$defs"]})
