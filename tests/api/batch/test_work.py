"""The work file of a run keeps what it was given, and nobody else's run goes on from it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from api.batch.rows import Entry, Origin, Scored
from api.batch.work import Done, Work, files_of, work_file
from api.errors import BatchError, OtherRun, RunBusy
from model.draft import Draft
from tests.api.batch.kept import entry, over_nothing, row, unread
from tests.api.reviews import FLAWED


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return work_file(tmp_path / "结果.xlsx")


@pytest.fixture
def work(place: Path) -> Iterator[Work]:
    with closing(Work.begin(place, over_nothing(), restart=False)) as begun:
        yield begun


def again(place: Path) -> Work:
    return Work.begin(place, over_nothing(), restart=False)


def test_what_was_kept_is_there_when_it_is_opened_again(place: Path) -> None:
    with closing(again(place)) as work:
        work.add([row(1), unread(2), row(3)])
        work.add([unread(4)])
    with closing(again(place)) as work:
        assert work.done == Done(4, 2, 2)
        assert [scored.entry.number for scored in work.scored()] == [1, 3]
        assert list(work.unread()) == [unread(2), unread(4)]
        assert not work.whole


def test_a_draft_and_its_review_come_back_as_they_were_with_personal_numbers_masked(work: Work) -> None:
    work.add([row(1)])
    (scored,) = work.scored()
    masked = Draft(entry(1).draft.masked_title, entry(1).draft.masked_body, entry(1).draft.level)
    assert masked.body != entry(1).draft.body
    assert scored == Scored(Entry(1, entry(1).origin, masked, {"代表": "张三"}, ("没有标题。",)), FLAWED)


def test_no_personal_number_is_in_the_file(place: Path) -> None:
    with closing(again(place)) as work:
        work.add([row(1)])
    assert b"13812345678" not in b"".join(file.read_bytes() for file in files_of(place) if file.exists())


def test_what_is_kept_twice_is_there_once(work: Work) -> None:
    work.add([row(1), unread(2)])
    work.add([row(1), unread(2), row(3)])
    assert work.done == Done(3, 2, 1)


def test_it_is_whole_only_once_that_was_said(place: Path) -> None:
    with closing(again(place)) as work:
        work.finish()
    with closing(again(place)) as work:
        assert work.whole


def test_verdicts_are_counted(work: Work) -> None:
    work.add([row(1), row(2)])
    assert work.verdicts == {FLAWED.verdict: 2}


@pytest.mark.usefixtures("work")
def test_nobody_else_opens_it_meanwhile(place: Path) -> None:
    with pytest.raises(RunBusy, match="正在做"):
        again(place)
    with pytest.raises(RunBusy):
        Work.look(place)


def test_a_run_over_other_things_is_refused_with_a_choice(work: Work, place: Path) -> None:
    work.add([row(1)])
    work.close()
    with pytest.raises(OtherRun, match=r"模型原来是 fast-0+，现在是 fast-1.*--restart"):
        Work.begin(place, over_nothing(model="fast-1"), restart=False)
    with closing(again(place)) as same:
        assert same.done.last == 1


def test_starting_anew_throws_away_what_another_run_has_done(work: Work, place: Path) -> None:
    work.add([row(1)])
    work.close()
    with closing(Work.begin(place, over_nothing(model="fast-1"), restart=True)) as anew:
        assert anew.done == Done(0, 0, 0)
        assert anew.over.model == "fast-1"


def test_names_that_are_no_text_are_kept_as_well_as_can_be(work: Work) -> None:
    odd = Entry(1, Origin("\udcd6\udcd0.docx"), Draft("关于修路的建议", "请修路。"), {"代表": "\ud800"}, ())
    work.add([(odd, row(1)[1])])  # type: ignore[index]
    (found,) = work.entries()
    assert (found.origin.file, found.fields["代表"]) == ("??.docx", "?")


@pytest.mark.parametrize("content", [b"not a database at all", b"SQLite format 3\x00" + b"x" * 4096])
@pytest.mark.parametrize("restart", [False, True])
def test_a_file_of_somebody_else_is_refused_and_left_alone(
    place: Path, content: bytes, restart: bool
) -> None:
    place.write_bytes(content)
    with pytest.raises(BatchError, match="不是本程序"):
        Work.begin(place, over_nothing(), restart=restart)
    assert place.read_bytes() == content


def test_a_database_of_somebody_else_is_refused_and_left_alone(place: Path) -> None:
    with closing(sqlite3.connect(place)) as other:
        other.execute("CREATE TABLE run (precious)")
    with pytest.raises(BatchError, match="不是本程序"):
        Work.begin(place, over_nothing(), restart=True)
    with closing(sqlite3.connect(place)) as other:
        assert other.execute("SELECT count(*) FROM run").fetchone() == (0,)


def test_an_empty_file_is_where_a_run_was_killed_at_once(place: Path) -> None:
    place.touch()
    with closing(again(place)) as work:
        assert work.done == Done(0, 0, 0)


def test_there_is_nothing_to_look_at_before_a_run(place: Path) -> None:
    with pytest.raises(BatchError, match="没有做了一半的结果"):
        Work.look(place)
    assert not place.exists()


def test_removed_it_leaves_nothing_behind(work: Work, place: Path) -> None:
    work.add([row(1)])
    work.remove()
    assert list(place.parent.iterdir()) == []


def test_a_full_disk_is_said_and_what_was_kept_stays(place: Path) -> None:
    with closing(again(place)) as work:
        work.add([row(1)])
        work._connection.execute("PRAGMA max_page_count = 1")
        with pytest.raises(BatchError, match=r"磁盘满了.*接着做"):
            work.add([row(number) for number in range(2, 200)])
        assert work.done.last == 1
