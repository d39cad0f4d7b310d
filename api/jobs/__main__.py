"""``python -m api.jobs``: the process that the service starts. Processes it starts do not run this again."""

import os

if hasattr(os, "nice"):  # before it loads the program, as the processes that answer do at the same time
    os.nice(10)

from api.jobs.consumer import run

run()
