"""F5 条件不具备: the precondition and another way."""

from model.advice import advise
from model.draft import Draft
from tests.model.advice.drafts import quotes


def test_the_circumstances_told_are_set_against_the_project() -> None:
    draft = Draft(
        "关于引入管道天然气的建议",
        ("石磨岭村常住只有58人，散住在7个山头。请求把管道天然气从县城铺到石磨岭，户户通气。"),
        "县",
    )
    found = quotes(
        draft,
        "把管道天然气从县城铺到石磨岭",
        "石磨岭村常住只有58人，散住在7个山头",
    )
    said = advise("F5", draft, found, "住房和城乡建设局")
    assert said.message == (
        "“把管道天然气从县城铺到石磨岭”要办成，离不开居住密度、用气户数和管线距离，"
        "而文中写的是“石磨岭村常住只有58人，散住在7个山头”。"
    )
    assert said.advice == (
        "有论证的，请写明居住密度、用气户数和管线距离的实际情况、由谁论证过；"
        "条件确实不够的，请换个办法达到同一目的：改提液化气代送点、电炊具补助。"
        "可写成：“建议县住房和城乡建设局先就居住密度、用气户数和管线距离作一次论证，"
        "____月底前答复；论证之前，先____（能马上办的一步）”。"
    )


def test_without_circumstances_the_argument_is_asked_for() -> None:
    draft = Draft(
        "关于建设滑雪场的建议",
        "冬天游客少。建议在双井乡建一座国家级滑雪场，三年接待游客百万。",
        "县",
    )
    found = quotes(
        draft,
        "在双井乡建一座国家级滑雪场",
    )
    said = advise("F5", draft, found, "文化旅游广电体育局")
    assert said.message == (
        "“在双井乡建一座国家级滑雪场”要办成，离不开降雪天数、气温、水源和客源，文中没有看到这方面的论证。"
    )
    assert said.advice == (
        "有论证的，请写明降雪天数、气温、水源和客源的实际情况、由谁论证过；"
        "条件确实不够的，请换个办法达到同一目的：改提适合当地气候和资源的旅游项目，"
        "如步道、露营点。可写成：“建议县文化旅游广电体育局先就降雪天数、气温、"
        "水源和客源作一次论证，____月底前答复；论证之前，先____（能马上办的一步）"
        "”。"
    )


def test_the_project_is_taken_from_the_title() -> None:
    draft = Draft(
        "关于开通水上巴士的建议",
        "青石溪平均水深0.4米，枯水季露底。建议今年开行客船。",
        "县",
    )
    found = quotes(
        draft,
        "青石溪平均水深0.4米，枯水季露底",
    )
    said = advise("F5", draft, found, "交通运输局")
    assert said.message == (
        "“开通水上巴士”要办成，离不开通航的水系、水深和货源，而文中写的是“青石溪平均水深0.4米，枯水季露底”。"
    )
    assert said.advice == (
        "有论证的，请写明通航的水系、水深和货源的实际情况、由谁论证过；条件确实不够的，"
        "请换个办法达到同一目的：改提公路货运站、到最近港口的接驳运输。可写成："
        "“建议县交通运输局先就通航的水系、水深和货源作一次论证，____月底前答复；"
        "论证之前，先____（能马上办的一步）”。"
    )
