from pathlib import Path

import pytest
from docx import Document as Word

from tests.api.cli.conftest import Lianshen


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    word = Word()
    word.add_paragraph("关于修路的建议")
    word.add_paragraph("青石镇大湾村三组的机耕道长800米，有问题。建议县农业农村局今年内修好。")
    path = tmp_path / "建议.docx"
    word.save(str(path))
    return path


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["建议.docx", "另一份.docx", "--annotate", "批注.docx"], "只能用于一个文件"),
        (["建议.txt", "--annotate", "批注.docx"], "只能用于 .docx 文件"),
        (["-", "--annotate", "批注.docx"], "只能用于 .docx 文件"),
        (["建议.docx", "--annotate", "批注.doc"], "请以 .docx 结尾"),
        (["建议.docx", "--annotate", "建议.docx"], "不能写回原文件"),
        (["建议.docx", "--annotate", "./建议.docx"], "不能写回原文件"),
        (["建议.docx", "--annotate", "链接.docx"], "不能写回原文件"),
        (["建议.docx", "--annotate", "没有/批注.docx"], "文件夹“没有”不存在"),
        (["建议.docx", "--annotate", "夹.docx"], "是一个文件夹"),
    ],
)
def test_what_cannot_be_annotated_is_refused_before_anything_is_read(
    lianshen: Lianshen, source: Path, arguments: list[str], words: str
) -> None:
    before = source.read_bytes()
    source.with_name("夹.docx").mkdir()
    source.with_name("链接.docx").hardlink_to(source)
    result = lianshen("check", *arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert words in result.stderr
    assert source.read_bytes() == before
