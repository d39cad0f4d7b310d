import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from model.draft import Draft
from model.features import (
    Blocks,
    Encoded,
    Heads,
    Lot,
    Vocabulary,
    draft_blocks,
    draft_parts,
    lot_of,
    parts_lot,
    sentence_blocks,
    sentence_lot,
    text_blocks,
)
from model.words import cut
from training.matrix import fit_vocabulary

DRAFTS = [
    Draft("关于在校门口装红绿灯的建议", "校门口车多。建议县公安局装一组红绿灯。"),
    Draft("关于修路的建议", "大湾村的路坏了。建议县交通运输局今年修好大湾村的路，路面铺沥青。"),
    Draft("关于给大湾村小学装红绿灯的建议", "大湾村小学的校门口没有红绿灯。"),
]
VOCABULARY = fit_vocabulary([draft_blocks(draft) for draft in DRAFTS], min_texts=1)

texts = st.text(st.sampled_from("建议县交通运输局今年在校门口装红绿灯修路。12龘龖"), max_size=40)
laid_out = st.builds(text_blocks, texts, texts, texts)


def dense(encoded: Encoded) -> NDArray[np.float64]:
    """Lay encoded texts out in full, shape (texts, features)."""
    full = np.zeros((len(encoded.ends) - 1, len(VOCABULARY.hashes)))
    for text in range(len(full)):
        part = slice(encoded.ends[text], encoded.ends[text + 1])
        np.add.at(full[text], encoded.rows[part], encoded.values[part])
    return full


def heads(seed: int = 0, count: int = 4) -> Heads:
    random = np.random.default_rng(seed)
    return Heads(
        tuple(map(str, range(count))),
        random.normal(size=(len(VOCABULARY.hashes), count)).astype(np.float16),
        random.normal(size=count).astype(np.float32),
    )


@given(st.lists(laid_out, min_size=1, max_size=5))
def test_many_texts_are_encoded_as_each_by_itself(several: list[Blocks]) -> None:
    together = VOCABULARY.encode(several)
    assert len(together.ends) == len(several) + 1
    for number, blocks in enumerate(several):
        alone = VOCABULARY.encode([blocks])
        part = slice(together.ends[number], together.ends[number + 1])
        np.testing.assert_array_equal(together.rows[part], alone.rows)
        np.testing.assert_array_equal(together.values[part], alone.values)


def by_block(lot: Lot) -> list[tuple[int, int]]:
    return sorted(zip(lot.block_of.tolist(), lot.hashes.tolist(), strict=True))


def test_drafts_hashed_together_have_the_features_they_are_trained_by() -> None:
    together = parts_lot([draft_parts(draft) for draft in DRAFTS])
    one_by_one = lot_of([draft_blocks(draft) for draft in DRAFTS])
    assert (together.texts, together.blocks) == (one_by_one.texts, one_by_one.blocks) == (3, 3)
    assert by_block(together) == by_block(one_by_one)


@given(st.lists(st.tuples(texts, st.sampled_from(["title", "situation", "ask", "heading"])), max_size=5))
def test_sentences_hashed_together_have_the_features_they_are_trained_by(
    several: list[tuple[str, str]],
) -> None:
    several = [*several, ("请修路。", "ask")]
    together = sentence_lot([(cut(text), zone) for text, zone in several])
    one_by_one = lot_of([sentence_blocks(text, zone) for text, zone in several])
    assert (together.texts, together.blocks) == (one_by_one.texts, one_by_one.blocks)
    assert by_block(together) == by_block(one_by_one)


@given(
    st.sets(st.integers(0, (1 << 64) - 1), min_size=1, max_size=60), st.lists(st.integers(0, (1 << 64) - 1))
)
def test_just_the_known_hashes_are_found(known: set[int], others: list[int]) -> None:
    """Even where they are not spread evenly over all numbers."""
    vocabulary = Vocabulary(np.array(sorted(known), np.uint64), np.ones(len(known), np.float32))
    sought = np.array([*others, *known], np.uint64)
    encoded = vocabulary.encode([[sought]])
    assert encoded.rows.tolist() == list(range(len(known)))


@given(texts, texts, texts)
def test_each_block_has_unit_length_or_nothing_known(title: str, asked: str, body: str) -> None:
    for block in text_blocks(title, asked, body):
        values = VOCABULARY.encode([[block]]).values
        known = np.isin(block, VOCABULARY.hashes).any()
        assert np.isclose(np.linalg.norm(values), 1.0 if known else 0.0, atol=1e-5)


def test_a_value_is_sublinear_tf_idf() -> None:
    common, rare, unknown = (np.uint64(number) for number in (3, 5, 4))
    vocabulary = Vocabulary(np.array([common, rare]), np.array([1.0, 2.0], np.float32))
    encoded = vocabulary.encode([[np.array([rare, common, unknown, common])]])
    raw = np.array([1 + np.log(2), 2.0])
    assert encoded.rows.tolist() == [0, 1]
    np.testing.assert_allclose(encoded.values, raw / np.linalg.norm(raw), rtol=1e-6)


@given(laid_out)
def test_unknown_n_grams_change_nothing(blocks: Blocks) -> None:
    unknown = np.setdiff1d(np.arange(50, dtype=np.uint64), VOCABULARY.hashes)
    padded = [np.concatenate((unknown, block)) for block in blocks]
    np.testing.assert_array_equal(dense(VOCABULARY.encode([padded])), dense(VOCABULARY.encode([blocks])))


def test_a_text_of_which_nothing_is_known_gets_the_bias_alone() -> None:
    linear = heads()
    for unknown in (text_blocks("", "", ""), text_blocks("龘龖", "", "😀"), text_blocks("\ud800", "x", "\n")):
        scores = linear.score(VOCABULARY.encode([unknown, draft_blocks(DRAFTS[0])]))
        assert np.isfinite(scores).all()
        np.testing.assert_array_equal(scores[0], linear.bias)
        assert (scores[1] != linear.bias).all()


@given(st.lists(laid_out, min_size=1, max_size=4), st.integers(0, 9))
@settings(max_examples=30)
def test_scores_are_the_matrix_product(several: list[Blocks], seed: int) -> None:
    linear, encoded = heads(seed), VOCABULARY.encode(several)
    expected = dense(encoded) @ linear.weights.astype(np.float64) + linear.bias
    np.testing.assert_allclose(linear.score(encoded), expected, atol=1e-4)


def test_a_draft_has_its_title_its_asks_and_its_body() -> None:
    title, asked, body = draft_blocks(DRAFTS[0])
    expected = text_blocks("关于在校门口装红绿灯的建议", "建议县公安局装一组红绿灯。", DRAFTS[0].body)
    for block, other in zip((title, asked, body), expected, strict=True):
        assert sorted(block) == sorted(other)


def test_a_draft_is_judged_by_its_canonical_spelling() -> None:
    typed = Draft("关于在３个校门口装灯的建议", "校门口(东)车多;建议装灯.")
    clean = Draft("关于在3个校门口装灯的建议", "校门口（东）车多；建议装灯.")
    for block, other in zip(draft_blocks(typed), draft_blocks(clean), strict=True):
        np.testing.assert_array_equal(block, other)


def test_a_sentence_is_told_apart_by_its_zone() -> None:
    situation, ask = (sentence_blocks("请修好这条路", zone) for zone in ("situation", "ask"))
    np.testing.assert_array_equal(situation[0], ask[0])
    assert situation[1] != ask[1]
    assert not np.isin(situation[0], text_blocks("", "", "请修好这条路")[2]).any()
