"""Each room imports only the rooms below it; what learns is loaded late; nothing kept can run."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("model", "training", "api")
FILES = [path.relative_to(ROOT).as_posix() for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
HEAVY = {"joblib", "onnxruntime", "rapidocr", "scipy", "sklearn", "torch", "transformers"}
RUNNABLE = {"cloudpickle", "dill", "marshal", "pickle", "shelve"}
RUNNING = {"joblib.dump", "joblib.load", "np.load", "np.save", "torch.load", "torch.save"}


def tree(file: str) -> ast.Module:
    return ast.parse((ROOT / file).read_text("utf-8"))


def imported(statements: ast.AST) -> Iterator[str]:
    """Yield the packages that the statements import, inside functions too."""
    for node in ast.walk(statements):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield str(node.module).partition(".")[0]


def imported_at_once(module: ast.Module) -> Iterator[str]:
    """Yield the packages that importing the module imports."""
    for node in module.body:
        if not isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield from imported(node)


def test_imports_run_from_api_to_training_to_model() -> None:
    for file in FILES:
        above = ROOMS[ROOMS.index(file.partition("/")[0]) + 1 :]
        assert not {"tests", *above} & set(imported(tree(file))), file


def test_what_learns_is_not_loaded_to_check_a_draft() -> None:
    for file in FILES:
        assert file.startswith("training/") or not HEAVY & set(imported_at_once(tree(file))), file


def test_nothing_is_kept_in_a_form_that_can_run() -> None:
    for file in FILES:
        module = tree(file)
        assert not RUNNABLE & set(imported(module)), file
        attributes = {ast.unparse(node) for node in ast.walk(module) if isinstance(node, ast.Attribute)}
        assert not RUNNING & attributes, file
        from_joblib = [
            node for node in ast.walk(module) if isinstance(node, ast.ImportFrom) and node.module == "joblib"
        ]
        assert not {"dump", "load"} & {alias.name for node in from_joblib for alias in node.names}, file
