import pytest

from model.identifiers import find_identifiers, mask
from model.plates import is_official


@pytest.mark.parametrize(
    ("text", "plate"),
    [
        ("小车湘A12345占道", "湘A12345"),
        ("湘A·12345", "湘A·12345"),
        ("湘Ａ·１２３４５", "湘Ａ·１２３４５"),
        ("湘a·1b2c3", "湘a·1b2c3"),
        ("湘 A 12345", "湘 A 12345"),
        ("新能源车湘AD12345充电", "湘AD12345"),
        ("货车湘A·12345D", "湘A·12345D"),
        ("挂车湘A·1234挂", "湘A·1234挂"),
        ("湘A1234学", "湘A1234学"),
        ("湘A·1234警", "湘A·1234警"),
        ("粤Z·1234港", "粤Z·1234港"),
        ("粤Z·1234澳", "粤Z·1234澳"),
        ("沪A·1234领", "沪A·1234领"),
        ("京X1234应急", "京X1234应急"),
        ("使224·578", "使224·578"),
        ("WJ湘·12345", "WJ湘·12345"),
        ("车牌号：湘A123456", "湘A123456"),
        ("牌照为湘01-A1234", "湘01-A1234"),
    ],
)
def test_a_plate_is_found_however_it_is_typed(text: str, plate: str) -> None:
    (found,) = find_identifiers(text)
    assert (found.kind, text[found.start : found.end]) == ("plate", plate)


@pytest.mark.parametrize(
    "text",
    [
        "更新A12345型变压器",
        "全新B20235型校车",
        "合同编号湘A12345",
        "京B2-20170123",
        "浙ICP备12345678号",
        "湘A2023001234",
        "豫A30101地块",
        "车牌识别系统2023年投入",
        "号牌12345副",
        "使224人受益，使100000户通水",
        "南A区、海B栋",
        "省道S213线K12+345",
    ],
)
def test_what_is_no_plate_is_left_alone(text: str) -> None:
    assert find_identifiers(text) == ()


def test_province_letter_and_last_character_stay() -> None:
    assert mask("湘A·12345和湘AD12345") == "湘A·＊＊＊＊5和湘A＊＊＊＊＊5"
    assert mask(mask("湘A·12345")) == mask("湘A·12345")


def test_plates_of_offices_are_told_apart() -> None:
    assert [is_official(plate) for plate in ("湘A·1234警", "使224·578", "WJ湘·12345", "京X1234应急")] == [
        True
    ] * 4
    assert [is_official(plate) for plate in ("湘A·12345", "湘A1234学", "粤Z·1234港")] == [False] * 3
