"""The measures of a benchmark as people read them."""

from api.screen.benchmark import TIERS, write_benchmark
from api.screen.paper import Paper
from tests.api.speeds import MEASURED


def lines() -> list[str]:
    sheet = Paper(colour=False, columns=None)
    write_benchmark(sheet, MEASURED)
    return sheet.text().splitlines()


def test_it_says_where_and_on_what_it_was_measured() -> None:
    assert lines()[:4] == [
        "速度和内存",
        "  机器：2 核，Linux x86_64，Python 3.11.7",
        "  模型：fast-3f2a90c1b7de，训练用 38.2 秒",
        "  文字：4,015 件，共 1,480,000 字",
    ]


def test_each_tier_stands_beside_the_plain_classification() -> None:
    (plain,) = [line.split() for line in lines() if line.startswith("  分词")]
    assert plain[1:] == ["4,015", "1.50", "1.52", "1.00"]
    assert [line.split()[1:] for line in lines() if "档审读" in line] == [
        ["700", "15.00", "15.25", "10.00"],
        ["4,015", "0.90", "0.91", "0.60"],
    ]


def test_single_reviews_many_reviews_starts_and_memory_are_told_for_each_tier() -> None:
    rows = [line.split() for line in lines()]
    for measured in MEASURED.tiers:
        own = [row[1:] for row in rows if row and row[0] == f"{TIERS[measured.tier]}档"]
        assert own == [
            *(
                [f"{each.characters:,}", str(each.drafts), f"{each.p50:.2f}", f"{each.p95:.2f}"]
                for each in measured.latencies
            ),
            [
                f"{measured.one_core:,.0f}",
                f"{measured.all_cores:,.0f}",
                f"{measured.cold:.2f}",
                f"{measured.memory:.0f}",
            ],
        ]


def test_no_line_is_wider_than_a_window() -> None:
    sheet = Paper(colour=False, columns=90)
    write_benchmark(sheet, MEASURED)
    assert len(sheet.text().splitlines()) == len(lines())
