"""From where a request comes: one line of the network, whatever addresses belong to it."""

from ipaddress import IPv6Address, ip_address

from starlette.types import Scope

_NETWORK = 64
"""Bits of an IPv6 address that tell one line from another; whoever has one has all the rest."""


def line_of(scope: Scope) -> str:
    """Return what tells the sender from others; empty where there is no address, as on a Unix socket."""
    address = scope["client"][0] if scope.get("client") else ""
    if ":" not in address:
        return str(address)
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return str(address)
    if isinstance(known, IPv6Address) and not known.ipv4_mapped:
        return f"{int(known) >> _NETWORK:x}"
    return str(known)
