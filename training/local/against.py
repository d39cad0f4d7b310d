"""The words of a draft that speak against what was said of it."""

from model.bundle import Bundle
from model.draft import Draft
from model.features import text_blocks

_LONGEST = 60
"""Code points of the words that are shown."""


def words_for(
    draft: Draft, bundle: Bundle, likelier: str, said: str | None = None, *, holds: bool = True
) -> str:
    """Return the sentence, or the title, that by the weights of a model speaks most for an answer.

    A heading is none, unless there are no other sentences.

    Args:
        draft: that was judged.
        bundle: whose weights are asked.
        likelier: name of the head that stands for the answer: of a flag or of a unit.
        said: name of the head of what was said instead, if it has one.
        holds: whether the answer is that this holds, not that it does not.
    """
    heads = bundle.heads["drafts"]
    telling = [each for each in draft.sentences if each.zone != "heading"] or draft.sentences
    sentences = [draft.body[each.start : each.end].strip() for each in telling]
    texts = [text for text in (draft.title, *sentences) if text]
    if not texts:
        return ""
    scores = heads.score(bundle.vocabularies["drafts"].encode([text_blocks("", "", text) for text in texts]))
    spoken = scores[:, heads.names.index(likelier)] * (1 if holds else -1)
    if said is not None:
        spoken = spoken - scores[:, heads.names.index(said)]
    text = " ".join(texts[int(spoken.argmax())].split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……"
