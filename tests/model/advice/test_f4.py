"""F4 违法违规: the rule touched and a lawful way."""

from model.advice import advise
from model.draft import Draft
from tests.model.advice.drafts import quotes


def test_farmland() -> None:
    draft = Draft(
        "关于解决建房难的建议",
        "坡头村有27户没有地基。建议把这18亩基本农田直接调出来建房。",
        "县",
    )
    found = quotes(
        draft,
        "把这18亩基本农田直接调出来建房",
    )
    said = advise("F4", draft, found, "自然资源和规划局")
    assert said.message == (
        "“把这18亩基本农田直接调出来建房”：永久基本农田和耕地受《土地管理法》严格保护，"
        "不能擅自占用或改变用途，承办单位不能照办。"
    )
    assert said.advice == (
        "目的可以保留，做法请换成合法的：改用存量建设用地、荒坡或闲置院落；"
        "确需用地的，按程序报批。可写成：“建议县自然资源和规划局利用____（存量建设用地、"
        "闲置场院）____亩解决____，需要调整规划的按程序报批”。"
    )


def test_outside_firms() -> None:
    draft = Draft(
        "关于渣土运输的建议",
        "外县车辆掉土。建议县城管局发文，县内渣土只准由本县3家公司运输。",
        "县",
    )
    found = quotes(
        draft,
        "县内渣土只准由本县3家公司运输",
    )
    said = advise("F4", draft, found, "城市管理和综合执法局")
    assert said.message == (
        "“县内渣土只准由本县3家公司运输”：限制外地企业、指定独家经营，与《反垄断法》和公平竞争的规"
        "定抵触，承办单位不能照办。"
    )
    assert said.advice == (
        "目的可以保留，做法请换成合法的：改为定统一的标准，本地外地一个尺度，"
        "达标都可以进入。可写成：“建议县城市管理和综合执法局制定统一的____标准，"
        "本地外地企业一视同仁，达标的名单在____公布”。"
    )


def test_quotas_of_fines() -> None:
    draft = Draft(
        "关于秸秆禁烧的建议",
        "今年火点多。建议给各乡镇下达处罚任务，每季罚款不少于20起。",
        "县",
    )
    found = quotes(
        draft,
        "给各乡镇下达处罚任务，每季罚款不少于20起",
    )
    said = advise("F4", draft, found, "生态环境局")
    assert said.message == (
        "“给各乡镇下达处罚任务，每季罚款不少于20起”：《行政处罚法》不允许罚没收入同执法人员的考核"
        "挂钩或返还，罚款不能下指标，承办单位不能照办。"
    )
    assert said.advice == (
        "目的可以保留，做法请换成合法的：改为考核检查次数、整改率，先提醒、"
        "后处罚。可写成：“建议县生态环境局每____（周、月）检查____次，首次违规先提醒整改，"
        "整改率在____公布”。"
    )


def test_an_unknown_kind_is_put_with_care() -> None:
    draft = Draft(
        "关于盘活资产的建议",
        "建议把镇里的老街整体卖给一家人经营。",
        "乡镇",
    )
    found = quotes(
        draft,
        "把镇里的老街整体卖给一家人经营",
    )
    said = advise("F4", draft, found, "乡镇人民政府")
    assert said.message == "“把镇里的老街整体卖给一家人经营”：与现行的法律政策恐有抵触，承办单位不能照办。"
    assert said.advice == (
        "目的可以保留，做法请换成合法的：按现行规定重新设计，拿不准的先请司法行政部门或主管部门看"
        "一看。可写成：“建议乡镇人民政府在现行法律政策允许的范围内____（做什么）"
        "，需要审批的按程序报批”。"
    )
