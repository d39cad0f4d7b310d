"""A batch is scored by one model throughout, whatever is promoted meanwhile; the next one by the new."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from api.batch.inputs import entries
from api.batch.packed import unpack
from api.batch.rows import Entry, Unread
from api.batches import running
from api.batches.running import run_batch
from api.storage.database import Database
from api.storage.desk_schema import PieceRow, PieceTextRow
from model.bundle import save_bundle
from tests.api.batches.uploaded import add_batch, batch_in
from tests.api.cli.scores import write_drafts
from tests.model.bundles import made
from training.default import bundle_in_use
from training.promoting import put_in_use


def models_of(database: Database, number: int) -> list[str]:
    with database.session() as session:
        which = select(PieceTextRow.review).join(PieceTextRow.piece).where(PieceRow.batch_id == number)
        return [unpack(review).model for review in session.scalars(which)]


def test_a_model_promoted_midway_scores_the_next_batch(
    own_home: Path, database: Database, reviewer_id: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = bundle_in_use(own_home), save_bundle(made(), own_home / "models")
    files: dict[str, bytes | Path] = {"建议.jsonl": write_drafts(tmp_path / "建议.jsonl", 40)}
    first, second, last = (add_batch(database, reviewer_id, files) for _ in range(3))
    ending = False

    def promoted_midway(inputs: list[Path]) -> Iterator[Entry | Unread]:
        nonlocal ending
        for entry in entries(inputs):
            if entry.number == 20:
                put_in_use(new)
                ending = True
            yield entry

    monkeypatch.setattr(running, "entries", promoted_midway)
    run_batch(database, first, lambda: False)
    assert models_of(database, first) == [old.name] * 40
    put_in_use(old)
    ending = False
    run_batch(database, second, lambda: ending)  # the process ends; another one goes on
    assert batch_in(database, second).under_way
    monkeypatch.undo()
    monkeypatch.setenv("LIANSHEN_HOME", str(own_home))
    monkeypatch.setattr(running, "cores", lambda: 1)
    assert bundle_in_use(own_home) == new
    run_batch(database, second, lambda: False)
    assert models_of(database, second) == [old.name] * 40
    run_batch(database, last, lambda: False)
    assert models_of(database, last) == [new.name] * 40
