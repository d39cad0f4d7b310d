"""What every server process loads, for a process that is there only to be copied: see :mod:`api.serving`."""

import gc

gc.disable()  # see api/http/served.py
import api.accounts.log_in  # noqa: E402
import api.http.app  # noqa: E402
import api.jobs.queue  # noqa: E402, F401

gc.freeze()
gc.enable()
