"""A constructed place before it has learnt anything: its years of assignments in a table, and a model."""

from dataclasses import replace
from pathlib import Path

from openpyxl import Workbook

from model.bundle import load_bundle, save_bundle
from training.default import bundle_in_use
from training.labels import read_corpus
from training.local.base import FOLDER, Base
from training.local.exam import exam
from training.local.places import Place, places
from training.parts import parts
from training.train import keep

ASSIGNED = 200
FAULTS: dict[str, tuple[str, str, str, str]] = {
    "没有正文": ("", "", "教育局", ""),
    "单位不认得": ("关于清淤云岭水库的建议", "云岭水库淤积1.2米，建议今年清淤。", "蓬莱仙岛管理处", ""),
    "代码不对": ("关于硬化大湾村村道的建议", "大湾村三组村道800米还是土路。", "交通运输局", "V9"),
    "时间看不懂": ("关于补种行道树的建议", "文昌路缺行道树31棵，建议补种。", "林业局", ""),
}
"""Rows that are not taken, by what is wrong: title, body, unit and code."""
HEADER = ("编号", "案由", "内容", "主办单位", "原因代码", "交办日期")


def suburb() -> Place:
    """Return the place whose housing matters go to 城市管理和综合执法局."""
    return next(place for place in places() if place.name == "城郊区")


def write_archive(path: Path) -> None:
    """Write what the place assigned in former years, one row that comes twice, and one row of each fault."""
    texts = exam(parts(read_corpus()).test, ())
    lessons = [suburb().archived(text.lesson) for text in texts[:: len(texts) // ASSIGNED]][:ASSIGNED]
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(HEADER)
    for number, each in enumerate([*lessons, lessons[-1]], 1):
        sheet.append((f"J-{number:03}", each.draft.title, each.draft.body, each.main, "", "2025-03-01"))
    for kind, (title, body, unit, code) in FAULTS.items():
        sheet.append(("", title, body, unit, code, "三月初九" if kind == "时间看不懂" else "2025-03-01"))
    book.save(path)


def settle(home: Path, trained: Path) -> str:
    """Put the fast tier of a trained model in use, and nothing to be fitted before the place's labels.

    The same model stands in for its twin that has not learnt the held-back drafts, which would take a minute
    to fit: the measures of a comparison are too good, which is no matter here.

    Args:
        home: of the place.
        trained: home in which a model of the whole corpus is in use.

    Returns:
        The version.
    """
    bundle = replace(load_bundle(bundle_in_use(trained)), version="", full=None)
    kept = save_bundle(bundle, home / FOLDER).name
    for whole in (True, False):
        (home / FOLDER / Base(bundle.units, None, 0, whole=whole).key).write_text(kept, "utf-8")
    return keep(bundle, home).name
