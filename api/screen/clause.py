"""The rubric, for a person: one code, or the list of all."""

from api.screen.paper import Paper
from model.rubric import Code, Rubric, Severity

_SEVERITY: dict[Severity, str] = {
    "blocking": "成立就不宜作为建议提出",
    "major": "成立就要修改后再提交",
    "minor": "成立但容易改好",
    "mend": "改掉即可提交",
}


def write_code(paper: Paper, rubric: Rubric, code: Code) -> None:
    """Write what one code means, what counts, how to mend it, and the clause it rests on."""
    belongs = "形式审查" if code.flag is None else rubric.flags[code.flag].name
    paper.write((f"{code.code} {code.name}", "strong"), f"（{belongs}；{_SEVERITY[code.severity]}）")
    paper.write(code.definition, indent=2)
    for title, cases in (("算", code.counts), ("不算", code.counts_not)):
        paper.gap()
        paper.write((title, "strong"))
        for case in cases:
            paper.write(case, label="· ", indent=2)
    paper.gap()
    paper.write(("怎么改", "strong"))
    paper.write(code.advice, indent=2)
    paper.write(code.example.before, label=("改前：", "bad"), indent=2)
    paper.write(code.example.after, label=("改后：", "good"), indent=2)
    paper.gap()
    paper.write(("依据", "strong"))
    paper.write(f"《联审细则》{code.clause.section}", indent=2)
    paper.write(code.clause.text, indent=2)


def write_codes(paper: Paper, rubric: Rubric) -> None:
    """Write every code under the flag it belongs to, the formal objections last."""
    for flag in rubric.flags.values():
        _group(paper, flag.name, flag.definition, [code for code in rubric.reasons if code.flag == flag.flag])
    _group(paper, "形式审查", "不看内容好坏，只看宜不宜作为建议提出。", list(rubric.formal))


def _group(paper: Paper, name: str, definition: str, codes: list[Code]) -> None:
    paper.gap()
    paper.write((name, "strong"), f"：{definition}")
    for code in codes:
        paper.write(code.definition, label=f"{code.code} {code.name}：", indent=2)
