"""``python -m api.jobs``: the process that the service starts. Processes it starts do not run this again."""

from api.jobs.consumer import run

run()
