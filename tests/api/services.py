"""The service with a model that was trained in seconds, for tests that talk to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.http.app import create_app
from api.settings import read_settings
from api.storage.database import Database
from api.storage.migrate import migrate
from model.bundle import Bundle
from training.train import keep

HERE = "http://127.0.0.1"
"""By which address the service is asked: it answers under no other name."""
HTML = {"Accept": "text/html"}


@contextmanager
def serving(home: Path, **settings: object) -> Iterator[TestClient]:
    """Serve in this process; errors of the service become answers, as they do for users.

    Args:
        home: folder with the model in use, the key and, unless set, the database.
        settings: other than the default ones.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LIANSHEN_HOME", str(home))
        chosen = read_settings(**{"rate": 0, "account_rate": 0, **settings})
        database = Database.open(chosen.database_url.get_secret_value())
        migrate(database)
        database.close()
        app = create_app(chosen)
        with TestClient(app, HERE, raise_server_exceptions=False, follow_redirects=False) as client:
            yield client


def home_with(bundle: Bundle, folder: Path) -> Path:
    """Return a home in which a model is in use."""
    keep(bundle, folder)
    return folder


@pytest.fixture(scope="session")
def small_home(small_bundle: Bundle, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which the small model is in use."""
    return home_with(small_bundle, tmp_path_factory.mktemp("small-home"))


@pytest.fixture(scope="module")
def service(small_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The service as this machine alone reaches it, with an empty database."""
    file = tmp_path_factory.mktemp("database") / "service.sqlite3"
    with serving(small_home, database_url=f"sqlite:///{file}") as client:
        yield client
