import pytest

from api.privacy.hiding import hidden_name, hide, names_in


@pytest.mark.parametrize(
    ("given", "hidden"),
    [
        ("张建国", "张＊＊"),
        ("王芳", "王＊"),
        ("欧阳建国代表", "欧＊＊＊代表"),
        ("张建国、王芳，李大海", "张＊＊、王＊，李＊＊"),
        ("张建国（13812345678）", "张＊＊（138＊＊＊＊5678）"),
        ("买买提·吐尔逊", "买＊＊·吐＊＊"),
        ("", ""),
    ],
)
def test_the_first_character_of_a_name_stays(given: str, hidden: str) -> None:
    assert hidden_name(given) == hidden
    assert hidden_name(hidden) == hidden


def test_a_name_is_letters_and_no_pattern() -> None:
    for name in (".*", "[甲", "(", "\\d", "a+"):
        assert hide("尊敬的张三代表、李四5代表：", [name]) == "尊敬的张三代表、李四5代表："
    assert hide("尊敬的.*代表、张三代表", [".*"]) == "尊敬的.＊代表、张三代表"


def test_names_are_hidden_where_they_name_a_person() -> None:
    names = names_in("高山、张建国代表")
    assert names == ("高山", "张建国")
    assert hide("高山村的路，尊敬的高山代表、张建国：", names) == "高山村的路，尊敬的高＊代表、张＊＊："
