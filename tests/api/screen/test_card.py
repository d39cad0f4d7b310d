"""A card is shown whole, on one or two screens: ``card.txt`` shows how."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from rich.cells import cell_len

from api.screen.card import write_card
from api.screen.paper import Paper
from model.bundle import Bundle, Training
from model.card import Card, EncoderMade, Figure
from model.content import card_texts
from model.tier import Blend, FullTier
from tests.model.bundles import CALIBRATION, THRESHOLDS, made
from tests.model.cards import CARD

SHOWN = Path(__file__).with_name("card.txt")
FULL = FullTier("e" * 64, Blend(1, 1, 1, 1, 1, 1, 1), CALIBRATION, replace(THRESHOLDS, holds=0.7))
FOLDER = Path("models") / "full-3f2a90c1b7de"
MOST_LINES = 62


def bundle(card: Card = CARD, full: FullTier | None = FULL) -> Bundle:
    training = Training("d" * 64, 7, 100, 99)
    return replace(made(), version="full-3f2a90c1b7de", training=training, card=card, full=full)


def lines(shown: Bundle, columns: int | None = None) -> list[str]:
    paper = Paper(colour=False, columns=columns)
    write_card(paper, shown, FOLDER, datetime(2026, 11, 26, 8, 5))
    return paper.text().splitlines()


def test_everything_is_there_under_its_name() -> None:
    assert lines(bundle()) == SHOWN.read_text("utf-8").splitlines()


def test_the_card_of_a_real_model_is_no_long_read() -> None:
    said = card_texts()
    assert CARD.measured
    real = replace(
        CARD,
        purpose=said.purpose,
        limits=said.limits,
        never=said.never,
        measured=replace(CARD.measured, how=said.how),
    )
    wrapped = lines(bundle(real), columns=80)
    assert len(wrapped) <= MOST_LINES
    assert max(map(cell_len, wrapped)) <= 80


def test_without_an_encoder_nothing_is_said_of_one() -> None:
    assert CARD.measured
    fast = replace(CARD, encoder=None, measured=replace(CARD.measured, full=None))
    text = "\n".join(lines(bundle(fast, full=None)))
    assert "只有快速一档" in text
    assert "细读" not in text
    assert "编码器" not in text


def test_an_encoder_that_came_from_elsewhere_is_doubted() -> None:
    text = "\n".join(lines(bundle(replace(CARD, encoder=EncoderMade("e" * 64, None)))))
    assert "无从核对" in text
    assert "lianshen train --finetune" not in text


def test_what_was_not_measured_is_said() -> None:
    assert "  标注的草稿或标题太少，没有量。" in lines(bundle(replace(CARD, measured=None)))
    assert CARD.measured
    gap = replace(CARD.measured.fast, clean=Figure(None, None, None))
    text = "\n".join(lines(bundle(replace(CARD, measured=replace(CARD.measured, fast=gap)))))
    assert "没有问题的 35 件判为没有问题：—；" in text
