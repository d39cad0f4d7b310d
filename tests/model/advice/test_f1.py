"""F1 超越职权: who decides, and what can be done here."""

from model.advice import advise
from model.draft import Draft
from tests.model.advice.drafts import quotes


def test_a_power_above_is_reported_upwards() -> None:
    draft = Draft(
        "关于提高农村养老金的建议",
        "农村老人每月只领一百多元。建议县政府把全县城乡居民基础养老金从明年起提高到每月800元。",
        "县",
    )
    found = quotes(
        draft,
        "把全县城乡居民基础养老金从明年起提高到每月800元",
    )
    said = advise("F1", draft, found, "人力资源和社会保障局")
    assert said.message == (
        "“把全县城乡居民基础养老金从明年起提高到每月800元”不是县里能定的事："
        "养老保险的标准和办法由国家和省规定。"
    )
    assert said.advice == (
        "可改成向上反映：“建议县人力资源和社会保障局就‘把全县城乡居民基础养老金从明年起提高到每月"
        "800元’一事向省有关部门反映、争取，附上____（人数、事例、测算）”。"
        "本级能做的是核对应享受的待遇有没有发足、发准。"
    )


def test_an_enterprise_is_to_be_won_not_ordered() -> None:
    draft = Draft(
        "关于增加银行网点的建议",
        "乡镇取钱要排队。建议县政府要求各家银行在每个村都开一家支行。",
        "县",
    )
    found = quotes(
        draft,
        "要求各家银行在每个村都开一家支行",
    )
    said = advise("F1", draft, found, "金融服务中心")
    assert said.message == (
        "“要求各家银行在每个村都开一家支行”不是县里能定的事：银行和保险公司的网点、"
        "放贷、利率由企业按规定自主决定。"
    )
    assert said.advice == (
        "可以与企业协商，用奖补、采购服务、提供场地等方式引导，不下硬性命令。"
        "可改成：“建议县金融服务中心____月底前与____（单位名称）协商____（具体做法）"
        "，结果答复代表”。"
    )


def test_a_case_in_court_is_no_matter_for_a_suggestion() -> None:
    draft = Draft(
        "关于土地纠纷的建议",
        "我村的案子一审判错了。建议县人大督促法院二审改判。",
        "县",
    )
    found = quotes(
        draft,
        "督促法院二审改判",
    )
    said = advise("F1", draft, found, "人民法院")
    assert said.message == (
        "“督促法院二审改判”不是县里能定的事：法院、检察院依法独立行使审判权、"
        "检察权，不能要求其对案件作出某种处理。"
    )
    assert said.advice == (
        "个案请走诉讼、申诉的渠道；本件可改提不涉具体案件的事，如增设巡回审判点、改进诉讼服务。"
    )


def test_a_province_looks_to_the_state() -> None:
    draft = Draft(
        "关于减轻企业负担的建议",
        "建议省政府把小企业的增值税免征五年。",
        "省",
    )
    found = quotes(
        draft,
        "把小企业的增值税免征五年",
    )
    said = advise("F1", draft, found, "税务局")
    assert (
        said.message == "“把小企业的增值税免征五年”不是省里能定的事：税种、税率和减免由国家法律和上级规定。"
    )
    assert said.advice == (
        "可改成向上反映：“建议省税务局就‘把小企业的增值税免征五年’一事向国家有关部门反映、"
        "争取，附上____（人数、事例、测算）”。本级能做的是把现有的减免政策逐户落实。"
    )


def test_an_unknown_kind_is_put_with_care() -> None:
    draft = Draft(
        "关于老兵工作的建议",
        "建议按一比十的名额安置。",
        "县",
    )
    found = quotes(
        draft,
        "按一比十的名额安置",
    )
    said = advise("F1", draft, found, "退役军人事务局")
    assert said.message == "“按一比十的名额安置”：这恐怕不在本级的职权之内。"
    assert said.advice == (
        "可改成向上反映：“建议县退役军人事务局就‘按一比十的名额安置’一事向省有关部门反映、"
        "争取，附上____（人数、事例、测算）”。也可以改提县里职权内能先做的一步。"
    )
