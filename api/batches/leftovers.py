"""What processes that were killed leave in the data folder."""

from api.batch.work import files_of
from api.batches.places import discard, forgotten, with_work, work_of
from api.batches.table import find
from api.storage.database import Database

_A_DAY = 24 * 3600.0


def clear_away(database: Database) -> None:
    """Remove uploads that were never finished, and work files of batches whose drafts are all on the desk."""
    for folder in forgotten(_A_DAY):
        discard(folder)
    for number in with_work():
        batch = find(database, number)
        if batch is not None and batch.state in {"done", "cancelled"}:
            for file in reversed(files_of(work_of(number))):
                file.unlink(missing_ok=True)
