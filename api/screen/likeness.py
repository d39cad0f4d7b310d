"""How well drafts on the same matter are found, for a person."""

from api.screen.paper import Paper
from api.screen.table import write_table
from training.similar.evaluate import Evaluation
from training.yardstick.resamples import Estimate

WAYS = {
    "lianshen": "联审",
    "tfidf": "TF-IDF 余弦",
    "minhash": "MinHash",
    "length": "只看长度",
}
KINDS = {"same": "同一件事", "topic": "题目相近", "unrelated": "不相干"}


def write_likeness(paper: Paper, evaluation: Evaluation) -> None:
    """Write what was measured, with intervals where there are any."""
    counts = "，".join(f"{KINDS[kind]} {count} 对" for kind, count in evaluation.pairs.items())
    paper.write((f"成对的草稿（没有参与选择的一半：{counts}）", "strong"))
    _write_pairs(paper, evaluation)
    paper.gap()
    paper.write(("说成同一件事的各占多少", "strong"))
    rows = [("", *KINDS.values())]
    rows += [
        (WAYS[way], *(_estimate(own.called_same[kind]) for kind in KINDS))
        for way, own in evaluation.on_pairs.items()
    ]
    write_table(paper, rows, indent=2)
    paper.gap()
    paper.write((f"一次会议（另一半：{evaluation.drafts} 件，同一件事的 {evaluation.same} 对）", "strong"))
    _write_session(paper, evaluation)


def _write_pairs(paper: Paper, evaluation: Evaluation) -> None:
    rows: list[tuple[str, ...]] = [("", "精确率", "召回率", "F1", "平均精确率", "AUC")]
    for way, own in evaluation.on_pairs.items():
        measured = (own.precision, own.recall, own.f1, own.average_precision, own.auc)
        rows.append((WAYS[way], *map(_estimate, measured)))
    write_table(paper, rows, indent=2)


def _write_session(paper: Paper, evaluation: Evaluation) -> None:
    rows: list[tuple[str, ...]] = [("", "精确率", "召回率", "F1", "平均精确率")]
    for way, own in evaluation.in_session.items():
        measured = (own.precision, own.recall, own.f1, own.average_precision)
        rows.append((WAYS[way], *map(_number, measured)))
    made = evaluation.in_groups
    rows.append(("联审分的组", *map(_number, (made.precision, made.recall, made.f1)), ""))
    write_table(paper, rows, indent=2)


def _estimate(estimate: Estimate) -> str:
    if estimate.value is None or estimate.low is None or estimate.high is None:
        return "—"
    return f"{estimate.value:.3f}（{estimate.low:.2f}–{estimate.high:.2f}）"


def _number(value: float) -> str:
    return "—" if value != value else f"{value:.3f}"  # noqa: PLR0124 - NaN alone differs from itself
