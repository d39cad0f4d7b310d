"""A draft suggestion: what the deputy wrote, and nothing about who wrote it."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

from model.asks import Ask, find_asks
from model.canonical import canonical
from model.identifiers import Identifier, find_identifiers, mask_identifiers
from model.markup import without_markup
from model.sentences import Sentence, split_sentences
from model.words import Words, cut

Level = Literal["乡镇", "县", "市", "省"]
"""本级：the tier of the congress the suggestion is put to."""

LEVELS: tuple[Level, ...] = get_args(Level)

Part = Literal["title", "body"]


_HALF_PAIR = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Draft:
    """One suggestion as given. Offsets anywhere in lianshen count code points of ``title`` or ``body``.

    Half a surrogate pair, which is no character and which no file can hold, becomes ``U+FFFD``.

    Attributes:
        title: 标题 or 案由; empty when none was found.
        body: 正文 as given, line breaks included.
        level: 本级; a county where nothing is said (``rubric.md``).
    """

    title: str
    body: str
    level: Level = "县"

    def __post_init__(self) -> None:
        for part in get_args(Part):
            if _HALF_PAIR.search(self.text_of(part)):
                object.__setattr__(self, part, _HALF_PAIR.sub("\ufffd", self.text_of(part)))

    @cached_property
    def canonical_title(self) -> str:
        """The title in canonical spelling, blanks in place of markup, same length."""
        return canonical(without_markup(self.title))

    @cached_property
    def canonical_body(self) -> str:
        """The body in canonical spelling, blanks in place of markup, same length."""
        return canonical(without_markup(self.body))

    @cached_property
    def title_identifiers(self) -> tuple[Identifier, ...]:
        """The identifiers of persons in the title."""
        return find_identifiers(self.title)

    @cached_property
    def body_identifiers(self) -> tuple[Identifier, ...]:
        """The identifiers of persons in the body."""
        return find_identifiers(self.body)

    @cached_property
    def masked_title(self) -> str:
        """The title with the identifiers of persons masked, same length."""
        return mask_identifiers(self.title, self.title_identifiers)

    @cached_property
    def masked_body(self) -> str:
        """The body with the identifiers of persons masked, same length."""
        return mask_identifiers(self.body, self.body_identifiers)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the body, in order."""
        return split_sentences(self.canonical_body)

    @cached_property
    def asks(self) -> tuple[Ask, ...]:
        """What the body asks for, one by one."""
        return find_asks(self.sentences)

    @cached_property
    def masked(self) -> "Draft":
        """The draft with the identifiers of persons masked; itself where it has none."""
        if not self.title_identifiers and not self.body_identifiers:
            return self
        return Draft(self.masked_title, self.masked_body, self.level)

    @cached_property
    def words(self) -> Words:
        """The words of the body."""
        return cut(self.canonical_body)

    def text_of(self, part: Part) -> str:
        """Return the title or the body as given."""
        return self.title if part == "title" else self.body


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of the draft, word for word.

    Attributes:
        part: which text the offsets count in.
        start: first code point.
        end: one past the last code point.
        text: the characters there; identifiers of persons in it are masked with ``＊``, length unchanged.
    """

    part: Part
    start: int
    end: int
    text: str


def quote(draft: Draft, part: Part, start: int, end: int) -> Quote:
    """Cut a :class:`Quote` out of a draft.

    The whole part is masked first and cut afterwards, so that half an identity number stays masked too.
    """
    text = draft.masked_title if part == "title" else draft.masked_body
    return Quote(part, start, end, text[start:end])
