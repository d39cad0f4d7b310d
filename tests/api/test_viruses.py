"""Files are shown to ClamAV before they are opened or kept; where it does not answer, none is taken."""

import socket
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from threading import Thread

import httpx2
import pytest
from starlette.testclient import TestClient

from api.accounts import accounts
from api.doctor import program
from api.errors import BodyTooLarge, ScannerAway, SettingsError, VirusFound
from api.home import home
from api.settings import read_settings
from api.viruses import Scanner, address_of
from tests.api.batch.making import TEXT
from tests.api.batches.uploaded import batch_in
from tests.api.clamd import EICAR, MOST, NAME, stand_in
from tests.api.services import HTML, serving
from tests.api.web.browsing import PASSWORD, get, hidden, sign_in

SOUND = TEXT.encode()


def packed(content: bytes) -> bytes:
    with BytesIO() as made:
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("里面.txt", content)
        return made.getvalue()


def looked(address: str, content: bytes, seconds: float = 30) -> None:
    Scanner(address_of(address), seconds).look("甲.docx", [content] if content else [])


@pytest.fixture
def served(small_home: Path, tmp_path: Path) -> Iterator[Callable[[str], TestClient]]:
    """A service that asks a scanner, with the account of a reviewer."""
    with ExitStack() as stack:

        def serve(address: str, **settings: object) -> TestClient:
            url = f"sqlite:///{tmp_path / 'service.sqlite3'}"
            client = stack.enter_context(serving(small_home, database_url=url, clamd=address, **settings))
            database = client.app.state.database  # type: ignore[attr-defined]
            accounts.add(database, "li", "李审核", "reviewer", PASSWORD)
            return client

        yield serve


def post_file(client: TestClient, content: bytes) -> httpx2.Response:
    return client.post("/v1/reviews/file", files={"file": ("甲.txt", content)})


def upload(client: TestClient, *files: tuple[str, bytes]) -> httpx2.Response:
    form = hidden(get(client, "/batches").text, "/batches")
    return client.post("/batches", data=form, files=[("files", each) for each in files], headers=HTML)


def kept() -> list[bytes]:
    """Return what lies in the folders of batches, whether they have a number or not."""
    return [path.read_bytes() for path in (home() / "batches").rglob("*") if path.is_file()]


def test_a_virus_is_found_by_its_name_and_what_is_none_is_taken(clamd: str) -> None:
    for content in (SOUND, b"", b"x" * (MOST - 1), packed(SOUND)):
        looked(clamd, content)
    for content in (EICAR, SOUND + EICAR, packed(EICAR)):
        with pytest.raises(VirusFound) as raised:
            looked(clamd, content)
        assert NAME in raised.value.problem
        assert raised.value.where == "甲.docx"


def test_a_file_that_is_too_large_to_be_looked_at_is_refused(clamd: str) -> None:
    with pytest.raises(BodyTooLarge, match="查不了病毒"):
        looked(clamd, b"x" * (8 * MOST))


def test_a_virus_sent_by_a_program_is_refused_and_never_opened(
    clamd: str,
    served: Callable[[str], TestClient],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    client = served(clamd)
    assert post_file(client, SOUND).status_code == 200
    monkeypatch.setattr(client.app.state.parser, "_begin", None)  # type: ignore[attr-defined]
    answer = post_file(client, SOUND + EICAR)
    assert answer.status_code == 422
    assert answer.json()["kind"] == "VirusFound"
    assert NAME in answer.json()["detail"]
    assert "virus_found" in [vars(record).get("event") for record in caplog.records]


def test_a_virus_chosen_on_the_page_is_refused_and_what_was_typed_stays(
    clamd: str, served: Callable[[str], TestClient]
) -> None:
    client = served(clamd)
    for path in ("/check", "/annotated"):
        form = hidden(get(client, "/").text, "/check") | {"title": "关于修路的建议", "level": "县"}
        form |= {"body": "东门外的路坏了，请修。"}
        answer = client.post(path, data=form, files={"file": ("甲.docx", EICAR)}, headers=HTML)
        assert answer.status_code == 422
        assert NAME in answer.text
        assert "东门外的路坏了，请修。" in answer.text
    read = client.post("/read", data=form, files={"file": ("甲.txt", EICAR)}, headers={"X-Lianshen": "page"})
    assert (read.status_code, read.json()["kind"]) == (422, "VirusFound")


def test_a_virus_in_a_batch_is_not_kept_and_the_rest_goes_on(
    clamd: str, served: Callable[[str], TestClient]
) -> None:
    client = served(clamd)
    sign_in(client, "li")
    before = kept()
    answer = upload(
        client, ("坏.txt", EICAR), ("甲.txt", SOUND), ("坏.zip", packed(EICAR)), ("大.txt", b"x" * 4 * MOST)
    )
    assert answer.status_code == 303
    page = get(client, answer.headers["location"]).text
    assert "收到 1 个文件" in page
    assert "有 3 个没有收" in page
    assert f"坏.txt：文件里有病毒（{NAME}" in page
    new = [content for content in kept() if content not in before]
    assert new == [SOUND]
    number = int(answer.headers["location"].rpartition("/")[2])
    assert batch_in(client.app.state.database, number).asked.name == "甲"  # type: ignore[attr-defined]


def test_a_batch_of_viruses_alone_is_none(clamd: str, served: Callable[[str], TestClient]) -> None:
    client = served(clamd)
    sign_in(client, "li")
    before = kept()
    answer = upload(client, ("坏.txt", EICAR), ("坏.zip", packed(EICAR)))
    assert answer.status_code == 422
    assert NAME in answer.text
    assert kept() == before


def hang_up(connection: socket.socket) -> None:
    connection.recv(1)


def say(words: bytes) -> Callable[[socket.socket], None]:
    def answer(connection: socket.socket) -> None:
        connection.recv(65_536)
        connection.sendall(words)

    return answer


def say_nothing(connection: socket.socket) -> None:
    connection.settimeout(10)
    while connection.recv(65_536):
        pass


def trickle(connection: socket.socket) -> None:
    for _ in range(100):
        connection.sendall(b"s")
        time.sleep(0.05)


FAULTS: dict[str, Callable[[socket.socket], None]] = {
    "hangs up": hang_up,
    "says nothing": say_nothing,
    "trickles": trickle,
    "says another thing": say(b"HTTP/1.1 400 Bad Request\r\n\r\n\0"),
    "says half": say(b"stream: O"),
    "says empty": say(b"\0"),
    "says it has an error": say(b"stream: Can't allocate memory ERROR\0"),
    "says what is no text": say(b"\xff\xfe\x1b[31m\0"),
    "never ends": say(b"stream: OK" * 10_000),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_one_that_does_not_answer_as_it_should_lets_no_file_pass(
    fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    with stand_in(FAULTS[fault]) as address:
        began = time.monotonic()
        for content in (SOUND, b"x" * 4 * MOST):
            with pytest.raises(ScannerAway, match="没有收文件"):
                looked(address, content, seconds=0.5)
        assert time.monotonic() - began < 5
    assert {vars(record).get("event") for record in caplog.records} == {"scanner_away"}


@pytest.mark.parametrize("address", ["unix:/nowhere/clamd.ctl", "tcp:127.0.0.1:1", "tcp:[::1]:1"])
def test_where_nobody_is_no_file_is_taken_and_all_else_goes_on(
    served: Callable[[str], TestClient], address: str
) -> None:
    client = served(address)
    refused = post_file(client, SOUND)
    assert (refused.status_code, refused.json()["kind"]) == (503, "ScannerAway")
    assert int(refused.headers["retry-after"]) > 0
    assert address.partition(":")[2] not in refused.text
    assert client.post("/v1/reviews", json={"body": TEXT}).status_code == 200
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()["scanner"]) == (200, "away")
    form = hidden(get(client, "/").text, "/check") | {"body": TEXT, "level": "县"}
    pasted = client.post("/read", data=form, headers={"X-Lianshen": "page"})
    assert pasted.status_code == 200
    sign_in(client, "li")
    before = kept()
    assert upload(client, ("甲.txt", SOUND)).status_code == 503
    assert kept() == before


def test_the_others_are_answered_while_one_waits_for_the_scanner(
    served: Callable[..., TestClient],
) -> None:
    with stand_in(say_nothing) as address:
        client = served(address, read_seconds=2)
        sender = Thread(target=post_file, args=(client, SOUND))
        sender.start()
        time.sleep(0.2)
        began = time.monotonic()
        assert client.get("/healthz").status_code == 200
        assert time.monotonic() - began < 1
        assert sender.is_alive()
        sender.join()


def test_readiness_and_the_doctor_tell(clamd: str, served: Callable[[str], TestClient]) -> None:
    assert served(clamd).get("/readyz").json()["scanner"] == "ok"
    finding = program.scanner(read_settings(clamd=clamd))
    assert finding.state == "要留意"  # it knows one virus, of no date
    assert "ClamAV" in finding.found
    assert program.scanner(read_settings(clamd="unix:/nowhere")).state == "不行"
    assert program.scanner(read_settings()).state == "好"


@pytest.mark.parametrize(
    ("made", "state"), [("Fri Nov 20 09:00:00 2026", "好"), ("Fri Oct  2 09:00:00 2026", "要留意")]
)
def test_signatures_that_are_old_are_told(made: str, state: str) -> None:
    with stand_in(say(f"ClamAV 1.4.6/27800/{made}\0".encode())) as address:
        assert (
            program.scanner(read_settings(clamd=address), datetime(2026, 11, 27, tzinfo=UTC)).state == state
        )


@pytest.mark.parametrize(
    "address", ["clamd", "unix:clamd.ctl", "tcp:127.0.0.1", "tcp:127.0.0.1:x", "tcp:10.0.0.7:3310"]
)
def test_an_address_elsewhere_or_of_no_kind_is_refused(address: str) -> None:
    with pytest.raises(SettingsError) as raised:
        read_settings(clamd=address)
    assert raised.value.where == "LIANSHEN_CLAMD"
