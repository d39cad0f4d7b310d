import dataclasses
import json
from typing import Any

import pytest

from model.content import rubric
from model.errors import ReviewFormatError
from model.review import Review, Triage, from_json, to_json
from model.verdict import verdict
from tests.model.findings import finding, flags, handled_by, items, objection, triage


def made(**changes: Any) -> Review:
    parts: dict[str, Any] = {
        "title": "关于修路的建议",
        "level": "县",
        "verdict": "修改后提交",
        "summary": "建议修改后提交。",
        "objections": (objection("N8", "110＊＊2X"),),
        "flags": flags(vague="成立"),
        "findings": (finding("V2", "请予重视"),),
        "units": handled_by("交通运输局", "财政局"),
        "items": items(2),
        "triage": triage("小微事"),
        "model": "fast-000000000000",
    }
    return Review(**{**parts, **changes})


def keys(value: Any) -> list[str]:
    return [field.name for field in dataclasses.fields(value)]


def test_the_json_has_the_keys_of_the_review_in_their_order() -> None:
    review = made()
    said = json.loads(to_json(review))
    assert list(said) == keys(review)
    assert list(said["findings"][0]) == keys(review.findings[0])
    assert list(said["findings"][0]["quotes"][0]) == keys(review.findings[0].quotes[0])
    assert list(said["objections"][0]) == keys(review.objections[0])
    assert list(said["units"]) == keys(review.units)
    assert list(said["units"]["main"]) == keys(review.units.main)
    assert list(said["items"][0]) == keys(review.items[0])
    assert list(said["triage"]) == keys(review.triage)


def test_the_json_says_what_the_review_says() -> None:
    review = made()
    said = json.loads(to_json(review))
    assert said == json.loads(json.dumps(dataclasses.asdict(review)))
    assert said["findings"][0]["clause"]["text"] == rubric().codes["V2"].clause.text


def test_the_json_is_utf_8_with_chinese_readable_and_may_be_indented() -> None:
    review = made()
    assert "关于修路的建议".encode() in to_json(review)
    assert b"\n" not in to_json(review)
    assert json.loads(to_json(review, indent=True)) == json.loads(to_json(review))
    assert b'\n  "level"' in to_json(review, indent=True)


@pytest.mark.parametrize(
    ("changes", "clean"),
    [
        ({"verdict": "可提交", "findings": ()}, True),
        ({"verdict": "可提交", "findings": (finding("V2", "请予重视", "拿不准"),)}, False),
        ({"verdict": "修改后提交", "findings": ()}, False),
        ({"verdict": "不宜作为建议", "findings": ()}, False),
    ],
)
def test_clean_is_nothing_to_mend_and_nothing_in_doubt(changes: dict[str, Any], clean: bool) -> None:
    assert made(**changes).clean is clean


def test_a_review_cannot_be_changed() -> None:
    review = made()
    with pytest.raises(dataclasses.FrozenInstanceError):
        review.triage = Triage("大要事", 0.5, "")  # type: ignore[misc]  # that is what is tested
    assert verdict(review.objections, review.flags, review.findings) == review.verdict


@pytest.mark.parametrize("indent", [False, True])
def test_a_review_is_read_back_from_its_json(indent: bool) -> None:
    review = made()
    assert from_json(to_json(review, indent=indent)) == review


def changed(path: str, value: Any) -> bytes:
    said: Any = json.loads(to_json(made()))
    *way, last = path.split(".")
    place = said
    for step in way:
        place = place[int(step)] if step.isdigit() else place[step]
    place[last] = value
    return json.dumps(said).encode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"null",
        b"[]",
        to_json(made())[:-1],
        to_json(made()) + b"," + to_json(made()),
        b"\xff",
        changed("verdict", "好"),
        changed("more", 1),
        changed("units.main.more", 1),
        changed("triage.probability", "0.5"),
        changed("findings.0.quotes.0.start", 1.5),
    ],
)
def test_what_is_no_review_is_refused(content: bytes) -> None:
    with pytest.raises(ReviewFormatError, match="不是一份审读结果"):
        from_json(content)
