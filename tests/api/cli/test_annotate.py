from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document as Word

from api.cli import checking
from model.draft import Draft, quote
from model.review import Review
from tests.api.cli.conftest import Lianshen
from tests.api.reviews import FINDING, FLAWED


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


class Judge:
    """Finds fault with the same words of every draft."""

    def review(self, draft: Draft) -> Review:
        start = draft.body.index("有问题")
        words = quote(draft, "body", start, start + 3)
        return replace(FLAWED, objections=(), findings=(replace(FINDING, quotes=(words,)),))


@pytest.fixture
def judge(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "_reviewer", lambda _tier: Judge())


@pytest.mark.usefixtures("judge")
@pytest.mark.parametrize("form", ["text", "json", "rdjson"])
def test_the_annotated_copy_is_written_beside_the_review(lianshen: Lianshen, source: Path, form: str) -> None:
    before = source.read_bytes()
    result = lianshen("check", "建议.docx", "--format", form, "--annotate", "批注.docx")
    assert result.exit_code == 1
    assert result.stderr == "已写出带批注的文件：批注.docx\n"
    assert FINDING.message in result.stdout
    assert source.read_bytes() == before
    comments = [comment.text for comment in Word("批注.docx").comments]
    assert any(FINDING.message in comment for comment in comments)


@pytest.mark.usefixtures("judge", "source")
@pytest.mark.parametrize("form", ["text", "json", "rdjson"])
def test_what_cannot_be_written_does_not_hide_the_review(
    lianshen: Lianshen, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    def fail(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "批注.docx")

    monkeypatch.setattr("api.annotate.annotate", fail)
    result = lianshen("check", "建议.docx", "--format", form, "--annotate", "批注.docx")
    assert result.exit_code == 2
    assert result.stderr == "批注.docx：没有读写的权限。\n"
    assert FINDING.message in result.stdout
