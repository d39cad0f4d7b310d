"""The interface for programs, asked by schemathesis from its own description."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.api.http.running import running
from tests.fuzz.people import WHO, people_at

_GENERATED = re.compile(r"(\d+) generated")
_LINKS = re.compile(r"API Links: +(\d+) covered")
_FAILURE = re.compile(r"^ +❌ (ST\d+ .+)$", re.MULTILINE)
_LEFT_OUT = "positive_data_acceptance"
"""The one check that cannot hold: whether a text is a draft in Chinese, no schema can say."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking as somebody.

    Attributes:
        who: asked.
        requests: sent.
        links: of the description that were followed, from an answer to a request that it makes possible.
        failures: kinds of failures with their numbers.
        told: all that schemathesis said.
    """

    who: str
    requests: int
    links: int
    failures: tuple[str, ...]
    told: str


def ask(folder: Path, minutes: float, *, anonymous: bool) -> Iterator[Asked]:
    """Ask as everybody, for a while each: examples, edge cases, random requests, and requests in a row.

    Args:
        folder: for the database, and for what schemathesis writes.
        minutes: for all together.
        anonymous: whether a draft may be pre-checked without an account.
    """
    seconds = max(1, int(minutes * 60 / len(WHO)))
    with people_at(None, folder, anonymous=anonymous) as people, running(people.service.app) as port:
        for who in WHO:
            told = _told(f"http://127.0.0.1:{port}/openapi.json", people.tokens[who], seconds, folder)
            yield Asked(
                who, _number(_GENERATED, told), _number(_LINKS, told), tuple(_FAILURE.findall(told)), told
            )


def _number(pattern: re.Pattern[str], told: str) -> int:
    found = pattern.search(told)
    return int(found[1]) if found else 0


def _told(url: str, token: str, seconds: int, folder: Path) -> str:
    command = ["schemathesis", "run", url, "--checks", "all", "--exclude-checks", _LEFT_OUT]
    command += ["--max-response-time", "2", "--max-time", str(seconds), "--continue-on-failure", "--no-color"]
    command += ["--header", f"Authorization:Bearer {token}"] if token else []
    ran = subprocess.run(command, capture_output=True, cwd=folder, check=False)  # noqa: S603 - of this environment
    return ran.stdout.decode("utf-8", "replace")
