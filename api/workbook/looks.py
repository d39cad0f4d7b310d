"""How cells look: few looks, readable in print, and never told apart by colour alone."""

from typing import Any, Literal

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from model.review import State, Verdict

Look = Literal[
    "title",
    "subtitle",
    "notice",
    "section",
    "prose",
    "head",
    "text",
    "centre",
    "faint",
    "number",
    "share",
    "chance",
    "score",
    "change",
    "points",
    "total",
    "total number",
    "total share",
    "good",
    "mend",
    "unfit",
    "holds",
    "doubt",
    "first",
    "first centre",
]
VERDICT_LOOKS: dict[Verdict, Look] = {"可提交": "good", "修改后提交": "mend", "不宜作为建议": "unfit"}
STATE_LOOKS: dict[State, Look] = {"成立": "holds", "拿不准": "doubt", "不成立": "faint"}

DARK, BLUE, PALE_BLUE = "#1F3864", "#2E75B6", "#DDEBF7"
ORANGE, YELLOW, STRONG_YELLOW, GREY = "#F4B183", "#FFF2CC", "#FFD966", "#7F7F7F"
"""Dark blue, blue, orange and yellow stay apart for the colour-blind, and by lightness on a grey printer."""
FONT = "微软雅黑"

_LINE = "#BFBFBF"
_CELL = {"border": 1, "border_color": _LINE, "valign": "top", "text_wrap": True}
_CENTRE = {**_CELL, "align": "center"}
_NUMBER = {**_CELL, "align": "right", "num_format": "#,##0"}
_TOTAL = {"bold": True, "bg_color": PALE_BLUE}
_BAND = {"bold": True, "bg_color": PALE_BLUE}
_LOOKS: dict[Look, dict[str, Any]] = {
    "title": {"font_size": 20, "bold": True, "align": "center", "valign": "vcenter", "font_color": DARK},
    "subtitle": {"align": "center", "valign": "vcenter", "font_color": GREY},
    "notice": {"align": "center", "valign": "vcenter", "bold": True},
    "section": {"font_size": 13, "bold": True, "font_color": DARK, "valign": "vcenter"},
    "prose": {"text_wrap": True, "valign": "top", "font_size": 11},
    "head": {
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": DARK,
        "border": 1,
        "border_color": _LINE,
        "align": "center",
        "valign": "vcenter",
        "text_wrap": True,
    },
    "text": _CELL,
    "centre": _CENTRE,
    "faint": {**_CENTRE, "font_color": GREY},
    "number": _NUMBER,
    "share": {**_NUMBER, "num_format": "0.0%"},
    "chance": {**_CENTRE, "num_format": "0%"},
    "score": {**_CENTRE, "num_format": "0.00"},
    "change": {**_NUMBER, "num_format": "+#,##0;-#,##0;0"},
    "points": {**_NUMBER, "num_format": '+0.0" 个百分点";-0.0" 个百分点";"持平"'},
    "total": {**_CELL, **_TOTAL},
    "total number": {**_NUMBER, **_TOTAL},
    "total share": {**_NUMBER, **_TOTAL, "num_format": "0.0%"},
    "good": {**_CENTRE, "bg_color": PALE_BLUE},
    "mend": {**_CENTRE, "bg_color": YELLOW, "bold": True},
    "unfit": {**_CENTRE, "bg_color": ORANGE, "bold": True},
    "holds": {**_CENTRE, "bg_color": ORANGE, "bold": True},
    "doubt": {**_CENTRE, "bg_color": YELLOW},
    "first": {**_CELL, **_BAND},
    "first centre": {**_CENTRE, **_BAND},
}


class Looks:
    """The looks of one workbook, each made once.

    Args:
        workbook: to make them in.
    """

    def __init__(self, workbook: Workbook) -> None:
        own = {"font_name": FONT, "font_size": 10}
        self._plain = {name: workbook.add_format(own | look) for name, look in _LOOKS.items()}
        # Excel then shows the text as it stands even after somebody has edited the cell.
        self._quoted = {
            name: workbook.add_format({**own, **look, "quote_prefix": True}) for name, look in _LOOKS.items()
        }

    def of(self, look: Look, *, quoted: bool = False) -> Format:
        """Return the format of a look; ``quoted`` for a text that would be read as a formula if typed."""
        return (self._quoted if quoted else self._plain)[look]
