import pytest

from api.screen.clause import write_code, write_codes
from api.screen.paper import Paper
from model.content import rubric

CODES = tuple(rubric().codes)


@pytest.mark.parametrize("name", CODES)
def test_a_code_is_shown_with_all_the_rubric_says(name: str) -> None:
    code = rubric().codes[name]
    paper = Paper(colour=False, columns=None)
    write_code(paper, rubric(), code)
    text = paper.text()
    assert text.startswith(f"{code.code} {code.name}（")
    for words in (
        code.definition,
        *code.counts,
        *code.counts_not,
        code.advice,
        code.clause.section,
        code.clause.text,
    ):
        assert words in text
    assert f"改前：{code.example.before}" in text
    assert f"改后：{code.example.after}" in text


def test_the_list_names_every_code_under_its_flag() -> None:
    paper = Paper(colour=False, columns=None)
    write_codes(paper, rubric())
    lines = paper.text().splitlines()
    heads = [index for index, line in enumerate(lines) if line and not line.startswith(" ")]
    assert [lines[index].split("：")[0] for index in heads] == [
        "题目过大",
        "内容模糊",
        "缺乏可行性",
        "形式审查",
    ]
    assert [line.split()[0] for line in lines if line.startswith("  ")] == list(CODES)
