from dataclasses import replace

from api.screen.passage import passage
from model.draft import Draft, quote


def shown(draft: Draft, start: int, end: int) -> str:
    return "".join(
        piece if isinstance(piece, str) else f"<{piece[0]}>"
        for piece in passage(draft, quote(draft, "body", start, end))
    )


def test_the_rest_of_the_sentence_stands_around_the_quote() -> None:
    body = "路坏了。\n一、希望有关部门重视，尽快解决。另有一事。"
    start = body.index("有关部门")
    assert shown(Draft("", body), start, start + 4) == "希望<有关部门>重视，尽快解决。"


def test_a_quote_over_two_sentences_shows_both() -> None:
    body = "路坏了。桥也断了。请看。"
    assert shown(Draft("", body), 2, 6) == "路坏<了。桥也>断了。"


def test_a_title_is_shown_whole() -> None:
    draft = Draft("关于加强道路建设的建议", "路坏了。")
    assert passage(draft, quote(draft, "title", 2, 8)) == ["关于", ("加强道路建设", "mark"), "的建议"]


def test_long_sentences_and_quotes_are_cut_and_say_so() -> None:
    body = "前" * 80 + "坏" + "后" * 80 + "。" + "长" * 300
    assert shown(Draft("", body), 80, 81) == "……" + "前" * 60 + "<坏>" + "后" * 60 + "……"
    whole = shown(Draft("", body), 0, len(body))
    assert whole == f"<{body[:120]}……{body[-120:]}>"


def test_identifiers_around_the_quote_are_masked() -> None:
    body = "李某手机号13812345678反映路坏了。"
    start = body.index("路坏了")
    assert "13812345678" not in shown(Draft("", body), start, start + 3)
    assert "138＊＊＊＊5678" in shown(Draft("", body), start, start + 3)


def test_the_words_are_those_of_the_quote() -> None:
    draft = Draft("", "卡号在此。")
    masked = replace(quote(draft, "body", 0, 2), text="＊＊")
    assert passage(draft, masked)[1] == ("＊＊", "mark")
