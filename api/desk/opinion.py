"""What a deputy is told about a draft that is returned, in plain text: the program's words or a person's.

The salutation and how to answer stand in the letter and on the page around it.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from api.batch.rows import Scored
from api.desk.pieces import Piece
from api.letters.saying import chinese, said


def opinion_of(piece: Piece) -> str:
    """Return the opinion as it stands: a reviewer's where one has edited it, else the program's own."""
    return piece.standing.opinion or own_opinion(piece.scored)


def own_opinion(scored: Scored) -> str:
    """Return the program's own words, in the manner of the letter; the same for the same review.

    Args:
        scored: a draft and its review as it stands.
    """
    plain = Scored(scored.entry, scored.review)
    fields: dict[str, Any] = said(plain, date.today())  # the day is not among the words
    if fields["不宜"]:
        words = _unfit(fields)
    elif fields["结论"] == "可提交":
        words = iter(["我们读了全文，没有看到非改不可的地方，请您再核对一遍。", *_doubts(fields)])
    else:
        words = _mend(fields)
    return "\n\n".join(words)


def _unfit(fields: dict[str, Any]) -> Iterator[str]:
    yield (
        "您反映的情况，我们已经了解，也很重视。只是按照代表建议的有关规定，这件草稿不宜作为代表建议提出，"
        "原因和可以走的办法如下。"
    )
    for remark in fields["修改意见"]:
        yield f"{remark['序号']}{remark['名称']}\n{remark['问题']}\n办法：{remark['改法']}"
    yield "您可以按上述办法另行反映，也可以改写以后再提交。"


def _praise(good: Sequence[str]) -> str:
    these = "这些都" if len(good) > 1 else "这一点"
    return f"这件草稿{'，'.join(good)}，{these}很好，请保留。" if good else ""


def _mend(fields: dict[str, Any]) -> Iterator[str]:
    remarks = fields["修改意见"]
    good = _praise(fields["可取之处"])
    if remarks:
        places = "一处" if len(remarks) == 1 else f"{_counted(len(remarks))}处"
        yield f"{good}为了便于承办单位办理，建议您修改以后再提交，请着重看以下{places}。"
    else:
        yield f"{good}{fields['概述']}"
    for remark in remarks:
        elsewhere = f"同样的情况还见于{remark['另处']}。" if remark["另处"] else ""
        yield f"{remark['序号']}{remark['名称']}\n{remark['问题']}{elsewhere}\n修改建议：{remark['改法']}"
    yield from _doubts(fields)
    yield f"修改后提交的，{fields['承办']}，最后以交办时确定的为准。"


def _doubts(fields: dict[str, Any]) -> Iterator[str]:
    doubts = fields["商榷意见"]
    if doubts:
        words = ["另外，下面的地方我们没有把握，请您再看一看："]
        for remark in doubts:
            where = f"（{remark['原文']}）" if remark["原文"] else ""
            words.append(f"{remark['名称']}{where}：{remark['改法']}")
        yield "\n".join(words)


def _counted(number: int) -> str:
    return "两" if number == 2 else chinese(number)
