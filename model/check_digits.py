"""Whether a string of digits can be an identity number, a bank card, a mobile number or a landline.

Sources: GB 11643-1999 with ISO 7064 MOD 11-2 for identity numbers, ISO/IEC 7812-1 (Luhn) for bank cards.
"""

import re
from datetime import date

_PROVINCE = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"
_ISSUERS: dict[int, re.Pattern[str]] = {
    15: re.compile(r"3[47]"),
    16: re.compile(r"62|60|65|4|5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720|35[2-8]|955"),
    17: re.compile(r"62|60"),
    18: re.compile(r"62|60|68|955"),
    19: re.compile(r"62|60|68|4|940|955"),
}
"""First digits by length: UnionPay, Visa, MasterCard, JCB, American Express and older Chinese cards."""

_MOBILE = re.compile(r"(?:(?:00)?86)?1[3-9]\d{9}")
_LANDLINE = re.compile(r"0(?:10|2\d)[2-9]\d{7}|0[3-9]\d{2}[2-9]\d{6,7}")


def is_id_card(digits: str) -> bool:
    """Whether 15 or 18 digits, the last may be ``X``, hold a province, a birthday and the right check."""
    if len(digits) == 15:
        return (
            digits.isdecimal() and _PROVINCE.match(digits) is not None and _is_birthday("19" + digits[6:12])
        )
    # A foreigner's permanent residence number since 2023: 9, then the province.
    province = digits[1:3] if digits[0] == "9" else digits[:2]
    if not digits[:17].isdecimal() or not _PROVINCE.match(province) or not _is_birthday(digits[6:14]):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=False))
    return _CHECK_CHARACTERS[total % 11] == digits[17]


def _is_birthday(digits: str) -> bool:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return 1900 <= born.year <= 2050


def is_bank_card(digits: str) -> bool:
    """Whether 15 to 19 digits begin like an issuer's card of that length and pass the Luhn check."""
    issuer = _ISSUERS[len(digits)]
    return digits.isdecimal() and issuer.match(digits) is not None and _passes_luhn(digits)


def _passes_luhn(digits: str) -> bool:
    doubled = [int(digit) * 2 for digit in digits[-2::-2]]
    return (sum(map(int, digits[-1::-2])) + sum(number - 9 * (number > 9) for number in doubled)) % 10 == 0


def is_mobile(digits: str) -> bool:
    """Whether these are 11 digits from 13 to 19, with or without the country code 86."""
    return _MOBILE.fullmatch(digits) is not None


def is_landline(digits: str) -> bool:
    """Whether these are an area code and a number of seven or eight digits."""
    return _LANDLINE.fullmatch(digits) is not None
