"""Groups of drafts on the same matter."""

from dataclasses import dataclass

from model.similar.passages import Passage


@dataclass(frozen=True, slots=True)
class Group:
    """Drafts on the same matter: one answer by one unit could serve them all.

    Attributes:
        members: numbers of the drafts, ascending, two at least.
        representative: the member that is most like the others.
        near_copies: whether most words of every member stand in the representative too.
        likeness: for each member, how likely it is on the matter of the representative, 0 to 1; 1 for itself.
        passages: for each member, what it shares word for word with the representative, which is ``own`` in
            them; none for itself.
    """

    members: tuple[int, ...]
    representative: int
    near_copies: bool
    likeness: tuple[float, ...]
    passages: tuple[tuple[Passage, ...], ...]
