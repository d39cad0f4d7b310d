"""How long something takes, told so that other work on the machine matters little."""

import time
from collections.abc import Callable

_TIMES = 3


def processor_time(work: Callable[[], object]) -> float:
    """Return the least processor time of three, in seconds: a neighbour on the core lengthens some."""
    taken = []
    for _ in range(_TIMES):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)
