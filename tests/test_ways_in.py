"""The page about security names every way to be signed in, and there is no other."""

import re

from api.http.problems import PROGRAMS
from tests.api.http.doors import NOBODY, ON_THE_NETWORK
from tests.pages import ROOT, rows, section
from tests.test_security import FILES, PAGE

STATED = rows(section(PAGE, "能登录的几条路"))
OUT = "/logout"
MEASURING = {"api/bulk/full_desk.py"}
"""Signs people in at a desk of its own, by the key file of that desk, to measure."""


def test_every_form_that_strangers_may_send_is_a_way_in_that_is_stated() -> None:
    open_to_all = {
        path for (method, path), who in ON_THE_NETWORK.items() if method == "POST" and NOBODY in who
    }
    by_token = {path for path in PROGRAMS if path.endswith("/")}
    assert set(STATED) == open_to_all - {OUT} | by_token


def test_each_says_what_is_shown_what_it_opens_what_stops_guesses_and_how_strong_it_is() -> None:
    for way, row in STATED.items():
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        assert len(cells) == 5, way
        assert all(cells), way
        assert re.match("一样|两样|同上", cells[4]), way
        assert way == "/v2/" or re.search(r"\d+ [位次秒]", cells[3]), way


def test_nobody_becomes_somebody_anywhere_else() -> None:
    """Sessions begin where names, codes and the one-time key are taken; who asks is known at the doors."""
    known = {
        r"(?<![\w.])log_in\(": {"api/web/signing.py"},
        r"(?<!\w)invitations\.redeem\b": {"api/web/signing.py"},
        r"(?<!\w)sessions\.start\b": {"api/web/signing.py", *MEASURING},
        r"(?<!\w)(?:tokens|sessions)\.account_of\b": {"api/http/access.py"},
    }
    for what, files in known.items():
        found = {file for file in FILES if re.search(rf"(?<!def ){what}", (ROOT / file).read_text("utf-8"))}
        assert found == files, what
