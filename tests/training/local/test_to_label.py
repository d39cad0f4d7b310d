"""What to label next: doubtful drafts, no two of the same matter, each with its reason, always those."""

import json
import random

from model.content import FOLDER, rubric
from model.rubric import FLAGS
from training.local.to_label import Candidate, worth_labelling

NAMES = {flag: own.name for flag, own in rubric().flags.items()}
SURE = {"too_broad": 0.02, "vague": 0.02, "infeasible": 0.02}
CLEAR = (("教育局", 0.97), ("财政局", 0.01))
LIGHTS = "竹林村到箐头村的路上没有路灯，晚上学生放学要打手电，去年摔伤三人。建议装二十盏太阳能路灯。"
MEALS = "城关镇敬老院的食堂只供应午饭，八十多位老人早晚吃冷食。建议民政局补助两名炊事员的工资。"
BUS = "三江乡每天只有一趟班车进县城，看病的人要住一晚才回得来。建议交通运输局下午再加开一班。"


def draft(
    key: int, body: str, flags: dict[str, float] | None = None, units: tuple[tuple[str, float], ...] = CLEAR
) -> Candidate:
    return Candidate(key, f"关于{body[:8]}的建议", body, {**SURE, **(flags or {})}, units)  # type: ignore[dict-item]


def asked(
    candidates: list[Candidate], labelled: list[tuple[str, str]] | None = None, most: int = 10
) -> list[int]:
    return [each.key for each in worth_labelling(candidates, labelled or [], NAMES, most)]


def test_the_doubtful_come_before_the_sure() -> None:
    unsure = draft(3, BUS, {"vague": 0.52})
    torn = draft(2, MEALS, units=(("教育局", 0.41), ("财政局", 0.40)))
    assert asked([draft(1, LIGHTS), torn, unsure])[-1] == 1


def test_each_says_why() -> None:
    both = draft(1, LIGHTS, {"vague": 0.52}, (("教育局", 0.41), ("财政局", 0.38)))
    (found,) = worth_labelling([both], [], NAMES, 1)
    assert found.reasons == ("“内容模糊” 52%，拿不准", "主办单位在教育局（41%）和财政局（38%）之间")
    (found,) = worth_labelling([draft(1, LIGHTS)], [], NAMES, 1)
    assert found.reasons == ("模型都有把握，抽来核对",)


def test_of_one_matter_one_is_enough_and_none_where_it_is_labelled() -> None:
    again = draft(2, LIGHTS.replace("二十盏", "三十盏"), {"vague": 0.5})
    own = draft(1, LIGHTS, {"vague": 0.52})
    assert asked([own, again, draft(3, BUS)]) == [1, 3]
    assert asked([own, draft(3, BUS)], [(own.title, own.body)]) == [3]


def test_what_is_like_nothing_labelled_says_so_once_there_is_enough_to_be_unlike() -> None:
    meals = [(f"关于敬老院的建议{n}", f"{MEALS}{n}") for n in range(30)]
    (found,) = worth_labelling([draft(1, LIGHTS, {"vague": 0.52})], meals, NAMES, 1)
    assert found.reasons[-1] == "和已标的都不像"
    (found,) = worth_labelling([draft(1, LIGHTS, {"vague": 0.52})], meals[:3], NAMES, 1)
    assert "和已标的都不像" not in found.reasons


def test_nothing_to_choose_from_asks_for_nothing() -> None:
    assert worth_labelling([], [], NAMES, 10) == ()


def test_the_same_drafts_are_asked_for_whatever_order_they_come_in_and_hardly_two_of_one_matter() -> None:
    session = [
        json.loads(line) for line in (FOLDER / "session" / "session.jsonl").read_text("utf-8").splitlines()
    ]
    chance = random.Random(1)  # noqa: S311 - a test
    made = [
        Candidate(
            row["number"],
            row["title"],
            row["body"],
            {flag: chance.random() for flag in FLAGS},
            (("教育局", chance.uniform(0.5, 1)), ("财政局", chance.uniform(0, 0.5))),
        )
        for row in session
    ]
    first = asked(made, most=100)
    assert len(set(first)) == 100
    assert asked(made[::-1], most=100) == first
    matters = {row["number"]: row["matter"] for row in session}
    assert len({matters[number] for number in first}) >= 90
