"""The commands that the tests do not carry out as they stand in the documentation, and what stands for each.

What takes minutes, another machine or the network. The options of ``lianshen`` are compared all the same.
"""

import re
from dataclasses import dataclass

from tests.site.lines import Line


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Command lines of one kind.

    Attributes:
        pattern: that finds them, from their beginning.
        reason: why they are not carried out here.
        instead: the file of the tests that does what is needed; empty for none.
        page: on which alone they stand; empty for any.
    """

    pattern: str
    reason: str
    instead: str = ""
    page: str = ""


_CLI, _CLUSTER = "tests/api/cli/test_", "tests/api/cluster/test_run.py"

ELSEWHERE = (
    Elsewhere(r"lianshen (baselines|robustness|evaluate)$", "takes minutes"),
    Elsewhere(r"lianshen load\b", "takes minutes", "tests/api/load/test_measure.py"),
    Elsewhere(r"(OMP_NUM_THREADS=1 )?lianshen baselines --", "needs texts that are not ours to give"),
    Elsewhere(r"lianshen (figures|evaluate --on|robustness --on)", "needs texts of one's own"),
    Elsewhere(r"lianshen train --finetune", "needs a checkpoint", _CLI + "finetune.py"),
    Elsewhere(r"lianshen train --with-labels", "takes minutes", "tests/api/browser/test_learning_walk.py"),
    Elsewhere(r"lianshen models (compare|promote|rollback)", "needs two models", _CLI + "models.py"),
    Elsewhere(r"lianshen models sign|export LIANSHEN_TRUSTED_KEYS", "a version", _CLI + "signing.py"),
    Elsewhere(r"lianshen score .*--cluster", "needs a cluster", _CLUSTER),
    Elsewhere(r"dask |split -l 10000|python -c .*_manifest", "needs a cluster", _CLUSTER),
    Elsewhere(r"(\S+ )?lianshen restore", "needs a backup", _CLI + "backup.py"),
    Elsewhere(r"lianshen backup /srv", "needs another disk", _CLI + "backup.py"),
    Elsewhere(r"lianshen faults", "takes minutes", "tests/api/faults"),
    Elsewhere(
        r"(LIANSHEN_\w+=\S+ )*(\S+/)?lianshen serve",
        "goes on until it is stopped",
        "tests/api/test_serving.py",
    ),
    Elsewhere(r"pip install '\.\[", "installs; the gate does it with all extras", ".ci/run"),
    Elsewhere(r"python3 -m venv \.venv && ", "the commands of the README: the gate", ".ci/run"),
    Elsewhere(r"lianshen check --format json drafts/", "needs jq"),
    Elsewhere(r"lianshen-admin ", "needs root", "tests/deploy/test_systemd.py"),
    Elsewhere(r"install -", "writes into the system", "tests/deploy/test_placing.py"),
    Elsewhere(
        r"python3 -m venv /srv/|/srv/lianshen/program-\d/bin/pip |ln -sfn program-",
        "writes into the system",
        "tests/deploy/test_placing.py",
    ),
    Elsewhere(
        r"systemctl |rm (-r )?/|userdel lianshen$",
        "needs root and systemd",
        "tests/deploy/test_placing.py",
    ),
    Elsewhere(r"", "needs root and systemd", "tests/deploy/test_systemd.py", "docs/operation.md"),
    Elsewhere(r"python -m tests\.fuzz", "takes minutes", "tests/fuzz/test_parsers.py", "docs/fuzzing.md"),
    Elsewhere(r".*lianshen score data/session", "is done once", "docs/score.md", "docs/quickstart.md"),
    Elsewhere(r"", "needs the network, or Windows", "tests/test_packaging.py", "docs/offline.md"),
    Elsewhere(r"", "needs the network", "tests/test_release.py", "docs/release.md"),
)


def stands_for(line: Line) -> Elsewhere | None:
    """Return what stands for a command line, if anything does."""
    return next(
        (each for each in ELSEWHERE if each.page in {"", line.page} and re.match(each.pattern, line.text)),
        None,
    )
