"""Asking ClamAV whether there is a virus in what strangers send, before anything of it is opened or kept.

By the protocol of its daemon (man clamd, INSTREAM): a command, blocks with their lengths, one line back.
"""

import logging
import socket
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from api.errors import BodyTooLarge, ScannerAway, VirusFound
from api.safe import safe

Address = str | tuple[str, int]
"""The path of a socket of this machine, or host and port."""

_BLOCK = 256 * 1024
_LONGEST_REPLY = 4096
_LONGEST_NAME = 100
_FOUND, _CLEAN, _TOO_LONG = " FOUND", "stream: OK", "INSTREAM size limit exceeded. ERROR"
_LOG = logging.getLogger("lianshen")


def address_of(given: str) -> Address:
    """Return where the daemon is.

    Args:
        given: ``unix:/path`` or ``tcp:host:port``.

    Raises:
        ValueError: it is neither.
    """
    kind, _, place = given.partition(":")
    if kind == "unix" and place.startswith("/") and hasattr(socket, "AF_UNIX"):  # Windows has none
        return place
    host, _, port = place.rpartition(":")
    if kind != "tcp" or not host:
        raise ValueError(given)
    return host.strip("[]"), int(port)


@dataclass(frozen=True, slots=True)
class Scanner:
    """The daemon; each question has a connection of its own.

    Attributes:
        address: where it is.
        seconds: that one question may take, the file on its way included.
    """

    address: Address
    seconds: float

    def look(self, name: str, blocks: Iterable[bytes]) -> None:
        """Refuse a file with a virus in it, and one that cannot be looked at.

        Args:
            name: of the file, for the message.
            blocks: its content, none of them empty.

        Raises:
            VirusFound: there is one.
            BodyTooLarge: the daemon takes no file of that size.
            ScannerAway: it does not answer, or not as it should.
        """
        said = self._asked(b"zINSTREAM\0", blocks)
        if said == _CLEAN:
            return
        if said == _TOO_LONG:
            remedy = "请分成小一些的文件；要传这么大的，请管理员把 clamd 的 StreamMaxLength 调大"
            raise BodyTooLarge("文件太大，查不了病毒", where=name, remedy=remedy)
        if not said.endswith(_FOUND):
            raise self._away(f"答复看不懂：{safe(said[:_LONGEST_NAME])}")
        found = safe(said.removesuffix(_FOUND).removeprefix("stream: "))[:_LONGEST_NAME]
        _LOG.warning("上传的文件里有病毒（%s），没有收下。", found, extra={"event": "virus_found"})
        remedy = "请用杀毒软件查一遍这台电脑，换一份干净的文件再传"
        raise VirusFound(f"文件里有病毒（{found}），没有收下", where=name, remedy=remedy)

    def look_at(self, name: str, file: Path) -> None:
        """Refuse a file on the disk as :meth:`look` does, and raise what it raises."""
        with file.open("rb") as stream:
            self.look(name, iter(lambda: stream.read(_BLOCK), b""))

    def version(self) -> str:
        """Return what the daemon says of itself: its version, and that and the date of its signatures.

        Raises:
            ScannerAway: it does not answer.
        """
        return self._asked(b"zVERSION\0", None)

    def _asked(self, command: bytes, blocks: Iterable[bytes] | None) -> str:
        until = time.monotonic() + self.seconds
        try:
            with _Connection(self.address, until) as connection:
                connection.send(command)
                try:
                    for block in blocks or ():
                        connection.send(len(block).to_bytes(4, "big") + block)
                    if blocks is not None:
                        connection.send(bytes(4))
                except ConnectionError:  # it has hung up, and may have said before what it does not like
                    return connection.reply()
                return connection.reply()
        except OSError as error:
            raise self._away(type(error).__name__) from error

    def _away(self, why: str) -> ScannerAway:
        _LOG.error("查病毒的 ClamAV（%s）没有答复：%s。", self.address, why, extra={"event": "scanner_away"})
        return ScannerAway("现在查不了病毒，所以没有收文件", remedy="请过几分钟再试；还不行，请与管理员联系")


class _Connection:
    """A connection that is given up at a fixed moment, however its bytes trickle."""

    def __init__(self, address: Address, until: float) -> None:
        self._until = until
        self._socket = socket.socket(_family(address))
        try:
            self._in_time().connect(address)
        except OSError:
            self._socket.close()
            raise

    def __enter__(self) -> "_Connection":
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def send(self, content: bytes) -> None:
        self._in_time().sendall(content)

    def reply(self) -> str:
        said = b""
        while not said.endswith(b"\0") and len(said) < _LONGEST_REPLY:
            block = self._in_time().recv(_LONGEST_REPLY)
            if not block:
                break
            said += block
        return said.rstrip(b"\0").decode("utf-8", "replace").strip()

    def _in_time(self) -> socket.socket:
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._socket.settimeout(left)
        return self._socket


def _family(address: Address) -> socket.AddressFamily:
    if isinstance(address, str):
        return socket.AF_UNIX
    return socket.AF_INET6 if ":" in address[0] else socket.AF_INET
