"""What somebody wants deleted, and what of the database goes with it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Asked:
    """What shall be deleted; what is named in several ways goes once.

    Attributes:
        before: all that came before this moment.
        deputies: names of persons: what they put forward.
        pieces: numbers of drafts on the desk.
        submissions: numbers of drafts that were handed in on the page.
        batches: numbers of whole batches.
        labels: numbers of labels.
        similar: further folders with drafts of earlier sessions, beside the one in the data folder.
    """

    before: datetime | None = None
    deputies: Sequence[str] = ()
    pieces: Sequence[int] = ()
    submissions: Sequence[int] = ()
    batches: Sequence[int] = ()
    labels: Sequence[int] = ()
    similar: Sequence[Path] = ()

    @property
    def told(self) -> str:
        """By what it was asked, in Chinese, without any name: the trail keeps it for ever."""
        ways = {
            f"{self.before:%Y-%m-%d} 以前收到的" if self.before else "": self.before,
            "按代表姓名": self.deputies,
            "按件号": self.pieces,
            "按提交号": self.submissions,
            "按批次": self.batches,
            "按标注号": self.labels,
        }
        return "、".join(way for way, named in ways.items() if named)


@dataclass(frozen=True, slots=True)
class Going:
    """What goes.

    Attributes:
        pieces: title of each draft on the desk, by number.
        submissions: likewise of those that were handed in.
        batches: name of each batch that goes as a whole, by number.
        labels: numbers.
        unread: numbers of the rows about files that could not be read.
        accounts: numbers of the accounts of deputies, which are emptied.
        texts: digest of each text, by which copies of it are known elsewhere.
        titles: of the texts.
        files: that were uploaded with them, and what lies in folders of batches that go as a whole.
        snapshots: frozen labels with some of these texts.
        earlier: for each folder of earlier sessions how many drafts in it.
    """

    pieces: dict[int, str] = field(default_factory=dict)
    submissions: dict[int, str] = field(default_factory=dict)
    batches: dict[int, str] = field(default_factory=dict)
    labels: tuple[int, ...] = ()
    unread: tuple[int, ...] = ()
    accounts: tuple[int, ...] = ()
    texts: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    files: tuple[Path, ...] = ()
    snapshots: tuple[Path, ...] = ()
    earlier: dict[Path, int] = field(default_factory=dict)

    @property
    def nothing(self) -> bool:
        """Whether there is nothing of it."""
        rows = (self.pieces, self.submissions, self.batches, self.labels, self.unread, self.accounts)
        return not any((*rows, self.files, self.snapshots, self.earlier))
