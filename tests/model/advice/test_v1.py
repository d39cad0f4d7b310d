"""V1 情况不明: what is stated, what is missing, and how to write it."""

from model.advice import advise
from model.draft import Draft
from tests.model.advice.drafts import quotes


def test_vague_words_are_pointed_at() -> None:
    draft = Draft(
        "关于修复农村道路的建议",
        "农村有的地方道路坑坑洼洼，部分路段会车困难，群众意见很大。建议把破损的道路修一修。",
        "县",
    )
    found = quotes(
        draft,
        "农村有的地方道路坑坑洼洼",
        "部分路段会车困难",
    )
    said = advise("V1", draft, found, "交通运输局")
    assert said.message == (
        "“农村有的地方道路坑坑洼洼”“部分路段会车困难”里的“有的”“部分”没有说清是哪里、"
        "哪些、有多少，承办单位读完无从核实。"
    )
    assert said.advice == (
        "全文没有看到可以核实的地点、数量、时间、事例。请把情况落到一处，"
        "可写成：“____（地点）至____的道路长____公里、宽____米，____处____（破损、"
        "塌方、没有护栏），沿线____户____人”。不必都写，有一两样能核实的就可以办。"
    )


def test_what_is_stated_is_said_before_what_is_missing() -> None:
    draft = Draft(
        "关于整治校园周边食品的建议",
        ("近年来一些学校门口的小卖部卖三无零食。2023年有3名学生吃坏了肚子。建议加强检查。"),
        "县",
    )
    found = quotes(
        draft,
        "一些学校门口的小卖部",
    )
    said = advise("V1", draft, found, "市场监督管理局")
    assert (
        said.message == "“一些学校门口的小卖部”里的“一些”没有说清是哪里、哪些、有多少，承办单位读完无从核实。"
    )
    assert said.advice == (
        "文中写有数量（“3名”）、时间（“2023年”），还看不到具体的地点。请把情况落到一处，"
        "可写成：“____（地点）有食品经营户____家，____月抽查有____家____（无证、"
        "过期、不合格）”。不必都写，有一两样能核实的就可以办。"
    )


def test_a_general_remark_is_called_one() -> None:
    draft = Draft(
        "关于加强平安建设的建议",
        "社会治安形势更加复杂多变。建议加强防范。",
        "市",
    )
    found = quotes(
        draft,
        "社会治安形势更加复杂多变",
    )
    said = advise("V1", draft, found, "公安局")
    assert said.message == (
        "“社会治安形势更加复杂多变”是概括的说法，看不出具体在哪里、涉及谁、有多少，承办单位读完无从核实。"
    )
    assert said.advice == (
        "全文没有看到可以核实的地点、数量、时间、事例。请把情况落到一处，"
        "可写成：“____（地点）今年发生治安案件____起，损失____元，多在____时段”"
        "。不必都写，有一两样能核实的就可以办。"
    )
