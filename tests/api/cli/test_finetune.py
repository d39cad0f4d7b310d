"""``lianshen train --finetune``: a checkpoint becomes an encoder, and a model that reads with it."""

import json
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from model.bundle import load_bundle
from model.encoder import Encoder, digest_of, read_manifest
from tests.api.cli.conftest import Lianshen
from tests.api.cli.program import run
from tests.model import encoders
from tests.training.finetune.tiny import RECIPE, tiny_checkpoint
from training.default import bundle_in_use
from training.labels import Corpus

DRAFT = "关于修路的建议\n\n青石镇大湾村三组的机耕道长800米，雨天过不了车。\n建议县农业农村局今年内修好。\n"


@pytest.fixture(scope="module")
def checkpoint(small_corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_checkpoint(tmp_path_factory.mktemp("checkpoints") / "tiny", small_corpus)


@pytest.fixture(scope="module")
def few(small_corpus: Corpus) -> Corpus:
    return Corpus(small_corpus.drafts[:60], small_corpus.titles[:80])


@pytest.fixture
def home(tmp_path: Path, few: Corpus, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home without a model; what is trained there is trained on the small corpus, one epoch long."""
    monkeypatch.setenv("LIANSHEN_HOME", str(tmp_path))
    monkeypatch.setattr("training.train.read_corpus", lambda: few)
    monkeypatch.setattr("training.train.shipped", lambda: None)
    monkeypatch.setattr("training.finetune.run.RECIPE", replace(RECIPE, epochs=1))
    monkeypatch.setattr("training.finetune.loop.duty_examples", lambda _characters: [])
    return tmp_path


def test_a_fine_tuned_encoder_is_put_in_use_with_its_model(
    lianshen: Lianshen, home: Path, checkpoint: Path
) -> None:
    result = lianshen("train", "--finetune", "--encoder", checkpoint)
    assert result.exit_code == 0, result.stderr
    folder = bundle_in_use(home)
    full = load_bundle(folder).full
    assert full
    (encoder,) = (home / "models").glob("encoder-*")
    assert digest_of(read_manifest(encoder)) == full.encoder
    assert result.stdout == f"模型已写到：{folder}\n编码器已写到：{encoder}\n"
    assert {path.name for path in (home / "models").iterdir()} == {folder.name, encoder.name, "current"}
    told = result.stderr.splitlines()
    stages = list(dict.fromkeys(re.sub("，还要约 .*|（[^（]*%）", "", line) for line in told))
    assert stages[0] == "微调第 1/1 轮"
    assert stages.index("转成 int8 并核对") < stages.index("读入语料")
    assert stages.index("读入语料") < stages.index("用编码器读没学过的题材") < stages.index("完成")
    assert all(re.fullmatch(r".*[一-鿿].*（\d+%）", line) for line in told)

    (home / "草稿.txt").write_text(DRAFT, "utf-8")
    checked = lianshen("check", "--format", "json", home / "草稿.txt")
    assert checked.exit_code in {0, 1}, checked.stderr
    assert json.loads(checked.stdout)["review"]["model"] == folder.name


def test_another_model_is_trained_with_the_encoder_that_is_there(
    lianshen: Lianshen, home: Path, tmp_path: Path
) -> None:
    """It need not lie beside the models: it is brought there."""
    folder = encoders.made(tmp_path / "another place")
    result = lianshen("train", "--encoder", folder)
    assert result.exit_code == 0, result.stderr
    assert "编码器已写到" not in result.stdout
    full = load_bundle(bundle_in_use(home)).full
    assert full
    assert full.encoder == Encoder.load(folder).digest
    (home / "草稿.txt").write_text(DRAFT, "utf-8")
    checked = lianshen("check", "--format", "json", home / "草稿.txt")
    assert checked.exit_code in {0, 1}, checked.stderr


def test_without_an_encoder_there_is_nothing_to_fine_tune(lianshen: Lianshen, home: Path) -> None:
    result = lianshen("train", "--finetune")
    assert result.exit_code == 2
    assert "要微调，请用 --encoder 写上编码器的文件夹。" in result.stderr
    assert not (home / "models").exists()


@pytest.mark.parametrize("arguments", [("--finetune",), ()])
def test_a_folder_that_holds_no_encoder_is_refused_in_words(
    lianshen: Lianshen, home: Path, arguments: tuple[str, ...]
) -> None:
    result = lianshen("train", *arguments, "--encoder", home / "没有")
    assert result.exit_code == 2
    assert f"{home / '没有'}：" in result.stderr
    assert "编码器" in result.stderr
    assert "意外" not in result.stderr
    assert result.stdout == ""


def test_without_torch_it_says_what_to_install(
    lianshen: Lianshen, home: Path, checkpoint: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("training.finetune.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "torch", None)
    result = lianshen("train", "--finetune", "--encoder", checkpoint)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr == (
        "微调要用的 torch 没有装。请在克隆下来的文件夹里运行 pip install '.[encoder]'。\n"
    )
    assert list((home / "models").iterdir()) == []


_NOTHING_ELSE = """
from dataclasses import replace
import training.finetune.loop, training.finetune.run, training.train
from api.cli import main
from tests.model.bundles import made
from tests.small import small_corpus
from tests.training.finetune.tiny import RECIPE
from training.labels import Corpus

training.train.read_corpus = lambda: Corpus(small_corpus().drafts[:30], ())
training.train.train = lambda **_: made()
training.finetune.loop.duty_examples = lambda _: []
training.finetune.run.RECIPE = replace(RECIPE, epochs=1)
main(prog_name="lianshen")
"""


def test_no_library_speaks_beside_the_program(checkpoint: Path, tmp_path: Path) -> None:
    """In a process of its own, where nobody has caught what libraries log or draw."""
    code, output, errors = run(
        _NOTHING_ELSE,
        *("train", "--finetune", "--encoder", str(checkpoint)),
        environment={"LIANSHEN_HOME": str(tmp_path), "OMP_NUM_THREADS": "1"},
    )
    assert code == 0, errors
    assert output.count("\n") == 2
    assert all(re.fullmatch(r".*[一-鿿].*（\d+%）", line) for line in errors.splitlines())
