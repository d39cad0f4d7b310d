"""Names of deputies in what leaves the desk: hidden, unless somebody with the right has asked for them."""

import re
from collections.abc import Iterable
from dataclasses import replace

from api.batch.rows import DEPUTY, Scored
from model.identifiers import MASK, mask

_NAME = re.compile(r"[^\s、，,；;/（）()：:.．·0-9０-９]+")
_TITLES = ("代表", "委员", "同志", "先生", "女士")


def hidden_name(given: str) -> str:
    """Return names as others may see them, 张＊＊、王＊, and telephone numbers among them masked."""
    return _NAME.sub(lambda found: _short(found.group()), mask(given))


def names_in(given: str) -> tuple[str, ...]:
    """Return the names that stand in the field of a deputy, one by one, without titles and numbers."""
    found = (_without_title(part) for part in _NAME.findall(mask(given)))
    return tuple(dict.fromkeys(name for name in found if len(name) > 1 and MASK not in name))


def without_persons(scored: Scored) -> Scored:
    """Return a draft of the desk as it leaves without names.

    Hidden are the field of the deputy, and the deputy's own name in the title, in the name of the file, in
    the opinion and in what was noticed while reading. The review stays: what it quotes is masked already.
    """
    entry, decision = scored.entry, scored.decision
    names = names_in(entry.fields.get(DEPUTY, ""))
    fields = {
        name: hidden_name(value) if name == DEPUTY else hide(mask(value), names)
        for name, value in entry.fields.items()
    }
    origin = replace(entry.origin, file=hide(entry.origin.file, names))
    notices = tuple(hide(notice, names) for notice in entry.notices)
    if decision:
        decision = replace(decision, opinion=hide(mask(decision.opinion), names))
    return replace(
        scored,
        entry=replace(entry, origin=origin, fields=fields, notices=notices),
        review=replace(scored.review, title=hide(scored.review.title, names)),
        decision=decision,
    )


def hide(text: str, names: Iterable[str]) -> str:
    """Return a text in which some names are hidden; one of two characters only where a title follows."""
    for name in names:
        if len(name) > 2:
            text = text.replace(name, _short(name))
        else:
            text = re.sub(rf"{re.escape(name)}(?={'|'.join(_TITLES)}|等|[：:_－-])", _short(name), text)
    return text


def _short(name: str) -> str:
    bare = _without_title(name)
    return bare[:1] + MASK * (len(bare) - 1) + name[len(bare) :]


def _without_title(name: str) -> str:
    for title in _TITLES:
        if name.endswith(title) and len(name) > len(title):
            return name.removesuffix(title)
    return name
