"""The process beside ``lianshen serve``: there is one, always one, and none when the service has ended."""

import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from tests.api.browser.site import Site
from tests.api.jobs.consuming import wait_until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sends signals")


@pytest.fixture
def site(request: pytest.FixtureRequest, small_home: Path, tmp_path: Path) -> Iterator[Site]:
    settings = {"workers": request.param, "jobs_url": f"sqlite:///{tmp_path / 'jobs.sqlite3'}"}
    site = Site(small_home, tmp_path, settings)
    site.start()
    yield site
    site.stop()


def consumers(site: Site) -> list[psutil.Process]:
    assert site._process
    children = psutil.Process(site._process.pid).children()
    alive = [child for child in children if child.status() != psutil.STATUS_ZOMBIE]
    return [child for child in alive if _words(child)[-2:] == ["-m", "api.jobs"]]


def _words(process: psutil.Process) -> list[str]:
    """Return the command of a process; none of one that ended just now."""
    try:
        return process.cmdline()
    except psutil.NoSuchProcess:  # a zombie is one of these, too
        return []


@pytest.mark.parametrize("site", [2], indirect=True, ids=["workers"])
def test_several_workers_have_one_consumer_which_is_replaced_when_it_dies_and_ends_with_them(
    site: Site,
) -> None:
    wait_until(lambda: len(consumers(site)) == 1)
    (first,) = consumers(site)
    first.kill()
    wait_until(lambda: consumers(site) not in ([], [first]))
    (second,) = consumers(site)
    assert [httpx.get(f"{site.address}/readyz").status_code for _ in range(9)] == [200] * 9
    site.stop()
    assert not second.is_running()
    assert (site.folder / "output.txt").read_text("utf-8").splitlines()[-1] == "按 Ctrl-C 停止。"


@pytest.mark.parametrize("site", [1], indirect=True, ids=["alone"])
def test_a_service_that_is_killed_leaves_none_behind(site: Site) -> None:
    wait_until(lambda: len(consumers(site)) == 1)
    (own,) = consumers(site)
    assert site._process
    workers = psutil.Process(site._process.pid).children()
    site._process.send_signal(signal.SIGKILL)
    site._process.wait()
    psutil.wait_procs([own], timeout=60)
    assert not own.is_running()
    for worker in workers:
        if worker.is_running():
            worker.kill()
