"""The pages under docs and data say what the program does, and no link leads nowhere."""

import json
import re
import tomllib
from collections import Counter
from dataclasses import asdict, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import numpy as np
import pytest
from safetensors.numpy import load_file

from api.batch import limits as batch_limits
from api.cli.outputs import JsonOutput
from api.documents import kinds, limits, ocr, package, pdf
from api.letters import office
from api.settings import Settings
from model import content, errors
from model.bundle import FORMAT, Bundle, save_bundle
from model.card import Card
from model.review import Review
from model.tier import Blend, FullTier
from model.unit import Unit
from tests.api.reviews import CLEAN, DOCUMENT
from tests.pages import PAGES, ROOT, code, headings, links, read, rows, section
from training import fit, full_tier
from training.answers import read_answers
from training.labels import Corpus, LabelledDraft, read_corpus, read_drafts, read_titles
from training.yardstick.evaluation import Evaluation
from training.yardstick.items import ENOUGH
from training.yardstick.resamples import RESAMPLES

DATA = "data/README.md"


def _parts(kind: type[Any]) -> dict[str, type[Any]]:
    """Return a data class and those its values are made of, by name."""
    found = {kind.__name__: kind}
    for hint in get_type_hints(kind).values():
        for part in (hint, *get_args(hint)):
            if isinstance(part, type) and is_dataclass(part):
                found |= _parts(part)
    return found


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        *(("docs/review-json.md", kind) for kind in _parts(Review).values()),
        *(("docs/evaluate.md", kind) for kind in _parts(Evaluation).values()),
    ],
    ids=[*_parts(Review), *_parts(Evaluation)],
)
def test_every_key_of_an_output_is_explained_below_its_object(page: str, kind: type[Any]) -> None:
    table = rows(section(page, kind.__name__))
    assert list(table) == [field.name for field in fields(kind)]
    for name, hint in get_type_hints(kind).items():
        stated = table[name].split("|")[2]
        if get_origin(hint) is Literal:
            assert stated.split() == [f"`{value}`" for value in get_args(hint)]
        for part in (hint, *get_args(hint)):
            if isinstance(part, type) and is_dataclass(part):
                assert f"[{part.__name__}](#{part.__name__.lower()})" in stated


def test_every_key_around_a_review_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    output = JsonOutput()
    output.reviewed("a.txt", DOCUMENT, CLEAN)
    output.failed("b.txt", errors.DraftEmpty("空", where="b.txt", remedy="写"))
    reviewed, failed = map(json.loads, capsys.readouterr().out.splitlines())
    explained = rows(section("docs/review-json.md", "审读结果的 JSON"))
    assert list(explained) == [*reviewed, *(f"error.{key}" for key in failed["error"])]


def test_the_thresholds_are_those_of_the_model() -> None:
    table = rows(section("docs/judging.md", "界限"))
    for column, thresholds in ((2, full_tier.THRESHOLDS), (3, fit.THRESHOLDS)):
        assert {name: float(row.split("|")[column]) for name, row in table.items()} == asdict(thresholds)


def test_the_example_of_what_two_people_said_is_one_the_loader_takes(tmp_path: Path) -> None:
    (example,) = code("docs/evaluate.md", "json")
    (tmp_path / "two.jsonl").write_text(example, "utf-8")
    (answer,) = read_answers([tmp_path / "two.jsonl"]).drafts
    assert answer.disputed == {"infeasible"}
    assert list(rows(section("docs/evaluate.md", "标注文件"))) == list(json.loads(example))


def test_how_asks_are_matched_and_samples_redrawn_is_as_stated() -> None:
    assert f"不到 {ENOUGH} 的不配" in section("docs/evaluate.md", "指标怎么算")
    assert f"重抽 {RESAMPLES:,} 次" in section("docs/evaluate.md", "区间")


def test_the_limits_are_those_of_the_readers() -> None:
    table = rows(section("docs/files.md", "限度"))
    stated = [re.findall(r"[\d,]{2,}", row.split("|")[2])[0].replace(",", "") for row in table.values()]
    assert list(map(int, stated)) == [
        limits.LARGEST >> 20,
        limits.LONGEST,
        limits.LONGEST_LINE,
        limits.MOST_LINES,
        limits.MOST_PAGES,
        pdf._MOST_CHARACTERS,
        pdf._MOST_OBJECTS,
        pdf._MOST_STROKES,
        package._MOST.size >> 20,
        package._MOST.xml >> 20,
        ocr._MOST_PIXELS,
    ]


def test_every_ending_that_is_read_is_listed() -> None:
    table = rows(section("docs/files.md", "读哪些文件"))
    listed = [ending for row in table.values() for ending in re.findall(r"`(\.\w+)`", row.split("|")[2])]
    assert sorted(listed) == sorted(kinds._ENDINGS)


def test_what_may_be_sent_where_is_stated_with_its_largest_size() -> None:
    told = rows(section("docs/files.md", "每处能交什么"))
    assert [re.findall(r"(\d+) MB", row) for row in told.values()] == [
        [str(limits.LARGEST >> 20), str(Settings.model_fields["body_megabytes"].default)],
        [str(Settings.model_fields["batch_megabytes"].default)],
    ]
    assert "`LIANSHEN_CLAMD`" in section("docs/files.md", "每处能交什么")


def test_every_way_a_file_cannot_be_read_is_listed() -> None:
    ways = {"DraftError", *(way.__name__ for way in errors.DraftError.__subclasses__())}
    assert set(rows(section("docs/files.md", "读不了的文件"))) == ways


def test_the_bundle_is_as_described(small_bundle: Bundle, tmp_path: Path) -> None:
    calibration, thresholds = small_bundle.calibration, small_bundle.thresholds
    full = FullTier("e" * 64, Blend(1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0), calibration, thresholds)
    handover = np.stack([np.eye(len(small_bundle.units), dtype=np.float32)] * 2)
    folder = save_bundle(replace(small_bundle, full=full, handover=handover), tmp_path)
    manifest, model = (json.loads((folder / name).read_bytes()) for name in ("manifest.json", "model.json"))
    page = "docs/bundle.md"
    assert [path.name for path in folder.iterdir() if f"{path.name} " not in code(page, "text")[0]] == []
    assert sorted(rows(section(page, "manifest.json"))) == sorted(_keys(manifest, "training"))
    assert sorted(rows(section(page, "model.json"))) == sorted(
        _keys(model, *(model.keys() - {"units", "upheld"}))
    )
    arrays = {
        re.sub("^(?:drafts|sentences)\\.", "*.", name) for name in load_file(folder / "arrays.safetensors")
    }
    assert set(rows(section(page, "arrays.safetensors"))) == arrays
    assert f"现在是 {FORMAT} " in section(page, "manifest.json")
    refused = set(re.findall(r"`(Bundle\w+)`", section(page, "什么样的模型会被拒绝")))
    assert refused == {"BundleError", *(way.__name__ for way in errors.BundleError.__subclasses__())}


def test_every_key_of_a_model_card_is_explained() -> None:
    explained = set(re.findall(r"`(?:\w+\.)?(\w+)`", section("docs/bundle.md", "模型卡")))
    keys = {field.name for kind in _parts(Card).values() for field in fields(kind)}
    assert keys - {field.name for field in fields(Card)} <= explained


def _keys(value: dict[str, Any], *opened: str) -> list[str]:
    """Return the keys of an object; those of the objects in it that are ``opened`` behind a point."""
    inner = [f"{key}.{each}" for key in opened for each in value[key]]
    return [key for key in value if key not in opened] + inner


def _examples() -> tuple[str, str, str]:
    draft, title, unit = code(DATA, "json")
    return draft, title, unit


def test_the_examples_of_labelled_lines_are_ones_the_loader_takes(tmp_path: Path) -> None:
    draft, title, _ = _examples()
    (tmp_path / "drafts.jsonl").write_text(draft, "utf-8")
    (tmp_path / "titles.jsonl").write_text(title, "utf-8")
    assert len(read_drafts([tmp_path / "drafts.jsonl"])) == 1
    assert len(read_titles([tmp_path / "titles.jsonl"])) == 1


def test_every_field_of_labelled_lines_is_explained() -> None:
    draft, title, unit = map(json.loads, _examples())
    for heading, line in {"草稿的格式": draft, "标题的格式": title}.items():
        assert list(rows(section(DATA, heading))) == list(line)
    assert list(rows(section(DATA, "单位名单"))) == list(unit)
    assert list(unit) == [field.name for field in fields(Unit)][:-1]  # origins are those units themselves
    own = {field.name for field in fields(LabelledDraft)} - {"draft"}
    assert set(draft) == own | {"title", "body", "level"}


def test_a_wrong_line_is_reported_as_the_page_shows(tmp_path: Path) -> None:
    (shown,) = code(DATA, "text")
    right = json.loads(_examples()[0])
    lines = [right | {"id": "1"}, right | {"id": "2"}, right | {"id": "3", "main": "水务局"}]
    path = tmp_path / "drafts-19.jsonl"
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), "utf-8")
    with pytest.raises(errors.LabelledDataError) as raised:
        read_drafts([path])
    assert f"{raised.value}\n" == shown


def test_the_example_of_a_code_has_the_fields_of_the_rubric() -> None:
    (example,) = map(tomllib.loads, code(DATA, "toml"))
    real = tomllib.loads((content.FOLDER / "rubric" / "V2.toml").read_text("utf-8"))
    assert list(example) == list(real)
    assert set(real) <= set(re.findall(r"`(\w+)`", section(DATA, "细则的条目")))


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read_corpus()


@pytest.mark.parametrize("page", [DATA, "CHANGELOG.md"])
def test_the_size_of_the_corpus_is_as_stated(page: str, corpus: Corpus) -> None:
    assert f"{len(corpus.drafts):,}" in read(page)
    assert f"{len(corpus.titles):,}" in read(page)


def test_what_the_corpus_is_made_of_is_as_stated(corpus: Corpus) -> None:
    flagged = Counter(content.rubric().flags[flag].name for draft in corpus.drafts for flag in draft.flags)
    counts = {
        **{f"{name} ": count for name, count in flagged.items()},
        **{f"{level}级 ": n for level, n in Counter(draft.draft.level for draft in corpus.drafts).items()},
        "没有问题的 ": sum(not draft.flags for draft in corpus.drafts),
    }
    assert [words for name, n in counts.items() if (words := f"{name}{n:,} 件") not in read(DATA)] == []
    assert f"{len({draft.group for draft in corpus.drafts})} 组" in read(DATA)


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    for link in links(page):
        if link.startswith("https://"):
            continue
        path, _, anchor = link.partition("#")
        target = (ROOT / page).parent / path if path else ROOT / page
        assert target.exists(), link
        if anchor:
            titles = headings(target.resolve().relative_to(ROOT).as_posix())
            plain = [re.sub(r"[^\w\- ]", "", title) for _, title in titles]
            assert anchor in {title.lower().replace(" ", "-") for title in plain}, link


@pytest.mark.parametrize("page", [*PAGES, ".ci/run", "pyproject.toml"])
def test_no_page_knows_the_machine_it_was_written_on(page: str) -> None:
    places = r"(?<![\w.~])/(?:work|tmp|home|root|mnt|opt|Users|var)/\S*|[A-Z]:\\\S+"
    assert re.findall(places, read(page)) == []


def test_the_limits_of_batches_are_stated() -> None:
    stated = read("docs/score.md")
    for limit in (batch_limits.MOST_MEMBERS, batch_limits.MOST_PARTS, batch_limits.MOST_ROWS):
        assert f"{limit:,}" in stated
    assert f"解开后 {batch_limits.MOST_EXPANDED >> 30} GB" in stated
    assert f"最多 {batch_limits.LARGEST_TABLE >> 20} MB" in stated
    assert f"{batch_limits.HIGHEST_RATIO} 倍" in stated
    assert f"最多 {office.SECONDS:g} 秒" in read("docs/letters.md")


def test_every_version_of_the_tables_is_listed() -> None:
    versions = ROOT / "api" / "storage" / "migrations" / "versions"
    made = sorted(path.name[1:5] for path in versions.glob("v*.py"))
    assert list(rows(section("docs/upgrade.md", "各版本的表"))) == ["表的版本", *made][-len(made) :]


def test_what_is_done_by_hand_in_an_upgrade_is_said_in_chinese_too() -> None:
    changelog = re.search(r"^### Upgrading\n(.*?)^### ", read("CHANGELOG.md"), re.MULTILINE | re.DOTALL)
    assert changelog
    chinese = section("docs/upgrade.md", "这一版要手工做的")
    assert len(re.findall("^- ", chinese, re.MULTILINE)) == len(re.findall("^- ", changelog[1], re.MULTILINE))
    assert set(re.findall("`([^`]+)`", changelog[1])) <= set(re.findall("`([^`]+)`", chinese))
