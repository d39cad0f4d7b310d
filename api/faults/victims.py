"""Work in a process that is killed in the midst of it.

Starting Python and loading the program takes longer than most of what is to be killed. So a victim is as a
rule a copy (``fork``) of this process, which has loaded everything; it then does the real work on real files.
Nothing is shared with it but what lies on the disk: this process has no database open when it makes one.
"""

import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import psutil

from api.errors import ServiceFailed
from model import parallel

PROGRAM = (sys.executable, "-c", "from api.cli import main; main(prog_name='lianshen')")
_LOOK = 0.001
_PATIENCE = 300.0
_FAILED = 70
"""Exit code of a victim whose work raised an error; how the command line ends is told by others."""


@dataclass(slots=True)
class Victims:
    """Victims that use one data folder.

    Attributes:
        said: file that takes their output.
        environment: of all of them.
    """

    said: Path
    environment: dict[str, str]

    def copy(self, work: Callable[[], object], seconds: float | None) -> bool:
        """Do something in a copy of this process, and kill it after so many seconds.

        Args:
            work: to be done.
            seconds: before the kill; ``None`` leaves it alone.

        Returns:
            Whether it was killed; else it had come to its end.

        Raises:
            ServiceFailed: it failed by itself.
        """
        return self.kill(self.begin(work), seconds)

    def begin(self, work: Callable[[], object]) -> int:
        """Begin something in a copy of this process; return its number."""
        sys.stdout.flush()
        sys.stderr.flush()
        number = os.fork()
        if not number:
            self._work(work)
        return number

    def kill(self, number: int, seconds: float | None) -> bool:
        """Kill a copy after so many seconds with all it has started, see :meth:`copy`."""
        until = time.perf_counter() + (_PATIENCE if seconds is None else seconds)
        while time.perf_counter() < until:
            ended, status = os.waitpid(number, os.WNOHANG)
            if ended:
                code = os.waitstatus_to_exitcode(status)
                if code:
                    raise ServiceFailed(f"没有人终止它，它自己停了（{code}）：{self._last_words()}")
                return False
            time.sleep(_LOOK)
        with suppress(ProcessLookupError):  # it has not come to lead a group yet
            os.killpg(number, signal.SIGKILL)
        with suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)
        os.waitpid(number, 0)
        if seconds is None:
            raise ServiceFailed(f"等了 {_PATIENCE:.0f} 秒还没有做完：{self._last_words()}")
        return True

    def program(self, *arguments: str, seconds: float | None) -> bool:
        """Run ``lianshen`` as a user does, and kill it after so many seconds, see :meth:`copy`."""
        with self.said.open("wb") as said:
            process = subprocess.Popen(  # noqa: S603 - our own program
                [*PROGRAM, *arguments],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
            )
            try:
                code = process.wait(_PATIENCE if seconds is None else seconds)
            except subprocess.TimeoutExpired:
                kill_all(process.pid)
                process.wait()
                if seconds is None:
                    raise ServiceFailed(f"等了 {_PATIENCE:.0f} 秒还没有做完") from None
                return True
        if code:
            raise ServiceFailed(f"没有人终止它，它自己停了（{code}）：{self._last_words()}")
        return False

    def _work(self, work: Callable[[], object]) -> None:
        """Work in the copy, and end it without anything that belongs to the process it is a copy of."""
        code = _FAILED
        try:
            os.setsid()
            os.environ.clear()
            os.environ.update(self.environment)
            with self.said.open("wb") as said:
                for descriptor in (1, 2):
                    os.dup2(said.fileno(), descriptor)
            sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - until it ends
            sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - likewise
            parallel.get_context = lambda _method: get_context("fork")  # type: ignore[assignment, attr-defined] # its own processes are copies, too
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is for this process's user to be told
            work()
            code = 0
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else _FAILED
        except BaseException:
            traceback.print_exc()
            sys.stderr.flush()
        finally:
            with suppress(OSError, ValueError):
                sys.stdout.flush()
            os._exit(code)

    def _last_words(self) -> str:
        return self.said.read_text("utf-8", "replace").strip().rpartition("\n")[2].removesuffix("。")


def kill_all(number: int) -> None:
    """Kill a process and all those under it at once, as a power cut does."""
    with suppress(psutil.NoSuchProcess):
        first = psutil.Process(number)
        family = [first, *first.children(recursive=True)]
        for each in family:
            with suppress(psutil.NoSuchProcess):
                each.kill()
