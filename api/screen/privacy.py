"""How well what points at a person is found, for a person: a table of each half of the manners."""

from api.screen.paper import Paper
from api.screen.table import write_table
from model.identifier import Kind
from training.privacy.manners import Half
from training.privacy.measure import FALSE_ALARMS, RECALL, Measured, Outcome
from training.robustness.outcome import Share

KINDS: dict[Kind, str] = {
    "id_card": "身份证号",
    "bank_card": "银行卡号",
    "mobile": "手机号",
    "landline": "座机号",
    "plate": "车牌号",
    "address": "详细住址",
}
HALVES: dict[Half, str] = {"tuning": "调规则时看着的写法", "held_out": "最后写的写法，第一次量完照着补过规则"}
_MET = {True: "达到", False: "没有达到"}


def write_measured(paper: Paper, measured: Measured) -> None:
    """Write what was measured; the JSON has every manner of which some were missed."""
    paper.write(f"每类拼出 {measured.texts:,} 件草稿，另有 {measured.texts:,} 件里面没有个人信息。")
    paper.write("区间是 95% 的威尔逊区间。")
    for outcome in measured.halves:
        paper.write()
        paper.write(f"{HALVES[outcome.half]}（种子 {outcome.seed}）")
        write_table(paper, [("", "几处", "找到", "占", "95% 区间", "目标", ""), *_rows(outcome)], indent=2)
        missed = [
            (manner, count) for each in outcome.recall.values() for manner, count in each.missed.items()
        ]
        for manner, count in missed[:5]:
            paper.write(f"漏了 {count} 处：{manner}", indent=2)
        for manner in outcome.alarms.examples:
            paper.write(f"误认：{manner}", indent=2)


def _rows(outcome: Outcome) -> list[tuple[str, ...]]:
    rows = [
        (KINDS[kind], *_share(each.found), f"≥{RECALL:.1%}", _MET[(each.found.value or 0) >= RECALL])
        for kind, each in outcome.recall.items()
    ]
    alarms = outcome.alarms.texts
    return [
        *rows,
        ("误认的", *_share(alarms), f"≤{FALSE_ALARMS:.1%}", _MET[(alarms.value or 0) <= FALSE_ALARMS]),
    ]


def _share(share: Share) -> tuple[str, str, str, str]:
    interval = f"{(share.low or 0) * 100:.2f}–{(share.high or 0) * 100:.2f}"
    return f"{share.of:,}", f"{share.count:,}", f"{share.value or 0:.2%}", interval
