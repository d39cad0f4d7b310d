"""A network learns, stops when it gets no better, and goes on after an interruption as if there was none."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import torch
from torch import Tensor

from model.characters import Characters
from tests.training.finetune.tiny import RECIPE
from training.finetune import loop as module
from training.finetune.checkpoint import load_checkpoint
from training.finetune.examples import Example, duty_examples
from training.finetune.loop import Task, examples_of, finetune, held_out_loss
from training.finetune.network import Network
from training.finetune.state import LAST, Epoch
from training.labels import Corpus

Make = Callable[[], Network]


@pytest.fixture(autouse=True)
def few_duties(monkeypatch: pytest.MonkeyPatch) -> None:
    """Learn from a tenth of the duties: they are many beside a dozen drafts."""

    def some(characters: Characters) -> list[Example]:
        return list(duty_examples(characters))[::10]

    monkeypatch.setattr(module, "duty_examples", some)


@pytest.fixture
def make(checkpoint: Path) -> Make:
    """Make the same network as often as wanted."""

    def again() -> Network:
        encoder, _ = load_checkpoint(checkpoint, RECIPE.layers)
        torch.manual_seed(1)
        return Network(encoder)

    return again


@pytest.fixture
def task(small_corpus: Corpus, tmp_path: Path) -> Task:
    learn = Corpus(small_corpus.drafts[:12], small_corpus.titles[:6])
    tune = Corpus(small_corpus.drafts[12:18], small_corpus.titles[6:12])
    return Task(learn, tune, RECIPE, 0, "key", tmp_path / "state")


@dataclass(frozen=True, slots=True)
class Interrupt:
    """A report of progress during which the user interrupts, in the second epoch."""

    told: list[str]

    def __call__(self, stage: str, _share: float) -> None:
        self.told.append(stage)
        if stage.startswith("微调第 2/"):
            raise KeyboardInterrupt


def silent(_stage: str, _share: float) -> None:
    pass


def weights(network: Network) -> dict[str, Tensor]:
    return {name: tensor.clone() for name, tensor in network.state_dict().items()}


def alike(left: Network, right: Network) -> bool:
    mine, theirs = weights(left), weights(right)
    return mine.keys() == theirs.keys() and all(torch.equal(mine[name], theirs[name]) for name in mine)


def figures(epochs: list[Epoch]) -> list[tuple[int, float, float]]:
    return [(epoch.number, epoch.learnt, epoch.held_out) for epoch in epochs]


def test_the_loss_falls_and_the_drafts_are_learnt(make: Make, characters: Characters, task: Task) -> None:
    network = make()
    task = replace(task, tune=task.learn, recipe=replace(RECIPE, epochs=6, patience=6))
    examples = examples_of(task.learn, characters, RECIPE)
    before = held_out_loss(network, examples, RECIPE)
    epochs = finetune(network, characters, task, silent)
    assert [epoch.number for epoch in epochs] == [1, 2, 3, 4, 5, 6]
    assert epochs[-1].learnt < 0.8 * epochs[0].learnt
    assert held_out_loss(network, examples, RECIPE) < 0.8 * before
    assert not network.training


def test_interrupted_and_taken_up_again_it_ends_with_the_same_bits(
    make: Make, characters: Characters, task: Task, tmp_path: Path
) -> None:
    whole = make()
    expected = finetune(whole, characters, replace(task, folder=tmp_path / "other"), silent)
    interrupt = Interrupt([])
    with pytest.raises(KeyboardInterrupt):
        finetune(make(), characters, task, interrupt)
    assert (task.folder / LAST).exists()
    again, told = make(), list[str]()
    epochs = finetune(again, characters, task, lambda stage, _share: told.append(stage))
    assert not any(stage.startswith("微调第 1/") for stage in told)
    assert told[0].startswith("微调第 2/3 轮，还要约 ")
    assert figures(epochs) == figures(expected)
    assert alike(again, whole)


def test_what_is_finished_is_not_done_again(make: Make, characters: Characters, task: Task) -> None:
    first, second = make(), make()
    expected = finetune(first, characters, task, silent)
    told = list[str]()
    assert finetune(second, characters, task, lambda stage, _share: told.append(stage)) == expected
    assert told == []
    assert alike(first, second)


def test_a_state_under_another_key_is_not_taken_up(
    make: Make, characters: Characters, task: Task, tmp_path: Path
) -> None:
    finetune(make(), characters, task, silent)
    other = replace(task, key="another", seed=1, recipe=replace(RECIPE, epochs=1))
    left, right = make(), make()
    epochs = finetune(left, characters, other, silent)
    expected = finetune(right, characters, replace(other, folder=tmp_path / "fresh"), silent)
    assert figures(epochs) == figures(expected)
    assert alike(left, right)


def test_it_stops_when_the_held_out_groups_get_no_better_and_keeps_the_best(
    make: Make, characters: Characters, task: Task, monkeypatch: pytest.MonkeyPatch
) -> None:
    losses = iter([3.0, 2.0, 2.5, 2.1, 1.0])
    seen: list[dict[str, Tensor]] = []

    def told(network: Network, *_: object) -> float:
        seen.append(weights(network))
        return next(losses)

    monkeypatch.setattr(module, "held_out_loss", told)
    network = make()
    task = replace(task, recipe=replace(RECIPE, epochs=9, patience=2))
    epochs = finetune(network, characters, task, silent)
    assert [epoch.held_out for epoch in epochs] == [3.0, 2.0, 2.5, 2.1]
    kept = weights(network)
    assert all(torch.equal(kept[name], seen[1][name]) for name in kept)
    assert not all(torch.equal(kept[name], seen[3][name]) for name in kept)


def test_progress_is_told_in_order(make: Make, characters: Characters, task: Task) -> None:
    told: list[tuple[str, float]] = []
    finetune(make(), characters, task, lambda stage, share: told.append((stage, share)))
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert 0 < shares[0] < shares[-1] == 1.0
    assert {stage.partition("轮")[0] for stage, _ in told} == {f"微调第 {n}/3 " for n in (1, 2, 3)}


def test_another_seed_gives_other_weights(make: Make, characters: Characters, task: Task) -> None:
    left, right = make(), make()
    task = replace(task, recipe=replace(RECIPE, epochs=1))
    finetune(left, characters, task, silent)
    finetune(right, characters, replace(task, seed=1, key="1"), silent)
    assert not alike(left, right)


def test_the_held_out_groups_teach_nothing(
    make: Make, characters: Characters, task: Task, small_corpus: Corpus, tmp_path: Path
) -> None:
    other = Corpus(small_corpus.drafts[20:24], ())
    task = replace(task, recipe=replace(RECIPE, epochs=1))
    left, right = make(), make()
    finetune(left, characters, task, silent)
    finetune(right, characters, replace(task, tune=other, folder=tmp_path / "other"), silent)
    assert alike(left, right)


def test_the_held_out_loss_is_a_mean_whatever_the_batches(
    network: Network, characters: Characters, task: Task
) -> None:
    examples = examples_of(Corpus((), task.tune.titles), characters, RECIPE)
    losses = [held_out_loss(network, examples, replace(RECIPE, tokens=tokens)) for tokens in (1, 10**6)]
    assert losses[0] == pytest.approx(losses[1], rel=1e-2)
    assert held_out_loss(network, [], RECIPE) == 0.0
