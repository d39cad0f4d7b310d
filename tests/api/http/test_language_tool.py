"""Reviews in the shape of LanguageTool."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.documents.document import Document
from api.documents.reading import read_file, read_text
from api.http.annotated import Annotated, Stretch, plain
from api.http.described_v2 import EXAMPLE
from api.http.language_tool import LANGUAGES, Software, answer, nothing
from api.http.rule_choice import Choice
from model.canonical import canonical
from model.content import rubric
from model.draft import Draft, Part, quote
from model.review import Finding, Objection, Review
from model.reviewer import Reviewer
from tests.api.http.public_schema import check_answer, check_languages, utf16
from tests.api.reviews import CLEAN, FINDING, FLAWED, OBJECTION, UNSURE
from tests.pages import ROOT

SOFTWARE = Software("1.2.3", date(2025, 6, 1))
GOLDEN = Path(__file__).with_name("golden_language_tool.json")
EXAMPLES = sorted((ROOT / "data/examples").glob("0*"))
# Issue types of the Internationalization Tag Set 2.0 that LanguageTool knows.
ISSUE_TYPES = {"style", "omission", "other", "legal"}


def answered(whole: str, review: Review, choice: Choice | None = None) -> dict[str, Any]:
    found = answer(SOFTWARE, Annotated([plain(whole)]), read_text("-", whole), review, choice or Choice())
    check_answer(found)
    return found


def text_of(document: Document) -> str:
    """What someone who opens an example in an editor sends."""
    return document.text or f"{document.draft.title}\r\n\r\n　　{document.draft.body}"


def selected(whole: str, match: dict[str, Any]) -> str:
    return utf16(whole, match["offset"], match["length"])


def unblanked(text: str) -> str:
    return canonical(text).replace(" ", "")


def placed(review: Review, draft: Draft, *places: tuple[Part, int, int]) -> Review:
    """Return a review whose one finding quotes these places."""
    quotes = tuple(quote(draft, *place) for place in places)
    return replace(review, findings=(replace(FINDING, quotes=quotes),), objections=())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: cast(Path, path).stem)
def test_examples_are_answered_word_for_word(reviewer: Reviewer, path: Path) -> None:
    whole = text_of(read_file(path))
    sent = Annotated([plain(whole)])
    document = read_text("-", whole)
    review = reviewer.review(document.draft)
    found = answer(SOFTWARE, sent, document, review, Choice())
    check_answer(found)
    lines = [
        f"{match['rule']['id']} {match['offset']}+{match['length']} {match['message']}"
        for match in found["matches"]
    ]
    assert lines == json.loads(GOLDEN.read_text(encoding="utf-8"))[path.name]
    faults: tuple[Objection | Finding, ...] = (*review.objections, *review.findings)
    quotes = [each for fault in faults for each in fault.quotes]
    for match in found["matches"]:
        assert match["rule"]["issueType"] in ISSUE_TYPES
        there = selected(whole, match)
        assert any(len(there) == len(each.text) for each in quotes)
        assert "＊" in match["message"] or any(there == each.text for each in quotes)


CHARACTERS = st.sampled_from(
    [*"路桥灯修请建议。，；：:！？（）一、123１２ab \u3000\t\u200b\ufeff😀𠮷\v\u2028\n", "\r\n"]
)
LINES = st.lists(CHARACTERS, max_size=14).map("".join)


@settings(max_examples=300)
@given(LINES, st.lists(LINES, max_size=6), st.sampled_from(["\n", "\r\n", "\r"]), st.data())
def test_every_quote_on_one_line_is_selected_exactly(
    head: str, lines: list[str], end: str, data: st.DataObject
) -> None:
    whole = head + end.join(["关于修好大湾村道路的建议", *lines, "大湾村的路坏了，建议修好𠮷路😀。", *lines])
    document = read_text("-", whole)
    draft = document.draft
    part = cast(Part, data.draw(st.sampled_from(["title", "body"] if draft.title else ["body"])))
    text = draft.text_of(part)
    start = data.draw(st.integers(0, len(text) - 1).filter(lambda place: text[place] != "\n"))
    line_end = text.find("\n", start)
    stop = data.draw(st.integers(start + 1, line_end if line_end > 0 else len(text)))
    (match,) = answered(whole, placed(CLEAN, draft, (part, start, stop)))["matches"]
    quoted = draft.masked.text_of(part)[start:stop]
    if part == "title":  # stray blanks in a title are left out: 标　题
        assert unblanked(selected(whole, match)) == unblanked(quoted)
    else:
        assert selected(whole, match) == quoted
    context = match["context"]
    breaks = str.maketrans(dict.fromkeys("\r\n\t\v\u2028", " "))
    assert utf16(context["text"], context["offset"], context["length"]) == selected(whole, match).translate(
        breaks
    )


def test_a_quote_over_several_lines_takes_in_what_is_between_them() -> None:
    whole = "关于修路的建议\r\n\r\n　　大湾村的路坏了，\r\n　　希望重视。"
    draft = read_text("-", whole).draft
    start, end = draft.body.index("路坏"), draft.body.index("重视")
    (match,) = answered(whole, placed(CLEAN, draft, ("body", start, end)))["matches"]
    assert selected(whole, match) == "路坏了，\r\n　　希望"


def test_personal_fields_and_a_mark_at_the_start_count() -> None:
    whole = f"\ufeff领衔代表：😀张三\r\n标题：{FLAWED.title}\r\n正文：\r\n大湾村的路坏了。"
    document = read_text("-", whole)
    assert document.draft.title == FLAWED.title
    review = placed(CLEAN, document.draft, ("title", 0, len(FLAWED.title)), ("body", 3, 5))
    first, second = answered(whole, review)["matches"]
    assert selected(whole, first) == FLAWED.title
    assert selected(whole, second) == document.draft.body[3:5]


def test_markup_is_counted_and_not_judged() -> None:
    pieces = [
        Stretch("# ", "", markup=True),
        plain("关于修路的建议"),
        Stretch("<br>", "\n", markup=True),
        plain("路坏"),
        Stretch("<b>", "", markup=True),
        plain("了，希望重视。"),
    ]
    sent = Annotated(pieces)
    document = read_text("-", sent.text)
    assert document.draft == Draft("关于修路的建议", "路坏了，希望重视。")
    review = placed(CLEAN, document.draft, ("title", 0, 7), ("body", 0, 3), ("body", 4, 8))
    found = answer(SOFTWARE, sent, document, review, Choice())["matches"]
    assert [selected(sent.whole, match) for match in found] == ["关于修路的建议", "路坏<b>了", "希望重视"]


def test_the_first_quote_has_all_words_and_the_others_point_to_it() -> None:
    whole = "关于修路的建议\n路坏了。希望重视。尽快解决。"
    draft = read_text("-", whole).draft
    one, two, three = answered(whole, placed(CLEAN, draft, ("body", 4, 8), ("body", 0, 3), ("title", 0, 7)))[
        "matches"
    ]
    assert [selected(whole, match) for match in (one, two, three)] == ["关于修路的建议", "路坏了", "希望重视"]
    assert three["message"] == f"诉求不明：{FINDING.message}{FINDING.advice}"
    for other in (one, two):
        assert other["message"] == "诉求不明：和“希望重视”是同一个问题，怎么改见那里。"
    assert {match["shortMessage"] for match in (one, two, three)} == {"诉求不明"}
    pointing = answered(whole, placed(CLEAN, draft, ("title", 0, 7), ("body", 4, 8)))["matches"][1]
    assert "和标题“关于修路的建议”是同一个问题" in pointing["message"]


def test_a_match_names_rule_category_and_sentence() -> None:
    whole = "关于修路的建议\n路坏了。希望重视，尽快解决。"
    draft = read_text("-", whole).draft
    (match,) = answered(whole, placed(CLEAN, draft, ("body", 4, 8)))["matches"]
    assert match["rule"] == {
        "id": "LIANSHEN_V2",
        "description": f"诉求不明：{rubric().codes['V2'].definition}",
        "issueType": "omission",
        "category": {"id": "VAGUE", "name": "内容模糊"},
    }
    assert match["sentence"] == "希望重视，尽快解决。"
    assert match["replacements"] == []
    assert match["type"] == {"typeName": "Other"}


@pytest.mark.parametrize("code", rubric().codes.values(), ids=lambda code: code.code)
def test_every_code_has_a_rule(code: Any) -> None:
    whole = "关于修路的建议\n路坏了。"
    found: Finding | Objection
    if code.flag is None:
        found = replace(OBJECTION, code=code.code, name=code.name)
        review = replace(CLEAN, objections=(found,))
    else:
        found = replace(FINDING, code=code.code, flag=code.flag, name=code.name)
        review = replace(CLEAN, findings=(found,))
    (match,) = answered(whole, review)["matches"]
    assert match["rule"]["id"] == f"LIANSHEN_{code.code}"
    assert match["rule"]["issueType"] in ISSUE_TYPES
    names = {flag.name for flag in rubric().flags.values()} | {"形式审查"}
    assert match["rule"]["category"]["name"] in names


def test_what_is_in_doubt_says_so() -> None:
    (match,) = answered("关于修路的建议\n路坏了。", UNSURE)["matches"]
    assert match["shortMessage"] == "拿不准：诉求不明"
    assert match["message"].startswith("诉求不明（拿不准）：")
    assert match["type"] == {"typeName": "Hint"}


def test_what_has_no_place_stands_at_the_first_character_and_quotes_the_words() -> None:
    whole = "\r\n　关于修路的建议\n路坏了。"
    typed = replace(read_text("-", whole), anchors=())
    no_words = replace(OBJECTION, quotes=())
    review = replace(FLAWED, objections=(no_words, OBJECTION))
    found = answer(SOFTWARE, Annotated([plain(whole)]), typed, review, Choice())
    check_answer(found)
    assert {selected(whole, match) for match in found["matches"]} == {"关"}
    nowhere, number, finding = found["matches"]
    assert nowhere["message"].endswith(OBJECTION.advice)
    assert number["message"].endswith("原文：“138＊＊＊＊5678”。")
    assert finding["message"].endswith(f"原文：“{FINDING.quotes[0].text}”。")
    assert finding["sentence"] == "关于修路的建议"


def test_identifiers_are_masked_and_still_selected() -> None:
    whole = "关于修路的建议\n路坏了，请打张三的手机13812345678问。"
    draft = read_text("-", whole).draft
    start = draft.body.index("138")
    found = answered(whole, placed(CLEAN, draft, ("body", start, start + 11)))
    assert selected(whole, found["matches"][0]) == "13812345678"
    assert "1234" not in json.dumps(found, ensure_ascii=False)
    assert "138＊＊＊＊5678" in found["matches"][0]["sentence"]


def test_rules_that_are_switched_off_are_not_heard_of() -> None:
    whole = "关于修路的建议\n路坏了。"
    choice = Choice(disabled_categories=frozenset({"FORMAL"}))
    assert [match["rule"]["id"] for match in answered(whole, FLAWED, choice)["matches"]] == ["LIANSHEN_V2"]


def test_matches_come_in_the_order_of_the_text() -> None:
    whole = "关于修路的建议\n路坏了。希望重视。"
    draft = read_text("-", whole).draft
    review = placed(CLEAN, draft, ("body", 4, 8), ("body", 0, 3), ("body", 0, 8))
    found = answered(whole, review)["matches"]
    assert [(match["offset"], match["length"]) for match in found] == [(8, 8), (8, 3), (12, 4)]


def test_nothing_is_an_answer_too_and_may_say_why() -> None:
    clean, silent = nothing(SOFTWARE), nothing(SOFTWARE, "里面没有文字。")
    check_answer(clean)
    check_answer(silent)
    assert clean["matches"] == silent["matches"] == []
    assert clean["warnings"] == {"incompleteResults": False}
    assert silent["warnings"] == {"incompleteResults": True, "incompleteResultsReason": "里面没有文字。"}
    assert clean["software"]["version"] == "1.2.3"
    assert clean["software"]["buildDate"] == "2025-06-01"
    assert clean["language"]["code"] == "zh-CN"


def test_the_example_of_the_interface_is_such_an_answer() -> None:
    check_answer(EXAMPLE)
    written = answered("关于修路的建议\n路坏了。", FLAWED)
    assert EXAMPLE.keys() == written.keys()
    assert EXAMPLE["matches"][0].keys() == written["matches"][0].keys()
    assert EXAMPLE["matches"][0]["rule"].keys() == written["matches"][0]["rule"].keys()


def test_the_languages_are_such_an_answer() -> None:
    check_languages(LANGUAGES)
