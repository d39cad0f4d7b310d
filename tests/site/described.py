"""Writes the page of the interface for programs from the program's own description of it (OpenAPI).

Run ``python -m tests.site.described`` after the interface has changed; a test compares.
"""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from api.http.app import create_app
from api.http.described import description
from api.settings import read_settings
from tests.pages import ROOT

PAGE = ROOT / "docs" / "openapi.md"
_SCHEMAS = "#/components/schemas/"
_HEAD = """\
# 接口逐个看

这一页从程序自己的接口说明（`/openapi.json`）生成。怎么登录、有哪些例子，见[给别的程序用](http.md)；
审读结果的每一项是什么意思，见[审读结果的 JSON](review-json.md)。
"""


def page() -> str:
    """Return the page."""
    return "\n".join(_page(_description())).rstrip() + "\n"


def _description() -> dict[str, Any]:
    with TemporaryDirectory() as place:
        return description(create_app(read_settings(secret_file=Path(place) / "secret.key")))


def _page(description: dict[str, Any]) -> Iterator[str]:
    yield _HEAD
    for path, methods in sorted(description["paths"].items()):
        for method, operation in methods.items():
            yield f"\n## `{method.upper()} {path}`\n"
            yield f"{operation['summary']}。\n"
            yield from _asked(operation)
            yield "\n| 状态 | 什么时候 |\n|---|---|"
            for status, answer in sorted(operation["responses"].items()):
                said = "办好了" if status == "200" else answer["description"]
                yield f"| {status} | {_cell(said)}{_of(answer)} |"
    yield "\n## 里面的东西\n"
    for name, schema in sorted(description["components"]["schemas"].items()):
        yield from _schema(name, schema)


def _asked(operation: dict[str, Any]) -> Iterator[str]:
    parameters = operation.get("parameters", [])
    if parameters:
        yield "\n| 参数 | 在哪里 | 含义 |\n|---|---|---|"
        for each in parameters:
            yield f"| `{each['name']}` | {each['in']} | {_cell(each.get('description', ''))} |"
    for kind, content in operation.get("requestBody", {}).get("content", {}).items():
        yield f"\n请求体：`{kind}`{_linked(content.get('schema', {}), '，')}\n"


def _of(answer: dict[str, Any]) -> str:
    for content in answer.get("content", {}).values():
        return _linked(content.get("schema", {}), "：")
    return ""


def _linked(schema: dict[str, Any], before: str) -> str:
    name = _named(schema)
    return f"{before}[{name}](#{name.lower()})" if name else ""


def _named(schema: dict[str, Any]) -> str:
    """Return the schema that one refers to, itself or as a list."""
    found = str(schema.get("$ref", "") or schema.get("items", {}).get("$ref", ""))
    return found.removeprefix(_SCHEMAS)


def _schema(name: str, schema: dict[str, Any]) -> Iterator[str]:
    yield f"\n### {name}\n"
    yield "| 字段 | 类型 | 含义 |\n|---|---|---|"
    for field, own in schema.get("properties", {}).items():
        yield f"| `{field}` | {_kind(own)} | {_cell(own.get('description', ''))} |"


def _kind(schema: dict[str, Any]) -> str:
    if name := _named(schema):
        many = " 的列表" if schema.get("type") == "array" else ""
        return f"[{name}](#{name.lower()}){many}"
    kinds = [_kind(each) for each in schema.get("anyOf", [])]
    return "或 ".join(kinds) if kinds else f"`{schema.get('type', 'any')}`"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
