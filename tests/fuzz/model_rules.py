"""The rules of ``model/``: sentences and asks, formal objections, advice, evidence, likeness."""

from collections.abc import Callable
from functools import cache, partial

import numpy as np

from model.advice import advise, facts
from model.advice.asking import strip_ask
from model.asks import find_asks
from model.canonical import canonical
from model.characters import Characters
from model.content import REASONS
from model.countryside import rural
from model.draft import Draft, Part, Quote, quote
from model.evidence import Witness, clause_runs
from model.features import Heads, Vocabulary, draft_parts, parts_lot
from model.formal import RULES as FORMAL
from model.identifiers import find_identifiers, mask
from model.markup import without_markup
from model.reservations import reservations
from model.sentences import split_sentences
from model.shown import shown
from model.similar.passages import shared_passages
from model.similar.sketch import sketch
from model.unit_list import bundled_units
from model.windows import lay_out_draft
from model.words import cut
from tests.fuzz.rule import Rule, Work

_SENTENCES = ("model.sentences", "model.numbering", "model.zones")
_IDENTIFIERS = (
    "model.identifiers",
    "model.digit_runs",
    "model.check_digits",
    "model.doors",
    "model.door_parts",
    "model.homes",
    "model.residents",
    "model.person_numbers",
    "model.plates",
)
_FACTS = (facts.places, facts.quantities, facts.amounts, facts.times, facts.incidents, facts.vague_words)
_MAY = (
    facts.may_name_a_place,
    facts.may_count,
    facts.may_name_a_time,
    facts.may_tell_an_incident,
    facts.may_name_a_group,
)
_TITLE = "关于修复石桥村机耕桥的建议"
_QUOTED = 3
"""Sentences that advice is asked for at once, as evidence quotes no more."""


def model_rules() -> list[Rule]:
    """Return the rules, in the order in which a review goes through them."""
    return [
        Rule("统一写法", _plain(canonical), ("model.canonical",)),
        Rule("去网页标记", _plain(without_markup), ("model.markup",)),
        Rule(
            "找证件号",
            _plain(find_identifiers),
            _IDENTIFIERS,
        ),
        Rule("遮证件号", _plain(mask), _IDENTIFIERS),
        Rule("分句", lambda text: partial(split_sentences, canonical(text)), _SENTENCES),
        Rule("逐条诉求", _asks, ("model.asks", *_SENTENCES)),
        Rule("分词", lambda text: partial(cut, canonical(text)), ("model.words",)),
        Rule("词和字的特征", _features),
        Rule("编码器的窗口", _windows),
        Rule("点名的单位", lambda text: partial(bundled_units().named, [canonical(text)]), ("model.naming",)),
        Rule("城镇还是乡村", _rural, ("model.countryside",)),
        Rule("对得上的职责", _duties, ("model.duties",)),
        Rule("保留意见", lambda text: partial(reservations, [canonical(text)]), ("model.reservations",)),
        Rule("引文", _evidence, ("model.evidence",)),
        Rule("引文的分句", lambda text: partial(clause_runs, canonical(text)), ("model.evidence",)),
        Rule("显示引文", _plain(shown), ("model.shown",)),
        Rule(
            "要求的动作",
            lambda text: partial(strip_ask, canonical(text), bundled_units()),
            ("model.advice.asking",),
        ),
        *(Rule(f"形式审查 {code}", partial(_formal, code, "body"), _of_formal(code)) for code in FORMAL),
        *(
            Rule(f"形式审查 {code} 标题", partial(_formal, code, "title"), _of_formal(code))
            for code in FORMAL
        ),
        *(Rule(f"意见 {code}", partial(_advice, code, "body"), _of_advice(code)) for code in REASONS),
        *(Rule(f"意见 {code} 标题", partial(_advice, code, "title"), _of_advice(code)) for code in REASONS),
        *(
            Rule(f"事实 {find.__name__}", partial(_canonical_of, find), ("model.advice.facts",))
            for find in (*_FACTS, *_MAY)
        ),
        Rule("最具体的一处", _most_concrete, ("model.advice.facts",)),
        Rule("相似：要比的", lambda text: partial(sketch, [_read(text)]), ("model.similar.sketch",)),
        Rule("相似：相同的段落", _passages),
    ]


def _plain(function: Callable[[str], object]) -> Callable[[str], Work]:
    return lambda text: partial(function, text)


def _canonical_of(function: Callable[[str], object], text: str) -> Work:
    return partial(function, canonical(text))


def _of_formal(code: str) -> tuple[str, ...]:
    return (f"model.formal.{code.lower()}", "model.formal.hit")


def _of_advice(code: str) -> tuple[str, ...]:
    return (
        f"model.advice.{code.lower()}",
        "model.advice.wording",
        "model.advice.asking",
        "model.advice.matters",
    )


def _read(text: str, part: Part = "body") -> Draft:
    """Return a draft whose sentences, asks and identifiers are known already."""
    draft = Draft(text, "建议修路。") if part == "title" else Draft(_TITLE, text)
    _ = draft.asks, draft.masked.asks, draft.words, draft.masked.words, draft.canonical_title
    return draft


def _asks(text: str) -> Work:
    return partial(find_asks, split_sentences(canonical(text)))


def _features(text: str) -> Work:
    draft = _read(text)
    return lambda: parts_lot([draft_parts(draft)])


def _windows(text: str) -> Work:
    return partial(lay_out_draft, _read(text), Characters("的建议请我县区、，。"))


def _rural(text: str) -> Work:
    draft = Draft(text, "")
    _ = draft.canonical_title  # kept from here on
    return partial(rural, draft)


def _duties(text: str) -> Work:
    spelt = canonical(text)
    return lambda: bundled_units().fits(spelt + "。")


def _formal(code: str, part: Part, text: str) -> Work:
    draft = Draft(text, "建议修路。") if part == "title" else Draft(_TITLE, text)
    _ = draft.canonical_title, draft.canonical_body, draft.masked_title, draft.masked_body
    return partial(FORMAL[code], draft)


@cache
def _witness() -> Witness:
    """A witness that knows nothing: how long it looks does not hang on what it learnt."""
    vocabulary = Vocabulary(
        np.arange(1, 1 << 12, dtype=np.uint64) << np.uint64(52), np.ones((1 << 12) - 1, np.float32)
    )
    return Witness(
        vocabulary,
        Heads(
            REASONS,
            np.zeros((len(vocabulary.hashes), len(REASONS)), np.float16),
            np.zeros(len(REASONS), np.float32),
        ),
    )


def _evidence(text: str) -> Work:
    return partial(_witness().evidence, [_read(text)], [REASONS])


def _advice(code: str, part: Part, text: str) -> Work:
    draft = _read(text, part).masked
    return partial(advise, code, draft, _quotes(draft, part), "交通运输局")


def _quotes(draft: Draft, part: Part) -> tuple[Quote, ...]:
    if part == "title" and draft.title:
        return (quote(draft, "title", 0, len(draft.title)),)
    found = [quote(draft, "body", each.text_start, each.end) for each in draft.sentences[-_QUOTED:]]
    return tuple(found) or (quote(draft, "title", 0, len(draft.title)),)


def _most_concrete(text: str) -> Work:
    return partial(facts.most_concrete, _read(text))


def _passages(text: str) -> Work:
    draft = _read(text)
    return partial(shared_passages, draft, Draft("", text[::-1] if len(text) % 2 else text[1:] + text[:1]))
