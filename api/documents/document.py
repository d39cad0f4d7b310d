"""A file that was read: the draft in it, and what stands beside the draft."""

from dataclasses import dataclass, field

from model.draft import Draft, Part


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a stretch of the draft stands in the file, so that a comment or a mark can be put there.

    Attributes:
        part: title or body.
        start: first code point in that part.
        length: code points; they are the same characters in the paragraph.
        paragraph: index of the paragraph in the order of ``api.documents.word.walk``, or of the line of text.
        offset: first code point in the paragraph's text.
    """

    part: Part
    start: int
    length: int
    paragraph: int
    offset: int


@dataclass(frozen=True, slots=True)
class Document:
    """One file as read.

    Attributes:
        name: the file's name, or ``-`` for standard input.
        draft: title and body; never holds the personal fields.
        fields: 领衔代表, 联名代表, 联系电话 and the like as the form gives them; kept apart, never judged.
        anchors: for Word and text files, where each stretch of the draft stands; empty for other kinds.
        notices: what the user should know about how the file was read, in Chinese.
        text: the whole of a text file as decoded, to find a quote by line; ``None`` for other kinds.
    """

    name: str
    draft: Draft
    fields: dict[str, str] = field(default_factory=dict)
    anchors: tuple[Anchor, ...] = ()
    notices: tuple[str, ...] = ()
    text: str | None = None
