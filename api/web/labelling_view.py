"""What the page for labelling shows: a draft to be judged, and, if asked for, what the model thinks of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from api.desk.pieces import Piece
from api.labels.typed import NO, SILENT, YES, Typed
from api.web.words import KINDS, percent
from model.content import rubric
from model.review import RHYTHMS, TRIAGE, Review
from model.rubric import FLAGS, FlagName

_ANSWERS: Final = ((YES, "是"), (NO, "否"), (SILENT, "不说"))
_FLAG_KEYS: Final[Mapping[FlagName, str]] = {"too_broad": "123", "vague": "456", "infeasible": "789"}
_CODE_KEYS: Final[Mapping[FlagName, str]] = {"too_broad": "qwe", "vague": "asd", "infeasible": "zxcvb"}
_TRIAGE_KEYS: Final = "iop"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer that can be chosen.

    Attributes:
        value: in the form.
        words: in Chinese.
        key: that chooses it.
        chosen: whether it is.
        hint: what it means; may be empty.
    """

    value: str
    words: str
    key: str
    chosen: bool
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A flag to be judged.

    Attributes:
        flag: its name in the form.
        name: in Chinese.
        style: class of style.
        definition: when it holds.
        answers: yes, no, and nothing.
        codes: that may be behind it.
    """

    flag: FlagName
    name: str
    style: str
    definition: str
    answers: tuple[Answer, ...]
    codes: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class View:
    """What the model thinks, line by line.

    Attributes:
        flags: name and what is thought of it.
        codes: name and the words that show it.
        units: the likeliest for 主办, likeliest first.
        triage: 三分.
    """

    flags: tuple[tuple[str, str], ...]
    codes: tuple[tuple[str, str], ...]
    units: str
    triage: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page.

    Attributes:
        piece: the draft.
        questions: the three flags.
        triage: the three classes, and nothing.
        typed: what stands in the form.
        view: of the model; ``None`` until somebody asks for it.
        reasons: why the draft is asked for; told with the view, for they tell of it.
        left: how many drafts wait.
        today: how many the same person has labelled today.
        back: number of the draft before it; ``None`` where there is none.
        mine: whether the same person has labelled it already.
    """

    piece: Piece
    questions: tuple[Question, ...]
    triage: tuple[Answer, ...]
    typed: Typed
    view: View | None
    reasons: tuple[str, ...]
    left: int
    today: int
    back: int | None
    mine: bool


def questions_of(typed: Typed) -> tuple[Question, ...]:
    """Return the three flags as they stand in the form."""
    known = rubric()
    return tuple(
        Question(
            flag,
            known.flags[flag].name,
            KINDS[flag],
            known.flags[flag].definition,
            tuple(
                Answer(value, words, key, typed.flags[flag] == value)
                for (value, words), key in zip(_ANSWERS, _FLAG_KEYS[flag], strict=True)
            ),
            tuple(
                Answer(code.code, f"{code.code} {code.name}", key, code.code in typed.codes, code.definition)
                for code, key in zip(
                    (each for each in known.reasons if each.flag == flag), _CODE_KEYS[flag], strict=True
                )
            ),
        )
        for flag in FLAGS
    )


def triage_of(typed: Typed) -> tuple[Answer, ...]:
    """Return the three classes, and nothing, as they stand in the form."""
    known = tuple(
        Answer(value, value, key, typed.triage == value, RHYTHMS[value])
        for value, key in zip(TRIAGE, _TRIAGE_KEYS, strict=True)
    )
    return (*known, Answer("", "不说", "", not any(each.chosen for each in known)))


def view_of(review: Review) -> View:
    """Return what the model thinks."""
    return View(
        tuple((each.name, f"{each.state}，{percent(each.probability)}") for each in review.flags),
        tuple(
            (f"{found.code} {found.name}（{found.state}）", found.quotes[0].text if found.quotes else "")
            for found in review.findings
        ),
        "、".join(f"{each.unit} {percent(each.probability)}" for each in review.units.candidates),
        f"{review.triage.value}，{percent(review.triage.probability)}",
    )
