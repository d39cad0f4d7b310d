"""What an interrupted fine-tuning left is taken up whole, or refused."""

from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.optim import AdamW

from model.errors import EncoderError
from training.finetune.state import BEST, LAST, Epoch, load_best, load_state, save_state

FIRST, SECOND, THIRD = Epoch(1, 3.0, 2.0, 0.1), Epoch(2, 2.0, 1.5, 0.1), Epoch(3, 1.0, 1.7, 0.1)


def fresh() -> tuple[nn.Module, AdamW]:
    network = nn.Sequential(nn.Linear(3, 4), nn.Linear(4, 1))
    return network, AdamW([{"params": network.parameters(), "peak": 0.1}], fused=True)


def step(network: nn.Module, optimizer: AdamW) -> None:
    torch.autograd.backward(network(torch.arange(6.0).reshape(2, 3)).square().mean())
    optimizer.step()
    optimizer.zero_grad()


@pytest.fixture
def at_work() -> tuple[nn.Module, AdamW]:
    network, optimizer = fresh()
    step(network, optimizer)
    return network, optimizer


def weights(network: nn.Module) -> dict[str, Tensor]:
    return {name: tensor.clone() for name, tensor in network.state_dict().items()}


def alike(left: dict[str, Tensor], right: dict[str, Tensor]) -> bool:
    return left.keys() == right.keys() and all(torch.equal(left[name], right[name]) for name in left)


def test_it_goes_on_as_if_nothing_had_been(tmp_path: Path, at_work: tuple[nn.Module, AdamW]) -> None:
    save_state(tmp_path / "state", "key", *at_work, [FIRST])
    network, optimizer = fresh()
    assert load_state(tmp_path / "state", "key", network, optimizer) == [FIRST]
    assert alike(weights(network), weights(at_work[0]))
    for _ in range(3):
        step(*at_work)
        step(network, optimizer)
    assert alike(weights(network), weights(at_work[0]))
    assert optimizer.param_groups[0]["peak"] == 0.1


def test_the_best_epoch_is_kept_apart(tmp_path: Path, at_work: tuple[nn.Module, AdamW]) -> None:
    save_state(tmp_path, "key", *at_work, [FIRST])
    step(*at_work)
    save_state(tmp_path, "key", *at_work, [FIRST, SECOND])
    best = weights(at_work[0])
    step(*at_work)
    save_state(tmp_path, "key", *at_work, [FIRST, SECOND, THIRD])
    network, optimizer = fresh()
    load_best(tmp_path, network)
    assert alike(weights(network), best)
    assert load_state(tmp_path, "key", network, optimizer) == [FIRST, SECOND, THIRD]
    assert alike(weights(network), weights(at_work[0]))
    assert {path.name for path in tmp_path.iterdir()} == {LAST, BEST}


def test_another_key_and_an_empty_folder_begin_anew(tmp_path: Path, at_work: tuple[nn.Module, AdamW]) -> None:
    network, optimizer = fresh()
    before = weights(network)
    assert load_state(tmp_path, "key", network, optimizer) == []
    save_state(tmp_path, "key", *at_work, [FIRST])
    assert load_state(tmp_path, "other", network, optimizer) == []
    assert alike(weights(network), before)
    assert optimizer.state_dict()["state"] == {}


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-5])


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _unnamed(path: Path) -> None:
    save_file(load_file(path), path)


def _nonsense(path: Path) -> None:
    save_file(load_file(path), path, {"key": "key", "epochs": "[{}]"})


@pytest.mark.parametrize("spoil", [_cut, _empty, _unnamed, _nonsense])
def test_a_damaged_state_is_refused_and_it_says_what_to_do(
    tmp_path: Path, at_work: tuple[nn.Module, AdamW], spoil: Callable[[Path], None]
) -> None:
    save_state(tmp_path, "key", *at_work, [FIRST])
    for name in (LAST, BEST):
        spoil(tmp_path / name)
        network, optimizer = fresh()
        with pytest.raises(EncoderError, match=r"进度读不出来.*删去这个文件") as caught:
            load_state(tmp_path, "key", network, optimizer) if name == LAST else load_best(tmp_path, network)
        assert caught.value.where == str(tmp_path / name)


def test_a_write_that_was_cut_short_leaves_the_former_state(
    tmp_path: Path, at_work: tuple[nn.Module, AdamW], monkeypatch: pytest.MonkeyPatch
) -> None:
    save_state(tmp_path, "key", *at_work, [FIRST])

    def killed(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("training.finetune.state.save_file", killed)
    with pytest.raises(KeyboardInterrupt):
        save_state(tmp_path, "key", *at_work, [FIRST, SECOND])
    network, optimizer = fresh()
    assert load_state(tmp_path, "key", network, optimizer) == [FIRST]
