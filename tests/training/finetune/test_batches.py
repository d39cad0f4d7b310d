"""Examples in batches: each once, tokens where they belong, and only characters hidden."""

from itertools import pairwise
from random import Random

import pytest
import torch
from torch import Tensor

from model.characters import MASK, PADDING, SPECIAL, Characters
from model.draft import Draft
from tests.training.labelled import labelled
from training.finetune.batches import Batch, batches
from training.finetune.examples import Example, draft_example, title_example
from training.labels import Corpus

TOKENS = 1000


@pytest.fixture(scope="module")
def examples(small_corpus: Corpus, characters: Characters) -> list[Example]:
    long = labelled(draft=Draft("关于修路的建议", "路坏了，请修。" * 150), evidence=())
    return [
        *(draft_example(row, characters, 2.0) for row in (*small_corpus.drafts[:20], long)),
        *(title_example(row, characters) for row in small_corpus.titles[:20]),
    ]


def chance(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - no secret hangs on it


def tokens_of(example: Example) -> list[int]:
    layout = example.layout
    return [
        number
        for window, parts in zip(layout.windows, layout.kept, strict=True)
        for part in parts
        for number in window[part].tolist()
    ]


def texts_of(batch: Batch) -> list[list[int]]:
    """Return the tokens of each example of a batch."""
    kept = batch.numbers.reshape(-1)[batch.kept]
    return [kept[batch.draft_of == number].tolist() for number in range(len(batch.weight))]


def test_every_example_is_in_one_batch_whole_with_what_is_known_of_it(examples: list[Example]) -> None:
    rows = []
    for batch in batches(examples, TOKENS):
        passages, asks = 0, 0
        for number, tokens in enumerate(texts_of(batch)):
            (example,) = (each for each in examples if tokens_of(each) == tokens)
            rows.append(id(example))
            assert batch.unit[number] == example.unit
            assert batch.triage[number] == example.triage
            assert batch.weight[number] == example.weight
            assert batch.judged[number] == example.judged
            assert batch.flags[number].tolist() == example.flags.tolist()
            assert batch.codes[number].tolist() == example.codes.tolist()
            first = int(torch.nonzero(batch.draft_of == number)[0])
            own = slice(passages, passages + len(example.passages))
            assert (batch.passages[own] - first).tolist() == example.passages.tolist()
            assert batch.passage_of[own].tolist() == [number] * len(example.passages)
            assert batch.passage_codes[own].tolist() == example.passage_codes.tolist()
            passages = own.stop
            own = slice(asks, asks + len(example.asks))
            assert (batch.asks[own] - first).tolist() == example.asks.tolist()
            assert batch.ask_units[own].tolist() == example.ask_units.tolist()
            asks = own.stop
            at = batch.draft_of == number
            assert batch.asked[at].tolist() == example.layout.asked.tolist()
            assert batch.title[at].sum() == len(example.layout.title_at)
        assert (passages, asks) == (len(batch.passages), len(batch.asks))
    assert sorted(rows) == sorted(map(id, examples))


def test_batches_are_bounded_and_of_similar_length(examples: list[Example]) -> None:
    lots = list(batches(examples, TOKENS))
    assert len(lots) > 3
    for batch in lots:
        assert batch.numbers.numel() <= TOKENS or len(batch.weight) == 1
        assert (batch.read == (batch.numbers != PADDING)).all()
        assert batch.read[:, 0].all()
    assert any(batch.numbers.numel() > TOKENS for batch in lots)  # the long one, by itself
    single = [batch.read.sum(1) for batch in lots if len(batch.numbers) == len(batch.weight)]
    assert len(single) > 3
    assert all(left.max() <= right.min() for left, right in pairwise(single))


def test_without_chance_all_is_read_in_the_same_order(examples: list[Example]) -> None:
    first, second = (list(batches(examples, TOKENS)) for _ in range(2))
    assert all(torch.equal(left.numbers, right.numbers) for left, right in zip(first, second, strict=True))
    assert not any((batch.numbers == MASK).any() for batch in first)


def test_chance_hides_some_characters_of_some_drafts_and_no_marks(examples: list[Example]) -> None:
    shown = {id(each): tokens_of(each) for each in examples}
    hidden = total = touched = 0
    for seed in range(5):
        for batch in batches(examples, TOKENS, chance(seed)):
            for tokens in texts_of(batch):
                alike = [
                    whole
                    for whole in shown.values()
                    if len(whole) == len(tokens)
                    and all(a in (b, MASK) for a, b in zip(tokens, whole, strict=True))
                ]
                assert alike
                hidden += tokens.count(MASK)
                touched += MASK in tokens
                total += len(tokens)
            marks = (batch.numbers > PADDING) & (batch.numbers < len(SPECIAL)) & (batch.numbers != MASK)
            assert marks.sum(1).min() >= 3  # the first one, and those behind level and title
    assert hidden / total == pytest.approx(0.05, abs=0.015)
    assert 0.35 < touched / (5 * len(examples)) < 0.65


def test_equal_chances_give_equal_batches_and_others_another_order(examples: list[Example]) -> None:
    first, again, other = (list(batches(examples, TOKENS, chance(seed))) for seed in (1, 1, 2))
    for left, right in zip(first, again, strict=True):
        assert torch.equal(left.numbers, right.numbers)
        assert torch.equal(left.unit, right.unit)
    assert [batch.unit.tolist() for batch in first] != [batch.unit.tolist() for batch in other]
    assert sum(len(batch.weight) for batch in other) == len(examples)


def test_an_empty_text_makes_no_harm(characters: Characters) -> None:
    empty = labelled(draft=Draft("", ""), evidence=(), items=())
    (batch,) = batches([draft_example(empty, characters, 1.0)], TOKENS)
    assert batch.kept.shape == batch.draft_of.shape == (0,)
    assert batch.passages.shape == batch.asks.shape == (0, 2)


def test_a_batch_moves_as_a_whole(examples: list[Example]) -> None:
    (batch,) = batches(examples[:2], 10**6)
    moved = batch.to("meta")
    for name in Batch.__slots__:
        tensor: Tensor = getattr(moved, name)
        assert tensor.is_meta
        assert tensor.shape == getattr(batch, name).shape
    assert not batch.weight.is_meta
