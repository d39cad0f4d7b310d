"""A corpus small enough to train on in a few seconds."""

from training.labels import Corpus, read_corpus

_EVERY_GROUP, _EVERY_TITLE = 17, 26


def small_corpus() -> Corpus:
    """Return about 120 drafts of whole groups, with every reason code and triage class, and 150 titles."""
    corpus = read_corpus()
    groups = list(dict.fromkeys(labelled.group for labelled in corpus.drafts))
    kept = set(groups[::_EVERY_GROUP])
    return Corpus(
        tuple(labelled for labelled in corpus.drafts if labelled.group in kept), corpus.titles[::_EVERY_TITLE]
    )
