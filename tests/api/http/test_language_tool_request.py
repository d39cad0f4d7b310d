"""What plug-ins send."""

import json
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.errors import BadRequest
from api.http.language_tool_request import fields_of, read_check
from model.errors import DraftTooLarge

TEXT = "大湾村的路坏了。"


def annotated(*pieces: object) -> dict[str, str]:
    return {"language": "zh-CN", "data": json.dumps({"annotation": pieces})}


@given(
    st.dictionaries(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8")), max_size=5)
)
def test_a_form_is_read_as_browsers_write_it(fields: dict[str, str]) -> None:
    assert fields_of(urlencode(fields).encode()) == fields


def test_bytes_that_are_no_form_have_no_text() -> None:
    for body in (b"", b"\xff\xfe", b"{}", '{"text":"路"}'.encode(), b"--x\r\n\r\n--x--"):
        with pytest.raises(BadRequest):
            read_check({"language": "zh-CN", **fields_of(body)})


def test_hundreds_of_fields_are_refused() -> None:
    with pytest.raises(BadRequest, match="超过 100 个"):
        fields_of(b"&".join(b"a=1" for _ in range(101)))


@pytest.mark.parametrize("language", ["zh-CN", "zh", "ZH-cn", "zh_CN", "zh-Hans-CN", "zh-TW", "auto", "AUTO"])
def test_chinese_and_auto_are_taken(language: str) -> None:
    assert read_check({"text": TEXT, "language": language}).sent.whole == TEXT


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"text": TEXT}, "language：没有写明语言。请写 zh-CN，或写 auto。"),
        (
            {"text": TEXT, "language": "en-US"},
            "language：这里只审读中文，不审读“en-US”。请写 zh-CN，或写 auto。",
        ),
        ({"text": TEXT, "language": "zhuang"}, "不审读“zhuang”"),
        ({"language": "zh"}, "text：没有送来文字。"),
        ({"text": TEXT, "data": "{}", "language": "zh"}, "text 和 data 只能写一个"),
        ({"text": TEXT, "language": "zh", "level": "镇"}, "没有“镇”这一级。请写乡镇、县、市、省中的一个"),
    ],
)
def test_what_is_not_understood_is_refused_by_its_name(fields: dict[str, str], message: str) -> None:
    with pytest.raises(BadRequest) as error:
        read_check(fields)
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("level", "tier"), [("", None), ("default", None), ("picky", None), ("PICKY", None), ("市", "市")]
)
def test_the_level_is_a_tier_of_the_congress_or_means_nothing(level: str, tier: str | None) -> None:
    assert read_check({"text": TEXT, "language": "zh", "level": level}).level == tier


def test_parameters_for_other_programs_are_accepted() -> None:
    others = {
        "motherTongue": "de", "preferredVariants": "en-GB,de-AT", "dicts": "x", "username": "a",
        "apiKey": "b", "allowIncompleteResults": "true", "useragent": "standalone", "mode": "all", "c": "1",
    }  # fmt: skip
    asked = read_check({"text": TEXT, "language": "auto", **others})
    assert not asked.without_whole
    assert asked.choice.wants("LIANSHEN_V1", "VAGUE")


def test_rules_about_the_whole_text_may_be_left_out() -> None:
    assert read_check({"text": TEXT, "language": "zh", "mode": "allButTextLevelOnly"}).without_whole


def test_annotated_text_is_text_and_markup() -> None:
    sent = read_check(
        annotated({"text": "路"}, {"markup": "<br>", "interpretAs": "\n"}, {"markup": "<b>"}, {"text": "坏"})
    ).sent
    assert (sent.text, sent.whole) == ("路\n坏", "路<br><b>坏")


def test_data_may_be_a_text_without_markup() -> None:
    assert (
        read_check({"language": "zh", "data": json.dumps({"text": TEXT, "metaData": {}})}).sent.text == TEXT
    )


def test_half_a_surrogate_pair_stays_one_code_unit() -> None:
    assert (
        read_check(annotated({"text": "路\ud83d坏"}, {"markup": "\ude00"})).sent.whole == "路\ufffd坏\ufffd"
    )


@pytest.mark.parametrize(
    "data",
    [
        "", "{", "[]", "null", "{}", '{"text":1}', '{"annotation":{}}', '{"annotation":[1]}',
        '{"annotation":[{}]}', '{"text":"a","annotation":[]}', '{"annotation":[{"text":"a","markup":"b"}]}',
        '{"annotation":[{"text":"a","interpretAs":"b"}]}', '{"annotation":[{"markup":1}]}', "[" * 100_000,
        '{"text":' + "9" * 5000 + "}",
    ],
)  # fmt: skip
def test_data_that_is_not_what_it_should_be_is_refused(data: str) -> None:
    with pytest.raises(BadRequest, match="data：data "):
        read_check({"language": "zh", "data": data})


def test_more_markup_than_any_draft_has_is_refused_unread() -> None:
    with pytest.raises(DraftTooLarge, match="超过 200 万字"):
        read_check(annotated(*([{"markup": ""}] * 200_000)))
