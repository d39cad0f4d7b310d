"""B1 领域宽泛: the draft is narrowed to the most concrete thing it mentions."""

from model.advice import advise
from model.draft import Draft
from tests.model.advice.drafts import quotes


def test_without_a_fact_the_deputy_is_asked_to_choose_one_place_or_group() -> None:
    draft = Draft(
        "关于全面推进我县乡村振兴的建议",
        (
            "乡村振兴是一篇大文章。建议县委、县政府统筹推进产业、人才、文化、"
            "生态、组织五大振兴，让农业强起来、农村美起来。"
        ),
        "县",
    )
    found = quotes(
        draft,
        "全面推进我县乡村振兴",
    )
    said = advise("B1", draft, found, "农业农村局")
    assert said.message == (
        "“全面推进我县乡村振兴”说的是一个大领域，没有限定到一处地点、一类人或一个环节，"
        "难以当作一件事交给一两个单位在一个办理周期里办成。"
    )
    assert said.advice == (
        "全文还没有看到具体的地点、对象、数字。请在“乡村振兴”里选您最熟悉、"
        "群众反映最急的一处地点、一类人或一个环节，只写这一件：先写情况，"
        "如“____（地点）的____（对象）有____处（人），____年____月____（发生了什么）"
        "”；再写一条要求，如“建议县农业农村局对____（地点）的____（对象）"
        "____（做什么），____月底前完成”。题目改成这件事。"
    )


def test_a_concrete_situation_is_where_to_begin() -> None:
    draft = Draft(
        "关于大力发展全县教育事业的建议",
        (
            "教育是民族振兴的基石。石门乡双井小学三年级教室漏雨，56名学生挤在走廊上课。"
            "建议全面提高教育质量，办好人民满意的教育。"
        ),
        "县",
    )
    found = quotes(
        draft,
        "全面提高教育质量",
    )
    said = advise("B1", draft, found, "教育局")
    assert said.message == (
        "“全面提高教育质量”说的是一个大领域，没有限定到一处地点、一类人或一个环节，"
        "难以当作一件事交给一两个单位在一个办理周期里办成。"
    )
    assert said.advice == (
        "文中最具体的情况是“石门乡双井小学三年级教室漏雨”，建议就从这里写起，"
        "只提一件事，题目随之改小。要求可写成：“建议县教育局为双井小学____（增配教师____名、"
        "改造教室（宿舍）____间、添置____套），____开学前完成”。"
    )


def test_a_concrete_ask_is_kept_alone() -> None:
    draft = Draft(
        "关于加快推进区域卫生事业高质量发展的建议",
        (
            "群众看病难的问题依然突出。建议全面加强医疗卫生服务体系建设；为青禾镇卫生院配备1台彩超机；"
            "进一步健全医疗保障体系。"
        ),
        "县",
    )
    found = quotes(
        draft,
        "全面加强医疗卫生服务体系建设",
    )
    said = advise("B1", draft, found, "卫生健康局")
    assert said.message == (
        "“全面加强医疗卫生服务体系建设”说的是一个大领域，没有限定到一处地点、"
        "一类人或一个环节，难以当作一件事交给一两个单位在一个办理周期里办成。"
    )
    assert said.advice == (
        "文中最具体的一条是“为青禾镇卫生院配备1台彩超机”，建议只留这一条单独成件："
        "写清它要解决的是哪里的什么问题、由县卫生健康局做到什么程度，题目也改成这件事；"
        "“区域卫生事业高质量发展”的其他方面可以另件提出。"
    )
