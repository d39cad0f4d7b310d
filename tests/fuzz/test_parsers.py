"""No input brings down a parser: inputs that once did, good ones changed at random, and text of all kinds."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.parsers import FOUND, targets
from tests.fuzz.target import Target, tried

TARGETS = targets()
REPLAYED = sorted(path for path in FOUND.rglob("*") if path.is_file())
_SLICES = st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1)), max_size=2)
_BYTES = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=6)
_ALPHABET = st.sampled_from(
    '关于修路的建议请县0123456789一二三十百万、，。：；（）“”=\t\n\r "{}[],:\\<>/&;#*_`|-+.'
    "年月日无是否\0\ud800"
)
_TEXTS = st.text(st.one_of(_ALPHABET, st.characters()), max_size=60)


@st.composite
def inputs(draw: st.DrawFn, target: Target) -> bytes:
    """Return a good input of a parser with bytes changed and stretches moved, or any text."""
    if draw(st.integers(0, 3)) == 0:
        return draw(_TEXTS).encode("utf-8", "surrogatepass")
    content = bytearray(draw(st.sampled_from(target.seeds)))
    for place, byte in draw(_BYTES):
        content[min(int(place * len(content)), len(content) - 1)] = byte
    for start, end, target_place in draw(_SLICES):
        low, high = sorted((int(start * len(content)), int(end * len(content))))
        at = int(target_place * len(content))
        content[at:at] = content[low : min(high, low + 400)]
    return bytes(content)


@pytest.mark.parametrize("path", REPLAYED, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_inputs_that_once_brought_it_down(path: object) -> None:
    name, content = path.parent.name, path.read_bytes()  # type: ignore[attr-defined]
    assert tried(TARGETS[name], content) is None


@pytest.mark.parametrize("name", TARGETS)
def test_good_inputs_and_changed_ones(name: str) -> None:
    target = TARGETS[name]
    for seed in target.seeds:
        assert tried(target, seed) is None

    @settings(max_examples=8, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(inputs(target))
    def bears(content: bytes) -> None:
        assert tried(target, content) is None

    bears()


def test_what_is_no_error_of_ours_is_a_finding() -> None:
    def fails(content: bytes) -> None:
        raise KeyError(content)

    found = tried(Target("careless", fails, ()), b"")
    assert found
    assert found.kind.startswith("KeyError")
