"""V2 诉求不明: one action is proposed to the unit."""

from model.advice import advise
from model.draft import Draft
from tests.model.advice.drafts import quotes


def test_a_wish_gets_an_action_on_the_thing_named() -> None:
    draft = Draft(
        "关于文昌路井盖问题的建议",
        (
            "文昌路邮政局门前有3个污水井盖下沉十来公分，上月摔伤1名外卖员。井盖虽小，"
            "连着群众的安全，希望城管局予以重视。"
        ),
        "县",
    )
    found = quotes(
        draft,
        "希望城管局予以重视",
    )
    said = advise("V2", draft, found, "城市管理和综合执法局")
    assert said.message == (
        "“希望城管局予以重视”只表达了愿望，没有说要哪个单位做什么，承办单位不知道做到哪一步算办成。"
    )
    assert said.advice == (
        "情况可以保留，如“文昌路邮政局门前有3个污水井盖下沉十来公分”。请在结尾写一条明确的要求："
        "请哪个单位、在哪里、做什么、什么时候做完。可写成：“建议县城市管理和综合执法局更换文昌路的"
        "____个井盖”。"
    )


def test_a_draft_without_an_ask_is_said_to_end_in_the_situation() -> None:
    draft = Draft(
        "关于跃进渠用水问题的反映",
        (
            "跃进渠灌溉柏树、长河两个村2100亩水田，每年五月放水，下游等到六月中旬还没有水。"
            "去年团结村有340亩秧苗栽不下去。"
        ),
        "县",
    )
    found = quotes(
        draft,
        "去年团结村有340亩秧苗栽不下去",
    )
    said = advise("V2", draft, found, "水利局")
    assert said.message == "全文到“去年团结村有340亩秧苗栽不下去”为止都在讲情况，没有提出要哪个单位做什么。"
    assert said.advice == (
        "情况可以保留，如“去年团结村有340亩秧苗栽不下去”。请在结尾写一条明确的要求："
        "请哪个单位、在哪里、做什么、什么时候做完。可写成：“建议县水利局对团结村的渠____（清淤、"
        "衬砌、加固）____米，____前完工”。"
    )


def test_an_open_choice_is_to_be_closed() -> None:
    draft = Draft(
        "关于双井小学门口安全的建议",
        ("双井小学门口每天有900名学生过马路，没有红绿灯。建议装红绿灯或者修天桥，由有关部门研究。"),
        "县",
    )
    found = quotes(
        draft,
        "由有关部门研究",
    )
    said = advise("V2", draft, found, "公安局")
    assert said.message == "“由有关部门研究”没有写出要办的动作，承办单位不知道做到哪一步算办成。"
    assert said.advice == (
        "情况可以保留，如“双井小学门口每天有900名学生过马路”。要求里用了“或者”"
        "一类的话，请选定一种办法。请在结尾写一条明确的要求：请哪个单位、"
        "在哪里、做什么、什么时候做完。可写成：“建议县公安局在双井小学路口安装____（红绿灯等）"
        "____处”。"
    )
