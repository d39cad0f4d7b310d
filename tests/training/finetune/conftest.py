"""One tiny checkpoint for all; torch on one core, so that sums come out alike wherever the tests run."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from model.characters import Characters
from tests.training.finetune.tiny import RECIPE, tiny_checkpoint
from training.finetune.checkpoint import load_checkpoint
from training.finetune.network import Network
from training.labels import Corpus


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> Iterator[None]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="session")
def checkpoint(small_corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_checkpoint(tmp_path_factory.mktemp("checkpoints") / "tiny", small_corpus)


@pytest.fixture
def network(checkpoint: Path) -> Network:
    """A network over the tiny checkpoint, its heads always the same."""
    encoder, _ = load_checkpoint(checkpoint, RECIPE.layers)
    torch.manual_seed(1)
    return Network(encoder)


@pytest.fixture(scope="session")
def characters(checkpoint: Path) -> Characters:
    return load_checkpoint(checkpoint, RECIPE.layers)[1]
