"""Processes of the service ask this machine and the hosts of the settings alone, whatever they are told."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.api.cli.program import start

PROBE = """
import json, socket, sys, urllib.request

def _tried(attempt):
    try:
        attempt()
    except PermissionError as error:
        return "refused" if "联审" in str(error) else str(error)
    except Exception as error:
        inner = getattr(error, "reason", error)
        return "refused" if isinstance(inner, PermissionError) else "went"
    return "went"

def _connect(host, port):
    with socket.socket() as asking:
        asking.settimeout(0.2)
        asking.connect((host, port))

def _send(host, port):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        asking.sendto(b"", (host, port))

def probe(*_):
    found = {
        "name": _tried(lambda: socket.getaddrinfo("stranger.example", 80)),
        "old name": _tried(lambda: socket.gethostbyname("stranger.example")),
        "page": _tried(lambda: urllib.request.urlopen("http://stranger.example/", timeout=1)),
        "number": _tried(lambda: urllib.request.urlopen("http://198.51.100.7/", timeout=1)),
        "metadata": _tried(lambda: _connect("169.254.169.254", 80)),
        "datagram": _tried(lambda: _send("198.51.100.7", 53)),
        "named": _tried(lambda: _connect("192.0.2.1", 5000)),
        "named, another port": _tried(lambda: _connect("192.0.2.1", 5001)),
        "this machine": _tried(lambda: _connect("127.0.0.1", 9)),
        "localhost": _tried(lambda: socket.getaddrinfo("localhost", 80)),
    }
    print("FOUND", json.dumps(found), flush=True)
"""
STRANGE = ("name", "old name", "page", "number", "metadata", "datagram", "named, another port")
HERE = ("this machine", "localhost")
SERVER = "from api.http.served import served; served(); probe()"
CONSUMER = """
from api.jobs import consumer
consumer._Consumer = lambda settings: type("Probe", (), {"run": probe})()
consumer.run()
"""
TRAINING = """
from api.trainings import process
process.run_training = lambda *_, **_how: probe()
sys.argv[1:] = ["1"]
process.run()
"""
READING = """
if __name__ == "__main__":
    from api.documents.confined import new_pool
    pool = new_pool(1)
    pool.schedule(probe).result()
    pool.stop(); pool.join()
"""
JUDGING = """
if __name__ == "__main__":
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context
    from model.parallel import _stand_by
    with ProcessPoolExecutor(1, get_context("spawn"), initializer=_stand_by) as pool:
        pool.submit(probe).result()
"""


def _found(program: str, home: Path, folder: Path) -> tuple[dict[str, str], str]:
    """Run a program that probes what its process may do; return that, and what it has logged."""
    file, said = folder / "probe.py", folder / "errors.txt"
    file.write_text(PROBE + program, "utf-8")
    with said.open("wb") as errors:
        process = start(
            f"import subprocess, sys; sys.exit(subprocess.call([sys.executable, {str(file)!r}]))",
            environment={
                "LIANSHEN_HOME": str(home),
                "LIANSHEN_DATABASE_URL": f"sqlite:///{folder / 'lianshen.sqlite3'}",
                "LIANSHEN_SECRET_FILE": str(folder / "secret.key"),
                "LIANSHEN_MLFLOW_URI": "https://192.0.2.1:5000",
            },
            stdin=subprocess.PIPE,  # which stays open: some end when it does not
            stdout=subprocess.PIPE,
            stderr=errors,
        )
        with process:
            assert process.stdout
            lines = [line for line in process.stdout if line.startswith(b"FOUND ")]
    logged = said.read_text("utf-8")
    assert lines, logged
    return json.loads(lines[-1].removeprefix(b"FOUND ")), logged


@pytest.mark.parametrize("program", [SERVER, CONSUMER, TRAINING], ids=["answering", "scoring", "training"])
def test_the_service_and_its_jobs_ask_none_but_those_named(
    program: str, small_home: Path, tmp_path: Path
) -> None:
    found, logged = _found(program, small_home, tmp_path)
    assert [found[each] for each in STRANGE] == ["refused"] * len(STRANGE)
    assert [found[each] for each in ("named", *HERE)] == ["went"] * 3
    assert "stranger.example" in logged
    assert "不在设置里" in logged


@pytest.mark.parametrize("program", [READING, JUDGING], ids=["reading a file", "judging"])
def test_processes_that_read_and_judge_ask_no_other_machine_at_all(
    program: str, small_home: Path, tmp_path: Path
) -> None:
    found, _ = _found(program, small_home, tmp_path)
    assert [found[each] for each in (*STRANGE, "named")] == ["refused"] * (len(STRANGE) + 1)
    assert [found[each] for each in HERE] == ["went"] * 2


BY_NAME = """
from model.network import keep_to
numbers = {"store.example": "192.0.2.9"}
socket.getaddrinfo = lambda host, port, *_: [(2, 1, 6, "", (numbers[host], port))]
keep_to([("Store.example", 443)])
keep_to([("store.example", 443), ("db.example", 5432)])
found = [_tried(lambda each=each: _connect(*each)) for each in
         (("192.0.2.9", 443), ("192.0.2.9", 80), ("192.0.2.10", 443))]
print("FOUND", json.dumps(dict(enumerate(found))))
"""


def test_a_host_that_is_named_is_known_by_its_number(small_home: Path, tmp_path: Path) -> None:
    found, _ = _found(BY_NAME, small_home, tmp_path)
    assert list(found.values()) == ["went", "refused", "refused"]
