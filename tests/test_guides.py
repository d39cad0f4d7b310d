"""The guides for the three kinds of users name real commands, lead to each other, and have pictures."""

import re
import shlex

import click
import pytest
from PIL import Image

from tests.api.browser.office_pictures import OFFICE_PICTURES
from tests.api.browser.pictures import MOST, PICTURES
from tests.commands import commands
from tests.pages import READMES, ROOT, code, links, read

GUIDES = ("docs/guide-deputy.md", "docs/guide-reviewer.md", "docs/guide-administrator.md")
KNOWN = commands()

every = pytest.mark.parametrize("guide", GUIDES)


@every
def test_a_guide_is_found_from_both_readmes_and_from_the_other_guides(guide: str) -> None:
    assert [readme for readme in READMES if guide not in links(readme)] == []
    others = {other.removeprefix("docs/") for other in GUIDES} - {guide.removeprefix("docs/")}
    assert others <= set(links(guide))


@every
def test_every_command_of_a_guide_is_real(guide: str) -> None:
    lines = [line for block in code(guide, "sh") for line in block.splitlines()]
    lines += re.findall(r"`(lianshen [^`]+)`", read(guide))
    for line in lines:
        program, *words = shlex.split(re.sub(r"^(?:LIANSHEN_\w+=\S+ )+", "", line))
        assert program == "lianshen"
        name = max((each for each in KNOWN if f"{' '.join(words)} ".startswith(f"{each} ")), key=len)
        command = KNOWN[name]
        with command.make_context(name, words[len(name.split()) :], resilient_parsing=True):
            options = {
                flag for param in command.params if isinstance(param, click.Option) for flag in param.opts
            }
        assert {word for word in words if word.startswith("-")} <= options


@every
def test_a_guide_has_three_to_five_pictures_and_all_are_taken_by_the_program(guide: str) -> None:
    shown = re.findall(r"!\[[^\]]+\]\(pictures/([\w-]+)\.png\)", read(guide))
    assert 3 <= len(shown) <= 5
    assert set(shown) <= {*PICTURES, *OFFICE_PICTURES}


@pytest.mark.parametrize("name", [*PICTURES, *OFFICE_PICTURES])
def test_a_picture_is_small_and_as_wide_as_it_is_taken(name: str) -> None:
    path = ROOT / "docs" / "pictures" / f"{name}.png"
    _, how = (PICTURES | OFFICE_PICTURES)[name]
    size = how["viewport"]
    sharp = how.get("device_scale_factor", 1)
    assert path.stat().st_size <= MOST
    with Image.open(path) as picture:
        assert picture.size == (sharp * size["width"], sharp * size["height"])
