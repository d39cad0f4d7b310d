"""A template made to keep whoever fills it in busy, or to fill the memory, costs a process and a moment."""

from datetime import date
from pathlib import Path

import docx
import pytest

from api.batch.apart import Apart
from api.documents import confined, ocr
from api.errors import LetterTemplateError
from api.letters.office import letters_from
from api.letters.trial import TRIALS
from tests.api.documents.readers import working
from tests.api.letters.templates import own_with, template, text_of

DAY = date(2026, 11, 26)


def test_a_template_of_the_office_says_what_it_says_in_this_process(tmp_path: Path) -> None:
    with letters_from(own_with(tmp_path, "（请改成本单位名称）", "鹭湾区人大常委会")) as letters:
        found = [text_of(letters.letter(scored, DAY)) for scored in TRIALS]
    assert all("鹭湾区人大常委会" in each for each in found)
    with letters_from(None) as letters:
        assert [text_of(letters.letter(scored, DAY))[1:] for scored in TRIALS] == [each[1:] for each in found]


def test_each_letter_has_all_of_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "installed", lambda: False)
    monkeypatch.setattr(confined, "SECONDS", 1)
    with Apart(1, 60) as apart:
        used = [apart.done("模板.docx", working, (0.6,)) for _ in range(4)]
    assert isinstance(used[-1], float)
    assert used[-1] > 2, "one process did all of it"


def test_one_that_takes_too_much_of_the_processor_is_said_to_take_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "installed", lambda: False)
    monkeypatch.setattr(confined, "SECONDS", 1)
    endless = _large(tmp_path, "{{r " * 200_000)
    with pytest.raises(LetterTemplateError, match="意见函的模板填得太久"), letters_from(endless):
        pass


def test_what_is_wrong_is_said_as_in_this_process(tmp_path: Path) -> None:
    with (
        pytest.raises(LetterTemplateError, match=r"模板\.docx.*没有“题目”这个字段"),
        letters_from(template(tmp_path, "{{ 题目 }}")),
    ):
        pass


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("{{r " * 200_000, id="marks that are never closed"),
        pytest.param("{{ 标题 }}" + "{% if 不宜 %}" * 500 + "甲" + "{% endif %}" * 500, id="deep"),
        pytest.param("{{ " + "(" * 20_000 + "标题" + ")" * 20_000 + " }}", id="deeper"),
        pytest.param(
            "{% for a in 修改意见 %}{% for b in 修改意见 %}{% for c in 修改意见 %}"
            + "字" * 1_000_000
            + "{% endfor %}" * 3,
            id="growing",
        ),
    ],
)
def test_what_takes_too_long_or_too_much_is_refused(tmp_path: Path, words: str) -> None:
    with pytest.raises(LetterTemplateError) as refused, letters_from(_large(tmp_path, words), seconds=1.0):
        pass
    assert refused.value.where.startswith(str(tmp_path / "模板.docx"))
    assert refused.value.remedy


def _large(folder: Path, words: str) -> Path:
    word = docx.Document()
    word.add_paragraph("{{ 标题 }}")
    word.add_paragraph(words)
    file = folder / "模板.docx"
    word.save(str(file))
    return file
