"""The model in use, trained once for all tests that judge real drafts, and a small corpus for cheap fits."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from model.bundle import Bundle
from model.reviewer import Reviewer
from tests.once import made_once
from tests.small import small_corpus as few_groups
from training.default import bundle_in_use
from training.fit import fit
from training.labels import Corpus
from training.train import keep, train

settings.register_profile("lianshen", deadline=None, max_examples=30)  # a busy machine is no failure
settings.load_profile("lianshen")


def pytest_collection_finish() -> None:
    """Keep the ten thousand tests themselves out of every search for garbage."""
    gc.freeze()


@pytest.fixture(autouse=True)
def garbage_is_searched_for() -> Iterator[None]:
    """Search for garbage after a test as before it: what serves or scores changes that for its process."""
    on, often = gc.isenabled(), gc.get_threshold()
    yield
    gc.set_threshold(*often)
    if on:
        gc.enable()


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which the model trained from the bundled corpus is in use."""
    return made_once(tmp_path_factory, "home", lambda folder: keep(train(), folder))


@pytest.fixture(scope="session")
def reviewer(home: Path) -> Reviewer:
    """The reviewer everybody has after ``lianshen train``."""
    return Reviewer.load(bundle_in_use(home))


@pytest.fixture(scope="session")
def small_corpus() -> Corpus:
    return few_groups()


@pytest.fixture(scope="session")
def small_bundle(small_corpus: Corpus) -> Bundle:
    """A bundle trained on the small corpus: a poor judge, but a whole one."""
    return fit(small_corpus, data="small")
