"""Fine-tune: pass over the data, look at the held-out groups, stop when they get no better."""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import torch
from torch.optim import AdamW

from model.characters import Characters
from training.finetune.augment import place_names, told_again
from training.finetune.batches import Batch, batches
from training.finetune.examples import Example, draft_example, duty_examples, title_example
from training.finetune.loss import loss
from training.finetune.network import Network
from training.finetune.precision import half_precision
from training.finetune.recipe import Recipe
from training.finetune.state import Epoch, load_best, load_state, save_state
from training.labels import Corpus

Report = Callable[[str, float], None]
"""Called with what is being done, in Chinese, and the share of the whole work that is done."""

_LONGEST_STEP = 1.0
"""Norm to which the gradient of a step is cut."""


@dataclass(frozen=True, slots=True)
class Task:
    """One fine-tuning.

    Attributes:
        learn: labelled data to learn from.
        tune: held-out groups by which it stops.
        recipe: how.
        seed: of everything random.
        key: stands for all of the above and the checkpoint; a state of another key is not gone on with.
        folder: for the state after each epoch.
    """

    learn: Corpus
    tune: Corpus
    recipe: Recipe
    seed: int
    key: str
    folder: Path


def finetune(network: Network, characters: Characters, task: Task, report: Report) -> list[Epoch]:
    """Fine-tune a network in place, and leave it as it was after its best epoch.

    After every epoch all there is to go on with is written to the task's folder; a later call with an equal
    task begins there. On one machine, interrupted or not, equal tasks give equal numbers.

    Args:
        network: with the checkpoint's encoder.
        characters: that the encoder knows.
        task: what to do.
        report: called as the work goes on.

    Returns:
        All epochs so far, those before an interruption included.
    """
    network.to("cuda" if torch.cuda.is_available() else "cpu")
    recipe, drafts = task.recipe, task.learn.drafts
    names = place_names(drafts)
    short = [*(title_example(row, characters) for row in task.learn.titles), *duty_examples(characters)]
    held_out = examples_of(task.tune, characters, recipe)
    optimizer = _optimizer(network, recipe)
    epochs = load_state(task.folder, task.key, network, optimizer)
    learner = _Learner(network, optimizer, recipe, _timed(report, len(epochs) / recipe.epochs))
    for number in range(len(epochs) + 1, recipe.epochs + 1):
        if _no_better(epochs, recipe.patience):
            break
        chance = Random(f"{task.seed} {number}")  # noqa: S311 - no secret hangs on it
        torch.manual_seed(chance.getrandbits(32))
        began = time.monotonic()
        told = [draft_example(told_again(row, names, chance), characters, recipe.restated) for row in drafts]
        learnt = learner.learn(number, list(batches([*told, *short], recipe.tokens, chance)))
        seconds = time.monotonic() - began
        epochs.append(Epoch(number, learnt, held_out_loss(network, held_out, recipe), seconds))
        save_state(task.folder, task.key, network, learner.optimizer, epochs)
    load_best(task.folder, network)
    network.eval()
    return epochs


def examples_of(corpus: Corpus, characters: Characters, recipe: Recipe) -> list[Example]:
    """Lay out drafts and titles as they are."""
    return [
        *(draft_example(row, characters, recipe.restated) for row in corpus.drafts),
        *(title_example(row, characters) for row in corpus.titles),
    ]


def held_out_loss(network: Network, examples: Sequence[Example], recipe: Recipe) -> float:
    """Return the mean loss over examples that are not learnt from."""
    network.eval()
    total = count = 0.0
    with torch.inference_mode(), half_precision(_device(network)):
        for batch in batches(examples, recipe.tokens):
            there = batch.to(_device(network))
            total += float(loss(network(there), there, 0.0) * there.weight.sum())
            count += float(there.weight.sum())
    return total / max(count, 1.0)


@dataclass(frozen=True, slots=True)
class _Learner:
    """A network that learns."""

    network: Network
    optimizer: AdamW
    recipe: Recipe
    report: Report

    def learn(self, number: int, lots: Sequence[Batch]) -> float:
        """Learn from every batch once, in the epoch of this number; returns the mean loss."""
        self.network.train()
        device = _device(self.network)
        total = 0.0
        for step, batch in enumerate(lots):
            there = batch.to(device)
            _set_rates(self.optimizer, self.recipe, (number - 1 + step / len(lots)) / self.recipe.epochs)
            with half_precision(device):
                outputs = self.network(there)
            missed = loss(outputs, there, self.recipe.smoothing)
            torch.autograd.backward(missed)
            torch.nn.utils.clip_grad_norm_(self.network.parameters(), _LONGEST_STEP)
            self.optimizer.step()
            self.optimizer.zero_grad()
            total += missed.item()
            self.report(
                f"微调第 {number}/{self.recipe.epochs} 轮",
                (number - 1 + (step + 1) / len(lots)) / self.recipe.epochs,
            )
        return total / len(lots)


def _optimizer(network: Network, recipe: Recipe) -> AdamW:
    encoder = [weights for weights in network.encoder.parameters() if weights.requires_grad]
    heads = [weights for name, weights in network.named_parameters() if not name.startswith("encoder.")]
    return AdamW(
        [{"params": encoder, "peak": recipe.encoder_rate}, {"params": heads, "peak": recipe.head_rate}],
        weight_decay=recipe.decay,
        fused=True,
    )


def _timed(report: Report, first: float) -> Report:
    """Return a report that adds how long the rest will take, in whole minutes.

    Args:
        report: called with it.
        first: share of the work that an earlier call has done.
    """
    began = time.monotonic()

    def timed(stage: str, share: float) -> None:
        left = (time.monotonic() - began) / max(share - first, 1e-6) * (1 - share)
        report(f"{stage}，还要约 {math.ceil(left / 60)} 分钟", share)

    return timed


def _set_rates(optimizer: AdamW, recipe: Recipe, done: float) -> None:
    """Let the rates rise from nothing to their peaks, and fall to nothing by the end."""
    share = min(done / recipe.warm_up, (1 - done) / (1 - recipe.warm_up))
    for group in optimizer.param_groups:
        group["lr"] = group["peak"] * share


def _no_better(epochs: Sequence[Epoch], patience: int) -> bool:
    best = min(range(len(epochs)), key=lambda number: epochs[number].held_out, default=0)
    return len(epochs) - best > patience


def _device(network: Network) -> str:
    return next(network.parameters()).device.type
