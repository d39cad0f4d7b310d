"""Text made to be slow to match is read in time: no step takes more than about linear time."""

from contextlib import suppress
from time import process_time

import pytest

from api.documents.limits import LONGEST_LINE
from api.documents.reading import read_bytes
from model.errors import DraftNotChinese
from tests.api.documents.samples import ASK

SIZE = LONGEST_LINE - 20


@pytest.mark.parametrize(
    "unit",
    [
        "联系电话",
        "联系 ",
        " ",
        "a ",
        "关于",
        "（",
        "代表：张三　",
        "第届人民代表大会",
        "张、",
        "**",
        "# ",
        "2025年1月8日",
    ],
)
@pytest.mark.parametrize("frame", ["{}", "关于{}的建议", "a{}a", "代表{}", "标题：{}", "联系电话{}"])
def test_long_lines(unit: str, frame: str) -> None:
    line = frame.format(unit * (SIZE // len(unit)))
    lines = "\n".join([line] * 5)
    begun = process_time()
    with suppress(DraftNotChinese):
        assert read_bytes("-", f"{lines}\n{ASK}".encode()).draft.body.endswith(ASK)
    assert process_time() - begun < 2


@pytest.mark.parametrize(
    "line", ["代表：张三", "2025年1月8日", "联系电话：138", "建议", "标题：", "路。", "填表说明："]
)
def test_many_lines(line: str) -> None:
    written = "\n".join([*[line] * 2_000, ASK, *[line] * 2_000])
    begun = process_time()
    assert ASK in read_bytes("-", written.encode()).draft.body
    assert process_time() - begun < 2
