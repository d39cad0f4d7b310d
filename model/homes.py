"""The words around an address that tell a home from an office or a building site."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_NEAR = 18
"""Characters before an address that tell what it belongs to."""
_LONGEST = 60
"""Characters that an address may have."""

_SURELY = re.compile(
    "居住(?:在|于|地)|(?:住址|住所)(?<![商司业位构行]..)|住处|户籍|户口|房号(?<![店馆房订场]..)|老家|[口人]挤在|名下的?"
    "|身份证上?(?:的(?!地)|写|是|为|[：:])"
    "|(?:生活|养老|[独蜗寄借寓]居|[借寄]宿|安家|栖身)[在于]"
    "|家(?<![国大专各全两几哪厂商店一]家)(?:里|就|现|还|也|仍|原|都|安)?(?:在|是|位于)"
    "|(?:身份证|家庭|户籍|户口|常住|居住|本人|现|租房|收件|收货|邮寄|通讯|通信|回信|寄件|送餐"
    "|送货|快递)的?(?:详细)?地址"
    r"|住(?<![抓记稳站挡堵困保守留拦顶锁卡止盖遮压扣吸把接管围绊捆忍禁咬托撑夹套封]住)"
    "(?![房宅院户建宿处满不得过民校持址所证客区环条权改]|人[员口均恳等都]|[上下进][了来去新楼好的])"
    "(?:的(?:地方|房子|房屋)?[叫在是]?)?"
    "|[我他她俺]们?家(?![人里乡长庭园具电务到])"
    "|[我他她俺](?:们?家|自己|[父母爸妈爷奶婆叔伯舅姑姨哥姐弟妹]{1,2})?的?"
    "(?:老?房[子屋产]|老屋|老宅|祖屋|祖宅|住房|新房|自建房)"
    "|[叔伯舅姑姨爷奶婆娘父母哥姐弟妹爸妈友戚]家(?![长庭具电务乡])|(?:亲戚|邻居|朋友)(?=[（(])"
    "|(?:房子|老屋|老宅|祖屋|祖宅|自建房|住房|宅基地|产权|房产)(?:证)?(?:坐落)?[在是于]|门牌"
)
_PERHAPS = re.compile(
    "地址(?!栏)(?<![目位公司业册校设工营场所点商构购]地址)(?<!采购人地址)"
    "|安置[在到]|搬[到至去进]|迁[到至入出]|分到|落户"
    "|定居|[祖世]居|租[在到下用]|房屋[位坐]落?[在于]|购买|买[下了]|原籍|籍贯"
    "|嫁[到至在]|回到?|返回|落脚|走访|[看探]望|[探家]访|上门|慰问|入户|承租|坐落"
)
_END = re.compile(
    r"[。；;！？!?\n\r，,的]|[距离]|靠近|紧?挨|附近|隔壁|对面|门口|门前|旁边|路过|经过"
    "|(?:医院|酒店|宾馆|旅馆)(?!家属|宿舍|职工)"
)
_OFFICE = re.compile(
    "局|委(?<![0-9０-９一二三四五六七八九十]委)|政府|人大|政协|办公|行政|政务|机关|中心|大楼"
    "|大厦|写字楼|商务|教学|实验|学校|大学|学院|中学|小学|[一二三四五六七八九十]中|医院|门诊"
    "|住院"
    "|公司|厂|产业园|科技园|创业|党群|物业|居委会|村委|酒店|宾馆|招待所|图书馆|文化馆|法院"
    "|检察院|派出所|银行|车站|商场"
    "|综合楼|站|服务|窗口|开会|会议|集合|报名|法庭|律师|协会|学会|公证|指挥部|项目部|驿站"
    "|卫生院|诊所|活动|幼儿园|营业厅|网点|门店|超市|仓库|车间|基地|园区|工业园"
    "|商城|影[院城]|剧[院场]|市场|公墓|陵园|墓|实训|公园|景区|养老院|敬老院|福利院"
    "|孵化[园器]|软件园|物流园?|商业街|步行街|电商|宾舍|旅馆"
    "|饭店|餐馆|会所|大酒店|事务所|登记|大厅|展厅|机房|病房"
)
_SEATED = re.compile("室?(?:设|位|坐落|搬|迁)?[在于]")
"""What stands between an office and where it is, be it among homes."""
_USED = re.compile(
    r"[（(]?的?(?:(?![家的户求映诉报说称])[\u4e00-\u9fff]){0,4}(?:会议室|办公|报名|办理|咨询|开会|窗口|领取|受理|值班|活动"
    r"|上课|培训|召开|集合|评审|开标|公司|工作室"
    "|居委会|村委会|物业(?!费)|幼儿园|托管|诊所|食堂|企业|商户|校区|[棋麻][牌将]|民宿|餐馆|饭[店馆]|面馆|美容"
    "|教室|机房|病房|诊室|实验室|仓库|铺位|商铺|店铺|门店|门面|户籍室|大厅|事务所|办事处|营业"
    "|包[厢间]|派出所|局|公司|中心|医院|学校|超市|酒店|宾馆|展厅|科室|训练)"
)
_RESIDENCE = re.compile(
    "小区|花园|[雅名佳锦华兰翠桂康怡景]?苑|家园|公寓|家属|宿舍|新村|安置|公租房|廉租房|保障房"
    "|新城|府|豪庭|公馆|嘉园|[弄邨]|庭|郡|湾|里|居|城(?<![商影]城)|园(?<![公业技])园?|村"
    "|自然村|住宅|筒子楼|单元房|职工楼|教[师工]楼|工房|[租迁建]房|棚户|平房|[厝坊墅邸寓轩阁]|社区|天地"
    "|丽景|半岛|水岸|大院|[东西南北]院|自建房|出租屋|洋房|山庄"
)
_ESTATES = (
    "[苑府庭园邨郡湾居区轩阁庄坊厝墅邸寓舍弄畔部]|里(?<![表册书栏这那家城村哪本心]里)|城(?<![商影]城)"
    "|院(?<![医法学影剧老察利]院)|(?<=[0-9０-９一二三四五六七八九十])[期号]|[居民属宅工师子迁]楼"
    "|[租置障工建迁改]房|[房牌]号[为是：:]?|新村|安置点|出租屋|单元|公馆|天地|国际|丽景|半岛|水岸"
)
_STREETS = (
    "[路街巷弄道坊条厝屋埕寮墩坝垸坪岗坡坳岭冲湾沟塘桥头口井里村庄屯寨社组队场堡营甸泡甲渡埠台崖沿背尾垭坎塬"
    "峪洼圩堂祠楼院园苑区段]|胡同|嘎查|浩特"
)
_ESTATE = re.compile(rf"(?:{_ESTATES})[ \t\u3000]?$")
_STREET = re.compile(rf"(?:{_STREETS}|{_ESTATES})[ \t\u3000]?$")
_PLACE = re.compile(
    r"[\u4e00-\u9fff]{2}(?<![编第月型证工床座案批档期册文图件本这该的是在为至到有由和与及天份从以线出号户"
    "执初终]|(?<=合)同|(?<=[以之网晚早线马身])上)(?<![我他她奶爷婆妈爸叔姨姑舅]家) ?$"
)
_VILLAGE = re.compile("村|社区|居委会|屯|寨|垸|庄|镇|乡|街道|湾|坪|冲|嘎查|苏木|农场|林场|牧场|团场|厝")
_WORK = re.compile("办公|经营|营业|注册")
_TO_THE_CLAUSE = re.compile(r"[\s\S]*(?:[，,（(]|(?:转办|交办|来信|来访|反映|投诉|举报|件)[：:])")
_TO_THE_SENTENCE = re.compile(r"[\s\S]*[。；;！？!?\n\r]")
_THINGS = (
    "(?:渠|井|塔|亭(?!子间)|界|碑|厕|支架|水表|电表|桥|闸|杆|台区|变压器|配变|泵|灯|线|地块|坝|塘|棚|池"
    "|涵|墩|堤|矿|厂|门面|公路"
    "|点位|沟|水库|机组|站|文件|通知|令|楼|院|库|管|箱|柜|窑|林地|林场|田块|农田|稻田|旱地|口"
    "|标段|光伏|工地|洞|隧道|码头|泊位|摊位|铺|商"
    "|路|街|巷|电梯|圈舍|岗|探头|监控|公告|提案|议案|图斑|氹|垄|宗地|工程|项目|选手|桩|窗|厅"
    "|座|床位|墓|展|出口|入口|[“「《]|仓|公交|地铁|观景|考[场生]|车|机|门|球|卷|案|样板|病|选"
    "|队|班)"
    "|附近|旁(?!门)|对面|周边|周围|一带|门口|门前|以[东南西北]|至(?!今)|到|[—–~～-]"
)
_ESTATE_BEHIND = re.compile(
    r"[\u4e00-\u9fff·]{0,8}?(?:小区|花园|[佳嘉家]园|公馆|国际|世家|山庄|广场|大厦|公寓|宿舍"
    r"|家属[院楼区]|大院|公司|单位"
    r"|(?<=[\u4e00-\u9fff]{2})[苑城郡阁府园厂])"
)
_THING = re.compile(rf"(?:(?![家的])[\u4e00-\u9fff]){{0,3}}?(?:{_THINGS})")
_THING_AT_ONCE = re.compile(_THINGS)


class Stretch(NamedTuple):
    """Words of which those before them say that somebody lives there.

    Attributes:
        start: first code point.
        end: one past the last.
    """

    start: int
    end: int


def stretches(text: str) -> list[Stretch]:
    """Return where the text says that somebody lives, in order."""
    surely = _behind(text, _SURELY)
    perhaps = (each for each in _behind(text, _PERHAPS) if not _OFFICE.search(text, *_around(text, each)))
    return _merged(sorted([*surely, *perhaps]))


def _behind(text: str, words: re.Pattern[str]) -> Iterator[Stretch]:
    """Yield what stands behind words; those within it add nothing."""
    end = 0
    for word in words.finditer(text):
        if word.end() > end:
            end = _end_of(text, word.end())
            yield Stretch(word.end(), end)


def _around(text: str, stretch: Stretch) -> tuple[int, int]:
    return _first(text, stretch.start), stretch.end


def _merged(found: list[Stretch]) -> list[Stretch]:
    merged: list[Stretch] = []
    for each in found:
        if merged and each.start <= merged[-1].end:
            merged[-1] = Stretch(merged[-1].start, max(merged[-1].end, each.end))
        else:
            merged.append(each)
    return merged


def is_used_by_an_office(text: str, end: int) -> bool:
    """Whether the words right behind an address tell of work that is done there."""
    return _USED.match(text, end) is not None


def is_a_workplace(text: str, start: int) -> bool:
    """Whether the words of the clause before its first number say that people work there."""
    return _WORK.search(text, _clause(text, start), start) is not None


def is_of_an_office(text: str, start: int) -> bool:
    """Whether an address is of an office, a school or the like, by the words before its first number."""
    first = _clause(text, start)
    offices = [match.end() for match in _OFFICE.finditer(text, first, start)]
    if not offices:
        return False
    return bool(_SEATED.match(text, offices[-1], start)) or not _RESIDENCE.search(text, offices[-1], start)


def is_a_thing(text: str, end: int) -> bool:
    """Whether what was numbered stands right behind its number (12号机), or a place near it."""
    return _THING_AT_ONCE.match(text, end) is not None


def is_of_an_estate(text: str, end: int) -> bool:
    """Whether what was numbered is where many live or work, whose name stands behind its number."""
    return _ESTATE_BEHIND.match(text, end) is not None


def leads_to_a_thing(text: str, end: int) -> bool:
    """Whether what was numbered stands within three characters behind its number, such as 抽水机."""
    return _THING.match(text, end) is not None


def ends_in_an_estate(text: str, start: int) -> bool:
    """Whether the words right before a number name where many live, such as 阳光小区."""
    return _ESTATE.search(text, max(0, start - 4), start) is not None


def ends_in_a_street(text: str, start: int) -> bool:
    """Whether the word right before a number names a street or where many live."""
    return _STREET.search(text, max(0, start - 4), start) is not None


def ends_in_a_place(text: str, start: int) -> bool:
    """Whether the words right before a number may name a place; of such names there is no end."""
    return _PLACE.search(text, max(0, start - 3), start) is not None


def stands_in_a_village(text: str, start: int) -> bool:
    """Whether the words before a number name a village or a quarter."""
    return _VILLAGE.search(text, _first(text, start), start) is not None


def _clause(text: str, start: int) -> int:
    first = _first(text, start)
    before = _TO_THE_CLAUSE.match(text, first, start)
    return before.end() if before else first


def _first(text: str, start: int) -> int:
    """Return where the words begin that belong to an address."""
    first = max(0, start - _NEAR)
    before = _TO_THE_SENTENCE.match(text, first, start)
    return before.end() if before else first


def _end_of(text: str, start: int) -> int:
    end = _END.search(text, start, start + _LONGEST)
    return end.start() if end else min(len(text), start + _LONGEST)
