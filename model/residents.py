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
    "业主|住户|居民|租户|租客|房客|房东|户主|屋主|房主|主人|牧民|渔民|社员|村民|老人|老汉"
    "|老太|老两口|夫妇|夫妻"
    "|[母父][子女]|一家(?![店企])|[我他她]们?家|家里|家中|人家|独居|孤寡|空巢|残疾人|低保"
    "|五保|贫困户|脱贫户|特困"
    "|军属|烈属|退休|下岗|老兵|孤儿|留守|职工|祖屋|祖宅|老宅|住着|住了|居住|自住|入住"
    "|住的(?![都多全是])|租住|住所|住处|住址|老家|迁[出入]|家(?=[门的里中庭，])"
)
_FEW = "[^。；，,;的“”园店校厂司所局馆院站场]"
_DWELLER = re.compile(
    rf"[ \t）)」】（(]{{0,2}}(?:本人|的{_FEW}{{0,4}}?|是[我他她][^。；，,;]{{0,8}}?)?(?:{_DWELLERS})"
    "(?!楼|区|小区|点|委|会|小组|们?普遍|自治|代表|服务|活动)"
    "|[ \t]?[，,：:](?:[我他她]们?家|户主|业主[是为：:]|房主|独居|本人|租户)"
)
_SOMEBODY = re.compile(
    r"[ \t）)」】，,：:、／/（(]{0,2}的?(?:"
    + "|".join(
        (
            rf"(?:{_FEW}{{0,6}}?[者民户工人员东])?[{_SURNAMES}](?:{_CALLED}"
            rf"|{_GIVEN}{{1,2}}(?=家(?![具电])|来|反映|说|称|因|要求|等[人户]|户|{_STOP}|$)"
            rf"|{_GIVEN}{{2}}(?=的))",
            _KIN,
            rf"(?:业主|住户|居民|租户|户主|牧民|渔民|村民)[一-龥]{{2,4}}?(?=反映|来|说|称|等|{_STOP}|$)",
        )
    )
    + ")"
)
_NAMED = re.compile(
    rf"[{_SURNAMES}](?:(?<![一-龥].)|(?<=[者民户工人员父母子女东主属].))(?:某{{1,2}}|{_GIVEN}{{1,2}})"
    r"(?=[，,：:、（( \t／/]|家[（(在住，,：:])"
)
_SENTENCE = re.compile(r"[。；;！？!?\n\r]")


def is_of_a_resident(text: str, end: int) -> bool:
    """Whether the words right behind an address say that somebody lives there."""
    return _DWELLER.match(text, end) is not None


def names_somebody(text: str, start: int, end: int) -> bool:
    """Whether a person is named right behind an address, or in the sentence before it.

    Args:
        text: the text.
        start: first code point of its first number.
        end: one past the last of its last.
    """
    if _SOMEBODY.match(text, end):
        return True
    first = max(0, start - _FARTHEST)
    ends = [match.end() for match in _SENTENCE.finditer(text, first, start)]
    return _NAMED.search(text, ends[-1] if ends else first, start) is not None
