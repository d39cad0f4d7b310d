"""The documentation page of every code, from the rubric; ``python -m api.code_pages`` writes them all."""

from pathlib import Path

from model.content import rubric
from model.rubric import Severity

FOLDER = Path("docs", "codes")
"""Where the pages lie in a checkout."""

_SEVERITY: dict[Severity, str] = {
    "blocking": "成立就不宜作为建议提出",
    "major": "成立就要修改后再提交",
    "minor": "成立但容易改好",
    "mend": "改掉即可提交",
}


def page(code: str) -> str:
    """Return the page of a code as Markdown.

    Args:
        code: B1 … F5 or N1 … N8.

    Raises:
        KeyError: for a code the rubric does not have.
        ContentError: if the rubric under ``data/`` is not what it should be.
    """
    entry = rubric().codes[code]
    kind = "形式审查" if entry.flag is None else rubric().flags[entry.flag].name
    sections = (
        f"# {code} {entry.name}",
        f"{kind} · {_SEVERITY[entry.severity]}",
        entry.definition,
        f"## 成立\n\n{_listed(entry.counts)}",
        f"## 不成立\n\n{_listed(entry.counts_not)}",
        f"## 怎么改\n\n{entry.advice}",
        f"## 例子\n\n改前：\n\n> {entry.example.before}\n\n改后：\n\n> {entry.example.after}",
        f"## 依据\n\n[细则](../../data/rubric/README.md)“{entry.clause.section}”：\n\n> {entry.clause.text}",
    )
    return "\n\n".join(sections) + "\n"


def _listed(lines: tuple[str, ...]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def write(folder: Path) -> None:
    """Write the page of every code into a folder, made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    for code in rubric().codes:
        (folder / f"{code}.md").write_text(page(code), "utf-8")


if __name__ == "__main__":
    write(FOLDER)
