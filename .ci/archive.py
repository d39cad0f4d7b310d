#!/usr/bin/env python3
"""Put a folder into a zip archive whose bytes hang on nothing but the names and the content of its files.

    archive.py site dist/lianshen-0.2.0-docs.zip

In the archive the files lie in a folder of the archive's name, so that unpacking it scatters nothing.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_FOR_EVERYBODY = 0o100644 << 16
"""A plain file that its owner may write and all may read."""


def main(arguments: Sequence[str]) -> int:
    """Write the archive."""
    match list(arguments):
        case [folder, archive]:
            write(Path(folder), Path(archive))
        case _:
            sys.exit(__doc__)
    return 0


def write(folder: Path, archive: Path) -> None:
    """Put what is in the folder into the archive, in the order of the names and without times."""
    with ZipFile(archive, "w") as written:
        for name in sorted(
            path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
        ):
            entry = ZipInfo(f"{archive.stem}/{name}")  # of 1980
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, _FOR_EVERYBODY
            written.writestr(entry, (folder / name).read_bytes())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
