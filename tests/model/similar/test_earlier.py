"""The drafts of earlier sessions: kept, added to, looked through, and not to be changed unnoticed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import orjson
import pytest

from model.draft import Draft
from model.errors import EarlierDamaged, EarlierError, EarlierFormatError, EarlierNotFound
from model.similar import earlier
from model.similar.earlier import Earlier, Past, add
from tests.model.similar.drafts import BRIDGE, DOCTORS, LAMPS, LAMPS_TOO, OTHER_LAMPS


def past(draft: Draft, **fields: str) -> Past:
    return Past(draft, {"届次": "十七届四次", **fields})


@pytest.fixture
def index(tmp_path: Path) -> Path:
    add(tmp_path, [past(LAMPS, 编号="12", 办理情况="已列入今年计划"), past(DOCTORS), past(OTHER_LAMPS)])
    return tmp_path


def test_the_draft_on_the_same_matter_comes_first_with_how_it_was_handled(index: Path) -> None:
    (alike,) = Earlier.open(index).most_alike([Past(LAMPS_TOO, {"届次": "十七届五次"})])
    assert alike[0].past.draft == LAMPS
    assert alike[0].past.fields["办理情况"] == "已列入今年计划"
    assert alike[0].likeness > 0.7


def test_one_draft_may_be_asked_about_alone(index: Path) -> None:
    opened = Earlier.open(index)
    assert opened.three_most_similar(LAMPS_TOO) == opened.most_alike([Past(LAMPS_TOO, {})])[0]
    assert opened.three_most_similar(DOCTORS, "十七届四次") == ()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"承办单位": "住建局", "办理情况": "已列入今年计划"}, "住建局：已列入今年计划"),
        ({"承办单位": "住建局", "办理情况": " "}, "住建局"),
        ({"办理情况": "已答复"}, "已答复"),
        ({}, ""),
    ],
)
def test_how_it_was_handled_is_told_in_one_line(fields: dict[str, str], words: str) -> None:
    assert Past(LAMPS, fields).handled == words


def test_what_is_alike_nothing_has_no_earlier_draft(index: Path) -> None:
    assert Earlier.open(index).most_alike([Past(BRIDGE, {})]) == [()]


def test_an_equal_draft_is_certain_and_its_words_are_marked(index: Path) -> None:
    (alike,) = Earlier.open(index).most_alike([Past(DOCTORS, {})])
    assert alike[0].likeness == 1.0
    assert {passage.own.text for passage in alike[0].passages} >= {DOCTORS.title}


def test_a_draft_of_the_same_session_is_no_earlier_one(index: Path) -> None:
    assert Earlier.open(index).most_alike([past(DOCTORS)]) == [()]


def test_three_are_shown_at_most(tmp_path: Path) -> None:
    add(tmp_path, [Past(DOCTORS, {"编号": str(number)}) for number in range(5)])
    (alike,) = Earlier.open(tmp_path).most_alike([Past(DOCTORS, {})])
    assert len(alike) == earlier.MOST


def test_the_answer_does_not_depend_on_what_else_is_asked(index: Path) -> None:
    opened = Earlier.open(index)
    together = opened.most_alike([Past(LAMPS_TOO, {}), Past(DOCTORS, {})])
    assert together == opened.most_alike([Past(LAMPS_TOO, {})]) + opened.most_alike([Past(DOCTORS, {})])


def test_what_is_added_is_found_beside_what_was_there(index: Path) -> None:
    assert add(index, [past(BRIDGE)]) == 1
    opened = Earlier.open(index)
    assert len(opened) == 4
    assert opened.most_alike([Past(BRIDGE, {})])[0][0].past.draft == BRIDGE


def test_a_draft_added_again_says_how_it_was_handled_in_the_end(index: Path) -> None:
    add(index, [past(LAMPS, 编号="12", 办理情况="路灯已经亮了")])
    opened = Earlier.open(index)
    assert len(opened) == 3
    assert opened.most_alike([Past(LAMPS, {})])[0][0].past.fields["办理情况"] == "路灯已经亮了"


def test_adding_nothing_makes_nothing(tmp_path: Path) -> None:
    assert add(tmp_path / "index", []) == 0
    assert not (tmp_path / "index").exists()


def test_several_may_add_at_the_same_time(tmp_path: Path) -> None:
    def one(number: int) -> int:
        return add(tmp_path, [Past(Draft(f"关于第{number}件事的建议", "内容不同。"), {})])

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(one, range(12))) == 12
    assert len(Earlier.open(tmp_path)) == 12


def test_identifiers_of_persons_are_not_kept(tmp_path: Path) -> None:
    add(tmp_path, [Past(Draft("修路", "请打13800001234找我。"), {})])
    assert not [path for path in tmp_path.rglob("*.*") if b"13800001234" in path.read_bytes()]


def test_no_index_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(EarlierNotFound, match="没有往届建议"):
        Earlier.open(tmp_path / "nowhere")


def part(index: Path) -> Path:
    (found,) = (path for path in index.iterdir() if path.is_dir())
    return found


def cut_off(folder: Path) -> None:
    whole = (folder / "drafts.json").read_bytes()
    (folder / "drafts.json").write_bytes(whole[:-5])


def without_sketches(folder: Path) -> None:
    (folder / "sketches.safetensors").unlink()


def no_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_text("[]", "utf-8")


@pytest.mark.parametrize("damage", [cut_off, without_sketches, no_manifest])
def test_a_changed_file_is_noticed(index: Path, damage: Callable[[Path], None]) -> None:
    damage(part(index))
    with pytest.raises(EarlierDamaged, match="不可信"):
        Earlier.open(index)


def rewrite(folder: Path, **changes: object) -> None:
    manifest = orjson.loads((folder / "manifest.json").read_bytes())
    (folder / "manifest.json").write_bytes(orjson.dumps(manifest | changes))


def test_a_later_format_is_refused(index: Path) -> None:
    rewrite(part(index), format=99)
    with pytest.raises(EarlierFormatError, match="格式是 99"):
        Earlier.open(index)


def test_sketches_of_another_version_are_made_anew(index: Path) -> None:
    before = Earlier.open(index).most_alike([Past(LAMPS_TOO, {})])
    rewrite(part(index), made_with="0-old")
    assert Earlier.open(index).most_alike([Past(LAMPS_TOO, {})]) == before


def test_a_place_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(EarlierError, match="写不进去"):
        add(tmp_path / "file", [past(LAMPS)])
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_what_a_killed_writer_left_is_not_read(index: Path) -> None:
    (index / ".writing-0123").mkdir()
    assert len(Earlier.open(index)) == 3
