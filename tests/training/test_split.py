from collections import Counter
from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from training.split import held_out

groups = st.lists(st.sampled_from([f"g{n}" for n in range(12)]), min_size=1, max_size=60)


@given(groups, st.integers(2, 6))
def test_every_text_is_held_out_once_and_no_group_is_split(names: list[str], folds: int) -> None:
    tests = held_out(names, folds)
    assert len(tests) == folds
    assert sorted(np.concatenate(tests).tolist()) == list(range(len(names)))
    where = [{names[index] for index in test} for test in tests]
    assert sum(map(len, where)) == len(set(names))


@given(groups, st.integers(2, 6))
def test_the_split_is_the_same_twice_and_in_order(names: list[str], folds: int) -> None:
    first, second = held_out(names, folds), held_out(names, folds)
    assert [test.tolist() for test in first] == [test.tolist() for test in second]
    assert all((np.diff(test) > 0).all() for test in first)


@given(groups, st.integers(2, 6), st.randoms(use_true_random=False))
def test_a_group_stays_in_its_fold_whatever_the_order_of_the_texts(
    names: list[str], folds: int, random: Random
) -> None:
    shuffled = random.sample(names, len(names))

    def fold_of(texts: list[str]) -> dict[str, int]:
        return {texts[index]: fold for fold, test in enumerate(held_out(texts, folds)) for index in test}

    assert fold_of(names) == fold_of(shuffled)


@given(groups, st.integers(2, 6))
def test_folds_differ_by_no_more_than_the_largest_group(names: list[str], folds: int) -> None:
    sizes = [len(test) for test in held_out(names, folds)]
    assert max(sizes) - min(sizes) <= max(Counter(names).values())
