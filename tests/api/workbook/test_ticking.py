"""三分台账, to be ticked off."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from api.priorities.due import Due
from tests.api.workbook.sessions import SESSION, written

_DAY, _LATER = date(2026, 3, 9), (date(2026, 3, 9), date(2026, 3, 16))
DUES = (
    Due(3, "修桥", "交通运输局", "小微事", "一周一办结", (_DAY,), (_DAY,), (3,), "a"),
    Due(1, "=1+1", "水利局", "急难事", "一周一推动", _LATER, _LATER, (1,), "b"),
)


def test_a_matter_has_a_row_and_a_box_to_tick(tmp_path: Path) -> None:
    sheet = written(tmp_path, replace(SESSION, dues=DUES))["三分台账"]
    head, first, second = ([cell.value for cell in row] for row in sheet.iter_rows())
    assert head == ["最近到期", "以后各次", "节奏", "分流", "序号", "标题", "主办单位", "办结"]
    assert first == ["2026-03-09", None, "一周一办结", "小微事", 3, "修桥", "交通运输局", "☐"]
    assert second[1:3] == ["3月16日", "一周一推动"]
    assert sheet["F3"].data_type == "s"
    (offered,) = sheet.data_validations.dataValidation
    assert (offered.formula1, str(offered.sqref).split(":")[0]) == ('"☐,☑"', "H2")
    (greyed,) = sheet.conditional_formatting
    assert greyed.rules[0].formula == ['$H2="☑"']
    assert sheet.freeze_panes == "A2"


def test_without_dates_there_is_no_such_sheet_and_with_none_it_says_why(tmp_path: Path) -> None:
    assert "三分台账" not in written(tmp_path, SESSION).sheetnames
    assert "没有排日期的" in str(written(tmp_path, replace(SESSION, dues=()))["三分台账"]["A2"].value)
