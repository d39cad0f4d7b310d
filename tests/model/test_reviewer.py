"""Draft in, review out: what holds for every review, whoever trained the model."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, replace
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.bundle import load_bundle, save_bundle
from model.content import units
from model.draft import LEVELS, Draft, Quote
from model.errors import BundleNotFound
from model.identifiers import MASK
from model.review import TRIAGE, Review, to_json
from model.reviewer import Reviewer
from model.rubric import FLAGS
from tests.model.bundles import DRAFTS, made

ID_CARD = "11010519491231002X"  # the sample number in the text of GB 11643
BANK_CARD = "6222021234567890128"
MOBILE = "13800138000"
NUMBERS = (ID_CARD, BANK_CARD, MOBILE)

BY_LOT = Reviewer(replace(made(), version="fast-made"))

COMMON = "关于建议县公安局在校门口装红绿灯，。；：！？（）“”、 \n\t一二三1２3、\u200b\u202e😀我家法院请示"
texts = st.text(st.one_of(st.sampled_from(COMMON), st.characters()), max_size=300)


def quotes(review: Review) -> list[Quote]:
    return [
        *(quote for finding in review.findings for quote in finding.quotes),
        *(quote for objection in review.objections for quote in objection.quotes),
        *(item.quote for item in review.items),
    ]


@given(texts, texts, st.sampled_from(LEVELS))
@settings(max_examples=40, deadline=None)
def test_any_text_is_reviewed_and_every_quote_is_a_stretch_of_it(title: str, body: str, level: Any) -> None:
    draft = Draft(title, body, level)
    review = BY_LOT.review(draft)
    for quote in quotes(review):
        given_as = draft.text_of(quote.part)
        assert 0 <= quote.start < quote.end <= len(given_as)
        assert len(quote.text) == quote.end - quote.start
        for shown, written in zip(quote.text, given_as[quote.start : quote.end], strict=True):
            assert shown in (written, MASK)
    assert json.loads(to_json(review))["title"] == review.title
    assert len(review.title) == len(title)


@pytest.mark.parametrize(
    "draft",
    [
        Draft("", ""),
        Draft("关于修路的建议", ""),
        Draft("", "请修路。"),
        Draft(" ", "\n\n"),
        Draft("\ud83d", "请修\udc00路。"),
        Draft("。", "。"),
        Draft("A" * 300, "only English, 12345"),
        Draft("", "\u202e\u200b"),
    ],
)
def test_a_draft_of_next_to_nothing_is_reviewed(draft: Draft) -> None:
    review = BY_LOT.review(draft)
    assert [flag.flag for flag in review.flags] == list(FLAGS)
    assert review.summary
    assert json.loads(to_json(review))


def test_a_review_is_the_same_twice_and_leaves_the_draft_alone() -> None:
    draft = Draft("关于修路的建议", "近年来，有的路段坑坑洼洼。希望尽快解决。联系电话13800138000。")
    before = Draft(draft.title, draft.body, draft.level)
    first = BY_LOT.review(draft)
    BY_LOT.review(DRAFTS[0])
    assert BY_LOT.review(draft) == first
    assert draft == before


def test_many_drafts_are_reviewed_in_order_a_few_at_a_time() -> None:
    taken = 0

    def coming() -> Iterator[Draft]:
        nonlocal taken
        for draft in cycle(DRAFTS):
            taken += 1
            yield draft

    reviews = BY_LOT.review_many(coming())
    assert taken == 0
    assert next(reviews) == BY_LOT.review(DRAFTS[0])
    assert taken < 100
    assert [next(reviews).title for _ in range(200)] == [
        draft.title for draft in islice(cycle(DRAFTS), 1, 201)
    ]
    assert taken < 300


def test_the_review_of_a_draft_does_not_depend_on_its_neighbours() -> None:
    drafts = [*DRAFTS, Draft("", ""), Draft("", "请致电13800138000。" * 20), *DRAFTS[::-1]] * 9
    assert list(BY_LOT.review_many(drafts)) == [BY_LOT.review(draft) for draft in drafts]


def test_every_review_names_its_model(tmp_path: Path) -> None:
    folder = save_bundle(made(), tmp_path)
    loaded = Reviewer.load(folder)
    assert loaded.version == folder.name
    assert loaded.review(DRAFTS[0]).model == folder.name
    assert replace(loaded.review(DRAFTS[0]), model="fast-made") == BY_LOT.review(DRAFTS[0])


def test_the_parts_of_a_review_fit_together() -> None:
    for draft in DRAFTS:
        review = BY_LOT.review(draft)
        flags = {flag.flag: flag for flag in review.flags}
        assert list(flags) == list(FLAGS)
        for finding in review.findings:
            assert flags[finding.flag].state != "不成立"
            assert finding.probability <= flags[finding.flag].probability
            assert finding.quotes
        assert {finding.flag for finding in review.findings} == {
            flag.flag for flag in review.flags if flag.state != "不成立"
        }
        assert review.triage.value in TRIAGE
        assert review.triage.rhythm.startswith("一周" if review.triage.value != "大要事" else "一月")
        assert review.level == draft.level
        assert {item.assignment.unit for item in review.items} <= set(units())


def test_json_has_the_keys_in_order() -> None:
    said = json.loads(to_json(BY_LOT.review(DRAFTS[1])))
    assert list(said) == [field.name for field in fields(Review)]


@pytest.mark.parametrize("written", ["{}", "{} ", "（{}）"])
@pytest.mark.parametrize("spelling", ["plain", "full-width", "in fours"])
def test_no_number_of_a_person_is_in_the_json(written: str, spelling: str) -> None:
    """In the title, the situation, the asks and the closing alike."""

    def spelled(number: str) -> str:
        if spelling == "full-width":
            return written.format(number.translate({ord("0") + n: chr(ord("０") + n) for n in range(10)}))
        if spelling == "in fours" and number == BANK_CARD:
            return written.format(" ".join(number[at : at + 4] for at in range(0, len(number), 4)))
        return written.format(number)

    card, bank, mobile = map(spelled, NUMBERS)
    draft = Draft(
        f"关于给张某（身份证号{card}）补发补贴、请致电{mobile}的建议",
        f"有的群众反映补贴没有到账，身份证号{card}，银行卡号{bank}，电话{mobile}。\n"
        f"建议县财政局：\n一、把补贴打到银行卡{bank}上；\n二、派人联系电话{mobile}核实身份证号{card}。\n"
        f"希望高度重视，尽快解决，联系人电话{mobile}。",
    )
    for seed in range(6):  # so that every code is found and every sentence quoted by some
        said = to_json(Reviewer(made(seed)).review(draft)).decode()
        plain = said.translate({ord("０") + n: str(n) for n in range(10)}).replace(" ", "")
        assert MASK in said
        for number in NUMBERS:
            assert number not in plain
            assert number[4:-4] not in plain


def test_masked_numbers_do_not_sway_the_judgement() -> None:
    one = BY_LOT.review(Draft("关于补贴的建议", f"有的群众电话{MOBILE}没人接，请尽快解决。"))
    other = BY_LOT.review(Draft("关于补贴的建议", "有的群众电话13900139000没人接，请尽快解决。"))
    assert one.flags == other.flags


def test_where_there_is_no_model_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(BundleNotFound, match="lianshen train"):
        Reviewer.load(tmp_path)


def test_a_review_is_the_same_in_another_process(tmp_path: Path) -> None:
    """Python draws the order of sets by lot in every process, and libraries count the cores."""
    folder = save_bundle(made(), tmp_path)
    program = (
        "import sys; from pathlib import Path\n"
        "from model.review import to_json; from model.reviewer import Reviewer\n"
        "from tests.model.bundles import DRAFTS\n"
        "reviewer = Reviewer.load(Path(sys.argv[1]))\n"
        "sys.stdout.buffer.write(b'\\n'.join(map(to_json, reviewer.review_many(DRAFTS))))\n"
    )
    expected = b"\n".join(map(to_json, Reviewer(load_bundle(folder)).review_many(DRAFTS)))
    for seed, threads in (("1", "1"), ("2", "4")):
        said = subprocess.run(  # noqa: S603 - runs nothing but this project
            [sys.executable, "-c", program, str(folder)],
            env={
                "PYTHONHASHSEED": seed,
                "OMP_NUM_THREADS": threads,
                "PYTHONPATH": str(Path(__file__).parents[2]),
                "PYTHONUTF8": "1",
            },
            capture_output=True,
            check=True,
        )
        assert said.stdout == expected
        assert said.stderr == b""
