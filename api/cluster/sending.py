"""The bundle on its way to the workers: sent once to each, and to those that join later.

It goes as the files it is made of. Each worker writes them to its own disk and loads them as any bundle, so
that a byte that changed on the way is noticed. The encoder that comes with the program is not sent: the
workers have the same program.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from uuid import uuid4

from distributed import Worker, WorkerPlugin

from api.errors import ClusterError
from model.bundle import load_bundle
from model.encoder import beside, find_encoder, shipped
from model.reviewer import Tier

_FOLDER = "lianshen"


@dataclass(frozen=True)
class Sent(WorkerPlugin):
    """A bundle for the workers.

    Attributes:
        program: version that it is for.
        bundle: name of its folder.
        files: their content, by their path beside other bundles.
    """

    program: str
    bundle: str
    files: Mapping[str, bytes] = field(repr=False)
    name: str = field(default_factory=lambda: f"lianshen-{uuid4().hex}")
    """Under which Dask keeps it: each run takes away its own."""

    @classmethod
    def of(cls, folder: Path, tier: Tier) -> "Sent":
        """Read the bundle in a folder, and the encoder where the tier wants one that the workers lack.

        Raises:
            BundleError: it cannot be read.
            EncoderError: there is no such encoder.
        """
        folders = [folder]
        full = load_bundle(folder).full
        if tier != "fast" and full and find_encoder(full.encoder, folder.parent) != shipped():
            folders.append(beside(folder.parent, full.encoder))
        files = {
            f"{each.name}/{file.name}": file.read_bytes()
            for each in folders
            for file in sorted(each.iterdir())
        }
        return cls(version("lianshen"), folder.name, files)

    def setup(self, worker: Worker) -> None:
        """Write the files to the disk of a worker.

        Raises:
            ClusterError: it has another version of the program.
        """
        refuse_other_program(self.program, worker.address)
        for name, content in self.files.items():
            file = place(worker, name)
            if not file.exists():
                file.parent.mkdir(parents=True, exist_ok=True)
                part = place(worker, f".{uuid4().hex}")  # another run may be reading the same bundle
                part.write_bytes(content)
                part.replace(file)


def place(worker: Worker, name: str) -> Path:
    """Return where a worker keeps a bundle, or a file of it; Dask deletes it with the worker."""
    return Path(worker.local_directory) / _FOLDER / name


def refuse_other_program(program: str, address: str) -> None:
    """Refuse to work for another version of the program, which may judge otherwise.

    Raises:
        ClusterError: this is another.
    """
    if (here := version("lianshen")) != program:
        raise ClusterError(
            f"工作进程上的程序是 {here}，本机是 {program}", where=address, remedy="请在各台机器上装同一个版本"
        )
