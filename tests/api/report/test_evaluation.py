"""The report holds every measure and every mistake, opens without a network and runs nothing."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from api.report.evaluation import report, write_report
from api.report.page import fill
from tests.api.evaluations import EVALUATION, JUDGED
from training.yardstick.evaluation import Evaluation, measure

_EMPTY = {"meta", "rect", "path", "circle", "link", "img", "br", "input"}
_ALLOWED_LINKS = re.compile(r"#\w+")


class Page(HTMLParser):
    """Reads a page: its tags, its words, where it leads; notes a tag that is not closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.words: list[str] = []
        self.handlers: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            self.links += [value or ""] if name in ("href", "src", "action", "xlink:href") else []
            self.ids += [value or ""] if name == "id" else []
            self.handlers += [name] if name.startswith("on") else []
        if tag not in _EMPTY:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _EMPTY:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture(scope="module")
def measured() -> Evaluation:
    return measure(JUDGED)


@pytest.fixture(scope="module")
def text(measured: Evaluation) -> str:
    return report(JUDGED, measured)


def test_nothing_runs_and_nothing_is_fetched(text: str) -> None:
    page = Page(text)
    assert not {"script", "iframe", "object", "embed", "link", "img", "form"} & set(page.tags)
    assert page.handlers == []
    assert [link for link in page.links if not _ALLOWED_LINKS.fullmatch(link)] == []
    assert {link[1:] for link in page.links} <= set(page.ids)
    assert re.search(r"https?:|url\(|@import", text) is None
    assert "default-src 'none'" in text


def test_words_of_a_draft_are_words_and_no_markup(text: str) -> None:
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "有的路段&lt;b&gt;坑坑洼洼" in text


def test_the_page_says_what_was_judged_by_what_and_that_it_is_local(text: str) -> None:
    assert "模型 fast-0123456789ab，评 甲.jsonl、乙.jsonl。" in text
    assert "只供本机查看" in text
    assert "其中 2 件就在自带的标注数据里" in text


def test_every_mistake_can_be_read(text: str) -> None:
    words = re.sub(r"\s+", " ", "".join(Page(text).words))
    assert "内容模糊 · 漏判 1 件" in words
    assert "内容模糊 · 误判 1 件" in words
    assert "h-2，乙。成立，可能性 90.0%" in words
    assert "标注 V1 有的路段" in words
    assert "草稿 · 首选不是主办 1 件" in words
    assert "标题 · 首选不是主办 1 件" in words
    assert "主办 水利局或林业局，会办 财政局" in words
    assert "公安局 90.0%，水利局 45.0%，民政局 22.5%" in words


def test_every_measure_is_there() -> None:
    page = report(JUDGED, EVALUATION)
    Page(page)
    drafts, titles = EVALUATION.drafts, EVALUATION.titles
    assert drafts
    assert titles
    detections = [found for part in (drafts.whole,) for found in part.flags.values()]
    shares = [each.precision for each in detections] + [each.recall for each in detections]
    shares += [each.false_alarms for each in detections]
    numbers = [each.f1 for each in detections] + [each.auc for each in detections]
    numbers += [each.average_precision for each in detections] + [
        each.calibration_error for each in detections
    ]
    shares += [drafts.whole.clean, drafts.whole.unsure, drafts.whole.evidence, drafts.whole.triage]
    shares += [drafts.whole.items.matched, drafts.whole.items.right]
    numbers += [drafts.whole.codes, drafts.by_code["V1"].f1, drafts.by_unit["水利局"].f1]
    for hits in (drafts.whole.units, titles.units, *titles.sources.values()):
        shares += [hits.top_1, hits.top_3, hits.main_or_co]
        numbers.append(hits.calibration_error)
    for part in (*drafts.sources.values(), *drafts.lengths.values()):
        shares += [part.clean, part.evidence, part.units.top_1, part.units.top_3, part.triage]
        numbers += [part.codes, *(found.f1 for found in part.flags.values())]
    assert [
        each.value
        for each in shares
        if f">{each.value:.1%}<" not in page and f" {each.value:.1%}（" not in page
    ] == []
    assert [
        each.value
        for each in numbers
        if f">{each.value:.3f}<" not in page and f" {each.value:.3f}（" not in page
    ] == []


@pytest.mark.parametrize("kind", ["drafts", "titles"])
def test_drafts_or_titles_alone(measured: Evaluation, kind: str) -> None:
    if kind == "drafts":
        only = report(replace(JUDGED, titles=[], title_reviews=[]), replace(measured, titles=None))
    else:
        only = report(replace(JUDGED, drafts=[], draft_reviews=[]), replace(measured, drafts=None))
    page = Page(only)
    assert ("flags" in page.ids) is (kind == "drafts")
    assert {link[1:] for link in page.links} <= set(page.ids)


def test_equal_evaluations_give_equal_pages(measured: Evaluation, text: str, tmp_path: Path) -> None:
    write_report(tmp_path / "a.html", JUDGED, measured)
    assert (tmp_path / "a.html").read_text("utf-8") == text


def test_a_value_that_is_missing_is_no_blank() -> None:
    with pytest.raises(UndefinedError):
        fill("evaluation.html")
