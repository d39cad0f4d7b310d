"""The models that lie here, with what is known of each."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from api.models.switching import Models
from api.models.used import used
from api.storage.learning_schema import TrainingRow
from training.local.comparison import comparison_of

_VERSION = re.compile("(?:fast|full)-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Listed:
    """One model.

    Attributes:
        version: of it.
        written: when, in UTC.
        drafts: of the bundled corpus that it was trained on.
        titles: likewise.
        data: SHA-256 of what it was trained on.
        labels: labelled drafts of the place that it learnt from; 0 where there were none.
        in_use: whether it is the one.
        before: whether one goes back to it if the one in use is taken out.
        compared: whether it was compared with the one in use.
        objections: why the rule does not allow it; none where it does, or where it was not compared.
    """

    version: str
    written: datetime
    drafts: int
    titles: int
    data: str
    labels: int
    in_use: bool
    before: bool
    compared: bool
    objections: tuple[str, ...]


def listed(models: Models) -> tuple[Listed, ...]:
    """Return the models, the newest first. Only their manifests are read; using one checks all of it."""
    current = models.in_use
    with models.database.session() as session:
        former = [version for version in used(session) if version != current]
        rows = session.execute(
            select(TrainingRow.version, TrainingRow.against, TrainingRow.comparison)
            .where(TrainingRow.comparison != b"")
            .order_by(TrainingRow.id)
        ).all()
    labels: dict[str, int] = {}
    objections: dict[str, tuple[str, ...]] = {}
    for version, against, kept in rows:
        comparison = comparison_of(bytes(kept))
        labels[version] = comparison.learnt
        if against == current:
            objections[version] = comparison.objections
    found = [
        Listed(
            version,
            datetime.fromtimestamp(folder.stat().st_mtime, UTC),
            *_trained_on(folder),
            labels.get(version, 0),
            version == current,
            former[-1:] == [version],
            version in objections,
            objections.get(version, ()),
        )
        for folder in (models.home / "models").glob("f*-*")
        if _VERSION.fullmatch(version := folder.name)
    ]
    return tuple(sorted(found, key=lambda each: (each.written, each.version), reverse=True))


def _trained_on(folder: Path) -> tuple[int, int, str]:
    """Return drafts, titles and digest; zeros of a manifest that cannot be read."""
    try:
        told = json.loads((folder / "manifest.json").read_bytes())
        training: Mapping[str, object] = told["training"]
        return int(str(training["drafts"])), int(str(training["titles"])), str(training["data"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0, 0, ""
