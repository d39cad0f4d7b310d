"""A benchmark as it might come out."""

from training.benchmark.result import Benchmark, Latency, Machine, Plain, Spent, TierSpeed

MEASURED = Benchmark(
    machine=Machine(2, "Linux x86_64", "3.11.7"),
    model="fast-3f2a90c1b7de",
    texts=4015,
    characters=1_480_000,
    training=38.2,
    plain=Plain(learning=24.5, spent=Spent(4015, 1.5, 1.52)),
    tiers=(
        TierSpeed(
            tier="full",
            latencies=(Latency(300, 60, 12.0, 18.5), Latency(1000, 60, 31.25, 40.0)),
            spent=Spent(700, 15.0, 15.25),
            ratio=10.0,
            one_core=65.6,
            all_cores=120.4,
            cold=1.31,
            memory=288.4,
        ),
        TierSpeed(
            tier="fast",
            latencies=(Latency(300, 60, 1.2, 1.8), Latency(1000, 60, 2.5, 3.1)),
            spent=Spent(4015, 0.9, 0.91),
            ratio=0.6,
            one_core=1098.9,
            all_cores=2051.3,
            cold=0.92,
            memory=155.6,
        ),
    ),
)
