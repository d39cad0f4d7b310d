"""What torch computes in training is what the program computes in use."""

from pathlib import Path

import numpy as np
import pytest
import torch

from model.characters import Characters
from model.content import REASONS, units
from model.draft import Draft
from model.encoder import Encoder
from tests.training.labelled import labelled
from training.finetune.batches import batches
from training.finetune.examples import draft_example
from training.finetune.export import FLOAT, export
from training.finetune.network import Network, Outputs
from training.labels import Corpus, LabelledDraft


@pytest.fixture
def rows(small_corpus: Corpus) -> list[LabelledDraft]:
    """A few real drafts, one of several windows, one without a body and one without a title."""
    made = (
        Draft("关于修路的建议", "路坏了，请县交通运输局修好。" * 60),
        Draft("关于修路的建议", ""),
        Draft("", "路坏了，请修。"),
    )
    return [*small_corpus.drafts[:8], *(labelled(draft=draft, evidence=(), items=()) for draft in made)]


def scored(network: Network, characters: Characters, rows: list[LabelledDraft]) -> list[Outputs]:
    """Score each draft by itself."""
    network.eval()
    with torch.inference_mode():
        return [network(*batches([draft_example(row, characters, 1.0)], 1)) for row in rows]


def test_torch_scores_what_the_exported_graph_and_its_heads_score(
    network: Network, characters: Characters, rows: list[LabelledDraft], tmp_path: Path
) -> None:
    table = network.encoder.get_input_embeddings().weight
    table.data = table.data.half().float()  # as the graph has it
    expected = scored(network, characters, rows)
    export(network, characters, tmp_path, {})
    encoder = Encoder.load(tmp_path, threads=1, graph=FLOAT)
    for row, outputs in zip(rows, expected, strict=True):
        reading = encoder.read(row.draft)
        whole = torch.cat([outputs.flags, outputs.codes, outputs.triage, outputs.units], dim=1)[0]
        np.testing.assert_allclose(reading.whole, whole, atol=1e-4)
        passage = reading.passage("title", 0, len(row.draft.title))
        if row.draft.title:
            np.testing.assert_allclose(passage, outputs.passages[0], atol=1e-4)
        for sentence in row.draft.sentences[:3]:
            there = reading.passage("body", sentence.text_start, sentence.end)
            nearest = (outputs.passages - torch.from_numpy(there)).abs().max(1).values.min()
            assert nearest < 1e-4


def test_an_ask_is_scored_alike_by_both(network: Network, characters: Characters, tmp_path: Path) -> None:
    body = "路坏了。\n建议：\n1.请县交通运输局铺沥青。\n2.请县财政局安排拨款。"
    row = labelled(draft=Draft("关于修路的建议", body), evidence=())
    (outputs,) = scored(network, characters, [row])
    export(network, characters, tmp_path, {})
    reading = Encoder.load(tmp_path, threads=1, graph=FLOAT).read(row.draft)
    expected = [reading.ask(ask.start, ask.end) for ask in row.draft.asks]
    assert outputs.asks.shape == (2, len(units()))
    np.testing.assert_allclose(outputs.asks, expected, atol=1e-3)  # the graph's table is in half precision


def test_a_draft_is_scored_alike_alone_and_among_others(
    network: Network, characters: Characters, rows: list[LabelledDraft]
) -> None:
    alone = scored(network, characters, rows)
    examples = [draft_example(row, characters, 1.0) for row in rows]
    with torch.inference_mode():
        (batch,) = batches(examples, 10**6)
        together = network(batch)
    order = np.argsort([sum(map(len, each.layout.windows)) for each in examples], kind="stable").tolist()
    for place, number in enumerate(order):
        for name in ("flags", "codes", "triage", "units"):
            torch.testing.assert_close(
                getattr(together, name)[place], getattr(alone[number], name)[0], atol=1e-4, rtol=1e-4
            )
    passages = torch.cat([alone[number].passages for number in order])
    torch.testing.assert_close(together.passages, passages, atol=1e-4, rtol=1e-4)
    asks = torch.cat([alone[number].asks for number in order])
    torch.testing.assert_close(together.asks, asks, atol=1e-4, rtol=1e-4)


def test_each_head_has_its_columns(network: Network, characters: Characters) -> None:
    (outputs,) = scored(network, characters, [labelled()])
    assert outputs.flags.shape == outputs.triage.shape == (1, 3)
    assert outputs.codes.shape == (1, len(REASONS))
    assert outputs.units.shape == (1, len(units()))
    assert outputs.passages.shape[1] == len(REASONS)


def test_all_but_the_table_of_characters_learns(network: Network, characters: Characters) -> None:
    network.train()
    (batch,) = batches([draft_example(labelled(), characters, 1.0)], 10**6)
    outputs = network(batch)
    total = sum(getattr(outputs, name).sum() for name in Outputs.__slots__)
    torch.autograd.backward(total)
    still = {name for name, weights in network.named_parameters() if weights.grad is None}
    assert still == {"encoder.embeddings.word_embeddings.weight"}
