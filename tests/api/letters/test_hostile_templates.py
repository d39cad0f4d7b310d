"""A template is data: it cannot reach the program, run, or grow; what is wrong is said with its place."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest

from api.errors import LetterTemplateError
from api.letters.letters import Letters, own_template
from tests.api.letters.templates import own_with, template

REACHING = [
    "{{ ''.__class__.__mro__ }}",
    "{{ 标题.__class__ }}",
    "{{ 标题|attr('__class__') }}",
    "{{ 标题['__class__'] }}",
    "{{ 标题.format(标题) }}",
    "{{ self.__init__ }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ lipsum() }}",
    "{{ namespace(a=1) }}",
    "{{ 标题|safe }}",
    "{{ 标题|center(1000000000) }}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
    "{% autoescape false %}{{ 标题 }}{% endautoescape %}",
]
GROWING = [
    "{{ 标题 * 1000000000 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ '%1000000000d' % 1 }}",
    "{% for x in range(1000000000) %}x{% endfor %}",
    "{% for x in 标题 %}{{ x }}{% endfor %}",
    "{% for x in [1, 2, 3] %}x{% endfor %}",
    "{% set x = 标题 ~ 标题 %}{{ x }}",
    "".join(f"{{% for {name} in 修改意见 %}}" for name in "abc") + "x" + "{% endfor %}" * 3,
    "{% for a in 修改意见 recursive %}{{ loop(修改意见) }}{% endfor %}",
]
WRONG = {
    "{{ 题目 }}": "没有“题目”这个字段",
    "{% for 条 in 修改意见 %}{{ 条.意见 }}{% endfor %}": "没有“意见”这个字段",
    "{% for 标题 in 修改意见 %}{% endfor %}": "和字段重名",
    "{% if 不宜 %}甲": "写得不对",
    "{{ 标题 ": "写得不对",
    "{{ 标题|大写 }}": "不能用“大写”",
    "{% for 条 in 可取之处 %}{{ 条.序号 }}{% endfor %}": "写得不对",
    "{{ 标题|upper }}": "不能用“upper”",
}


@pytest.mark.parametrize("words", REACHING + GROWING)
def test_what_a_letter_does_not_need_is_refused(tmp_path: Path, words: str) -> None:
    with pytest.raises(LetterTemplateError):
        Letters(template(tmp_path, "{{ 标题 }}", words))


@pytest.mark.parametrize("part", ["header", "footer"])
def test_so_it_is_in_the_head_and_the_foot_of_a_page(tmp_path: Path, part: str) -> None:
    word = docx.Document()
    word.add_paragraph("{{ 标题 }}")
    getattr(word.sections[0], part).paragraphs[0].text = "{{ ''.__class__ }}"
    file = tmp_path / "模板.docx"
    word.save(str(file))
    with pytest.raises(LetterTemplateError, match="__class__"):
        Letters(file)


def test_so_it_is_in_the_properties(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("{{ 标题 }}")
    word.core_properties.comments = "{{ ''.__class__ }}"
    file = tmp_path / "模板.docx"
    word.save(str(file))
    with pytest.raises(LetterTemplateError, match="__class__"):
        Letters(file)


@pytest.mark.parametrize(("words", "problem"), WRONG.items())
def test_a_mistake_is_said_with_its_place(tmp_path: Path, words: str, problem: str) -> None:
    with pytest.raises(LetterTemplateError) as caught:
        Letters(template(tmp_path, "第一段", f"第二段{words}", "第三段"))
    assert problem in caught.value.problem
    assert "模板.docx" in caught.value.where
    assert "docs/letters.md" in caught.value.remedy


def test_the_place_is_shown_by_its_words(tmp_path: Path) -> None:
    with pytest.raises(LetterTemplateError, match=re.escape("“您的{{ 提案 }}收到了”这一处")):
        Letters(own_with(tmp_path, "（请改成本单位名称）", "您的{{ 提案 }}收到了"))


def test_a_template_without_a_field_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LetterTemplateError, match="没有一个字段"):
        Letters(template(tmp_path, "每封信都一样"))


def test_what_is_no_word_document_is_refused(tmp_path: Path) -> None:
    text, missing, bomb = (tmp_path / name for name in ("信.docx", "没有.docx", "大.docx"))
    text.write_text("{{ 标题 }}", "utf-8")
    with ZipFile(BytesIO(own_template())) as old, ZipFile(bomb, "w", compression=8) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("word/big.xml", b"<a>" + b" " * 70_000_000)
    for file in (text, missing, bomb, tmp_path):
        with pytest.raises(LetterTemplateError):
            Letters(file)


def test_a_template_with_entities_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "模板.docx"
    with ZipFile(BytesIO(own_template())) as old, ZipFile(file, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                head, _, rest = content.partition(b"?>")
                content = head + b'?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + rest
            new.writestr(name, content)
    with pytest.raises(LetterTemplateError, match="DOCTYPE"):
        Letters(file)


def test_a_template_with_macros_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "模板.docx"
    with ZipFile(BytesIO(own_template())) as old, ZipFile(file, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "[Content_Types].xml":
                plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
                content = content.replace(plain, b"application/vnd.ms-word.document.macroEnabled.main+xml")
            new.writestr(name, content)
    with pytest.raises(LetterTemplateError, match="不是完整的"):
        Letters(file)
