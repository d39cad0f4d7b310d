import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.canonical import canonical


@given(st.text())
def test_every_character_stays_where_it_is(text: str) -> None:
    assert len(canonical(text)) == len(text)
    alone = "".join(map(canonical, text))
    assert all(said in (one, "。") for one, said in zip(alone, canonical(text), strict=True))


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
        ("路坏了.请修.", "路坏了。请修。"),
        ("路坏了．\n请修（急）.", "路坏了。\n请修（急）。"),
    ],
)
def test_spellings(given_as: str, meant: str) -> None:
    assert canonical(given_as) == meant


def test_figures_and_addresses_keep_their_points() -> None:
    for text in (
        "4.5公里，www.example.cn",
        "网址见www.example.cn",
        "1.修路。2.架桥",
        "一.情况",
        "长约.5公里",
        "等等...",
    ):
        assert canonical(text) == text
