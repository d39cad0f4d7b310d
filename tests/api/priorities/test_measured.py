"""What is measured of a draft: small, pure, quoted exactly, in time linear in the text."""

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.priorities.measured import from_json, measure, to_json
from api.priorities.readiness import mend, ready
from api.priorities.summary import summarise
from model.draft import Draft
from model.review import Objection
from tests.api.priorities.told import review, scored
from tests.api.reviews import CLEAN, FINDING, FLAWED, OBJECTION, UNSURE

_BODY = (
    "沿线五个村3200多口人，去年冬天翻下去一辆三轮车，人摔断了腿。路面塌了一截，救护车进不来。\n"
    "建议县交通运输局汛期前把三处弯道装上护栏，约需8.5万元。"
)


def test_every_quote_stands_in_the_draft_word_for_word() -> None:
    draft = Draft("标题", _BODY)
    own = measure(draft, review())
    quotes = [*own.conflict.quotes, *own.urgent.quotes]
    assert own.people
    assert own.cost
    quotes += [own.people.quote, own.cost.quote]
    assert len(quotes) >= 5
    for quote in quotes:
        assert quote.text == draft.body[quote.start : quote.end]
    assert own.people.number == 3200
    assert own.cost.yuan == 85_000
    assert own.conflict.reason == "有人受伤、出过事故或灾情"
    assert own.urgent.reason == "用不上、断了、救人等不得、赶季节、属急难事"


def test_it_is_kept_as_json_and_comes_back_the_same() -> None:
    own = measure(Draft("标题", _BODY), review())
    content = to_json(own)
    assert from_json(content) == own
    assert len(content) < 4096


@settings(max_examples=200)
@given(
    st.text(alphabet="，。；：\n“”（）12万千百三户人村元去年死伤塌停水建议汛期前投诉件abc 　", max_size=300)
)
def test_any_text_is_measured(body: str) -> None:
    own = measure(Draft("", body), review())
    assert all(0 <= mark.score <= 1 for mark in (own.conflict, own.urgent, own.soon))


@pytest.mark.parametrize(
    "unit",
    [
        "一",
        "1",
        "户",
        "1户",
        "三个村",
        "，",
        "死",
        "投诉",
        "投诉1",
        "去年",
        "多次",
        "20",
        "救护车",
        "每到",
        "人1",
        "万",
        "建议",
        "元1",
        "1，000",
        "“（",
    ],
)
def test_hostile_text_takes_time_linear_in_its_length(unit: str) -> None:
    def seconds(length: int) -> float:
        draft = Draft("", (unit * length)[:length])
        draft.sentences  # noqa: B018 - not what is measured here
        best = 9.0
        for _ in range(3):
            begin = time.process_time()
            measure(draft, review())
            best = min(best, time.process_time() - begin)
        return best

    seconds(100)
    assert seconds(20_000) < 40 * max(seconds(2_000), 0.001)
    assert seconds(200_000) < 3 * max(seconds(20_000), 0.01)


def test_only_what_is_easily_mended_counts_as_ready() -> None:
    title = replace(FINDING, code="B3", name="题大于文", flag="too_broad", severity="minor")
    mended = replace(FLAWED, findings=(title,), objections=(), flags=CLEAN.flags)
    formal: Objection = OBJECTION
    assert ready(CLEAN)
    assert ready(UNSURE)
    assert not ready(FLAWED)
    assert (ready(mended), mend(mended)) == (True, "先改：题大于文")
    assert mend(replace(mended, findings=(), objections=(formal,))) == f"先改：{formal.name}"
    assert not ready(replace(CLEAN, verdict="不宜作为建议"))


def test_a_draft_that_goes_back_is_not_measured() -> None:
    own = summarise(scored(1, _BODY, FLAWED))
    assert not own.ready
    assert own.measured.people is None
    assert own.measured.urgent.score == 0
