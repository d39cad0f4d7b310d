"""The comparison of two models: the one that was made, or made now."""

from api.models.switching import Models
from api.trainings.progress import Report
from api.trainings.running import means
from api.trainings.table import By, comparison_between, keep_comparison
from training.default import bundle_of
from training.local.comparison import Comparison, comparison_json


def compared(models: Models, new: str, old: str, by: By, progress: Report) -> Comparison:
    """Return the comparison of two models; made and kept where there is none.

    Args:
        models: of the place.
        new: version of the one that may take the other's place.
        old: version of the other.
        by: who wants it.
        progress: told how far it is.

    Raises:
        BundleError: there is no such model, or it cannot be used.
    """
    newer, older = bundle_of(models.home, new), bundle_of(models.home, old)
    with models.database.session() as session:
        found = comparison_between(session, newer.name, older.name)
    if found is None:
        found = means().compare(newer, older, models.home, progress=progress)
        keep_comparison(models.database, by, comparison_json(found), newer.name, older.name)
    return found
