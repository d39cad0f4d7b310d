"""How steady the verdicts are, for a person: a table of the changes, and the drafts whose verdict moved."""

from collections.abc import Sequence

from api.brief import UNTITLED
from api.screen.paper import Paper
from api.screen.table import write_table
from model.content import rubric
from training.robustness.outcome import Flip, Robustness, Share, Steadiness
from training.robustness.padding import Place

KINDS = {
    "stock_words": "加五处套话",
    "place_names": "换地名",
    "digits": "换数字",
    "widths": "标点换全角半角",
    "line_breaks": "换分段",
    "blanks": "增减空格",
    "stops": "句号分号互换",
}
PLACES: dict[Place, str] = {"beginning": "掺在文首", "middle": "掺在文中", "end": "掺在文末"}

_SHOWN = 5
_MET = {True: "达到", False: "没有达到", None: "—"}


def write_robustness(paper: Paper, robustness: Robustness) -> None:
    """Write what was measured; at most five drafts for each change, the JSON has all."""
    source = f" {'、'.join(robustness.files)}" if robustness.files else "自带标注数据中留作检验的一份"
    paper.write(f"模型 {robustness.model}，草稿来自{source}，共 {robustness.drafts} 件。")
    paper.write("区间是 95% 的威尔逊区间；一项改动没有改到的草稿，不算在它的件数里。")
    if robustness.seen:
        paper.write(
            (f"注意：其中 {robustness.seen} 件就在自带的标注数据里，模型学过，量出来的比实际的稳。", "doubt")
        )
    _heading(paper, "结论变了多少")
    rows = [
        (KINDS[each.kind], *_shares(each.verdicts, each.target, each.met), _turned(each))
        for each in robustness.steadiness
    ]
    write_table(
        paper, [("改动", "件数", "结论变了", "占", "95% 区间", "目标", "", "问题变了"), *rows], indent=2
    )
    _heading(paper, "掺四分之一政策文字以后，内容模糊还认不认得出")
    if robustness.clearing[0].cleared.of:
        rows = [
            (PLACES[each.place], *_shares(each.cleared, each.target, each.met), f"{each.unsure}")
            for each in robustness.clearing
        ]
        write_table(
            paper, [("改动", "件数", "不再成立", "占", "95% 区间", "目标", "", "其中拿不准"), *rows], indent=2
        )
    else:
        paper.write("没有标为内容模糊又认得出来的草稿，这一项没有量。", indent=2)
    for steadiness in robustness.steadiness:
        _flips(paper, KINDS[steadiness.kind], steadiness.flips)
    for clearing in robustness.clearing:
        _flips(paper, f"政策文字{PLACES[clearing.place]}", clearing.flips)


def _shares(share: Share, target: float, met: bool | None) -> tuple[str, ...]:
    if share.value is None or share.low is None or share.high is None:
        return f"{share.of}", "—", "—", "—", f"≤{target:.0%}", _MET[met]
    interval = f"{share.low * 100:.1f}–{share.high * 100:.1f}"
    return f"{share.of}", f"{share.count}", f"{share.value:.1%}", interval, f"≤{target:.0%}", _MET[met]


def _turned(steadiness: Steadiness) -> str:
    return f"{sum(turns.raised + turns.dropped for turns in steadiness.flags.values())}"


def _flips(paper: Paper, name: str, flips: Sequence[Flip]) -> None:
    if not flips:
        return
    _heading(paper, f"{name}：{len(flips)} 件" + (f"，这里列出 {_SHOWN} 件" if len(flips) > _SHOWN else ""))
    for flip in flips[:_SHOWN]:
        moved = [flip.before if flip.before == flip.after else f"{flip.before} → {flip.after}"]
        moved += [f"{rubric().flags[flag].name}成立了" for flag in flip.raised]
        moved += [f"{rubric().flags[flag].name}不再成立" for flag in flip.dropped]
        paper.write(flip.title or UNTITLED, f"（{flip.id}）", indent=2)
        paper.write("；".join(moved), indent=4)


def _heading(paper: Paper, title: str) -> None:
    paper.gap()
    paper.write((title, "strong"))
