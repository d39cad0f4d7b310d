"""What a run on a cluster does not take is said before any work is done."""

from pathlib import Path

import pytest
from click import UsageError
from click.testing import CliRunner

from api.cli import clustering
from api.cli.score import score
from api.errors import ClusterError, OutputRefused
from model.errors import ExtraMissing

ADDRESS = "tcp://127.0.0.1:9"


def failure(*arguments: str | Path, address: str = ADDRESS) -> BaseException | None:
    said = [str(each) for each in (*arguments, "--cluster", address)]
    return CliRunner().invoke(score, said, standalone_mode=False).exception


@pytest.mark.parametrize(
    "more", [("--letters", "函"), ("--annotate", "批注"), ("--dry-run",), ("--partial",), ("--workers", "2")]
)
def test_what_one_machine_does_besides_reviewing_is_refused(more: tuple[str, ...]) -> None:
    error = failure("件", "-o", "结果.jsonl", *more)
    assert isinstance(error, UsageError)
    assert more[0] in str(error)


@pytest.mark.parametrize("output", ["结果", "结果.xlsx", "结果.csv", "s3://桶/结果.zip/"])
def test_the_folder_must_tell_the_form_of_the_parts(output: str) -> None:
    assert isinstance(failure("件", "-o", output), OutputRefused)


def test_without_the_extra_it_is_said_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clustering, "find_spec", lambda name: None if name == "distributed" else name)
    error = failure("件", "-o", "结果.jsonl")
    assert isinstance(error, ExtraMissing)
    assert "distributed" in str(error)
    assert "pip install '.[cluster]'" in str(error)


@pytest.mark.parametrize(
    "address", [ADDRESS, "tls://127.0.0.1:9", "localhost", "nonsense://127.0.0.1:9", "tcp://"]
)
def test_a_cluster_that_is_not_there_is_named(
    tmp_path: Path, made_home: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    pytest.importorskip("distributed", reason="the extra cluster is not installed")
    from api.cluster import run  # noqa: PLC0415 - of the extra

    monkeypatch.setattr(run, "_PATIENCE", 0.5)
    monkeypatch.setenv("LIANSHEN_HOME", str(made_home))
    (tmp_path / "件.jsonl").write_text('{"标题": "关于修路的建议", "内容": "请修路。"}', "utf-8")
    error = failure(tmp_path / "件.jsonl", "-o", tmp_path / "结果.jsonl", address=address)
    assert isinstance(error, ClusterError)
    assert str(error).startswith(f"{address}：连不上集群")
    assert not (tmp_path / "结果.jsonl").exists()


@pytest.mark.parametrize(
    "address", ["tcp://scheduler.example:8786", "10.0.0.8:8786", "ws://[2001:db8::7]:8786", "nonsense"]
)
def test_a_cluster_elsewhere_is_spoken_to_by_tls_alone(address: str) -> None:
    pytest.importorskip("distributed", reason="the extra cluster is not installed")
    from api.cluster import run  # noqa: PLC0415 - of the extra

    with pytest.raises(ClusterError, match="没有加密") as raised, run.connected(address):
        pass
    assert "tls://" in raised.value.remedy
