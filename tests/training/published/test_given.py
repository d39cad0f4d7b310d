"""What tells files and folders that were given from others."""

from pathlib import Path

from training.published.given import digest


def test_a_file_is_known_by_its_bytes_and_its_name(tmp_path: Path) -> None:
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    for path in (first, second):
        path.write_text("甲", "utf-8")
    known = digest(first)
    assert digest(second) != known
    assert digest(first) == known
    first.write_text("乙", "utf-8")
    assert digest(first) != known


def test_a_folder_is_known_by_its_files(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("甲", "utf-8")
    known = digest(tmp_path)
    (tmp_path / "inner").mkdir()
    assert digest(tmp_path) == known
    (tmp_path / "b").write_text("", "utf-8")
    assert digest(tmp_path) != known
