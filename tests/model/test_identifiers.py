import time
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.draft import Draft, quote
from model.identifiers import Kind, find_identifiers, mask
from tests.timing import processor_time

PROVINCES = ("11", "13", "32", "43", "44", "51", "65")
SENTENCES = (
    "老人{}住在三组。",
    "联系{}即可",
    "（{}）",
    "{}",
    "附：{}，请核实。",
    "她说{}。",
    "名单：王某{}；李某",
)


def _id_card(province: str, born: date, serial: int) -> str:
    head = f"{province}0101{born:%Y%m%d}{serial:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return head + "10X98765432"[sum(w * int(d) for w, d in zip(weights, head, strict=True)) % 11]


def _luhn(head: str) -> str:
    total = 0
    for index, digit in enumerate(reversed(head)):
        value = int(digit) * (2 if index % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return head + str(-total % 10)


def _digits(count: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=count, max_size=count)


def _grouped(number: str, sizes: tuple[int, ...], separator: str) -> str:
    parts, start = [], 0
    for size in sizes:
        parts.append(number[start : start + size])
        start += size
    return separator.join([*parts, *([number[start:]] if start < len(number) else [])])


BIRTHDAYS = st.dates(date(1920, 1, 1), date(2020, 12, 31))
ID_CARDS = st.builds(_id_card, st.sampled_from(PROVINCES), BIRTHDAYS, st.integers(0, 999))
OLD_ID_CARDS = st.builds(
    lambda province, born, serial: f"{province}0101{born:%y%m%d}{serial:03d}",
    st.sampled_from(PROVINCES),
    st.dates(date(1920, 1, 1), date(1999, 12, 31)),
    st.integers(0, 999),
)
UNION_PAY = st.one_of(_digits(16), _digits(13)).map(lambda tail: _luhn("62" + tail))
BANK_CARDS = st.one_of(
    UNION_PAY,
    _digits(14).map(lambda tail: _luhn("4" + tail)),
    _digits(13).map(lambda tail: _luhn("52" + tail)),
)
MOBILES = st.builds(lambda second, tail: f"1{second}{tail}", st.sampled_from("3456789"), _digits(9))
LANDLINES = st.builds(
    lambda area, gap, first, tail: f"{area}{gap}{first}{tail}",
    st.sampled_from(["010", "021", "0731", "0746", "0898"]),
    st.sampled_from(["-", "", " ", "—"]),
    st.sampled_from("23456789"),
    _digits(7),
)
WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")

WRITTEN: dict[str, tuple[Kind, st.SearchStrategy[str]]] = {
    "id card": ("id_card", ID_CARDS),
    "id card, full width": ("id_card", ID_CARDS.map(lambda number: number.translate(WIDE))),
    "id card, small x": ("id_card", ID_CARDS.map(str.lower)),
    "id card, blanks": ("id_card", ID_CARDS.map(lambda number: _grouped(number, (6, 8), " "))),
    "id card, boxes": ("id_card", ID_CARDS.map(" ".join)),
    "id card, old": ("id_card", OLD_ID_CARDS),
    "bank card": ("bank_card", BANK_CARDS),
    "bank card, blanks": ("bank_card", UNION_PAY.map(lambda number: _grouped(number, (4, 4, 4, 4), " "))),
    "bank card, dashes": ("bank_card", BANK_CARDS.map(lambda number: _grouped(number, (4, 4, 4, 4), "-"))),
    "mobile": ("mobile", MOBILES),
    "mobile, full width": ("mobile", MOBILES.map(lambda number: number.translate(WIDE))),
    "mobile, dashes": ("mobile", MOBILES.map(lambda number: _grouped(number, (3, 4), "-"))),
    "mobile, blanks": ("mobile", MOBILES.map(lambda number: _grouped(number, (3, 4), "\u3000"))),
    "mobile, country code": ("mobile", MOBILES.map("+86 {}".format)),
    "landline": ("landline", LANDLINES),
}


@pytest.mark.parametrize("way", WRITTEN)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_every_number_is_found_where_it_stands(way: str, data: st.DataObject) -> None:
    kind, numbers = WRITTEN[way]
    number = data.draw(numbers)
    text = data.draw(st.sampled_from(SENTENCES)).format(number)
    (found,) = find_identifiers(text)
    assert text[found.start : found.end] == number.removeprefix("+86 ")
    # One number in a thousand may be two things at once: 18 digits that are also a card by chance.
    assert found.kind == kind or (way.startswith("bank") and found.kind == "id_card")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("身份证号000000190001010000", ["id_card"]),
        ("农商行卡号6230000000000000000", ["bank_card"]),
        ("身份证号码分别为430000199901010000、430000199901010001", ["id_card", "id_card"]),
        ("联系人身份证号43000019990101001x", ["id_card"]),
        ("公民身份号码：4300001999010100", ["id_card"]),
        ("残疾证43000019990101001X42", ["id_card"]),
        ("账号 1807 0301 0912 3456 789", ["bank_card"]),
        ("座机8888-1234", ["landline"]),
        ("电话：8881234", ["landline"]),
        ("手机138 1234 5678、139-1234-5678", ["mobile", "mobile"]),
        ("电话0731-88881234/13812345678", ["landline", "mobile"]),
    ],
)
def test_a_number_named_as_one_counts_even_when_mistyped(text: str, kinds: list[str]) -> None:
    assert [identifier.kind for identifier in find_identifiers(text)] == kinds


@pytest.mark.parametrize(
    "text",
    [
        "总投资13800138000元",
        "总投资15000000000.00元",
        "统一社会信用代码91430100183812345X",
        "统一社会信用代码914301001838123456",
        "合同编号202305130012345678",
        "合同编号HT2023-13812345678",
        "项目代码2020-430121-48-01-012345",
        "国发〔2023〕15号",
        "湘政办发2023第13812345678号",
        "2012—2016年",
        "2023-05-12 08:30",
        "20230512至20231231",
        "一亩5000—10000元",
        "全长1234567890公里",
        "热线12345、12315、110",
        "4300 2000 1500 3200",
        "6222\t2000\t1500\t3200",
        "人口9800000人",
        "身份证号后四位1234",
        "邮编425100",
        "X213线K12+345至K18+900",
        "北纬26.123456，东经111.654321",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert find_identifiers(text) == ()
    assert mask(text) == text


OTHER_NUMBERS = st.one_of(
    st.integers(1, 10**9).map("投资{}万元".format),
    st.integers(10**9, 10**13).map("投资{}元".format),
    st.decimals(0, 10**8, places=2).map("共{}公里".format),
    st.dates(date(1990, 1, 1), date(2030, 1, 1)).map("自{:%Y-%m-%d}起".format),
    st.dates(date(1990, 1, 1), date(2030, 1, 1)).map("{:%Y%m%d}".format),
    st.tuples(st.integers(1990, 2030), st.integers(1990, 2030)).map(lambda years: f"{years[0]}—{years[1]}年"),
    st.tuples(st.integers(2000, 2030), st.integers(1, 999)).map(lambda n: f"湘政发〔{n[0]}〕{n[1]}号"),
    _digits(16).map("合同编号：{}".format),
    _digits(18).map("统一社会信用代码{}".format),
    _digits(12).map(lambda digits: f"项目代码2020-{digits[:6]}-48-01-{digits[6:]}"),
    _digits(15).map("工商注册号{}".format),
    _digits(20).map("发票号{}".format),
)


@settings(max_examples=400, deadline=None)
@given(OTHER_NUMBERS)
def test_numbers_of_public_matters_are_never_taken_for_a_persons(text: str) -> None:
    assert find_identifiers(text) == ()


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("身份证号430000199901010000。", "身份证号430＊＊＊＊＊＊＊＊＊＊＊＊＊00。"),
        ("卡号6222 0212 3456 7890 128", "卡号622＊ ＊＊＊＊ ＊＊＊＊ ＊＊＊0 128"),
        ("电话138-1234-5678", "电话138-＊＊＊＊-5678"),
        ("电话１３８１２３４５６７８", "电话１３８＊＊＊＊５６７８"),
        ("电话0731-88881234", "电话＊＊＊＊-＊＊＊＊＊＊34"),
    ],
)
def test_masking_keeps_length_head_and_tail(text: str, masked: str) -> None:
    assert mask(text) == masked


PIECES = st.one_of(
    ID_CARDS,
    BANK_CARDS,
    MOBILES,
    LANDLINES,
    st.text("0123456789Xx -—()（）＊、，。年元身份证号卡电话　\n", max_size=12),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=8).map("".join))
def test_masking_keeps_the_length_and_is_done_after_one_pass(text: str) -> None:
    masked = mask(text)
    assert len(masked) == len(text)
    assert mask(masked) == masked
    identifiers = find_identifiers(text)
    assert all(left.end <= right.start for left, right in pairwise(identifiers))
    outside = [index for index in range(len(text)) if not any(i.start <= index < i.end for i in identifiers)]
    assert all(masked[index] == text[index] for index in outside)


def test_half_a_number_in_a_quote_stays_masked() -> None:
    body = "曾某身份证号430000196501010000，请救助。"
    cut = quote(Draft("", body), "body", 10, 20)
    assert body[10:20] == "0019650101"
    assert cut.text == "＊＊＊＊＊＊＊＊＊＊"


@pytest.mark.parametrize(
    "seed",
    [
        "1",
        "1 ",
        "1234 ",
        "138 1234 5678-",
        "卡号12345678901234",
        "13812345678、",
        "编号1234-",
        "1(((",
        "1234567a",
        "甲",
        "家住1号",
        "村组1号",
        "地址1号",
        "路1号的",
        "1栋101、",
        "车牌湘A1",
    ],
)
def test_a_hostile_text_takes_linear_time(seed: str) -> None:
    text = (seed * 100_000)[:100_000]
    # Usually under 0.2 s.
    assert processor_time(lambda: mask(text)) < 1.0


def test_an_ordinary_text_takes_well_under_a_millisecond() -> None:
    text = (
        "上坪村2023年有52户，投资13.5万元，联系电话13812345678。" + "群众盼望已久，请县里今年安排。" * 12
    )[:1000] * 4
    start = time.process_time()
    for _ in range(100):
        mask(text[:1000])
    assert (time.process_time() - start) / 100 < 0.003
