"""From a place's archive to a model that judges as the place does, and back: one walk through everything."""

import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from threading import Event
from typing import Any

import httpx
import orjson
import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from model.content import FOLDER
from tests.api.browser.archived import ASSIGNED, FAULTS, settle, suburb, write_archive
from tests.api.browser.conftest import Visit
from tests.api.browser.site import Site
from tests.api.browser.writing import sign_in
from tests.api.cli.program import LIANSHEN, run

DRAFT = {
    "title": "关于兴隆小区3号楼加装电梯的建议",
    "body": "兴隆小区3号楼共六层36户，住着老人21位，上下楼不便。建议今年底前为3号楼加装电梯一部。",
}
DEFAULT_UNIT, UNIT_THERE = "住房和城乡建设局", "城市管理和综合执法局"
_UPLOADED, _LABELLED = 20, 10
_LONG = 120_000  # milliseconds; other tests may keep the machine busy

Answer = tuple[int, str, str]
"""Status, version of the model and unit."""


@pytest.fixture
def place(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, str]]:
    """The service of a place with two processes, and the version in use."""
    own = tmp_path_factory.mktemp("home")
    version = settle(own, home)
    site = Site(own, tmp_path_factory.mktemp("site"), {"workers": 2})
    site.start()
    site.add_everybody()
    yield site, version
    site.stop()


def ask(site: Site) -> Answer:
    """Send the draft, over a connection of its own, so that every process is asked."""
    answer = httpx.post(f"{site.address}/v1/reviews", json=DRAFT, timeout=30)
    told = answer.json()
    return answer.status_code, told.get("model", ""), told.get("units", {}).get("main", {}).get("unit", "")


@contextmanager
def asking(site: Site) -> Iterator[list[Answer]]:
    """Have four clients send drafts without a pause; they have been answered before this goes on."""
    stop = Event()
    answers: list[Answer] = []

    def go_on() -> None:
        while not stop.is_set():
            answers.append(ask(site))

    with ThreadPoolExecutor(4) as clients:
        asked = [clients.submit(go_on) for _ in range(4)]
        try:
            until(lambda: len(answers) > 20)
            yield answers
        finally:
            stop.set()
    for each in asked:
        each.result()


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


def lianshen(site: Site, *arguments: str) -> tuple[str, str]:
    """Run a command on the data of the service; return what it said on both outputs."""
    code, output, errors = run(LIANSHEN, *arguments, environment=site.environment)
    assert code == 0, errors
    return output, errors


def bring_in_the_archive(site: Site, folder: Path) -> None:
    write_archive(folder / "历年交办.xlsx")
    report = folder / "问题.xlsx"
    said, complaints = lianshen(
        site, "labels", "import", str(folder / "历年交办.xlsx"), "--report", str(report)
    )
    rows = ASSIGNED + 1 + len(FAULTS)
    assert f"读了 {rows} 行，新收 {ASSIGNED} 条，已有 1 条，没有收 {len(FAULTS)} 条" in said
    assert f"第 {ASSIGNED + 4} 行：“蓬莱仙岛管理处”不在单位名单里" in complaints
    _, *problems = load_workbook(report).worksheets[0].iter_rows(values_only=True)
    refused = [(problem[2], problem[5]) for problem in problems if problem[4] == "没有收"]
    assert refused == [(f"第 {ASSIGNED + 3 + place} 行", kind) for place, kind in enumerate(FAULTS)]


def upload(page: Page, folder: Path) -> dict[str, dict[str, Any]]:
    """Put the first drafts of the bundled session on the desk; return what is known of them, by title."""
    with (FOLDER / "session" / "session.jsonl").open(encoding="utf-8") as session:
        lines = list(islice(session, _UPLOADED))
    (folder / "本次会议.jsonl").write_text("".join(lines), "utf-8")
    page.goto("/batches")
    page.get_by_label("文件", exact=True).set_input_files(folder / "本次会议.jsonl")
    page.get_by_role("button", name="上传并审读").click()
    expect(page.get_by_role("heading", name=f"审读了 {_UPLOADED} 件")).to_be_visible(timeout=_LONG)
    return {draft["title"]: draft for draft in map(orjson.loads, lines)}


def label_ten(page: Page, known: dict[str, dict[str, Any]]) -> None:
    """Say by the keys what is known of each draft, its unit as the place divides its work."""
    page.get_by_role("link", name="标注", exact=True).click()
    page.wait_for_url("**/labelling")  # loaded with its script, which hears the keys
    for _ in range(_LABELLED):
        piece = page.locator("main").get_attribute("data-piece") or ""
        draft = known[page.locator("#heading").inner_text()]
        for flag, keys in {"too_broad": "12", "vague": "45", "infeasible": "78"}.items():
            page.keyboard.press(keys[flag not in draft["flags"]])
        page.keyboard.press("u")
        page.keyboard.type(suburb().unit_of(draft["title"], draft["main"]))
        page.keyboard.press("Escape")
        page.keyboard.press("Enter")
        expect(page.locator("main")).not_to_have_attribute("data-piece", piece)
    expect(page.get_by_text(f"您今天标了 {_LABELLED} 件")).to_be_visible()


def retrain(page: Page) -> str:
    """Train, watch it come to its end, and look at the comparison; return the version."""
    page.get_by_role("link", name="模型", exact=True).click()
    expect(page.get_by_text(f"现有标注 {ASSIGNED + _LABELLED} 条，都还没有学过")).to_be_visible()
    page.get_by_role("button", name="再训练").click()
    expect(page.get_by_role("progressbar", name="再训练")).to_be_visible()
    expect(page.get_by_text("上一次：完成")).to_be_visible(timeout=_LONG)
    page.get_by_role("link", name="看比较").click()
    expect(page.get_by_role("heading", name="按规则可以启用")).to_be_visible()
    local = page.get_by_role("row").filter(has_text="本地标注：主办单位第一个就对")
    expect(local).to_contain_text("明显变好")
    expect(page.get_by_role("heading", name=re.compile(r"判得不一样的草稿 [1-9]\d* 件"))).to_be_visible()
    return page.url.rpartition("/")[2]


def test_a_place_teaches_its_ways_and_takes_them_back(
    visit: Visit, place: tuple[Site, str], tmp_path: Path
) -> None:
    site, old = place
    bring_in_the_archive(site, tmp_path)
    page = visit("/login", at=site)
    sign_in(page, "admin")
    label_ten(page, upload(page, tmp_path))
    new = retrain(page)
    assert ask(site) == (200, old, DEFAULT_UNIT)

    with asking(site) as answers:
        page.get_by_text("启用它……").click()
        page.get_by_role("button", name=f"启用 {new}").click()
        expect(page.get_by_role("status")).to_contain_text(f"已启用 {new}")
        until(lambda: {version for _, version, _ in answers[-40:]} == {new})
    assert set(answers) == {(200, old, DEFAULT_UNIT), (200, new, UNIT_THERE)}

    page.get_by_text("退回到它……").click()
    page.get_by_role("button", name=f"退回到 {old}").click()
    expect(page.get_by_role("status")).to_contain_text(f"已退回 {old}")
    until(lambda: {ask(site) for _ in range(10)} == {(200, old, DEFAULT_UNIT)})

    told = page.locator("#trail tbody tr").all_inner_texts()
    shown = lianshen(site, "trail", "show")[0].splitlines()
    for lines in (told, shown):
        steps = (f"退回模型 {old}", f"启用模型 {new}", f"得到 {new}", f"新收 {ASSIGNED} 条", "开始导入标注")
        assert [step for step, line in zip(steps, lines, strict=False) if step not in line] == []
    assert all("周主任" in line for line in shown[:3])
    assert "都和写下时一样" in lianshen(site, "trail", "verify")[0]
