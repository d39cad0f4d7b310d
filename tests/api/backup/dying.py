"""A process that dies in the middle of its work."""

import os
import signal
import traceback
from collections.abc import Callable

NEVER = 10_000
"""A step that no work comes to."""


def killed_at(step: int, work: Callable[[], object]) -> bool:
    """Do something in a process that dies at its n-th change of a file's name; return whether it died."""
    pid = os.fork()
    if pid == 0:
        try:
            _die_at(step)
            work()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


def _die_at(step: int) -> None:
    left = step

    def counting(real: Callable[..., object]) -> Callable[..., object]:
        def changed(*arguments: object, **more: object) -> object:
            nonlocal left
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left -= 1
            return real(*arguments, **more)

        return changed

    for name in ("rename", "replace", "unlink"):
        setattr(os, name, counting(getattr(os, name)))
