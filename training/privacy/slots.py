"""What stands in the templates of made-up texts: numbers that hold, names of places that nobody lives in."""

from collections.abc import Callable
from random import Random

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_PROVINCES = ("11", "13", "22", "32", "36", "42", "43", "44", "51", "61", "65")
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_PLATES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林罗高郑梁谢宋唐许邓冯韩曹曾彭萧"
    "蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜"
)
_GIVEN = "建国志强秀英桂兰小红玉珍德明海燕文斌国庆春梅永红丽华金花大伟卫东立新爱民"
_PLACE = "青柳石鼓三塘白芒双桥松坪岩溪河口东风上湾罗田清江龙潭桃林大冲鹅公曹家茶亭瓦窑"
_NUMERALS = "零一二三四五六七八九十"


def id_card(chance: Random) -> str:
    """Return an identity number whose check holds."""
    year, month, day = chance.randint(1930, 2018), chance.randint(1, 12), chance.randint(1, 28)
    head = f"{chance.choice(_PROVINCES)}{chance.randint(101, 999):04d}{year}{month:02d}{day:02d}"
    head += f"{chance.randint(0, 999):03d}"
    check = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, head, strict=True)) % 11
    return head + "10X98765432"[check]


def bank_card(chance: Random) -> str:
    """Return the number of a UnionPay card whose check digit holds."""
    issuer = chance.choice(("621700", "622202", "622848", "623058", "621098", "622180", "625912", "621799"))
    head = issuer + _digits(chance, chance.choice((9, 12)))
    doubled = [int(digit) * 2 for digit in head[::-2]]
    total = sum(map(int, head[-2::-2])) + sum(value - 9 * (value > 9) for value in doubled)
    return head + str(-total % 10)


def mobile(chance: Random) -> str:
    """Return a mobile number."""
    return f"1{chance.choice('3456789')}{_digits(chance, 9)}"


def place(chance: Random) -> str:
    """Return a name of two characters that a village, a road or an estate may have."""
    return chance.choice(_PLACE) + chance.choice(_PLACE)


def name(chance: Random) -> str:
    """Return the name of a person."""
    given = "".join(chance.sample(_GIVEN, chance.choice((1, 2))))
    return chance.choice(_SURNAMES) + given


def numeral(number: int) -> str:
    """Return a number below 100 in Chinese."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _NUMERALS[ones]
    return ("" if tens == 1 else _NUMERALS[tens]) + "十" + (_NUMERALS[ones] if ones else "")


def _digits(chance: Random, count: int) -> str:
    return "".join(chance.choices("0123456789", k=count))


def _letters(chance: Random, count: int = 1) -> str:
    return "".join(chance.choices(_LETTERS, k=count))


def _head(chance: Random) -> str:
    return chance.choice(_PLATES) + _letters(chance)


def _serial(chance: Random) -> str:
    """Return the five characters of a plate, of which two at most are letters."""
    signs = list(_digits(chance, 5))
    for at in chance.sample(range(5), chance.choice((0, 1, 1, 2))):
        signs[at] = _letters(chance)
    return "".join(signs)


def _green(chance: Random) -> str:
    if chance.random() < 0.8:
        return chance.choice("DFABCEGHJK") + chance.choice(_LETTERS + "0123456789") + _digits(chance, 4)
    return _digits(chance, 5) + chance.choice("DF")


SLOTS: dict[str, Callable[[Random], str]] = {
    "id": id_card,
    "card": bank_card,
    "mobile": mobile,
    "place": place,
    "name": name,
    "surname": lambda chance: chance.choice(_SURNAMES),
    "head": _head,
    "serial": _serial,
    "green": _green,
    "four": lambda chance: _serial(chance)[:4] if chance.random() < 0.3 else _digits(chance, 4),
    "three": lambda chance: _digits(chance, 3),
    "five": lambda chance: _digits(chance, 5),
    "six": lambda chance: _digits(chance, 6),
    "eight": lambda chance: _digits(chance, 8),
    "twelve": lambda chance: _digits(chance, 12),
    "eighteen": lambda chance: _digits(chance, 18),
    "letter": _letters,
    "small": lambda chance: str(chance.randint(1, 30)),
    "tiny": lambda chance: str(chance.randint(1, 6)),
    "few": lambda chance: numeral(chance.randint(1, 6)),
    "numeral": lambda chance: numeral(chance.randint(1, 29)),
    "floor": lambda chance: str(chance.randint(1, 18)),
    "house": lambda chance: str(chance.randint(1, 400)),
    "room": lambda chance: f"{chance.randint(1, 33)}{chance.randint(1, 8):02d}",
    "amount": lambda chance: str(chance.randint(30, 9000)),
    "million": lambda chance: str(chance.randint(10**7, 10**12)),
    "year": lambda chance: str(chance.randint(1995, 2026)),
    "month": lambda chance: str(chance.randint(1, 12)),
    "road": lambda chance: chance.choice("XYCSG") + str(chance.randint(101, 999)),
    "company": lambda chance: (
        f"9{chance.randint(1, 3)}{chance.choice(_PROVINCES)}{_digits(chance, 4)}"
        f"{_letters(chance)}{_letters(chance)}{_digits(chance, 7)}{_letters(chance)}"
    ),
}
"""By the name under which a template asks for one."""
