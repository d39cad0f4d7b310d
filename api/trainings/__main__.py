"""``python -m api.trainings NUMBER``: one training in a process of its own."""

from api.trainings.process import run

run()
