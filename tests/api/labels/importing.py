"""Labels brought in from files and taken out again, for tests."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import orjson
from hypothesis import strategies as st

from api.documents.reading import check_chinese
from api.labels.exporting import export_labels
from api.labels.form import Form
from api.labels.importing import Asked, Outcome, import_labels
from api.labels.names import said_by, words_of
from api.labels.problem import Problem
from api.labels.record import Record, row_of
from api.labels.store import standing_labels, standing_records
from api.storage.database import Database
from model.content import units
from model.draft import LEVELS, Draft
from model.errors import DraftNotChinese
from tests.training.local.saids import SAID
from training.local.label import Label

FILES = Path(__file__).with_name("files")
WHEN = datetime(2026, 3, 2, 6, 30, 0, 125, tzinfo=UTC)

CHARACTERS = st.characters(categories=["L", "N", "P", "S"], exclude_characters="\ufeff") | st.sampled_from(
    "建议硬化村道'\"=@+-，,\t\n<>&"
)
PLAIN = st.text(CHARACTERS, max_size=30).map(lambda text: " ".join(text.split()))


def _is_draft(draft: Draft) -> bool:
    try:
        check_chinese("", draft)
    except DraftNotChinese:
        return False
    return True


DRAFTS = (
    st.builds(
        lambda title, body, level: Draft(title, body, level).masked,
        st.just("关于修路的建议") | PLAIN.map(lambda text: f"关于{text}的建议"),
        st.builds("大湾村{}\n{}请修好。".format, PLAIN, PLAIN),
        st.sampled_from(LEVELS),
    )
    .map(lambda draft: Draft(draft.title, draft.body, draft.level))
    .filter(_is_draft)
)
LABELS = st.builds(
    Label,
    DRAFTS,
    SAID.filter(lambda said: bool(said) and not said_by(words_of(said))[1]),
    PLAIN.filter(bool),
    st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)),
    st.just("import"),
)
RECORDS = st.builds(
    Record, LABELS, PLAIN, st.dictionaries(PLAIN.filter(bool), PLAIN | st.booleans() | st.none(), max_size=2)
)


def today(name: str, on: date | None) -> str | None:  # noqa: ARG001 - the bundled list has no dates
    """Return the bundled unit of a name."""
    return name if name in units() else None


def import_file(
    database: Database, path: Path, form: Form | None = None, annotator: str = "未署名"
) -> tuple[Outcome, list[Problem]]:
    """Import a file; return what came of it."""
    problems: list[Problem] = []
    return import_labels(database, Asked(path, form, annotator), today, problems.append), problems


def put(database: Database, records: Sequence[Record]) -> None:
    """Put labels into the store as they are."""
    with database.writing() as session:
        session.add_all(map(row_of, records))


def labels(database: Database) -> list[Label]:
    """Return all that hold, in an order that does not depend on the store's."""
    return sorted(standing_labels(database), key=repr)


def there_and_back(
    first: Database, second: Database, output: Path, form: Form | None = None
) -> list[Problem]:
    """Export what one store holds, and import it into another."""
    export_labels(first, output, form)
    return import_file(second, output, form)[1]


def written(path: Path, rows: Sequence[object]) -> Path:
    """Write lines of JSON."""
    path.write_bytes(b"".join(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in rows))
    return path


def extras(database: Database) -> list[tuple[str, object]]:
    """Return reference and what else is kept of all labels that hold."""
    return sorted(((each.reference, dict(each.extra)) for each in standing_records(database)), key=repr)
