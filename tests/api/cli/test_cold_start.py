"""What is imported only when needed, and how long a help page takes."""

import time

import pytest

from tests.api.cli.program import LIANSHEN, run

WORDS = [["--help"], ["--version"], ["check", "--help"], ["explain", "V2"], ["train", "--help"]]
READERS = {"docx", "lxml", "pdfplumber", "pdfminer", "pypdfium2", "PIL", "rapidocr"}
LEARNERS = {"numpy", "scipy", "sklearn", "torch", "transformers", "onnxruntime"}


def imported_by(*arguments: str) -> set[str]:
    """Run ``lianshen`` in a fresh interpreter and return the heavy packages it loaded."""
    program = f"""
import sys
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


def test_no_training_for_a_file_that_cannot_be_read() -> None:
    assert imported_by("check", "没有这个文件.txt") <= {"numpy", "lxml", "docx"}


def test_help_is_quick() -> None:
    taken = []
    for _ in range(3):
        start = time.perf_counter()
        run(LIANSHEN, "--help")
        taken.append(time.perf_counter() - start)
    assert min(taken) < 0.4
