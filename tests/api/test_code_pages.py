"""The pages under docs/codes say what the rubric says."""

from pathlib import Path

import pytest

from api.code_pages import page, write
from model.content import rubric

DOCS = Path(__file__).resolve().parents[2] / "docs" / "codes"


@pytest.mark.parametrize("code", list(rubric().codes))
def test_the_page_in_docs_is_the_one_made_from_the_rubric(code: str) -> None:
    assert (DOCS / f"{code}.md").read_text("utf-8") == page(code), "run: python -m api.code_pages"


def test_docs_hold_one_page_for_each_code_and_nothing_else() -> None:
    assert {path.name for path in DOCS.iterdir()} == {f"{code}.md" for code in rubric().codes}


def test_a_page_shows_every_part_of_the_content() -> None:
    code = rubric().codes["V2"]
    text = page("V2")
    parts = (code.name, code.definition, *code.counts, *code.counts_not, code.advice)
    for part in (*parts, code.example.before, code.example.after, code.clause.section, code.clause.text):
        assert part in text


def test_a_formal_objection_is_named_as_one() -> None:
    assert "形式审查" in page("N8").splitlines()[2]
    assert "内容模糊" in page("V1").splitlines()[2]


def test_every_page_links_to_the_prose_of_the_rubric(tmp_path: Path) -> None:
    write(tmp_path / "docs" / "codes")
    assert "../../data/rubric/README.md" in (tmp_path / "docs" / "codes" / "B1.md").read_text("utf-8")
    assert (DOCS / "../../data/rubric/README.md").resolve().is_file()


def test_there_is_no_page_for_an_unknown_code() -> None:
    with pytest.raises(KeyError):
        page("X9")
