"""A checkpoint is cut down to its lowest layers and to single characters, and computes as before."""

import json
import shutil
from pathlib import Path

import pytest
import torch
from transformers import AutoTokenizer, BertModel, RobertaConfig, RobertaModel

from model.characters import SPECIAL
from model.errors import EncoderError
from tests.training.finetune.tiny import PIECES
from training.finetune.checkpoint import load_checkpoint


@pytest.fixture
def copy(checkpoint: Path, tmp_path: Path) -> Path:
    """A copy of the tiny checkpoint, to be spoilt."""
    return shutil.copytree(checkpoint, tmp_path / "copy")


def test_just_single_characters_in_lower_case_are_kept_with_their_rows(checkpoint: Path) -> None:
    encoder, characters = load_checkpoint(checkpoint, 2)
    whole = BertModel.from_pretrained(checkpoint, add_pooling_layer=False)
    vocabulary = AutoTokenizer.from_pretrained(checkpoint).get_vocab()
    assert set(PIECES) <= set(vocabulary)
    single = {token for token in vocabulary if len(token) == 1}
    assert set(characters.known) == single - {"A"}
    assert len(characters.known) == len(single) - 1 > 500
    kept = encoder.get_input_embeddings().weight
    assert kept.shape == (len(SPECIAL) + len(characters.known), 32)
    assert not kept.requires_grad
    for number, token in enumerate((*SPECIAL, *characters.known)):
        assert torch.equal(kept[number], whole.get_input_embeddings().weight[vocabulary[token]])


def test_it_computes_what_the_checkpoint_computes(checkpoint: Path) -> None:
    encoder, characters = load_checkpoint(checkpoint, 2)
    whole = BertModel.from_pretrained(checkpoint, add_pooling_layer=False)
    vocabulary = AutoTokenizer.from_pretrained(checkpoint).get_vocab()
    numbers, _ = characters.numbers("修路的建议")
    theirs = [vocabulary[each] for each in "修路的建议"]
    with torch.inference_mode():
        mine = encoder.eval()(input_ids=torch.from_numpy(numbers)[None]).last_hidden_state
        expected = whole.eval()(input_ids=torch.tensor([theirs])).last_hidden_state
    torch.testing.assert_close(mine, expected)


@pytest.mark.parametrize(("layers", "kept"), [(1, 1), (2, 2), (9, 2)])
def test_the_lowest_layers_are_kept(checkpoint: Path, layers: int, kept: int) -> None:
    encoder, _ = load_checkpoint(checkpoint, layers)
    whole = BertModel.from_pretrained(checkpoint, add_pooling_layer=False)
    assert encoder.config.num_hidden_layers == len(encoder.encoder.layer) == kept
    mine, theirs = encoder.encoder.state_dict(), whole.encoder.state_dict()
    assert {int(name.split(".")[1]) for name in mine} == set(range(kept))
    assert all(torch.equal(mine[name], theirs[name]) for name in mine)


def refused(folder: Path, problem: str) -> None:
    with pytest.raises(EncoderError, match=problem) as caught:
        load_checkpoint(folder, 2)
    assert caught.value.where == str(folder)
    assert caught.value.remedy


def test_where_there_is_none_it_says_so(tmp_path: Path) -> None:
    refused(tmp_path / "没有", "读不出一个 BERT 编码器")
    refused(tmp_path, "读不出一个 BERT 编码器")
    refused(Path("no-such-encoder"), "读不出一个 BERT 编码器")


@pytest.mark.parametrize("name", ["config.json", "model.safetensors", "tokenizer.json"])
def test_a_damaged_file_is_refused(copy: Path, name: str) -> None:
    whole = (copy / name).read_bytes()
    (copy / name).write_bytes(whole[: len(whole) // 2])
    refused(copy, "读不出一个 BERT 编码器")


def test_missing_weights_are_not_drawn_by_lot(copy: Path) -> None:
    (copy / "model.safetensors").unlink()
    refused(copy, "读不出一个 BERT 编码器")


def test_a_model_of_another_kind_is_refused(copy: Path) -> None:
    config = RobertaConfig(
        vocab_size=2000, hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64
    )
    RobertaModel(config, add_pooling_layer=False).save_pretrained(copy)
    refused(copy, "读不出一个 BERT 编码器")


def test_a_vocabulary_without_the_special_pieces_is_refused(copy: Path) -> None:
    tokenizer = json.loads((copy / "tokenizer.json").read_text("utf-8"))
    words = tokenizer["model"]["vocab"]
    words["[none]"] = words.pop("[MASK]")
    tokenizer["added_tokens"] = [each for each in tokenizer["added_tokens"] if each["content"] != "[MASK]"]
    (copy / "tokenizer.json").write_text(json.dumps(tokenizer), "utf-8")
    settings = json.loads((copy / "tokenizer_config.json").read_text("utf-8"))
    del settings["mask_token"]
    (copy / "tokenizer_config.json").write_text(json.dumps(settings), "utf-8")
    (copy / "vocab.txt").unlink()
    refused(copy, r"编码器的词表里没有 \[MASK\]")
