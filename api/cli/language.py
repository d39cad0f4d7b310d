"""Chinese on the command line, whatever the machine's language is set to."""

import gettext
import os
import sys
from io import TextIOWrapper

from model.content import FOLDER

DOMAIN = "lianshen"
CATALOGUES = FOLDER / "locale"


def speak_chinese() -> None:
    """Let click's own words come from ``data/locale``, and write UTF-8 even where the locale is C or GB18030.

    click asks :mod:`gettext` for its words, and gettext picks the language by environment variables, of which
    ``LANGUAGE`` comes first. A character that cannot be written becomes a question mark instead of an error.
    """
    os.environ["LANGUAGE"] = "zh_CN"
    gettext.bindtextdomain(DOMAIN, str(CATALOGUES))
    gettext.textdomain(DOMAIN)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
