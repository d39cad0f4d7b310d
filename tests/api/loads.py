"""Measures of the running service as they might come out."""

from api.load.result import Latency, Load, Memory, Saturation, ServiceLoad
from api.office.result import Job, OfficeLoad, Waited
from training.benchmark.result import Machine

MEASURED = Load(
    machine=Machine(2, "Linux x86_64", "3.11.7"),
    model="full-3f2a90c1b7de",
    drafts=1705,
    characters=300,
    services=(
        ServiceLoad(
            tier="fast",
            workers=1,
            start=1.5,
            latency=Latency("paced", 200.0, 3000, 3.25, 6.5, 9.5, 0.02),
            saturation=Saturation(32, 500.0, "echo", 2000.0, 0.25, 0.95, 0.03),
            memory=Memory.of(10_000, [290.0, 300.0, 303.0]),
        ),
        ServiceLoad(
            tier="fast",
            workers=2,
            start=2.5,
            latency=Latency("paced", 199.9, 3000, 3.0, 7.5, 20.5, 0.02),
            saturation=Saturation(64, 1400.0, "echo", 2000.0, 0.7, 1.9, 0.06),
            memory=Memory.of(10_000, [700.0, 710.0, 760.0]),
        ),
        ServiceLoad(
            tier="full",
            workers=1,
            start=1.75,
            latency=Latency("one_by_one", 28.5, 428, 34.0, 44.0, 80.0, 0.01),
            saturation=Saturation(32, 54.0, "in_process", 60.0, 0.9, 1.95, 0.01),
            memory=Memory.of(500, [380.0, 390.0, 391.0]),
        ),
    ),
)

OFFICE = OfficeLoad(
    machine=Machine(2, "Linux x86_64", "3.11.7"),
    model="full-3f2a90c1b7de",
    people=50,
    seconds=600.4,
    drafts=20_000,
    waited=(
        Waited("pages", 3000, 40.0, 210.0, 400.0, 900.0),
        Waited("list", 1000, 50.0, 230.0, 420.0, 900.0),
    ),
    failed=0,
    statuses=(),
    changed=2,
    batch=Job("running", 600.4, 15_000),
    training=Job("done", 180.0, 1000),
    megabytes=1400.0,
)
