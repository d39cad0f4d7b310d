"""What scoring came to is told beside what is wanted."""

from dataclasses import replace

from api.screen.bulk import write_bulk
from api.screen.paper import Paper
from tests.api.bulks import MEASURED


def written(measured: object = MEASURED) -> str:
    paper = Paper(colour=False, columns=None)
    write_bulk(paper, measured)  # type: ignore[arg-type]
    return paper.text()


def test_every_measure_stands_beside_its_target() -> None:
    text = " ".join(written().split())
    assert "快速档，写成 .xlsx 10,000 16.2 617 480 +1.0% 20 秒、600 MB 以内 达到" in text
    assert "每秒 1,000 件，内存不涨 达到" in text
    assert "每秒 200 件 未达到" in text
    assert "只分类）单核每秒 800 件" in text
    assert "自动档和完整档结论相同的：298 / 300 件（99.3%，要求 98%），达到。" in text


def test_growing_memory_is_not_what_is_wanted() -> None:
    text = written(replace(MEASURED, lines=replace(MEASURED.lines, growth=0.2)))
    assert "+20.0%  每秒 1,000 件，内存不涨  未达到" in text


def test_a_model_with_the_fast_tier_only_has_no_other() -> None:
    text = written(replace(MEASURED, auto=None, alike=None))
    assert "自动档" not in text
