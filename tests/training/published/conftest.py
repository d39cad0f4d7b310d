"""A model of both tiers made by hand, and an encoder that is shipped with it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from model.bundle import save_bundle
from model.encoder import digest_of, read_manifest
from tests.model.bundles import FULL
from tests.model.bundles import made as bundle_made
from tests.model.encoders import made as encoder_made

_SHIPPED = (
    "model.encoder.shipped",
    "training.published.models.shipped",
    "training.published.parts.shipped",
    "training.published.run.shipped",
)


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = encoder_made(tmp_path_factory.mktemp("data") / "encoder")
    with pytest.MonkeyPatch.context() as patch:
        for name in _SHIPPED:
            patch.setattr(name, lambda: folder)
        yield folder


@pytest.fixture(scope="module")
def bundle(encoder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    tier = replace(FULL, encoder=digest_of(read_manifest(encoder)))
    return save_bundle(replace(bundle_made(), full=tier), tmp_path_factory.mktemp("models"))


@pytest.fixture
def without_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in _SHIPPED:
        monkeypatch.setattr(name, lambda: None)
