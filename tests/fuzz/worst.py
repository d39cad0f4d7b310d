"""The text on which each rule took longest when all were last tried, for the tests to try again."""

import json
from pathlib import Path

from tests.fuzz.strings import Repeated

_FILE = Path(__file__).with_name("worst.json")


def kept_worst() -> dict[str, Repeated]:
    """Return the texts by the name of the rule."""
    return {rule: Repeated(*text) for rule, text in json.loads(_FILE.read_text("utf-8")).items()}


def keep_worst(rule: str, text: Repeated) -> None:
    """Write down the text of one rule beside those of the others."""
    kept = kept_worst() if _FILE.exists() else {}
    written = json.dumps({**kept, rule: text}, ensure_ascii=True, indent=1, sort_keys=True)
    _FILE.write_text(written + "\n", "utf-8")
