"""What an interrupted fine-tuning goes on with: arrays and JSON in one file, replaced in one step."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.optim import Optimizer

from model.errors import EncoderError

LAST, BEST = "last.safetensors", "best.safetensors"


@dataclass(frozen=True, slots=True)
class Epoch:
    """What one pass over the data came to.

    Attributes:
        number: from 1.
        learnt: loss over the examples learnt from, hidden characters and all.
        held_out: loss over the groups that are not learnt from.
        seconds: it took.
    """

    number: int
    learnt: float
    held_out: float
    seconds: float


def save_state(
    folder: Path, key: str, network: nn.Module, optimizer: Optimizer, epochs: Sequence[Epoch]
) -> None:
    """Write the state after an epoch; the network apart, too, where the epoch was the best so far.

    Args:
        folder: made if need be.
        key: of the data, the recipe and the seed; a state of another key is never gone on with.
        network: its weights are kept.
        optimizer: its moments are kept.
        epochs: all so far.
    """
    folder.mkdir(parents=True, exist_ok=True)
    weights = {f"network.{name}": tensor for name, tensor in network.state_dict().items()}
    if epochs[-1].held_out <= min(epoch.held_out for epoch in epochs):
        _write(folder / BEST, weights, {"key": key, "epochs": _dump(epochs)})
    moments = {
        f"optimizer.{number}.{name}": torch.as_tensor(value)
        for number, values in optimizer.state_dict()["state"].items()
        for name, value in values.items()
    }
    _write(folder / LAST, {**weights, **moments}, {"key": key, "epochs": _dump(epochs)})


def load_state(folder: Path, key: str, network: nn.Module, optimizer: Optimizer) -> list[Epoch]:
    """Take up the state of an earlier call; returns its epochs, none where there is nothing to go on with.

    Raises:
        EncoderError: the file is damaged.
    """
    path = folder / LAST
    if not path.exists():
        return []
    tensors, kept, epochs = _read(path)
    if kept != key:
        return []
    _into(network, tensors)
    state = optimizer.state_dict()
    state["state"] = {}
    for name, tensor in tensors.items():
        if name.startswith("optimizer."):
            _, number, field = name.split(".")
            state["state"].setdefault(int(number), {})[field] = tensor
    optimizer.load_state_dict(state)
    return epochs


def load_best(folder: Path, network: nn.Module) -> None:
    """Put the weights of the best epoch into the network.

    Raises:
        EncoderError: the file is damaged.
    """
    _into(network, _read(folder / BEST)[0])


def _into(network: nn.Module, tensors: dict[str, Tensor]) -> None:
    prefix = "network."
    network.load_state_dict({k.removeprefix(prefix): v for k, v in tensors.items() if k.startswith(prefix)})


def _dump(epochs: Sequence[Epoch]) -> str:
    return json.dumps([asdict(epoch) for epoch in epochs])


def _write(path: Path, tensors: dict[str, Tensor], metadata: dict[str, str]) -> None:
    staged = path.with_suffix(".writing")
    save_file(
        {name: tensor.detach().cpu().contiguous() for name, tensor in tensors.items()}, staged, metadata
    )
    staged.replace(path)


def _read(path: Path) -> tuple[dict[str, Tensor], str, list[Epoch]]:
    try:
        with safe_open(path, framework="pt") as file:
            metadata = file.metadata()
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - not a dict
        return tensors, metadata["key"], [Epoch(**epoch) for epoch in json.loads(metadata["epochs"])]
    except (SafetensorError, OSError, KeyError, TypeError, ValueError) as error:
        raise EncoderError(
            "微调到一半的进度读不出来", where=str(path), remedy="请删去这个文件，从头微调"
        ) from error
