from pathlib import PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.http.file_names import LONGEST, UNNAMED, file_name


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("关于安装红绿灯的建议.docx", "关于安装红绿灯的建议.docx"),
        ("C:\\Users\\张三\\建议.docx", "建议.docx"),
        ("/home/zhang/建议.pdf", "建议.pdf"),
        ("../../etc/passwd", "passwd"),
        ("建\x00议\r\n.txt", "建议.txt"),
        ("建议\u202excod.exe", "建议xcod.exe"),
        ("\x1b[31m红\x1b[0m.txt", "[31m红[0m.txt"),
        ("<script>alert(1)<.docx", "<script>alert(1)<.docx"),
        ("长" * 300 + ".docx", "长" * 195 + ".docx"),
        ("长" * 300, "长" * 200),
        ("", UNNAMED),
        (None, UNNAMED),
        ("..", UNNAMED),
        ("folder/", UNNAMED),
        ("\ud800.txt", ".txt"),
    ],
)
def test_only_what_can_be_seen_of_the_last_part_is_kept(given_name: str | None, kept: str) -> None:
    assert file_name(given_name) == kept


@given(st.text(st.characters(), max_size=400))
def test_any_name_becomes_one_that_can_be_shown(given_name: str) -> None:
    name = file_name(given_name)
    assert 0 < len(name) <= LONGEST
    assert name == PurePath(name).name
    assert "\\" not in name
    assert all(character.isprintable() or character.isspace() for character in name)
    assert name.encode()
    assert len(name.splitlines()) == 1
    assert file_name(name) == name


@given(st.text("建议 -_（）a1", min_size=1, max_size=400), st.sampled_from([".docx", ".pdf", ".txt"]))
def test_the_ending_of_a_long_name_stays(stem: str, ending: str) -> None:
    assert PurePath(file_name(f"议{stem}{ending}")).suffix == ending
