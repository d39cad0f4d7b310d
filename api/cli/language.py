"""Chinese on the command line, whatever the machine's language is set to."""

import gettext
import os
import re
import sys
from io import TextIOWrapper

from model.content import FOLDER

DOMAIN = "lianshen"
CATALOGUES = FOLDER / "locale"

_QUOTED = re.compile(r"'([^'\n]+)'")


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


def set_in_chinese(message: str) -> str:
    """Return a message of click's with Chinese quotation marks, and no blank after a full stop.

    The catalogue sees to its own sentences; what is mended here click puts together out of its reach: the
    names of options, lists of values, and a suggestion after an error.
    """
    return _QUOTED.sub("“\\1”", message).replace("。 ", "。").replace("”, “", "”、“")
