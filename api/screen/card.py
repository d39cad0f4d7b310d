"""What a model is, how good it is and what it must not be used for, for a person."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from api.screen.paper import Paper
from api.screen.table import write_table
from model.bundle import Bundle
from model.card import EncoderMade, Figure, Finetuning, Measured, TierFigures
from model.content import rubric
from model.tier import Thresholds


def write_card(paper: Paper, bundle: Bundle, folder: Path, written: datetime) -> None:
    """Write the card of a model.

    Args:
        paper: to write on.
        bundle: the model.
        folder: where it lies.
        written: when, in local time.
    """
    card = bundle.card
    paper.write((f"模型 {bundle.version}", "strong"))
    tiers = "快速和完整两档" if bundle.full else "只有快速一档"
    paper.write(f"{tiers}，由 lianshen {card.program} 训练，{written:%Y-%m-%d %H:%M} 写成", indent=2)
    paper.write(str(folder), label="位置：", indent=2)
    paper.write(card.purpose, label="用途：", indent=2)
    _data(paper, bundle)
    if card.encoder:
        _encoder(paper, card.encoder)
    _measures(paper, bundle)
    _sentences(paper, "限度", card.limits)
    _sentences(paper, "不能用来做什么", card.never)


def _data(paper: Paper, bundle: Bundle) -> None:
    data, training = bundle.card.data, bundle.training
    _heading(paper, "训练数据")
    paper.write(
        f"{training.drafts} 件草稿（{data.groups} 组题材）、{training.titles} 个标题，都是本项目自己写的；"
        f"随机种子 {training.seed}",
        indent=2,
    )
    flags = [f"{flag.name} {data.flags[flag.flag]} 件" for flag in rubric().flags.values()]
    paper.write(f"{'，'.join(flags)}，没有问题的 {data.clean} 件", indent=2)
    paper.write("，".join(f"{level}级 {count} 件" for level, count in data.levels.items()), indent=2)
    manners = [f"{batch.drafts / training.drafts:.0%} {batch.manner}" for batch in data.batches]
    paper.write("；".join(manners), label="写法：", indent=2)
    paper.write(training.data, label="SHA-256 ", indent=2)


def _encoder(paper: Paper, encoder: EncoderMade) -> None:
    _heading(paper, "编码器")
    if encoder.finetuning:
        _finetuning(paper, encoder.finetuning)
    else:
        unknown = "清单里没有写明怎么做成的，学过哪些草稿也无从核对：完整一档的数字可能偏好"
        paper.write((unknown, "doubt"), indent=2)
    paper.write(encoder.digest, label="SHA-256 ", indent=2)


def _finetuning(paper: Paper, made: Finetuning) -> None:
    best = min(range(len(made.epochs)), key=lambda number: made.epochs[number].held_out)
    licence = f"许可证 {made.licence}" if made.licence else "许可证不详，请自行核对"
    paper.write(f"由 {made.checkpoint} 微调（{licence}），{len(made.epochs)} 轮取第 {best + 1} 轮", indent=2)
    paper.write(
        f"学了 {made.drafts} 件草稿、{made.titles} 个标题，所量的题材不在其中；随机种子 {made.seed}", indent=2
    )
    paper.write(made.command, label="命令：", indent=2)
    paper.write(f"转成 int8 后，三类问题判断相同的占 {made.parity['flags']:.1%}", indent=2)


def _measures(paper: Paper, bundle: Bundle) -> None:
    measured = bundle.card.measured
    _heading(paper, "好坏")
    if not measured:
        paper.write("标注的草稿或标题太少，没有量。", indent=2)
        return
    for sentence in measured.how:
        paper.write(sentence, indent=2)
    chosen, tested = measured.calibrated, measured.tested
    paper.write(
        f"校准用 {chosen.drafts} 件草稿、{chosen.titles} 个标题，"
        f"量用另外 {tested.drafts} 件、{tested.titles} 个。"
        f"数字都是百分数，括号里是 95% 的区间（自助法，按题材重抽 {measured.resamples} 次）。",
        indent=2,
    )
    _tier(paper, "快速一档", measured.fast, measured, bundle.thresholds)
    if measured.full and bundle.full:
        _tier(paper, "完整一档", measured.full, measured, bundle.full.thresholds)


def _tier(paper: Paper, name: str, figures: TierFigures, measured: Measured, thresholds: Thresholds) -> None:
    paper.gap()
    paper.write(
        (name, "strong"),
        f"（界限：成立 {thresholds.holds:g}，拿不准 {thresholds.unsure:g}，"
        f"主办 {thresholds.unit:g}，会办 {thresholds.co:g}）",
        indent=2,
    )
    flags = [["三类问题", "精确率", "召回率", "F1 值", "平均精度", "校准误差"]]
    for flag in rubric().flags.values():
        own = figures.flags[flag.flag]
        shares = map(_percent, (own.precision, own.recall, own.f1, own.average_precision))
        flags.append([flag.name, *shares, _percent(own.calibration_error, 1)])
    write_table(paper, flags, indent=2)
    units = [["承办单位", "首选命中", "前三命中", "校准误差"]]
    for texts, hits in (("整件草稿", figures.draft_units), ("标题加一两句话", figures.title_units)):
        units.append([texts, *map(_percent, (hits.top_1, hits.top_3)), _percent(hits.calibration_error, 1)])
    write_table(paper, units, indent=2)
    paper.write(
        f"没有问题的 {measured.tested.clean} 件判为没有问题：{_percent(figures.clean)}；"
        f"分流判对：{_percent(figures.triage)}",
        indent=2,
    )


def _sentences(paper: Paper, title: str, sentences: Iterable[str]) -> None:
    _heading(paper, title)
    for sentence in sentences:
        paper.write(sentence, label="· ", indent=2)


def _heading(paper: Paper, title: str) -> None:
    paper.gap()
    paper.write((title, "strong"))


def _percent(figure: Figure, digits: int = 0) -> str:
    if figure.value is None or figure.low is None or figure.high is None:
        return "—"
    value, low, high = (f"{each * 100:.{digits}f}" for each in (figure.value, figure.low, figure.high))
    return f"{value}({low}–{high})"
