import pytest

from api.documents.reading import read_bytes
from model.draft import Level
from tests.api.documents.samples import ASK, TITLE


def level(*head: str) -> Level:
    return read_bytes("-", "\n".join((*head, f"标题：{TITLE}", ASK)).encode()).draft.level


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("鹭湾镇第十九届人民代表大会第五次会议", "乡镇"),
        ("松涧县桐岭乡人民代表大会代表建议", "乡镇"),
        ("松涧县第十八届人民代表大会第四次会议", "县"),
        ("雨湖区第六届人大三次会议代表建议", "县"),
        ("云南省第十四届人民代表大会第三次会议", "省"),
        ("重庆市第六届人民代表大会第三次会议", "省"),
        ("湘西土家族苗族自治州人民代表大会代表建议用纸", "市"),
        ("祁阳市第六届人民代表大会第三次会议", "县"),
        ("本级：市", "市"),
        ("层级：乡镇级", "乡镇"),
    ],
)
def test_the_head_states_it(head: str, expected: Level) -> None:
    assert level(head) == expected


def test_a_city_is_told_by_its_delegations() -> None:
    head = "祁阳市第六届人民代表大会第三次会议"
    assert level(head, "代表团：浯溪镇代表团") == "县"
    assert level(head, "代表团：东安县代表团") == "市"


def test_what_the_user_says_goes_before_what_the_file_says() -> None:
    content = f"鹭湾镇第十九届人民代表大会第五次会议\n标题：{TITLE}\n{ASK}".encode()
    assert read_bytes("-", content, level="市").draft.level == "市"
    assert read_bytes("-", content, level="市").notices == ()
    said = "按文件的表头，本级作乡镇级审读；不对请另选（命令行里用 --level）。"
    assert read_bytes("-", content).notices == (said,)
