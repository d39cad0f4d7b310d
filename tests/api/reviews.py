"""A review with something of everything, cut from a small draft."""

from dataclasses import replace

from api.documents.document import Anchor, Document
from model.content import rubric
from model.draft import Draft, quote
from model.review import (
    Assignment,
    Finding,
    FlagJudgement,
    Item,
    Objection,
    Review,
    State,
    Triage,
    UnitAdvice,
)

TITLE = "关于加强农村道路建设的建议"
BODY = (
    "青石镇[bold]大湾村[/bold]的路坏了。\n希望有关部门高度重视，尽快解决。\n"
    "建议县交通运输局修补\x1b[31m路面；联系电话13812345678。"
)
DRAFT = Draft(TITLE, BODY)
_LINES = BODY.split("\n")
_STARTS = (0, len(_LINES[0]) + 1, len(_LINES[0]) + len(_LINES[1]) + 2)
DOCUMENT = Document(
    "草稿.txt",
    DRAFT,
    anchors=(
        Anchor("title", 0, len(TITLE), 0, 3),
        *(
            Anchor("body", start, len(line), number, 2)
            for number, (start, line) in enumerate(zip(_STARTS, _LINES, strict=True), 2)
        ),
    ),
    notices=("没有找到领衔代表一栏。",),
    text=f"标题：{TITLE}\r\n\r\n" + "\r\n".join(f"　　{line}" for line in _LINES),
)

_ASK = "希望有关部门高度重视"
_ACTION = "修补\x1b[31m路面"


def _quote(words: str) -> tuple[int, int]:
    start = BODY.index(words)
    return start, start + len(words)


def _flags(state: State, probability: float) -> tuple[FlagJudgement, ...]:
    return (
        FlagJudgement("too_broad", "题目过大", 0.02, "不成立"),
        FlagJudgement("vague", "内容模糊", probability, state),
        FlagJudgement("infeasible", "缺乏可行性", 0.05, "不成立"),
    )


_ROADS = Assignment("交通运输局", "主办", 0.82, "负责农村公路的建设和养护")
_FARMS = Assignment("农业农村局", "会办", 0.41, "")
_CODE = rubric().codes["V2"]
FINDING = Finding(
    "V2",
    "vague",
    _CODE.name,
    0.87,
    "成立",
    "major",
    (quote(DRAFT, "body", *_quote(_ASK)),),
    "“希望有关部门高度重视”没有说要做什么。",
    "写明由哪个单位在什么时候做什么。",
    _CODE.example,
    _CODE.clause,
)
_FORMAL = rubric().codes["N8"]
_PHONE = quote(DRAFT, "body", *_quote("13812345678"))
OBJECTION = Objection(
    "N8",
    _FORMAL.name,
    "mend",
    (replace(_PHONE, text="138＊＊＊＊5678"),),
    "写有手机号。",
    "请删去。",
    _FORMAL.clause,
)
CLEAN = Review(
    title=TITLE,
    level="县",
    verdict="可提交",
    summary="没有发现要改的地方。",
    objections=(),
    flags=_flags("不成立", 0.04),
    findings=(),
    units=UnitAdvice("成立", _ROADS, (_FARMS,), (_ROADS, replace(_FARMS, role="主办"))),
    items=(Item(quote(DRAFT, "body", *_quote(_ACTION)), _ROADS),),
    triage=Triage("急难事", 0.7, "一周一推动"),
    model="fast-1-abcdef",
)
FLAWED = replace(
    CLEAN,
    verdict="修改后提交",
    summary="诉求不明，请写清要做什么。",
    objections=(OBJECTION,),
    flags=_flags("成立", 0.91),
    findings=(FINDING,),
)
UNSURE = replace(
    CLEAN,
    flags=_flags("拿不准", 0.5),
    findings=(replace(FINDING, state="拿不准", probability=0.5),),
    units=replace(CLEAN.units, state="拿不准"),
)
