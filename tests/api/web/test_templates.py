import re
from html.parser import HTMLParser

import pytest
from jinja2 import UndefinedError

from api.web.progress import Seen
from api.web.templates import STATIC, fill
from api.web.views import Written, opinion, questions
from model.draft import Draft
from tests.api import reviews
from tests.pages import ROOT

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>“’\"'&amp;"
MOST = 150_000


class Reader(HTMLParser):
    """Collects what a browser would see."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attributes]
        self.ids += [value or "" for name, value in attributes if name == "id"]


def page(written: Written, draft: Draft = reviews.DRAFT) -> str:
    shown = opinion(draft, reviews.FLAWED, Seen(("V1",)))
    return fill(
        "page.html",
        written=written,
        former=written,
        opinion=shown,
        notices=("提示" + SCRIPT,),
        trouble=SCRIPT,
        questions=questions(),
        said="",
    )


def test_html_and_script_in_a_draft_are_text() -> None:
    plain = Reader(page(Written()))
    hostile = Draft(SCRIPT + reviews.TITLE, reviews.BODY + SCRIPT)
    shown = Reader(page(Written(hostile.title, hostile.body), hostile))
    assert shown.tags == plain.tags
    assert not [name for name, _ in shown.attributes if name.startswith("on")]


def test_nothing_is_called_harmless_that_was_typed() -> None:
    """What writes the page escapes; what is marked as markup is written in the program."""
    templates = [*ROOT.joinpath("api").rglob("*.html")]
    assert len(templates) > 20
    for path in templates:
        assert not re.search(r"\|\s*(safe|xmlattr|urlize)\b|autoescape|Markup", path.read_text("utf-8")), (
            path.name
        )
    marking = [path for path in ROOT.joinpath("api").rglob("*.py") if "Markup" in path.read_text("utf-8")]
    assert [path.name for path in marking if re.search(r"\bMarkup\(", path.read_text("utf-8"))] == ["kept.py"]
    assert not re.search(r"Markup\((?!\s*['\"])", (STATIC.parent / "kept.py").read_text("utf-8"))


def test_a_page_holds_no_style_and_no_script_of_its_own() -> None:
    text = page(Written(reviews.TITLE, reviews.BODY))
    names = {name for name, _ in Reader(text).attributes}
    assert "style" not in names
    assert re.findall(r"<style|<script(?![^>]* src=)|javascript:", text) == []


def test_a_page_asks_for_nothing_from_elsewhere() -> None:
    text = page(Written(reviews.TITLE, reviews.BODY))
    addresses = [value for name, value in Reader(text).attributes if name in {"src", "href", "action"}]
    assert addresses
    assert all(re.match(r"[/#](?!/)", address) for address in addresses)
    files = [path for path in STATIC.iterdir() if path.suffix in {".css", ".js"}]
    assert len(files) > 10
    for file in files:
        assert not re.search(r"https?://|url\(|@import|sendBeacon", file.read_text("utf-8")), file.name
    for template in sorted((STATIC.parent / "templates").rglob("*.html")):
        assert not re.search(r"""=["'](?:https?:)?//""", template.read_text("utf-8")), template.name


def test_no_two_elements_have_the_same_id_and_every_reference_is_met() -> None:
    text = page(Written(reviews.TITLE, reviews.BODY))
    read = Reader(text)
    assert len(read.ids) == len(set(read.ids))
    wanted = {
        id_
        for name, value in read.attributes
        if name in {"for", "form", "aria-labelledby", "aria-describedby"}
        for id_ in value.split()
    } | {value[1:] for name, value in read.attributes if name == "href" and value.startswith("#")}
    assert wanted <= set(read.ids)


def test_a_draft_that_begins_with_an_empty_line_keeps_it() -> None:
    # A browser drops the first line feed behind the tag.
    assert re.search(r'<textarea id="body"[^>]*>\n\n第一行</textarea>', page(Written("", "\n第一行")))


def test_line_breaks_and_blanks_of_the_draft_stand_as_they_are() -> None:
    body = "一\n\n　二\t三  四\n"
    assert f">\n{body}</textarea>" in page(Written("", body))


def test_words_of_the_draft_inside_a_sentence_stand_on_one_line_and_do_not_turn_it_round() -> None:
    text = page(Written())
    assert "\x1b" not in re.sub(r'(?s)<div class="body">.*?</div>|<div id="plain".*?</div>', "", text)


def test_a_value_that_is_not_given_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        fill("page.html")


def test_a_page_with_style_and_script_weighs_little() -> None:
    files = sum((STATIC / name).stat().st_size for name in ("style.css", "page.js", "icon.svg"))
    assert files + len(page(Written(reviews.TITLE, reviews.BODY)).encode()) < MOST / 2
