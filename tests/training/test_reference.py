"""The reference counts the drafts that the heads had not seen, and comes back from disk with the bundle."""

from pathlib import Path

from model.bundle import Bundle, load_bundle, save_bundle
from model.reference import CHANCES, LENGTHS
from model.rubric import FLAGS
from training.reference import histogram


def test_each_held_out_draft_counts_once(small_bundle: Bundle) -> None:
    reference = small_bundle.reference
    assert reference is not None
    drafts = sum(reference.lengths)
    assert 0 < drafts < small_bundle.training.drafts
    assert len(reference.lengths) == len(LENGTHS) + 1
    assert sum(reference.units.values()) == drafts
    assert set(reference.units) <= set(small_bundle.units.names)
    for flag in FLAGS:
        assert len(reference.flags[flag]) == len(CHANCES) + 1
        assert sum(reference.flags[flag]) == drafts


def test_it_is_kept_with_the_bundle(small_bundle: Bundle, tmp_path: Path) -> None:
    assert load_bundle(save_bundle(small_bundle, tmp_path)).reference == small_bundle.reference


def test_a_value_on_an_edge_counts_above_it() -> None:
    assert histogram([0, 99, 100, 5000], LENGTHS) == (2, 1, 0, 0, 0, 0, 0, 1)
    assert histogram([], LENGTHS) == (0,) * 8
