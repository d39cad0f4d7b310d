"""What is sent when, and from when on an answer is late."""

import socket
import time
from collections.abc import Iterator
from itertools import count
from threading import Thread

import pytest

from api.errors import ServiceFailed
from api.load.client import Address, post
from api.load.driving import Lot, Pace, Saturate, drive
from tests.api.http.running import running
from tests.api.load.counting import Counting


@pytest.fixture
def application() -> Counting:
    return Counting()


@pytest.fixture
def address(application: Counting) -> Iterator[Address]:
    with running(application) as port:
        yield Address("127.0.0.1", port)


def requests() -> Iterator[bytes]:
    """Yield requests whose bodies are the numbers from 0."""
    return (post("/", str(number).encode()) for number in count())


def numbers(application: Counting) -> list[int]:
    return sorted(map(int, application.bodies))


def _accept_and_close(listener: socket.socket) -> None:
    listener.accept()[0].close()


def test_a_lot_is_sent_once_each_and_all_of_it_counts(application: Counting, address: Address) -> None:
    driven = drive(address, 8, Lot(requests(), 100))
    assert numbers(application) == list(range(100))
    assert len(driven.latencies) == 100
    assert driven.rate == pytest.approx(100 / driven.seconds)


def test_a_lot_may_be_smaller_than_the_number_of_connections(application: Counting, address: Address) -> None:
    assert len(drive(address, 8, Lot(requests(), 3)).latencies) == 3
    assert numbers(application) == [0, 1, 2]


def test_when_saturated_every_connection_has_one_request_under_way(
    application: Counting, address: Address
) -> None:
    application.seconds = 0.02
    driven = drive(address, 8, Saturate(requests(), 0.0, 0.4))
    assert application.most == 8
    assert driven.seconds == 0.4
    assert min(driven.latencies) >= 20


def test_answers_while_it_warms_up_are_not_counted(application: Counting, address: Address) -> None:
    application.seconds = 0.01
    driven = drive(address, 1, Saturate(requests(), 0.5, 0.2))
    assert 0 < len(driven.latencies) <= 20
    assert len(application.bodies) > len(driven.latencies)


def test_requests_keep_their_pace(application: Counting, address: Address) -> None:
    driven = drive(address, 8, Pace(requests(), 100, 0.5))
    assert numbers(application) == list(range(50))
    assert driven.seconds >= 0.49


def test_a_service_that_stands_still_is_charged_for_every_request_that_was_due(
    application: Counting, address: Address
) -> None:
    application.held_up, application.standstill = 10, 0.5
    driven = drive(address, 1, Pace(requests(), 100, 1.0))
    late = [latency for latency in driven.latencies if latency > 100]
    assert len(late) >= 40  # a client that waits for its answer before it starts the clock sees one
    assert max(driven.latencies) >= 490


def test_the_client_says_how_much_of_a_core_it_took(address: Address) -> None:
    assert 0 < drive(address, 8, Lot(requests(), 500)).client <= 1.1


def test_any_other_answer_spoils_the_measure(application: Counting, address: Address) -> None:
    application.status = 503
    with pytest.raises(ServiceFailed, match="503：不行"):
        drive(address, 8, Lot(requests(), 100))


def test_a_connection_that_is_lost_spoils_the_measure() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = Address(*listener.getsockname())
        thread = Thread(target=_accept_and_close, args=[listener])
        thread.start()
        with pytest.raises(ServiceFailed, match="断开了连接"):
            drive(address, 1, Lot(requests(), 1))
        thread.join()


def _answer(connection: socket.socket) -> None:
    with connection:
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")


def _answer_and_close_one_after_the_other(listener: socket.socket) -> None:
    accepted = [listener.accept()[0] for _ in range(2)]
    for connection in accepted:
        _answer(connection)
        time.sleep(0.1)


def test_a_connection_that_is_closed_when_it_has_been_answered_spoils_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = Thread(target=_answer_and_close_one_after_the_other, args=[listener])
        thread.start()
        driven = drive(Address(*listener.getsockname()), 2, Lot(requests(), 2))
        thread.join()
    assert len(driven.latencies) == 2


def test_where_nobody_listens_it_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = Address(*listener.getsockname())
    with pytest.raises(ServiceFailed, match="连接不上"):
        drive(address, 1, Lot(requests(), 1))
