"""What was said, as JSON and back."""

import pytest
from hypothesis import given

from tests.training.local.saids import SAID
from training.local.said import Said, said_json, said_of


@given(SAID)
def test_what_was_said_comes_back(said: Said) -> None:
    assert said_of(said_json(said)) == said


@pytest.mark.parametrize(
    "said",
    [
        Said({"vague": False}),
        Said(codes=()),
        Said(main="教育局"),
        Said(co=()),
        Said(triage="小微事"),
    ],
)
def test_anything_said_counts_even_that_there_is_none(said: Said) -> None:
    assert said


def test_silence_is_silence() -> None:
    assert not Said()
    assert not said_of(said_json(Said()))
