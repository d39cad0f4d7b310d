"""What is deleted is gone: no row, no file and no byte of it stays."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson
import pytest
from sqlalchemy import func, select

from api.accounts import accounts
from api.batch.rows import Origin, Scored
from api.batches.places import inputs_of
from api.desk.deciding import act
from api.desk.exporting import groups_of
from api.desk.grouping import represent
from api.desk.handed_in import put_missing
from api.desk.pieces import find as find_piece
from api.errors import BatchError
from api.labels.store import add_page_label, standing_labels
from api.privacy.asked import Asked, Going
from api.privacy.deleting import delete
from api.privacy.finding import find
from api.storage.database import Database
from api.storage.desk_schema import ActionRow, BatchRow, PieceRow
from api.storage.learning_schema import LabelRow, TrainingRow
from api.storage.persons_schema import PersonRow
from api.storage.schema import AccountRow, RecoveryRow, SubmissionRow
from api.submissions import submit
from api.trail.listing import steps
from api.trail.verifying import verify
from api.trainings.freezing import freeze
from model.draft import Draft
from model.similar.earlier import Earlier, Past, add
from tests.api.desk.desks import RECEIVED
from tests.api.desk.grouped import seen
from tests.api.desk.office import Office, office
from tests.api.web.browsing import PASSWORD
from training.local.said import Said
from training.local.snapshot import FOLDER, keep_snapshot, read_snapshot

NAME = "欧阳建国"
MATTER = "青石坳渡口的木船又翻了"
TITLE = f"关于{MATTER}的建议"
BODY = f"上个月{MATTER}，请县交通运输局修一座人行桥。"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LIANSHEN_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def desk(home: Path, scored_session: tuple[Scored, ...]) -> Iterator[Office]:
    """A desk in the data folder, on which the first draft is the one that shall go."""
    from api.storage.migrate import migrate  # noqa: PLC0415 - only here

    database = Database.open(f"sqlite:///{home}/lianshen.sqlite3")
    migrate(database)
    first = scored_session[0]
    entry = replace(
        first.entry,
        draft=Draft(TITLE, BODY),
        fields={"编号": "7", "代表": f"{NAME}（13812345678）"},
        origin=Origin(f"{NAME}/修桥.docx"),
    )
    own = Scored(entry, replace(first.review, title=TITLE))
    desk = office(database, [own, *scored_session[1:5]])
    _rest_on(desk, home)
    yield desk
    database.close()


def _rest_on(desk: Office, home: Path) -> None:
    """Let all sorts of things rest on the first draft."""
    first, second, third = desk.pieces[:3]
    file = inputs_of(desk.batch) / NAME / "修桥.docx"
    file.parent.mkdir(parents=True)
    file.write_bytes(MATTER.encode())
    (inputs_of(desk.batch) / "别的.docx").write_bytes(b"other")
    group = desk.group(second, first, third, merged=True)
    represent(desk.database, desk.reviewer, seen(desk.database, group), first)
    desk.decide("returned", first, opinion=f"尊敬的{NAME}代表：{MATTER}一事请写明。")
    said = Said(main="交通运输局")
    act(
        desk.database,
        desk.reviewer,
        "correct",
        "更正",
        _version(desk, first),
        lambda was: replace(was, said=said),
    )
    add_page_label(desk.database, desk.reviewer, first, Said(codes=("V2",)))
    add_page_label(desk.database, desk.reviewer, second, Said(codes=("V3",)))
    snapshot = freeze(desk.database)
    keep_snapshot(snapshot, home)
    changed = {"title": TITLE, "excerpt": BODY, "said": [], "old": [], "new": []}
    with desk.database.writing() as session:
        session.add(
            TrainingRow(
                actor="命令行",
                created=RECEIVED,
                state="done",
                stage="",
                share=1.0,
                stop=False,
                problem="",
                snapshot=snapshot.digest,
                version="fast-1",
                against="",
                comparison=orjson.dumps({"changed": [changed]}),
            )
        )
    earlier = [
        Past(Draft(TITLE, BODY), {"届次": "一次"}),
        Past(Draft("修路", "请修三塘路。"), {"届次": "一次"}),
    ]
    add(home / "earlier", earlier)


def _version(desk: Office, number: int) -> dict[int, int]:
    with desk.database.session() as session:
        return {number: session.get_one(PieceRow, number).version}


def delete_now(desk: Office, home: Path, asked: Asked) -> Going:
    going = find(desk.database, home, asked)
    delete(desk.database, home, asked, going, "命令行")
    return going


def contents(home: Path) -> dict[Path, bytes]:
    """Return what all files hold but the one by which processes agree who reads."""
    files = (path for path in home.rglob("*") if path.is_file() and not path.name.endswith("-shm"))
    return {path: path.read_bytes() for path in files}


def holding(home: Path, *words: str) -> list[str]:
    """Return the files in which one of some words stands, also in what was packed."""
    packed = [word.encode() for word in words]
    return [
        str(path.relative_to(home))
        for path in sorted(home.rglob("*"))
        if any(word in str(path) for word in words)
        or (path.is_file() and any(word in path.read_bytes() for word in packed))
    ]


@pytest.mark.parametrize("way", ["piece", "deputy", "before", "batch"])
def test_not_a_byte_of_it_stays(desk: Office, home: Path, way: str) -> None:
    first = desk.pieces[0]
    asked = {
        "piece": Asked(pieces=[first]),
        "deputy": Asked(deputies=[NAME]),
        "before": Asked(before=RECEIVED + timedelta(seconds=30)),
        "batch": Asked(batches=[desk.batch]),
    }[way]
    assert len(holding(home, MATTER)) >= 4
    going = delete_now(desk, home, asked)
    assert first in going.pieces
    assert holding(home, MATTER, NAME, "13812345678") == []
    kept = 0 if way == "batch" else 4
    with desk.database.session() as session:
        assert session.scalar(select(func.count(PieceRow.id))) == kept
        assert session.scalar(select(PersonRow).where(PersonRow.piece_id == first)) is None
        assert session.scalar(select(func.count(LabelRow.id))) == (0 if way == "batch" else 1)
        assert all(MATTER not in row.told for row in session.scalars(select(ActionRow)))
    assert verify(desk.database).sound
    assert steps(desk.database)[0].kind == "privacy.delete"


def test_a_dry_look_changes_nothing(desk: Office, home: Path) -> None:
    before = contents(home)
    going = find(desk.database, home, Asked(deputies=[NAME]))
    assert going.pieces == {desk.pieces[0]: TITLE}
    assert [path.name for path in going.files] == ["修桥.docx"]
    assert len(going.labels) == 2
    assert len(going.snapshots) == 1
    assert going.earlier == {home / "earlier": 1}
    assert contents(home) == before


def test_what_is_left_still_holds_together(desk: Office, home: Path) -> None:
    _, second, third, *_ = desk.pieces
    with desk.database.session() as session:
        old = session.scalars(select(TrainingRow.snapshot)).one()
    delete_now(desk, home, Asked(pieces=[desk.pieces[0]]))
    (group,) = groups_of(desk.database, desk.pieces)
    assert (group.members, group.representative) == ((second, third), second)
    assert (inputs_of(desk.batch) / "别的.docx").exists()
    with desk.database.session() as session:
        new = session.scalars(select(TrainingRow.snapshot)).one()
        assert orjson.loads(session.scalars(select(TrainingRow.comparison)).one()) == {"changed": []}
    assert new != old
    for digest in (old, new):
        assert len(read_snapshot(home / FOLDER / f"{digest}.jsonl").labels) == 1
    assert len(Earlier.open(home / "earlier")) == 1
    assert len(list(standing_labels(desk.database))) == 1


def test_what_a_deputy_handed_in_goes_with_the_account(desk: Office, home: Path) -> None:
    account = accounts.add(desk.database, "ouyang", NAME, "deputy", PASSWORD).id
    with desk.database.writing() as session:  # not as its owner does it, whose name the trail would hold
        session.get_one(AccountRow, account).second_factor = "1x"
        session.add(RecoveryRow(digest="d" * 64, account_id=account))
    piece = find_piece(desk.database, desk.pieces[1])
    assert piece is not None
    handed_in = submit(desk.database, account, Draft("修桥", MATTER), piece.model)
    put_missing(desk.database)
    going = delete_now(desk, home, Asked(deputies=[NAME]))
    assert handed_in.id in going.submissions
    assert len(going.pieces) == 2
    assert holding(home, MATTER, NAME, "ouyang") == []
    with desk.database.session() as session:
        assert session.scalar(select(func.count(SubmissionRow.id))) == 0
        row = session.get_one(AccountRow, account)
        assert (row.disabled, row.second_factor, row.second_step) == (True, None, None)
        assert session.scalar(select(func.count(RecoveryRow.digest))) == 0


def test_nothing_is_taken_from_a_batch_that_is_being_scored(desk: Office, home: Path) -> None:
    with desk.database.writing() as session:
        session.get_one(BatchRow, desk.batch).state = "running"
    with pytest.raises(BatchError, match="还在审读"):
        find(desk.database, home, Asked(pieces=[desk.pieces[0]]))


def test_on_both_databases_the_rows_are_gone(
    database: Database, scored_session: tuple[Scored, ...], home: Path
) -> None:
    desk = office(database, scored_session[:3])
    desk.group(*desk.pieces)
    desk.decide("accepted", *desk.pieces)
    going = delete_now(desk, home, Asked(before=datetime.now(UTC)))
    assert len(going.pieces) == 3
    assert set(going.batches) == {desk.batch}
    assert find(database, home, Asked(before=datetime.now(UTC))).nothing
