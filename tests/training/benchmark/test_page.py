"""The page on speed explains every measure."""

from dataclasses import fields

from tests.pages import read, rows, section
from training.benchmark import run
from training.benchmark.result import Plain, Spent, TierSpeed


def test_every_measure_is_explained() -> None:
    explained = rows(section("docs/speed.md", "量什么"))
    assert list(explained) == [
        "training",
        *(f"plain.{field.name}" for field in fields(Plain)),
        *(
            f"tiers.{name}"
            for name in ("spent", "ratio", "latencies", "one_core", "all_cores", "cold", "memory")
        ),
    ]
    assert {field.name for field in fields(TierSpeed)} - {"tier"} == {
        name.partition(".")[2] for name in explained if name.startswith("tiers.")
    }
    assert all(f"`{field.name}`" in explained["plain.spent"] for field in fields(Spent))


def test_the_lengths_are_those_that_are_measured() -> None:
    (row,) = (
        row for name, row in rows(section("docs/speed.md", "量什么")).items() if name == "tiers.latencies"
    )
    assert all(f"{length:,} 字" in row for length in run._LENGTHS)
    assert f"{run._DRAFTS_OF_A_LENGTH} 件" in row
    assert "--texts" in read("docs/speed.md")
