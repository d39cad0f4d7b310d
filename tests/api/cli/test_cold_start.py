"""What is imported only when needed, and how long a help page takes."""

from pathlib import Path

import pytest

from tests.api.cli.program import LIANSHEN, run

WORDS = [["--help"], ["--version"], ["check", "--help"], ["explain", "V2"], ["train", "--help"]]
READERS = {"docx", "lxml", "pdfplumber", "pdfminer", "pypdfium2", "PIL", "rapidocr"}
LEARNERS = {"rjieba", "numpy", "scipy", "sklearn", "torch", "transformers", "onnxruntime"}

JUDGE = """
import training.default
from api.cli import checking
from tests.api.cli.conftest import StandIn

checking._reviewer = lambda _tier: StandIn()
"""


def imported_by(*arguments: str, judge: str = "") -> set[str]:
    """Run ``lianshen`` in a fresh interpreter and return the heavy packages it loaded."""
    program = f"""
import sys
{judge}
from api.cli import main
try:
    main({list(arguments)!r}, prog_name="lianshen")
except SystemExit:
    print("LOADED", *({READERS | LEARNERS!r} & set(sys.modules)))
"""
    _, output, _ = run(program)
    return set(output.splitlines()[-1].split()[1:])


@pytest.mark.parametrize("arguments", WORDS)
def test_no_heavy_package_for_words_alone(arguments: list[str]) -> None:
    assert imported_by(*arguments) == set()


def test_neither_learners_nor_readers_of_other_files_for_a_text_file(tmp_path: Path) -> None:
    draft = tmp_path / "a.txt"
    draft.write_text("关于修路的建议\n\n青石镇大湾村三组的机耕道长800米，有问题。\n", "utf-8")
    loaded = imported_by("check", str(draft), judge=JUDGE)
    assert loaded <= {"numpy", "rjieba"}


def test_help_is_quick() -> None:
    """By processor time, which other work on the machine lengthens less than the time on the clock."""
    resource = pytest.importorskip("resource", reason="needs the accounting of POSIX")
    taken = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        run(LIANSHEN, "--help")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    assert min(taken) < 0.4
