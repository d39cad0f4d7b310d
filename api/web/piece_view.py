"""What the page of one draft on the desk shows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import func, select

from api.desk.history import Step, history
from api.desk.listing import Neighbours, Wanted, neighbours
from api.desk.opinion import opinion_of
from api.desk.pieces import Piece
from api.desk.saying import HOLDS, HOLDS_NOT, LEFT, Form, form_of
from api.desk.standing import STATE_NAMES
from api.storage.database import Database
from api.storage.desk_schema import BatchRow, PieceRow
from api.web.progress import Seen
from api.web.views import Opinion, Remark, opinion
from api.web.words import KINDS, chance
from model.content import rubric
from model.review import RHYTHMS, Review, TriageValue
from model.rubric import FLAGS, FlagName
from model.unit_list import UnitList
from model.units import MOST_CO
from training.local.said import Said


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the fields of the page.

    Attributes:
        form: of corrections.
        opinion: to the deputy.
    """

    form: Form
    opinion: str


@dataclass(frozen=True, slots=True)
class CodeChoice:
    """A reason code to be ticked.

    Attributes:
        code: such as ``V2``.
        name: in Chinese.
        definition: when it holds.
        ticked: whether it is.
        doubted: whether the model is not sure of it.
    """

    code: str
    name: str
    definition: str
    ticked: bool
    doubted: bool


@dataclass(frozen=True, slots=True)
class FlagChoice:
    """A flag that can be corrected.

    Attributes:
        flag: its name in forms.
        name: in Chinese.
        model: what the model says of it.
        options: value, words and whether it is chosen, of each answer.
        codes: that belong to it.
    """

    flag: FlagName
    name: str
    model: str
    options: tuple[tuple[str, str, bool], ...]
    codes: tuple[CodeChoice, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """The page.

    Attributes:
        piece: the draft and how it stands.
        state: the same in Chinese.
        opinion: the review as it stands.
        by: who corrected the flags (by style), ``codes``, ``main``, ``co``, ``triage``; empty for nobody.
        typed: what stands in the fields.
        flags: to be corrected.
        units: all there are.
        triage: value, rhythm of each class.
        main: what the model says of 主办.
        model_triage: what it says of 三分.
        slots: 会办 as they stand in their fields, and empty ones.
        steps: what was done to it, newest first.
        batch: name of its batch; empty for one that its author handed in.
        others: how many more drafts its group has.
        around: what stands around it in the list.
        query: of the list, with a question mark; may be empty.
        newest: number of the newest action it saw; 0 for none.
    """

    piece: Piece
    state: str
    opinion: Opinion
    by: Mapping[str, str]
    typed: Typed
    flags: tuple[FlagChoice, ...]
    units: tuple[str, ...]
    triage: tuple[tuple[TriageValue, str], ...]
    main: str
    model_triage: str
    slots: tuple[str, ...]
    steps: tuple[Step, ...]
    batch: str
    others: int
    around: Neighbours
    query: str
    newest: int

    @property
    def undoable(self) -> Step | None:
        """The newest step that still holds, to be taken back."""
        return last_held(self.steps)

    @property
    def correcting(self) -> bool:
        """Whether something in the form of corrections is not kept yet."""
        return self.typed.form != form_of(self.piece.review, self.piece.standing.said)

    @property
    def edited(self) -> bool:
        """Whether a reviewer has edited the opinion."""
        return bool(self.piece.standing.opinion)


def last_held(steps: Iterable[Step]) -> Step | None:
    """Return the newest step that was not taken back, and takes none back itself."""
    return next((step for step in steps if step.undoes is None and not step.undone), None)


def typed_at_first(piece: Piece) -> Typed:
    """Return what stands in the fields before anybody types."""
    return Typed(form_of(piece.review, piece.standing.said), opinion_of(piece))


def shown(
    database: Database, units: UnitList, piece: Piece, wanted: Wanted, typed: Typed | None = None
) -> Shown:
    """Return what the page shows.

    Args:
        database: where the draft is.
        units: that can be chosen; those that stand in the form already can, too.
        piece: the draft.
        wanted: the list from which somebody came.
        typed: what they typed; what stands in the fields at first, if not given.
    """
    steps = history(database, piece.id)
    by = _correctors(steps, piece.standing.said)
    typed = typed or typed_at_first(piece)
    advice = piece.model.units
    unsure = "拿不准，" if advice.state == "拿不准" else ""
    return Shown(
        piece=piece,
        state=STATE_NAMES[piece.standing.state],
        opinion=_opinion(piece, by),
        by=by,
        typed=typed,
        flags=tuple(_choice(flag, piece.model, typed.form) for flag in FLAGS),
        units=tuple(dict.fromkeys((*units.names, *_named(typed.form)))),
        triage=tuple(RHYTHMS.items()),
        main=f"{advice.main.unit}（{unsure}{chance(advice.main.probability)}）",
        model_triage=f"{piece.model.triage.value}（{chance(piece.model.triage.probability)}）",
        slots=(*typed.form.co, *[""] * (MOST_CO - len(typed.form.co))),
        steps=steps,
        batch=_batch(database, piece),
        others=_others(database, piece),
        around=neighbours(database, wanted, piece.id),
        query=f"?{wanted.query}" if wanted.query else "",
        newest=steps[0].action if steps else 0,
    )


def _opinion(piece: Piece, by: Mapping[str, str]) -> Opinion:
    """Return the review as it stands; beside what a person said stands who did, in the place of a chance."""
    made = opinion(piece.entry.draft, piece.review, Seen())
    if piece.standing.said.codes is None:
        return made
    person = f"{by['codes']}更正"

    def signed(remark: Remark) -> Remark:
        return replace(remark, chance=person)

    return replace(made, findings=tuple(map(signed, made.findings)))


def _correctors(steps: Iterable[Step], said: Said) -> dict[str, str]:
    """Return who said what holds now; what was taken back and taking back are passed over."""
    found = dict.fromkeys((*KINDS.values(), "codes", "main", "co", "triage"), "")
    former = _parts(Said())
    for step in reversed([step for step in steps if not step.undone and step.undoes is None]):
        parts = _parts(step.after.said)
        found |= {part: step.by for part in parts if parts[part] != former[part]}
        former = parts
    now = _parts(said)
    holding = {part: who for part, who in found.items() if now[part] is not None}
    if said.codes is not None:  # the other flags follow from the codes
        holding |= {style: found[style] or found["codes"] for style in KINDS.values()}
    return dict.fromkeys(found, "") | holding


def _parts(said: Said) -> dict[str, object]:
    flags: dict[str, object] = {KINDS[flag]: said.flags.get(flag) for flag in FLAGS}
    return flags | {"codes": said.codes, "main": said.main, "co": said.co, "triage": said.triage}


def _named(form: Form) -> tuple[str, ...]:
    return tuple(unit for unit in (form.main, *form.co) if unit)


def _choice(flag: FlagName, model: Review, form: Form) -> FlagChoice:
    known = rubric().flags[flag]
    judged = next(each for each in model.flags if each.flag == flag)
    doubted = {found.code for found in model.findings if found.state == "拿不准"}
    words = {LEFT: "不改", HOLDS: "成立", HOLDS_NOT: "不成立"}
    return FlagChoice(
        flag,
        known.name,
        f"{judged.state}，{chance(judged.probability)}",
        tuple((value, word, form.flags[flag] == value) for value, word in words.items()),
        tuple(
            CodeChoice(code.code, code.name, code.definition, code.code in form.codes, code.code in doubted)
            for code in rubric().reasons
            if code.flag == flag
        ),
    )


def _batch(database: Database, piece: Piece) -> str:
    if piece.batch_id is None:
        return ""
    with database.session() as session:
        return session.scalar(select(BatchRow.name).where(BatchRow.id == piece.batch_id)) or ""


def _others(database: Database, piece: Piece) -> int:
    if piece.standing.group is None:
        return 0
    which = select(func.count(PieceRow.id)).where(PieceRow.group_id == piece.standing.group)
    with database.session() as session:
        return (session.scalar(which) or 1) - 1
