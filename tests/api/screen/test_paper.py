import re

import pytest
from rich.cells import cell_len

from api.screen.paper import Paper

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def test_plain_paper_has_no_escape_codes_and_brackets_the_marked_words() -> None:
    paper = Paper(colour=False, columns=None)
    paper.write("希望", ("有关部门", "mark"), "重视", label=("原文：", "faint"), indent=2)
    assert paper.text() == "  原文：希望【有关部门】重视\n"


def test_coloured_paper_highlights_instead() -> None:
    paper = Paper(colour=True, columns=80)
    paper.write("希望", ("有关部门", "mark"), "重视")
    assert "\x1b[" in paper.text()
    assert ESCAPE.sub("", paper.text()) == "希望有关部门重视\n"


@pytest.mark.parametrize("colour", [True, False])
@pytest.mark.parametrize("columns", [80, 100, 120, 300])
def test_wrapped_lines_fit_and_hang_under_the_first(colour: bool, columns: int) -> None:
    paper = Paper(colour=colour, columns=columns)
    paper.write("建议县交通运输局" * 60, label="1. ", indent=2)
    first, *rest = ESCAPE.sub("", paper.text()).splitlines()
    limit = min(columns, 120)
    assert first.startswith("  1. 建议")
    assert rest
    assert all(line.startswith(" " * 5 + "") and not line.startswith(" " * 6) for line in rest)
    assert all(limit - 2 <= cell_len(line) <= limit for line in [first, *rest[:-1]])


def test_without_columns_lines_stay_whole() -> None:
    paper = Paper(colour=False, columns=None)
    paper.write("长" * 500)
    assert paper.text() == "长" * 500 + "\n"


@pytest.mark.parametrize("colour", [True, False])
def test_markup_emoji_codes_and_links_in_the_words_stay_words(colour: bool) -> None:
    words = "[bold]粗[/bold] [link=http://例]链[/link] :smile: [/] 12:30"
    paper = Paper(colour=colour, columns=200)
    paper.write(words)
    assert paper.text() == words + "\n"


@pytest.mark.parametrize("colour", [True, False])
def test_control_characters_never_reach_the_terminal(colour: bool) -> None:
    paper = Paper(colour=colour, columns=None)
    paper.write("甲\x1b]0;标题\x07乙\r丙\x9b2J\u202e丁\n戊", label="\x1b[2J")
    shown = paper.text()
    assert shown.count("\n") == 1
    assert not set(shown) & set("\x1b\x07\r\x9b\u202e")


def test_gaps_never_come_first_or_twice() -> None:
    paper = Paper(colour=False, columns=None)
    paper.gap()
    paper.write("甲")
    paper.gap()
    paper.gap()
    paper.write("乙")
    assert paper.text() == "甲\n\n乙\n"
