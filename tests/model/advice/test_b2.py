"""B2 一事多提: the separate matters are named."""

from model.advice import advise
from model.draft import Draft
from tests.model.advice.drafts import quotes


def test_numbered_matters_are_listed_to_be_split() -> None:
    draft = Draft(
        "关于解决双井村几件急事的建议",
        (
            "1．村口急弯没有反光镜，请交通运输局装两面反光镜。\n2．村医已经六十多岁，"
            "请卫健局派一名年轻医生来。\n3．后山三个组没有手机信号，请移动公司建一座基站。"
        ),
        "县",
    )
    found = quotes(
        draft,
        "请卫健局派一名年轻医生来",
    )
    said = advise("B2", draft, found, "交通运输局")
    assert said.message == (
        "一件里放了几件互不相干的事：“装两面反光镜”“派一名年轻医生来”“建一座基站”"
        "，要分给几个单位，哪一家都不好单独答复。"
    )
    assert said.advice == (
        "建议一事一议，分成几件来提：①“装两面反光镜”；②“派一名年轻医生来”"
        "；③“建一座基站”。每件只写一处情况、一条要求；由县交通运输局主办的那一件可留在本件，"
        "题目改成那件事，其余另件提出，最急的先提。"
    )


def test_matters_that_cannot_be_listed_are_split_in_general() -> None:
    draft = Draft(
        "关于几个问题的反映",
        "自来水一下雨就浑，进村路也烂了，办酒席攀比得厉害。请政府给予重视。",
        "乡镇",
    )
    found = quotes(
        draft,
        "自来水一下雨就浑，进村路也烂了",
    )
    said = advise("B2", draft, found, "乡镇人民政府")
    assert said.message == (
        "“自来水一下雨就浑，进村路也烂了”：一件里放了几件互不相干的事，要分给几个单位，哪一家都不好单独答复。"
    )
    assert said.advice == (
        "建议一事一议：每件事各写一份，各写各的地点、情况和要求；先提最急的一件，其余的另件提出。"
    )
