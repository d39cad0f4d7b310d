"""What kind of place standard output is."""

import os
import shutil
import sys

from api.screen.paper import Paper


def paper() -> Paper:
    """Return an empty report: coloured and wrapped on a terminal, plain in a pipe or with ``NO_COLOR``.

    ``NO_COLOR`` as https://no-color.org defines it: present and not empty.
    """
    terminal = sys.stdout.isatty()
    colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Paper(colour=colour, columns=shutil.get_terminal_size().columns if terminal else None)
