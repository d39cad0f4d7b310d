import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.canonical import canonical


@given(st.text())
def test_every_character_stays_where_it_is(text: str) -> None:
    assert len(canonical(text)) == len(text)
    assert "".join(map(canonical, text)) == canonical(text)


@given(st.text())
def test_doing_it_twice_does_nothing_more(text: str) -> None:
    assert canonical(canonical(text)) == canonical(text)


@pytest.mark.parametrize(
    ("given_as", "meant"),
    [
        ("１２.５％", "12.5%"),
        ("ＡＢｃ", "ABc"),
        ("路坏了,请修;谢谢!", "路坏了，请修；谢谢！"),
        ("(一)情况:", "（一）情况："),
        ("\u3000\u3000建\u00a0议\t", "  建 议 "),
        ("\ufeff\u200b\u202e", "   "),
        ("一\r\n二\u2028三", "一\n\n二\n三"),
    ],
)
def test_spellings(given_as: str, meant: str) -> None:
    assert canonical(given_as) == meant


def test_figures_and_addresses_keep_their_points() -> None:
    assert canonical("4.5公里，www.example.cn") == "4.5公里，www.example.cn"
