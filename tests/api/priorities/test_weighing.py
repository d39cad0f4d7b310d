"""Weights as a user writes them."""

import pytest

from api.errors import BatchError
from api.priorities.candidates import Weights
from api.priorities.weighing import read_weights


@pytest.mark.parametrize("text", ["反映强烈=2,迫切=0.5", "反映强烈 = 2， 迫切＝0.5", "迫切=0.5;反映强烈=2"])
def test_weights_are_read_however_they_are_typed(text: str) -> None:
    assert read_weights(text) == Weights(voiced=2, urgent=0.5)


@pytest.mark.parametrize(
    "text", ["", "重要=2", "迫切=-1", "迫切=很", "迫切", "反映强烈=0,矛盾突出=0,迫切=0,近期能见效=0"]
)
def test_what_is_no_weight_is_refused_in_words(text: str) -> None:
    with pytest.raises(BatchError, match="权重"):
        read_weights(text)
