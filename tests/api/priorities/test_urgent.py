"""迫切: breakdown, danger, rescue, livelihood, season, deadline."""

import pytest

from api.priorities.urgent import urgent
from model.review import Triage
from tests.api.priorities.told import texts, told

_WIDE = Triage("大要事", 0.9, "一月一促进")


@pytest.mark.parametrize(
    ("body", "reason", "quotes"),
    [
        ("三千多户停水最长停了五天。", "用不上、断了", ["三千多户停水最长停了五天"]),
        (
            "后山裂了一条缝，雨季前把土卸一卸。",
            "眼前有险、赶季节",
            ["后山裂了一条缝", "后山裂了一条缝，雨季前把土卸一卸"],
        ),
        ("救护车去年有两次被堵在里面出不来。", "救人等不得", ["救护车去年有两次被堵在里面出不来"]),
        ("春节快到了，欠薪的工地还有23名工人没拿到钱。", "赶季节、生计等不得", None),
        ("特许经营合同今年年底到期。", "期限将到", ["特许经营合同今年年底到期"]),
        ("水沟一下雨就满到街上来。", "每到雨雪、上学就出事", ["水沟一下雨就满到街上来"]),
        ("建议公安局10月底前装好。", "要求的时间近", ["建议公安局10月底前装好"]),
    ],
)
def test_what_presses_is_found_with_its_words(body: str, reason: str, quotes: list[str] | None) -> None:
    mark = urgent(*told(body), _WIDE)
    assert mark.reason == reason
    if quotes is not None:
        assert texts(mark.quotes) == quotes


@pytest.mark.parametrize(
    "body",
    [
        "此事刻不容缓、迫在眉睫，请尽快解决。",
        "建议教育局开学前印发通知，年底前总结。",
        "他在外摔断了腿，丈夫瘫痪在床。",
        "要防止停水停电，完善应急预案。",
        "老厂停产关门多年。",
        "建一座4C级机场。",
        "家里一下子就垮了。",
    ],
)
def test_urgent_words_and_paper_work_do_not_press(body: str) -> None:
    assert urgent(*told(body), _WIDE).score == 0


def test_the_class_of_the_matter_is_one_sign_more_by_its_probability() -> None:
    draft, parts = told("三千多户停水。")
    assert urgent(draft, parts, _WIDE).score == 0.5
    hard = urgent(draft, parts, Triage("急难事", 0.8, "一周一推动"))
    assert hard.score == pytest.approx(1 - 0.5 * (1 - 0.24))
    assert hard.reason == "用不上、断了、属急难事"
