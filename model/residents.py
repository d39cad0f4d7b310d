"""The words around an address that name who lives there: 业主, 的李大爷, 王建国，91岁，…."""

import re

_FARTHEST = 40
"""Characters before an address in which the name of somebody tells whose it is."""

_SURNAMES = (
    "王李张刘陈杨黄赵吴徐孙朱胡郭何林罗郑梁谢宋唐许邓冯韩曹曾彭萧肖蔡潘田董袁于余叶蒋杜苏魏程"
    "吕丁沈任姚卢傅钟姜崔谭廖范汪陆"
    "贾夏韦邹熊孟秦阎薛侯雷龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔汤马周高欧阳"
)
_GIVEN = "(?:[一-龥](?<![塘桥井坝渠路街巷村组塔站池沟库湾冲坪园楼院店厂馆所局校宅住]))"
_STOP = "[，,.、；;：:。）)／/ \n]"
_KIN = "大爷|大妈|大娘|大伯|大叔|大婶|大嫂|奶奶|爷爷|婆婆|阿婆|阿公|阿伯|依伯|依姆|老伯"
_CALLED = f"{_KIN}|大姐|大哥|阿姨|老师|师傅|女士|先生|同志|某|氏|[老小大]?[伯叔姨婶嫂爷婆奶哥姐妈工]"
_DWELLERS = (
    "业主|住户|居民|租户|租客|房客|房东|户主|屋主|房主|主人|牧民|渔民|社员|村民|老[人汉太]|老?两口|夫[妇妻]"
    "|[母父][子女]|一家(?![一-龥]{0,4}[店企馆厂铺])|[我他她]们?(?:家|[父母爸妈爷奶婆哥姐弟妹叔伯])|家里|家中"
    "|自家|人家|独[居自]|一个人|孤[寡儿]|空巢|残疾人|低保|五保|贫困户|脱贫户|特困|[军烈]属|退休|下岗|老兵"
    "|卧床|瘫痪|患[有病癌]|去世|过世|留守|职工|祖屋|祖宅|老宅|住[着了]|[居自入租]住|住的(?:是[我他她]|(?![都多全是]))"
    "|住[所处址]|老家|迁[出入]|孩子(?!王)|家(?=[门的里中庭，。；、）)]|$)|[0-9一二三四五六七八九十]口[人，。]"
)
_NOBODY = "楼|区|小区|点|委|会|小组|们?普遍|自治|代表|服务|活动|食堂|医院|最"
"""What behind a word for residents shows that it names something else."""
_FEW = "[^。；，,;的“”园店校厂司所局馆院站场]"
_DWELLER = re.compile(
    rf"[ \t）)」】（(]{{0,2}}(?:本人|(?:的|的?(?:[这那有]|住着)?一?[户家位个名对]|登记){_FEW}{{0,4}}?"
    rf"|就?是(?:(?=[我他她])|[我他她][^。；，,;]{{0,8}}?))?(?:{_DWELLERS})"
    f"(?!{_NOBODY})"
    "|的?(?:宅基地|自建房|户口|自?来?[水电暖气]费|取暖费|物业费|房产证|房本|不动产证)"
    "|的(?:阳台|厨房|卧室|客厅|卫生间)(?!垃圾)|(?:生活|养老|养病|居家)(?=[。，；,;了着的至已多]|$)"
    "|[ \t]?[，,：:](?:是?[我他她]们?家|自家|户主|业主[是为：:]|房主|独居|本人|租户)"
)
_SOMEBODY = re.compile(
    r"[ \t）)」】，,：:、／/（(]{0,2}[的系]?(?:"
    + "|".join(
        (
            rf"(?:{_FEW}{{0,6}}?[者民户工人员东])?[{_SURNAMES}](?:{_CALLED}"
            rf"|{_GIVEN}{{1,2}}(?=家(?![具电])|房[屋子](?!中介)|来|反映|说|称|因|要求|等[人户]|户|[亲签]?收|{_STOP}|$)"
            rf"|{_GIVEN}{{2}}(?=的))",
            rf"[老小阿][{_SURNAMES}](?=家(?![具电])|来|反映|说|称|两口|{_STOP}|$)",
            _KIN,
            rf"(?:业主|住户|居民|租户|户主|牧民|渔民|村民)(?!{_NOBODY})"
            rf"[一-龥]{{2,4}}?(?=反映|来|说|称|等|{_STOP}|$)",
        )
    )
    + ")"
)
_NAMED = re.compile(
    rf"[{_SURNAMES}](?:(?<![一-龥].)|(?<=[者民户工人员父母子女东主属].))(?:某{{1,2}}|女士|先生|{_GIVEN}{{1,2}})"
    r"(?=[，,：:、（( \t／/]|家[（(在住，,：:])"
)
_BREAK = re.compile(
    r"[。；;！？!?\n\r]|(?:反映|投诉|举报|建议|提出|要求|希望|呼吁|发现|查看|调研|视察)(?!人(?!民)|对象|者)"
)


def is_of_a_resident(text: str, end: int) -> bool:
    """Whether the words right behind an address say that somebody lives there."""
    return _DWELLER.match(text, end) is not None


def is_followed_by_a_name(text: str, end: int) -> bool:
    """Whether a person is named right behind an address."""
    return _SOMEBODY.match(text, end) is not None


def is_behind_a_name(text: str, start: int) -> bool:
    """Whether a person is named in the sentence before an address without speaking of it as of a matter."""
    names = [name.end() for name in _NAMED.finditer(text, max(0, start - _FARTHEST), start)]
    return bool(names) and not _BREAK.search(text, names[-1], start)
