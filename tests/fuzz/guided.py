"""One parser under atheris, which looks for inputs that reach what none before has reached.

``python -m tests.fuzz.guided NAME INPUTS FOUND SECONDS`` is a process of its own: the code is instrumented
as it is imported, and libFuzzer ends the process when it is done.
"""

import sys
from hashlib import sha256
from pathlib import Path

import atheris
import click

LAST = "last"
"""Name of the file with the input that is tried just now."""
_LONGEST = 40_000
"""Bytes of an input."""
_HANGS = 60
"""Seconds after which libFuzzer ends the process: a parser in C that cannot be waited for."""


def main(name: str, inputs: Path, found: Path, seconds: int) -> None:
    """Look for inputs.

    Args:
        name: of the parser.
        inputs: folder to which inputs that reach something new are added.
        found: folder for those that did what none may do.
        seconds: how long.
    """
    with atheris.instrument_imports(include=["api", "model", "training"]):
        from tests.fuzz.parsers import targets  # noqa: PLC0415 - instrumented
    from tests.fuzz.target import cost  # noqa: PLC0415 - as above

    target = targets()[name]
    inputs.mkdir(parents=True, exist_ok=True)
    for seed in target.seeds:
        (inputs / sha256(seed).hexdigest()[:40]).write_bytes(seed)
    known: set[str] = set()
    most: list[float] = [0.0, 0]
    found.mkdir(parents=True, exist_ok=True)
    last = found / LAST

    def one(content: bytes) -> None:
        last.write_bytes(content)  # whatever ends this process, it is known what it was working on
        took = cost(target, content)
        finding = took.finding
        if took.seconds > most[0] or took.megabytes > most[1]:
            most[:] = max(most[0], took.seconds), max(most[1], took.megabytes)
            click.echo(f"MOST\t{most[0]:.3f}\t{most[1]}", err=True)
        if finding and finding.kind not in known:
            known.add(finding.kind)
            (found / sha256(content).hexdigest()[:16]).write_bytes(content)
            click.echo(f"FOUND\t{finding.kind}\t{finding.told!r}", err=True)

    options = (
        f"-max_total_time={seconds}",
        f"-max_len={_LONGEST}",
        f"-timeout={_HANGS}",
        "-rss_limit_mb=4096",
    )
    atheris.Setup(
        [
            sys.argv[0],
            str(inputs),
            *options,
            f"-artifact_prefix={found}-",
            "-print_final_stats=1",
            "-detect_leaks=0",
        ],
        one,
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
