"""F1 超越职权: who holds the power, and what 本级 can do instead."""

import re
from dataclasses import dataclass

from model.advice.advice import Advice
from model.advice.asking import strip_ask
from model.advice.wording import address, government, home, shown_quotes
from model.canonical import canonical
from model.draft import Draft, Level, Quote
from model.shown import shown
from model.unit_list import UnitList

_ABOVE: dict[Level, str] = {"乡镇": "上级", "县": "国家和省", "市": "国家和省", "省": "国家"}
_REPORT_TO: dict[Level, str] = {
    "乡镇": "县有关部门",
    "县": "省有关部门",
    "市": "省有关部门",
    "省": "国家有关部门",
}


@dataclass(frozen=True, slots=True)
class _Power:
    """Who decides on a kind of matter.

    Attributes:
        words: what shows the kind in a quote.
        holder: who decides; ``{above}`` stands for the levels above 本级.
        instead: what 本级 can do; empty where reporting upwards is all.
        upwards: whether reporting upwards helps.
    """

    words: re.Pattern[str]
    holder: str
    instead: str
    upwards: bool = True


_ENTERPRISE = "可以与企业协商，用奖补、采购服务、提供场地等方式引导，不下硬性命令"
_POWERS = tuple(
    _Power(re.compile(words), holder, instead, upwards)
    for words, holder, instead, upwards in (
        (
            "法院|判决|改判|二审|再审|审判|检察院|立案|刑期",
            "法院、检察院依法独立行使审判权、检察权，不能要求其对案件作出某种处理",
            "个案请走诉讼、申诉的渠道；本件可改提不涉具体案件的事，如增设巡回审判点、改进诉讼服务",
            False,
        ),
        (
            "修改[^，。；]{0,12}法|[^，。；]{0,8}法律[^，。；]{0,12}(?:不予执行|不执行|突破)|立法"
            "|刑法|承包法|婚姻法|劳动法|宪法",
            "法律由全国人大及其常委会制定和修改",
            "本级可以把实施中遇到的问题和事例整理出来，逐级反映",
            True,
        ),
        (
            "免征|税率|起征点|减税|增值税|所得税|个税|免税|房产税|欠税|所欠税款",
            "税种、税率和减免由国家法律和上级规定",
            "本级能做的是把现有的减免政策逐户落实",
            True,
        ),
        (
            "养老金|退休金|退休年龄|延迟退休|养老保险|社保缴费|失业金|职工养老",
            "养老保险的标准和办法由{above}规定",
            "本级能做的是核对应享受的待遇有没有发足、发准",
            True,
        ),
        (
            "医保|报销|药品目录|集采|药价|医疗保险",
            "医保的缴费、目录和报销政策由{above}及统筹地区规定",
            "本级能做的是简化报销手续、把现有的救助政策用足",
            True,
        ),
        (
            "电价|油价|气价|通行费|收费站|高速[^，。；]{0,8}免费",
            "这类价格和收费由{above}规定",
            "本级能做的是公示现行价格、查处乱加价",
            True,
        ),
        (
            "本科|大学|高等学校|高校|学院",
            "高等学校的设立和招生由{above}批准",
            "本级能做的是与高校联合办学、开设实训基地",
            True,
        ),
        (
            "高考|中考|加\\d{1,3}分|文凭|学历|学制|教材|课程标准|课程|义务教育|招生|学位证",
            "考试招生、学制和教材由{above}的教育部门规定",
            "本级能做的是在校内开设拓展课、兴趣班，或申报改革试点",
            True,
        ),
        (
            "撤县|撤乡|乡改镇|改为[^，。；]{0,8}[镇市区]|行政区划|划归|划入|设市|设区|代管"
            "|合并[^，。；]{0,6}县",
            "行政区划的变更由国务院或省人民政府批准",
            "本级能做的是先做人口、经济、交通等方面的论证，按程序申报",
            True,
        ),
        (
            "编制|级别|副县级|副厅级|正科|副科|正处|副处|升格|机构规格|领导职数|公务员|转正",
            "机构规格、编制总额和人员录用由上级核定和统一组织",
            "本级能做的是在现有编制内调剂，或用政府购买服务的岗位补充人手",
            True,
        ),
        (
            "国家级|世界级|5A|AAAAA|世界遗产",
            "国家级的牌子由国家有关部门评定",
            "本级能做的是对照标准补短板，按程序申报",
            True,
        ),
        (
            "高铁|铁路|火车|机场|国道|高速公路|地铁|港口",
            "这类项目要列入{above}的规划才能建",
            "本级能做的是做前期研究、争取列入规划",
            True,
        ),
        (
            "银行|信用社|贷款|利率|存款|金融机构|保险公司",
            "银行和保险公司的网点、放贷、利率由企业按规定自主决定",
            _ENTERPRISE,
            False,
        ),
        (
            "运营商|中国移动|移动公司|电信|联通|铁塔|资费|宽带|快递公司|供电公司",
            "网点、资费和投资由企业自主决定",
            _ENTERPRISE,
            False,
        ),
        (
            "每家|职工总数|企业|公司|商场|超市|酒店|厂家|厂长|老板|物业|开发商|商户|店铺|药店"
            "|平台|房价|房租|租金|股份|工厂",
            "企业怎么经营由企业自主决定，政府不能用命令代替",
            _ENTERPRISE,
            False,
        ),
        (
            "向[一-龥]{2,3}[县市省]|责令对方|邻县|外县|外省|邻省|邻市|外地|兄弟县|上游[^，。；]{0,4}[县市]",
            "那是外地政府的职权",
            "本级可以与对方协商，或请共同的上级协调",
            True,
        ),
        ("军队|部队|海关|外交|签证|国籍|货币|人民币|央行", "这是国家的职权", "", True),
        ("国家|中央|国务院|全国|部委", "要由国家决定", "", True),
        ("省里|省级|省属|省管|省政府|省财政|全省", "要由省里决定", "", True),
    )
)
_UPWARDS = re.compile(
    "向[^，。；向]{0,12}(?:反映|争取|申报|汇报|申请|呼吁|请示)|逐级反映|(?:积极|努力)?争取[^，。；]{0,12}(?:支持|立项|列入|纳入|试点)"
)
_COURTS = _POWERS[0]
_LEVELS = _POWERS[-3:]
_READ = 20_000
_ENTERPRISES = {"通信运营企业", "供电公司", "烟草专卖局"}
_UNKNOWN = _Power(re.compile(""), "这恐怕不在本级的职权之内", "")


def advise(draft: Draft, quotes: tuple[Quote, ...], unit: str, sure: bool, units: UnitList) -> Advice:
    """See :func:`model.advice.advise`."""
    power = _power(draft, quotes)
    level = home(draft)
    here = level if draft.level == "乡镇" else f"{level}里"
    holder = power.holder.format(above=_ABOVE[draft.level])
    said = shown_quotes(quotes, most=1, limit=40)
    if power is _UNKNOWN:
        message = f"{said}：{holder}{'' if sure else '，请核对一下'}。"
    elif sure:
        message = f"{said}不是{here}能定的事：{holder}。"
    else:
        message = f"{said}可能不是{here}能定的事（{holder}），请核对一下。"
    if power is _COURTS:
        return Advice(message, f"{power.instead}。")
    asker = (
        f"建议{government(draft)}" if _ENTERPRISES & {unit, *units.origins_of(unit)} else address(draft, unit)
    )
    if not power.upwards:
        return Advice(
            message,
            f"{power.instead}。可改成："
            f"“{asker}____月底前与____（单位名称）协商____（具体做法），结果答复代表”。",
        )
    instead = power.instead or f"也可以改提{here}职权内能先做的一步"
    if upwards := _UPWARDS.search(draft.canonical_body[:_READ]):
        return Advice(
            message,
            f"文中已写到{shown(upwards.group(), 24)}，请就以此作为主要的要求，附上____（人数、事例、测算），"
            f"不再要求{here}直接定。{instead}。",
        )
    ask = (
        shown(strip_ask(canonical(quotes[0].text), units) or quotes[0].text)
        .replace("“", "‘")
        .replace("”", "’")
    )
    return Advice(
        message,
        f"可改成向上反映：“{asker}就{ask}一事向{_REPORT_TO[draft.level]}反映、争取，"
        f"附上____（人数、事例、测算）”。{instead}。",
    )


def _power(draft: Draft, quotes: tuple[Quote, ...]) -> _Power:
    """The power the quotes touch, the first quote first; the title counts only for what it names exactly."""
    for text in (canonical(quote.text) for quote in quotes):
        for power in _POWERS:
            if power.words.search(text) and not (draft.level == "省" and power is _LEVELS[-1]):
                return power
    named = (power for power in _POWERS[:-3] if power.words.search(draft.canonical_title))
    return next(named, _UNKNOWN)
