"""What is said about one finding in one draft."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Advice:
    """Two short paragraphs for the deputy, in Chinese.

    Attributes:
        message: what is wrong here, pointing at the quoted words.
        advice: what to add or change in this draft.
    """

    message: str
    advice: str
