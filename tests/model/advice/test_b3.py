"""B3 题大于文: a title is made from the main ask."""

from model.advice import advise
from model.draft import Draft
from tests.model.advice.drafts import quotes


def test_the_main_ask_becomes_the_title() -> None:
    draft = Draft(
        "关于筑牢生态安全屏障的建议",
        (
            "狮子岭去年二月起火，山上没有人看见。请县林业局在狮子岭主峰的铁塔上装一套林火监控，"
            "接进防火指挥中心。"
        ),
        "县",
    )
    found = quotes(
        draft,
        "关于筑牢生态安全屏障的建议",
    )
    said = advise("B3", draft, found, "林业局")
    assert said.message == (
        "题目“筑牢生态安全屏障”是一整个领域，正文讲的主要是一件事：“在狮子岭主峰的铁塔上装一套林火监"
        "控”。承办单位只看题目，不知道要办什么。"
    )
    assert said.advice == ("请把题目改成要办的这件事，如《关于在狮子岭主峰的铁塔上装一套林火监控的建议》。")


def test_a_pointing_word_is_to_be_replaced_by_a_name() -> None:
    draft = Draft(
        "关于推进健康中国建设的建议",
        ("青禾镇卫生院的X光机用了十七年，照片看不清。建议卫健局把这台机器换成DR，今年年底前装好。"),
        "县",
    )
    found = quotes(
        draft,
        "推进健康中国建设",
    )
    said = advise("B3", draft, found, "卫生健康局")
    assert said.message == (
        "题目“推进健康中国建设”是一整个领域，正文讲的主要是一件事：“把这台机器换成DR”"
        "。承办单位只看题目，不知道要办什么。"
    )
    assert said.advice == (
        "请把题目改成要办的这件事，如《关于把这台机器换成DR的建议》。"
        "题中的“这台机器”请换成具体的名称（文中有“青禾镇”），让人读题就知道在哪里、"
        "办什么。"
    )


def test_without_an_ask_the_title_has_a_blank() -> None:
    draft = Draft(
        "关于加快农业农村现代化的建议",
        "石门乡去年下了两场冰雹，烤烟毁了1900亩。希望上级多关心。",
        "县",
    )
    found = quotes(
        draft,
        "加快农业农村现代化",
    )
    said = advise("B3", draft, found, "气象局")
    assert said.message == (
        "题目“加快农业农村现代化”是一整个领域，正文讲的主要是一件事：“石门乡去年下了两场冰雹”"
        "。承办单位只看题目，不知道要办什么。"
    )
    assert said.advice == ("请把题目改成正文要办的那件事，如《关于石门乡____（做什么）的建议》。")
