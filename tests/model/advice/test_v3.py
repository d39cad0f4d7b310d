"""V3 措施空泛: each empty phrase gets its question."""

from model.advice import advise
from model.draft import Draft
from tests.model.advice.drafts import quotes


def test_a_concrete_situation_is_taken_up() -> None:
    draft = Draft(
        "关于巩固厕所改造成果的建议",
        (
            "大塘村2020年改的124个厕所，有37个没有接水。建议加强组织领导，强化责任落实，"
            "健全长效管护机制，真正把好事办好。"
        ),
        "县",
    )
    found = quotes(
        draft,
        "加强组织领导，强化责任落实，健全长效管护机制",
    )
    said = advise("V3", draft, found, "农业农村局")
    assert (
        said.message
        == "“加强组织领导，强化责任落实，健全长效管护机制”是方向性的话，没有一条能检查做没做的动作。"
    )
    assert said.advice == (
        "请把空的话落到动作上：“加强组织领导”——由哪个单位牵头、先办哪一件；"
        "“健全长效管护机制”——订哪一条规定、谁来执行、什么时候起执行；“强化责任落实”"
        "——哪个单位的哪一项、按什么考核。文中“大塘村2020年改的124个厕所”写得实，"
        "要求就对着它提，可写成：“建议县农业农村局对大塘村____座厕所____（接水、"
        "抽运、改造），并定一名管护员”，其余的话可以删去。"
    )


def test_slogans_alone_get_questions() -> None:
    draft = Draft(
        "关于加强消防工作的建议",
        "消防安全事关群众生命财产。建议提高思想认识，加大宣传力度，齐抓共管。",
        "县",
    )
    found = quotes(
        draft,
        "提高思想认识，加大宣传力度，齐抓共管",
    )
    said = advise("V3", draft, found, "消防救援大队")
    assert said.message == "“提高思想认识，加大宣传力度，齐抓共管”是方向性的话，没有一条能检查做没做的动作。"
    assert said.advice == (
        "请把空的话落到动作上：“提高思想认识”——要哪些人知道哪件事、办几场、"
        "在哪里办；“加大宣传力度”——向谁宣传、到哪些村或学校、办几场；“齐抓共管”"
        "——主办是哪一家、其他单位各做哪一件。留下真正想办的一两件，可写成："
        "“建议县消防救援大队在____（地点）____处____（划线、清障、修复消火栓）"
        "，每____（周、月）检查一次”，其余的话可以删去。"
    )
