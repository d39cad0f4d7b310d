"""What two labels have to do with each other: the one says all that the other says, or they are at odds."""

from model.content import rubric
from model.rubric import FLAGS, FlagName
from training.local.said import Said


def flag_in(said: Said, flag: FlagName) -> bool | None:
    """Return whether a flag was said to hold: by itself, or by the codes, which are all that hold."""
    holds = said.flags.get(flag)
    if holds is None and said.codes is not None:
        return any(rubric().codes[code].flag == flag for code in said.codes)
    return holds


def contains(said: Said, other: Said) -> bool:
    """Whether ``said`` says everything that ``other`` says."""
    return all(said.flags.get(flag) == holds for flag, holds in other.flags.items()) and all(
        theirs is None or ours == theirs
        for ours, theirs in (
            (said.codes, other.codes),
            (said.main, other.main),
            (said.co, other.co),
            (said.triage, other.triage),
        )
    )


def at_odds(said: Said, other: Said) -> tuple[str, ...]:
    """Return in Chinese what both spoke of and said otherwise, such as ``内容模糊`` and ``主办``."""
    names = rubric().flags
    pairs: list[tuple[str, object, object]] = [
        (names[flag].name, flag_in(said, flag), flag_in(other, flag)) for flag in FLAGS
    ]
    pairs += [
        ("原因代码", _set(said.codes), _set(other.codes)),
        ("主办", said.main, other.main),
        ("会办", _set(said.co), _set(other.co)),
        ("三分", said.triage, other.triage),
    ]
    return tuple(name for name, ours, theirs in pairs if None not in (ours, theirs) and ours != theirs)


def _set(names: tuple[str, ...] | None) -> frozenset[str] | None:
    return None if names is None else frozenset(names)
