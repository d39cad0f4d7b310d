"""A data folder of one's own with a small model, and an account of who uploads."""

from pathlib import Path

import pytest

from api.batches import running
from api.storage.database import Database
from model.bundle import Bundle
from tests.api.batches.uploaded import add_reviewer
from tests.api.services import home_with


@pytest.fixture
def own_home(small_bundle: Bundle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder in which the small model is in use; one process scores: it is there sooner than two."""
    folder = home_with(small_bundle, tmp_path / "home")
    monkeypatch.setenv("LIANSHEN_HOME", str(folder))
    monkeypatch.setattr(running, "cores", lambda: 1)
    return folder


@pytest.fixture
def reviewer_id(database: Database) -> int:
    """Number of the account of a reviewer."""
    return add_reviewer(database)
