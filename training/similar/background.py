"""Counts in how many of the bundled drafts characters and pairs of them stand; learns what pairs are about.

Run ``python -m training.similar.background`` after the corpus has changed, and then
``python -m training.similar.fit``. Needs the extra ``encoder`` for torch; takes a minute.

What pairs are about is learned from what the corpus says twice in different words: a title and its body, a
situation and what is asked, a draft and its asks as the label sums them up. The sum over the pairs of the one
should lie nearer to that of the other than to those of all others (as in StarSpace, Wu et al. 2018), starting
from a truncated SVD.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save
from scipy.sparse import csr_matrix
from sklearn.preprocessing import normalize
from sklearn.utils.extmath import randomized_svd

from model.draft import Draft
from model.similar.background import ITEMS, PLACE
from model.similar.sketch import letters_of, pairs_of
from training.labels import Corpus, read_corpus

_LEAST = 2
"""Drafts it must stand in to be counted; what stands in fewer is as rare as what is in none."""
_LEAST_ON_TOPIC = 8
"""Drafts a pair must stand in for its topics to be known."""
_TOPICS = 96
_SEED = 0
_ROUNDS, _LOT, _RATE, _SHARPNESS = 12, 256, 3e-3, 14.0
_KEPT = 0.7
"""Share of the pairs that is seen each time, so that none is relied on alone."""
_FEWEST = 4
"""Known pairs that a text must have to be learned from."""

Bag = NDArray[np.int64]


def count() -> dict[str, NDArray[Any]]:
    """Count over the drafts and titles of the corpus, and learn the directions of pairs."""
    corpus = read_corpus()
    drafts = [labelled.draft for labelled in corpus.drafts] + [row.as_draft() for row in corpus.titles]
    pairs = [pairs_of(draft) for draft in drafts]
    counts = np.bincount(np.concatenate(pairs), minlength=ITEMS)
    letters = np.bincount(np.concatenate([letters_of(draft) for draft in drafts]), minlength=ITEMS)
    common = np.flatnonzero(letters >= _LEAST)
    kept, known = np.flatnonzero(counts >= _LEAST), np.flatnonzero(counts >= _LEAST_ON_TOPIC)
    rarity = np.log((len(drafts) + 1) / (counts[known] + 0.5))
    rows = _rows(pairs, known).multiply(rarity[None]).tocsr()
    _, _, first = randomized_svd(normalize(rows), _TOPICS, random_state=_SEED)
    return {
        "drafts": np.array([len(drafts)], np.uint32),
        "pairs": kept.astype(np.uint32),
        "counts": counts[kept].astype(np.uint16),
        "letters": common.astype(np.uint32),
        "letter_counts": letters[common].astype(np.uint16),
        "known": known.astype(np.uint32),
        "topics": learn(first.T, rarity, list(_twice(corpus, known))).astype(np.float16),
    }


def learn(
    first: NDArray[np.float64], rarity: NDArray[np.float64], twice: list[tuple[Bag, Bag]]
) -> NDArray[np.float32]:
    """Learn the directions of pairs.

    Args:
        first: to begin with, shape (pairs, topics).
        rarity: how much each pair counts to begin with, shape (pairs,).
        twice: texts that say the same, each as the numbers of its pairs.

    Returns:
        Directions whose lengths are how much each pair counts, shape (pairs, topics).
    """
    torch.manual_seed(_SEED)
    rng = np.random.default_rng(_SEED)
    start = torch.tensor(first / np.linalg.norm(first, axis=1).mean(), dtype=torch.float32)
    directions = torch.nn.EmbeddingBag.from_pretrained(start, freeze=False, mode="sum")
    counting = torch.nn.Parameter(torch.tensor(np.log(rarity), dtype=torch.float32))
    optimizer = torch.optim.Adam([*directions.parameters(), counting], lr=_RATE)

    def sums(bags: list[Bag]) -> torch.Tensor:
        seen = [bag[rng.random(len(bag)) < _KEPT] if len(bag) > 2 * _FEWEST else bag for bag in bags]
        numbers = torch.tensor(np.concatenate(seen))
        starts = torch.tensor(np.cumsum([0, *(len(bag) for bag in seen[:-1])]))
        whole = directions(numbers, starts, per_sample_weights=torch.exp(counting)[numbers])
        return torch.nn.functional.normalize(whole, dim=1)

    for _ in range(_ROUNDS):
        order = rng.permutation(len(twice))
        for at in range(0, len(order) - _LOT + 1, _LOT):
            lot = [twice[number] for number in order[at : at + _LOT]]
            alike = _SHARPNESS * sums([own for own, _ in lot]) @ sums([other for _, other in lot]).T
            right = torch.arange(len(lot))
            loss = torch.nn.functional.cross_entropy(alike, right)
            loss = loss + torch.nn.functional.cross_entropy(alike.T, right)
            optimizer.zero_grad()
            torch.autograd.backward(loss)
            optimizer.step()
    learned = directions.weight * torch.exp(counting)[:, None]
    return np.asarray(learned.detach().numpy(), np.float32)


def _rows(pairs: list[NDArray[np.int32]], known: NDArray[np.intp]) -> csr_matrix:
    """Return which draft has which of the known pairs."""
    bounds = np.cumsum([0, *map(len, pairs)])
    whole = csr_matrix(
        (np.ones(bounds[-1], np.float32), np.concatenate(pairs), bounds), shape=(len(pairs), ITEMS)
    )
    return whole[:, known]


def _twice(corpus: Corpus, known: NDArray[np.intp]) -> Iterator[tuple[Bag, Bag]]:
    """Yield what the corpus says twice."""
    number = np.full(ITEMS, -1, np.int64)
    number[known] = np.arange(len(known))
    for own, other in _said_twice(corpus):
        bags = [number[pairs_of(draft)] for draft in (own, other)]
        bags = [bag[bag >= 0] for bag in bags]
        if min(map(len, bags)) >= _FEWEST:
            yield bags[0], bags[1]


def _said_twice(corpus: Corpus) -> Iterator[tuple[Draft, Draft]]:
    for labelled in corpus.drafts:
        title, body = labelled.draft.title, labelled.draft.body
        yield Draft(title, ""), Draft("", body)
        if labelled.draft.asks:
            ask = labelled.draft.asks[0].start
            yield Draft("", body[ask:]), Draft(title, body[:ask])
        if labelled.items:
            yield Draft("", "；".join(item.text for item in labelled.items)), labelled.draft
    for row in corpus.titles:
        yield Draft(row.title, ""), Draft("", row.gist)


if __name__ == "__main__":
    PLACE.parent.mkdir(exist_ok=True)
    PLACE.write_bytes(save(count()))
