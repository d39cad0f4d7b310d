"""The measures of the running service as people read them."""

from api.screen.load import write_load
from api.screen.paper import Paper
from tests.api.loads import MEASURED


def lines() -> list[str]:
    sheet = Paper(colour=False, columns=None)
    write_load(sheet, MEASURED)
    return sheet.text().splitlines()


def table(title: str) -> list[list[str]]:
    """Return the cells of the rows under a title."""
    told = lines()
    first = next(number for number, line in enumerate(told) if line.startswith(title)) + 2
    rows = []
    for line in told[first:]:
        if not line:
            break
        rows.append(line.replace(" 个进程", "个进程").split())
    return rows


def test_it_says_where_and_with_what_it_was_measured() -> None:
    assert lines()[:4] == [
        "运行中的服务",
        "  机器：2 核，Linux x86_64，Python 3.11.7；服务和驱动它的程序共用",
        "  模型：full-3f2a90c1b7de",
        "  草稿：1,705 件各不相同，正文各 300 字，轮流送",
    ]


def test_every_title_names_its_target() -> None:
    assert [line for line in lines() if "要求" in line] == [
        "从运行命令到能审读，秒（要求：不超过 2 秒）",
        "快速档，每秒送 200 件，毫秒（要求：九成九不超过 20）",
        "快速档，送满，每秒件数（要求：之比不低于 0.60）",
        "快速档，全部进程的内存，MB（要求：后一半增加低于 5%）",
        "完整档，审完一件再送一件，毫秒（要求：九成五不超过 60）",
        "完整档，送满，每秒件数（要求：之比不低于 0.85）",
        "完整档，全部进程的内存，MB（要求：后一半增加低于 5%）",
    ]


def test_every_start_stands_beside_whether_it_is_quick_enough() -> None:
    assert [row[1:] for row in table("从运行命令")] == [
        ["1.50", "达到"],
        ["2.50", "未达到"],
        ["1.75", "达到"],
    ]


def test_the_fast_tier_is_judged_by_its_slowest_hundredth_and_beside_the_echo() -> None:
    assert table("快速档，每秒送") == [
        ["快速档，1个进程", "3,000", "200.0", "3.2", "6.5", "9.5", "0.02", "达到"],
        ["快速档，2个进程", "3,000", "199.9", "3.0", "7.5", "20.5", "0.02", "未达到"],
    ]
    assert [row[1:] for row in table("快速档，送满")] == [
        ["32", "500.0", "2,000.0", "0.25", "0.95", "0.03", "未达到"],
        ["64", "1,400.0", "2,000.0", "0.70", "1.90", "0.06", "达到"],
    ]


def test_the_full_tier_is_judged_by_its_slowest_twentieth_and_beside_the_model_in_process() -> None:
    assert [row[1:] for row in table("完整档，审完一件")] == [
        ["428", "28.5", "34.0", "44.0", "80.0", "0.01", "达到"]
    ]
    assert [row[1:] for row in table("完整档，送满")] == [
        ["32", "54.0", "60.0", "0.90", "1.95", "0.01", "达到"]
    ]


def test_memory_is_flat_if_the_second_half_adds_little() -> None:
    assert [row[1:] for row in table("快速档，全部进程")] == [
        ["10,000", "290", "300", "303", "+3.0", "+1.0%", "达到"],
        ["10,000", "700", "710", "760", "+50.0", "+7.0%", "未达到"],
    ]


def test_no_line_is_wider_than_a_window() -> None:
    sheet = Paper(colour=False, columns=90)
    write_load(sheet, MEASURED)
    assert len(sheet.text().splitlines()) == len(lines())
