"""Line breaks for Chinese text, where a character takes two columns and no blank parts the words."""

from rich.cells import get_character_cell_size

_NEVER_FIRST = frozenset("，。；：？！、）》〉」』】〕”’…—·％,.;:?!)]}%")
_NEVER_LAST = frozenset("（《〈「『【〔“‘([{")


def wrap(text: str, width: int) -> list[int]:
    """Return where ``text`` must be cut so that each line fits.

    A line breaks beside a wide character or after a blank, never before a closing mark or after an opening
    one (避头尾, GB/T 15834-2011 section 5.1), and inside a word only when it is longer than the line.

    Args:
        text: one line, without control characters.
        width: columns a line may take, at least 2.

    Returns:
        Offsets into ``text``, rising; a line starts at each of them, and the first line at 0. Blanks at the
        end of a line may hang over the edge.
    """
    cuts: list[int] = []
    start = candidate = column = 0
    for index, character in enumerate(text):
        if index and _may_break(text[index - 1], character):
            candidate = index
        column += get_character_cell_size(character)
        while column > width and character != " ":
            start = candidate if candidate > start else index
            cuts.append(start)
            column = sum(map(get_character_cell_size, text[start : index + 1]))
    return cuts


def _may_break(left: str, right: str) -> bool:
    if right in _NEVER_FIRST or left in _NEVER_LAST or right == " ":
        return False
    return left == " " or get_character_cell_size(left) == 2 or get_character_cell_size(right) == 2
