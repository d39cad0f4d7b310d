import json
from pathlib import Path
from typing import Any

import pytest

import model.content
from api.documents.reading import read_file

EXAMPLES = Path(model.content.FOLDER) / "examples"
EXPECTED: list[dict[str, Any]] = json.loads((EXAMPLES / "expected.json").read_text("utf-8"))


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda expected: expected["file"])
def test_a_bundled_example(expected: dict[str, Any]) -> None:
    document = read_file(EXAMPLES / expected["file"])
    assert document.draft.title == expected["title"]
    assert document.draft.level == expected["level"]
    read = {label: value.replace(" ", "") for label, value in document.fields.items()}
    for label, value in expected["fields"].items():
        assert read[label] == value.replace(" ", "")
        assert value not in document.draft.body
    for quote in [words for words in expected["codes"].values() for words in words]:
        assert quote in document.draft.body + document.draft.title
