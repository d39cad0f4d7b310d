"""A card comes back from JSON as it was."""

import json
from dataclasses import asdict, replace

import pytest

from model.card import Card, EncoderMade, card_of
from tests.model.cards import CARD

assert CARD.measured


@pytest.mark.parametrize(
    "card",
    [
        CARD,
        replace(CARD, encoder=None, measured=replace(CARD.measured, full=None)),
        replace(CARD, encoder=EncoderMade("e" * 64, None), measured=None),
    ],
    ids=["both tiers", "fast tier", "unknown encoder, nothing measured"],
)
def test_a_card_comes_back_from_json(card: Card) -> None:
    assert card_of(json.loads(json.dumps(asdict(card)))) == card
