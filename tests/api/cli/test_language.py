import gettext
import re
from pathlib import Path
from string import Formatter

import click
import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from api.cli.language import CATALOGUES, DOMAIN
from tests.api.cli.conftest import Lianshen
from tests.api.cli.program import LIANSHEN, run

FOLDER = CATALOGUES / "zh_CN" / "LC_MESSAGES"
_TEXT = (FOLDER / f"{DOMAIN}.po").open("rb")
with _TEXT:
    MESSAGES = [message for message in read_po(_TEXT) if message.id]


def ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def words_of(message: Message) -> str:
    words = message.string
    assert words
    return words if isinstance(words, str) else words[0]


def fields(words: str) -> set[str]:
    named = {name for _, name, _, _ in Formatter().parse(words) if name}
    return named | set(re.findall(r"%\(\w+\)s", words))


def test_the_compiled_catalogue_equals_its_source() -> None:
    translations = gettext.translation(DOMAIN, CATALOGUES, languages=["zh_CN"])
    for message in MESSAGES:
        first, *more = ids(message)
        if more:
            assert {translations.ngettext(first, more[0], count) for count in (1, 2)} == {words_of(message)}
        else:
            assert translations.gettext(first) == words_of(message)
    compiled = getattr(translations, "_catalog")  # noqa: B009 - mypy knows no such attribute, and nothing else tells the count
    assert len(compiled) == len(MESSAGES) + 1


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: ids(message)[0])
def test_a_translation_is_chinese_and_uses_only_known_fields(message: Message) -> None:
    words = words_of(message)
    known = set.union(*map(fields, ids(message)))
    assert fields(words) <= known
    assert re.search("[\u4e00-\u9fff]", words) or words == "%(prog)s %(version)s"
    assert not message.fuzzy


def test_every_word_of_click_is_translated() -> None:
    known = {ids(message) for message in MESSAGES}
    folder = str(Path(click.__file__).parent)
    said = {
        (found,) if isinstance(found, str) else tuple(found)
        for _, _, found, _, _ in extract_from_dir(folder, method_map=[("**.py", "python")])
    }
    assert said <= known


@pytest.mark.parametrize(
    ("environment", "arguments"),
    [
        ({"LC_ALL": "C"}, ["--help"]),
        ({"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, ["explain", "V2"]),
        ({"LANGUAGE": "fr", "LANG": "en_US.UTF-8"}, ["--help"]),
        ({"PYTHONIOENCODING": "gb18030"}, ["check", "没有这个文件.txt"]),
        ({"PYTHONIOENCODING": "ascii:strict"}, ["bad"]),
    ],
)
def test_chinese_and_utf8_on_any_machine(environment: dict[str, str], arguments: list[str]) -> None:
    _, output, errors = run(LIANSHEN, *arguments, environment=environment)
    assert re.search("[\u4e00-\u9fff]{2}", output + errors)
    assert not re.search(r"Usage|Options|Error|Traceback|\?{3}|\ufffd", output + errors)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["chek"], "要看说明，请运行：lianshen --help\n\n错误：没有“chek”这个命令。是不是想写“check”？"),
        (["check"], "错误：没有写要审读的文件。"),
        (
            ["check", "--level", "国", "a.txt"],
            "错误：“--level”的值不对：“国”不在可选的值里：“乡镇”、“县”、“市”、“省”。",
        ),
        (["check", "--nothing", "a.txt"], "错误：没有“--nothing”这个选项。"),
        (["check", "--title"], "错误：选项“--title”后面要写 1 个值。"),
        (["explain", "V1", "V2"], "错误：多出了用不上的参数（V2）"),
        (["evaluate", "--folds", "1"], "错误：“--folds”的值不对：“1”应是不小于 2 的整数。"),
        (["train", "--seed", "一百"], "错误：“--seed”的值不对：“一百”应是不小于 0 的整数。"),
    ],
)
def test_wrong_usage_is_said_in_chinese(lianshen: Lianshen, arguments: list[str], words: str) -> None:
    result = lianshen(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert words in result.stderr
    assert "'" not in result.stderr


def test_what_was_typed_wrong_cannot_act_on_the_terminal(lianshen: Lianshen) -> None:
    result = lianshen("check", "--level", "\x1b[2J\u202e", "a.txt")
    assert result.exit_code == 2
    assert not set("\x1b\u202e") & set(result.output)
