"""What every server process loads, for a process that is there only to be copied: see :mod:`api.copies`."""

import gc

gc.disable()  # see api/http/served.py
import api.http.app  # noqa: E402, F401

gc.freeze()
gc.enable()
