"""The tables of a benchmark are read as they are meant, and no two drafts in them are alike."""

from itertools import islice
from pathlib import Path

from api.batch.inputs import entries
from api.batch.rows import Entry
from api.bulk.tables import shuffled, write_lines, write_table
from tests.small import small_corpus

DRAFTS = [labelled.draft for labelled in small_corpus().drafts]


def test_both_kinds_of_table_hold_the_same_drafts(tmp_path: Path) -> None:
    made = list(islice(shuffled(DRAFTS), 50))
    for written in (
        write_table(tmp_path / "建议.xlsx", shuffled(DRAFTS), 50),
        write_lines(tmp_path / "建议.jsonl", shuffled(DRAFTS), 50),
    ):
        found = [entry for entry in entries([written]) if isinstance(entry, Entry)]
        assert [entry.draft.title for entry in found] == [draft.title for draft in made]
        assert [entry.draft.body for entry in found] == [draft.body.strip() for draft in made]
        assert found[0].fields["代表团"] == "第2代表团"


def test_drafts_are_as_long_as_real_ones_and_all_different() -> None:
    made = list(islice(shuffled(DRAFTS), 300))
    length = sum(len(draft.body) for draft in made) / len(made)
    real = sum(len(draft.body) for draft in DRAFTS) / len(DRAFTS)
    assert real * 0.9 < length < real * 1.3
    assert len({draft.body for draft in made}) == len(made)
