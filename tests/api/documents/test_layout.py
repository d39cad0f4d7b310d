from api.documents.layout import Printed, in_lines, paragraphs, without_page_number


def at(text: str, left: float, top: float, size: float = 10) -> Printed:
    return Printed(text, left, left + len(text) * size, top, top + size)


def test_fragments_are_put_in_lines() -> None:
    fragments = [at("丙", 0, 40), at("乙", 10, 2), at("甲", 0, 0), at("丁", 60, 42)]
    assert [line.text for line in in_lines(fragments)] == ["甲乙", "丙\t丁"]


def test_a_label_begins_a_column_even_where_no_gap_was_seen() -> None:
    (line,) = in_lines([at("领衔代表：张三", 0, 0), at("联系电话：138", 70, 1)])
    assert line.text == "领衔代表：张三\t联系电话：138"


def test_wrapped_lines_are_joined_and_others_not() -> None:
    lines = [
        at("村口的桥坏了三年，去年冬天又", 20, 0),
        at("塌了一段，只能绕行五公里到镇上。", 0, 20),
        at("请修桥。", 20, 40),
        at("一、拆旧桥，今年汛期前完成拆除。", 0, 60),
        at("二、建新桥。", 0, 80),
        at("另起一段", 0, 140),
        at("大字", 0, 155, 20),
    ]
    assert paragraphs(lines) == [
        "村口的桥坏了三年，去年冬天又塌了一段，只能绕行五公里到镇上。",
        "请修桥。",
        "一、拆旧桥，今年汛期前完成拆除。",
        "二、建新桥。",
        "另起一段",
        "大字",
    ]


def test_blanks_set_between_chinese_and_digits_are_no_text() -> None:
    assert paragraphs([at("路长 12 公里，电话 138 0000", 0, 0)]) == ["路长12公里，电话138 0000"]


def test_western_words_stay_apart_over_a_wrap() -> None:
    assert paragraphs([at("采用 Smart", 0, 0), at("City 平台。", 0, 12)]) == ["采用Smart City平台。"]


def test_radicals_that_look_like_characters_are_mended() -> None:
    assert paragraphs([at("⼀、修⽔渠\x00", 0, 0)]) == ["一、修水渠"]


def test_page_numbers_are_left_out() -> None:
    lines = [at("- 1 -", 0, 980), at("第 1 页 共 3 页", 0, 5), at("12", 0, 500), at("请修桥。", 0, 985)]
    assert [line.text for line in without_page_number(lines, 1000)] == ["12", "请修桥。"]
