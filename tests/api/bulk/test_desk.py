"""The desk is measured with the real service: what it was asked, what it found, and how long that took."""

from pathlib import Path

from api.bulk.desk import measure
from api.bulk.desk_result import Asked
from api.screen.desk import write_desk
from api.screen.paper import Paper
from training.default import bundle_in_use


def test_a_desk_is_filled_and_asked(small_home: Path) -> None:
    told: list[str] = []
    folder = bundle_in_use(small_home)
    measured = measure(small_home, folder, lambda stage, _: told.append(stage), drafts=60, rounds=2)
    assert (measured.drafts, measured.model) == (60, folder.name)
    assert told == ["放上审核台", "问列表", "完成"]
    totals = {asked.name: asked.total for asked in measured.asked}
    assert (totals["第一页"], totals["查找没有的字"]) == (60, 0)
    for asked in measured.asked:
        assert 0 < asked.middle <= asked.slow <= asked.most
        assert asked.kilobytes > 1
    paper = Paper(colour=False, columns=None)
    write_desk(paper, measured)
    assert "草稿：60 件" in paper.text()
    assert "第 400 页" in paper.text()


def test_the_middle_and_the_slow_ones_are_told() -> None:
    asked = Asked.of("第一页", "/desk", 7, 2048, [place / 1000 for place in range(1, 21)], 0.1)
    assert (asked.kilobytes, asked.middle, asked.slow, asked.most) == (2, 10.5, 19, 20)
    assert round(asked.processor, 6) == 5
