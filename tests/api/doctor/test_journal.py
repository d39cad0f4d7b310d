"""A journal that everybody may read is told."""

from pathlib import Path

import pytest

from api.doctor.journal import journal


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "journal" / ("0" * 32)
    folder.mkdir(parents=True)
    file = folder / "system.journal"
    file.touch()
    file.chmod(0o640)
    return tmp_path / "journal"


def test_a_journal_only_for_its_group_is_well(place: Path) -> None:
    finding = journal((place, place / "none"))
    assert (finding.state, "没有封签" in finding.found) == ("好", True)
    (place / ("0" * 32) / "fss").touch()
    assert "，封签了" in journal((place,)).found


def test_a_journal_that_everybody_may_read_is_told_with_its_file(place: Path) -> None:
    file = place / ("0" * 32) / "system.journal"
    file.chmod(0o644)
    finding = journal((place,))
    assert (finding.state, str(file) in finding.found, "o-rwx" in finding.remedy) == ("要留意", True, True)


def test_without_a_journal_nothing_is_claimed(tmp_path: Path) -> None:
    assert "没有 journald" in journal((tmp_path,)).found
