"""Keeping a process to the hosts that it is told, or to none, whatever it may be brought to ask for.

By Python's own audit events, which a program cannot take back: what is refused is a name looked up or a
connection made by Python code. The library of PostgreSQL is not Python, and goes where its address says.
Other programs are kept by systemd (``IPAddressDeny``) or by a firewall.
"""

import errno
import logging
import socket
import sys
from collections.abc import Iterable
from contextlib import suppress
from ipaddress import ip_address
from typing import Any

_NAMES = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"})
_ADDRESSES = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
_LOG = logging.getLogger("lianshen")

_places: frozenset[tuple[str, int]] | None = None
"""Host and port of each that may be asked; nothing before :func:`keep_to` is called."""


def is_loopback(host: str) -> bool:
    """Whether nobody but this machine is meant by a name or an address of the internet."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:  # another name, which may be known to the network
        return False


def keep_to(places: Iterable[tuple[str, int]]) -> None:
    """Let this process speak to this machine and to these places alone from now on.

    Processes that are forked from it are kept as well; those that are started anew are not.

    Args:
        places: hosts and ports.
    """
    global _places
    begun, _places = _places is not None, frozenset((host.lower(), port) for host, port in places)
    if not begun:
        sys.addaudithook(_look)


def _look(event: str, given: tuple[Any, ...]) -> None:
    if event in _ADDRESSES:
        asking, address = given
        if address and asking.family in {socket.AF_INET, socket.AF_INET6}:
            _require(str(address[0]), address[1])
    elif event in _NAMES and given[0]:
        name = given[0].decode("ascii", "replace") if isinstance(given[0], bytes) else str(given[0])
        if not _is_number(name):  # which is looked up nowhere, and asked for by a connection
            _require(name, None)


def _require(host: str, port: int | None) -> None:
    """Refuse a host, or a port of it."""
    if is_loopback(host) or _is_named(host.lower(), port):
        return
    _LOG.warning("有程序要连 %s，它不在设置里，没有让它连。", host, extra={"event": "connection_refused"})
    raise PermissionError(errno.EACCES, "联审只连设置里写的地址", host)


def _is_named(host: str, port: int | None) -> bool:
    open_ones = {name for name, each in _places or () if port in {None, each}}
    return host in open_ones or (_is_number(host) and any(host in _numbers(name) for name in open_ones))


def _numbers(name: str) -> set[str]:
    """Return the addresses of a host that may be asked."""
    with suppress(OSError):
        return {str(each[4][0]) for each in socket.getaddrinfo(name, None)}
    return set()


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
