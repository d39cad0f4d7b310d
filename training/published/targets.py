"""What was aimed at, and where in the parts the figure that says whether it was reached is found."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["share", "number", "points", "times", "milliseconds", "seconds", "per_second", "megabytes"]
"""How a figure is written; points are those of a percentage."""


@dataclass(frozen=True, slots=True)
class Target:
    """One thing that was aimed at.

    Attributes:
        key: by which notes refer to it.
        text: what is measured, in Chinese.
        path: of the figure: the part's name, then keys, with points between.
        bound: to be reached.
        most: whether it is the most there may be; else the least.
        kind: of the figure.
    """

    key: str
    text: str
    path: str
    bound: float
    most: bool
    kind: Kind


def _least(key: str, text: str, path: str, bound: float, kind: Kind = "number") -> Target:
    return Target(key, text, path, bound, most=False, kind=kind)


def _most(key: str, text: str, path: str, bound: float, kind: Kind = "number") -> Target:
    return Target(key, text, path, bound, most=True, kind=kind)


_COUNTY, _TITLES = "dev.full.county.drafts.whole", "dev.full.titles.titles.units"
_TEST, _TEST_TITLES = "test.full.drafts.whole", "test.full.titles.units"
_STEADY, _CLEARED = "robustness.full.steadiness", "robustness.full.clearing"
_FAST, _FULL = "speed.tiers.fast", "speed.tiers.full"

TARGETS: dict[str, tuple[Target, ...]] = {
    "真实的文本": (
        _least("county-vague", "县级建议：内容模糊的 F1 值", f"{_COUNTY}.flags.vague.f1", 0.85),
        _least("county-too-broad", "县级建议：题目过大的 F1 值", f"{_COUNTY}.flags.too_broad.f1", 0.75),
        _least(
            "county-found", "县级建议：缺乏可行性的找出", f"{_COUNTY}.flags.infeasible.recall", 0.5, "share"
        ),
        _most(
            "county-alarms",
            "县级建议：缺乏可行性的误报",
            f"{_COUNTY}.flags.infeasible.false_alarms",
            0.03,
            "share",
        ),
        _least("county-clean", "县级建议：没有问题的判为没有问题", f"{_COUNTY}.clean", 0.88, "share"),
        _least("titles-top-1", "标题：单位首选命中", f"{_TITLES}.top_1", 0.70, "share"),
        _least("titles-top-3", "标题：单位前三命中", f"{_TITLES}.top_3", 0.90, "share"),
        _least("titles-main-or-co", "标题：首选是主办或会办", f"{_TITLES}.main_or_co", 0.85, "share"),
    ),
    "没有见过的题材": (
        _least("test-too-broad", "题目过大的 F1 值", f"{_TEST}.flags.too_broad.f1", 0.93),
        _least("test-vague", "内容模糊的 F1 值", f"{_TEST}.flags.vague.f1", 0.96),
        _least("test-infeasible", "缺乏可行性的 F1 值", f"{_TEST}.flags.infeasible.f1", 0.93),
        _least("test-evidence", "首条引文命中", f"{_TEST}.evidence", 0.85, "share"),
        _least("test-codes", "代码的 F1 值", f"{_TEST}.codes", 0.80),
        _least("test-items", "逐条要求：对得上的里面，单位相同", f"{_TEST}.items.right", 0.85, "share"),
        _least("test-triage", "分流判对", f"{_TEST}.triage", 0.80, "share"),
        _most("sure-too-broad", "题目过大的校准误差", f"{_TEST}.flags.too_broad.calibration_error", 0.03),
        _most("sure-vague", "内容模糊的校准误差", f"{_TEST}.flags.vague.calibration_error", 0.03),
        _most("sure-infeasible", "缺乏可行性的校准误差", f"{_TEST}.flags.infeasible.calibration_error", 0.03),
        _most("sure-units", "首选单位的校准误差，草稿", f"{_TEST}.units.calibration_error", 0.03),
        _most("sure-title-units", "首选单位的校准误差，标题", f"{_TEST_TITLES}.calibration_error", 0.03),
        _least(
            "petitions-lead",
            "带主题的信件：宏平均 F1 高出 TF-IDF 加线性支持向量机",
            "baselines-petitions.lead",
            0.01,
            "points",
        ),
    ),
    "改动无关紧要的地方": (
        _most("steady-stock-words", "加五处套话，结论变了", f"{_STEADY}.stock_words.verdicts", 0.05, "share"),
        _most("steady-place-names", "换地名，结论变了", f"{_STEADY}.place_names.verdicts", 0.03, "share"),
        _most("steady-digits", "换数字，结论变了", f"{_STEADY}.digits.verdicts", 0.03, "share"),
        _most("steady-widths", "标点换全角半角，结论变了", f"{_STEADY}.widths.verdicts", 0.03, "share"),
        _most("steady-line-breaks", "换分段，结论变了", f"{_STEADY}.line_breaks.verdicts", 0.03, "share"),
        _most("steady-blanks", "增减空格，结论变了", f"{_STEADY}.blanks.verdicts", 0.03, "share"),
        _most("steady-stops", "句号分号互换，结论变了", f"{_STEADY}.stops.verdicts", 0.03, "share"),
        _most(
            "padding-beginning",
            "文首掺政策文字，内容模糊不再成立",
            f"{_CLEARED}.beginning.cleared",
            0.0,
            "share",
        ),
        _most(
            "padding-middle", "文中掺政策文字，内容模糊不再成立", f"{_CLEARED}.middle.cleared", 0.0, "share"
        ),
        _most("padding-end", "文末掺政策文字，内容模糊不再成立", f"{_CLEARED}.end.cleared", 0.0, "share"),
    ),
    "速度和内存": (
        _most("fast-ratio", "快速档完整审读，所费是只做分类的多少倍", f"{_FAST}.ratio", 1.0, "times"),
        _most("fast-p50", "快速档，1,000 字的一件", f"{_FAST}.latencies.1000.p50", 3.0, "milliseconds"),
        _least("fast-bulk", "快速档，成批，各核合计", f"{_FAST}.all_cores", 1000.0, "per_second"),
        _most("fast-training", "快速档用全部语料训练", "speed.fast_training", 40.0, "seconds"),
        _most("full-p50", "完整档，300 字的一件", f"{_FULL}.latencies.300.p50", 25.0, "milliseconds"),
        _least("full-bulk", "完整档，成批，各核合计", f"{_FULL}.all_cores", 60.0, "per_second"),
        _least("auto-ratio", "自动档每秒审读，是完整档的多少倍", "auto.ratio", 3.0, "times"),
        _least("auto-verdicts", "自动档与完整档结论相同", "auto.verdicts", 0.98, "share"),
        _least("parity", "int8 与浮点模型判断相同", "encoder.parity.flags", 0.99, "share"),
        _most("encoder-size", "编码器的全部文件", "encoder.size", 30.0, "megabytes"),
        _most("memory", "完整档占用过的最大内存", f"{_FULL}.memory", 350.0, "megabytes"),
        _most("cold-start", "完整档，lianshen check 审读一件的全过程", f"{_FULL}.cold", 1.5, "seconds"),
    ),
}
"""By what they are about, in the order in which they are shown."""

KEYS = tuple(target.key for targets in TARGETS.values() for target in targets)
