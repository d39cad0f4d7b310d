"""Three drafts that a template is tried on before any letter is written: everything that can be said is."""

from api.batch.rows import Decision, Entry, Origin, Scored
from model.content import rubric
from model.draft import Draft, Quote, quote
from model.review import Assignment, Finding, FlagJudgement, Item, Objection, Review, Triage, UnitAdvice

_DRAFT = Draft("关于修路的建议", "村里的路坏了。希望有关部门高度重视。请补好路面。")
_FIELDS = {"编号": "1", "代表": "张三", "代表团": "城关镇代表团", "届次": "一次会议"}
_QUOTES = (quote(_DRAFT, "body", 0, 6), quote(_DRAFT, "body", 7, 17))
_UNIT = Assignment("交通运输局", "主办", 0.9, "农村公路养护")


def _finding(state: str) -> Finding:
    code = rubric().codes["V2"]
    return Finding(
        code.code,
        "vague",
        code.name,
        0.9 if state == "成立" else 0.5,
        "成立" if state == "成立" else "拿不准",
        code.severity,
        _QUOTES,
        "没有说要做什么。",
        "写明请哪个单位做什么。",
        code.example,
        code.clause,
    )


def _objection(code: str, quotes: tuple[Quote, ...]) -> Objection:
    known = rubric().codes[code]
    return Objection(code, known.name, known.severity, quotes, "这是个人的事。", known.advice, known.clause)


def _flags() -> tuple[FlagJudgement, ...]:
    states = ("不成立", "成立", "不成立")
    return tuple(
        FlagJudgement(flag.flag, flag.name, 0.9 if state == "成立" else 0.1, state)  # type: ignore[arg-type]
        for flag, state in zip(rubric().flags.values(), states, strict=True)
    )


_REVIEW = Review(
    title=_DRAFT.title,
    level="县",
    verdict="修改后提交",
    summary="建议修改后提交。",
    objections=(_objection("N7", _QUOTES),),
    flags=_flags(),
    findings=(_finding("成立"), _finding("拿不准")),
    units=UnitAdvice("成立", _UNIT, (_UNIT,), (_UNIT,)),
    items=(Item(_QUOTES[0], _UNIT), Item(_QUOTES[1], _UNIT)),
    triage=Triage("急难事", 0.9, "一周一推动"),
    model="fast-000000000000",
)
_UNFIT = Review(
    title=_DRAFT.title,
    level="县",
    verdict="不宜作为建议",
    summary="不宜作为代表建议提出。",
    objections=(_objection("N1", ()),),
    flags=_flags(),
    findings=(),
    units=_REVIEW.units,
    items=(),
    triage=_REVIEW.triage,
    model=_REVIEW.model,
)
TRIALS = (
    Scored(Entry(1, Origin("试.docx"), _DRAFT, _FIELDS), _REVIEW),
    Scored(Entry(2, Origin("试.docx"), _DRAFT, {}), _UNFIT),
    Scored(
        Entry(3, Origin("试.docx"), _DRAFT, {}), _REVIEW, Decision("已退回", opinion="请写明路段。\n谢谢。")
    ),
)
