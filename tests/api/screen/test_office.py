"""How an office at work is told to a person."""

from dataclasses import replace

from api.office.result import OfficeLoad, Waited
from api.screen.office import write_office
from api.screen.paper import Paper
from tests.api.loads import OFFICE


def _told(measured: OfficeLoad) -> str:
    paper = Paper(colour=False, columns=None)
    write_office(paper, measured)
    return paper.text()


def test_each_target_is_beside_what_was_measured() -> None:
    told = _told(OFFICE)
    assert "50 位审核人员，600 秒；审核台上原有 20,000 件" in told
    assert "成批审读：15,000 件，600 秒里还没有做完（在做）" in told
    assert "再训练：1,000 件标注，180 秒做完" in told
    assert told.count("  达到") == 3
    assert "出错的答复" not in told


def test_what_is_missed_is_said() -> None:
    slow = (Waited("pages", 10, 40.0, 501.0, 600.0, 700.0),)
    told = _told(replace(OFFICE, waited=slow, failed=3, statuses=(0, 500), megabytes=1600.0))
    assert told.count("未达到") == 3
    assert "出错的答复：0、500（0 是没有答复）" in told
