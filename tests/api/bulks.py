"""A measure of scoring, as one would be."""

from api.bulk.result import Alike, Bulk, Run
from training.benchmark.result import Machine, Plain, Spent

MEASURED = Bulk(
    machine=Machine(2, "Linux x86_64", "3.11.7"),
    model="full-000000000000",
    characters=262.4,
    plain=Plain(4.0, Spent(2000, 1.1, 1.25)),
    workbook=Run("fast", ".xlsx", 10_000, 16.2, 617.3, 480.0, 0.01),
    lines=Run("fast", ".jsonl", 100_000, 80.0, 1250.0, 410.0, 0.002),
    auto=Run("auto", ".jsonl", 4_000, 25.0, 160.0, 620.0, 0.0),
    alike=Alike(300, 298, 298 / 300),
)
