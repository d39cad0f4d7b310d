"""What the fast tier is sure of, tier ``auto`` does not ask the encoder about."""

from dataclasses import replace
from pathlib import Path

import pytest

from model import reviewer as module
from model.draft import Draft
from model.encoder import Encoder
from model.reviewer import Reviewer
from tests.model.bundles import DRAFTS, FULL, made
from tests.model.encoders import made as encoder_made


@pytest.fixture
def reviewer(tmp_path: Path) -> Reviewer:
    encoder = Encoder.load(encoder_made(tmp_path), threads=1)
    return Reviewer(replace(made(), full=replace(FULL, encoder=encoder.digest)), encoder, settle=True)


@pytest.mark.parametrize("settled", [0, 1, len(DRAFTS)])
def test_each_review_names_the_tier_that_made_it(
    reviewer: Reviewer, settled: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the fast tier settles all that are reviewed together, nothing is left for the other."""
    answers = iter([True] * settled + [False] * (len(DRAFTS) - settled))
    monkeypatch.setattr(module, "_sure", lambda _opinion: next(answers))
    reviews = list(reviewer.review_many(Draft(draft.title, draft.body) for draft in DRAFTS))
    assert [review.title for review in reviews] == [draft.title for draft in DRAFTS]
    tiers = [review.model.partition("-")[0] for review in reviews]
    assert tiers == ["fast"] * settled + ["full"] * (len(DRAFTS) - settled)
