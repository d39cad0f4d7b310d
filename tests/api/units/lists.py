"""Lists of units in files, as offices write them."""

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

HEAD = ("名称", "别名", "职责", "原名", "起", "止")
ROWS: tuple[tuple[str, ...], ...] = (
    HEAD,
    ("教育局", "教体局", "中小学，幼儿园", "教育委员会", "", "2004-12-31"),
    ("数据局", "", "政务数据共享，公共数据开放"),
    ("农业农村和水务局", "农水局", "农田水利，防汛", "水利局", "", "2019-03-20"),
    ("农业农村和水务局", "", "", "农业农村局", "2018年11月", "2019年"),
    ("城市管理局", "城管局", "环卫保洁，路灯维护", "城市管理和综合执法局", "2019", ""),
    ("综合行政执法局", "", "占道经营，违法建设", "城管大队", "2010", "2018"),
    ("城市管理局", "", "", "城管大队", "2019", ""),
)


def book(path: Path, *sheets: tuple[str, Sequence[Sequence[object]]]) -> Path:
    """Write a workbook; dates as Excel has them."""
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as made:
        for name, rows in sheets:
            sheet = made.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def text(path: Path, rows: Sequence[Sequence[object]] = ROWS) -> Path:
    """Write a CSV file in the code page of a Chinese Excel."""
    path.write_text("\r\n".join(",".join(f'"{cell}"' for cell in row) for row in rows), "gb18030")
    return path
