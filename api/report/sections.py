"""What the report of all figures says of each part; ``None`` where it was not measured."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from api.report.curve import curve
from api.report.tables import Cell, Measure, Parts, Section, Table, by_tier_table, cell
from api.screen.benchmark import TIERS
from api.screen.comparison import BASELINES, EXAMS, TEXTS
from api.screen.robustness import KINDS, PLACES
from model.content import rubric

_FLAG: tuple[Measure, ...] = (
    ("F1 值", "number", "f1"),
    ("精确率", "share", "precision"),
    ("召回率", "share", "recall"),
    ("误报率", "share", "false_alarms"),
    ("平均精度", "number", "average_precision"),
    ("AUC", "number", "auc"),
    ("校准误差", "number", "calibration_error"),
)
_UNITS: tuple[Measure, ...] = (
    ("单位首选命中", "share", "units.top_1"),
    ("单位前三命中", "share", "units.top_3"),
    ("首选是主办或会办", "share", "units.main_or_co"),
    ("首选单位的校准误差", "number", "units.calibration_error"),
)
_REST: tuple[Measure, ...] = (
    ("没有问题的判为没有问题", "share", "clean"),
    ("拿不准的判断", "share", "unsure"),
    ("代码 F1 值", "number", "codes"),
    ("首条引文命中", "share", "evidence"),
    *_UNITS,
    ("逐条要求对得上", "share", "items.matched"),
    ("对得上的里面，单位相同", "share", "items.right"),
    ("分流判对", "share", "triage"),
)


def test_section(parts: Parts) -> Section | None:
    """Say what was measured on the test part of the corpus."""
    if "test" not in parts:
        return None
    test = parts["test"]
    tables = [*_judged(test, "drafts", "草稿"), *_titles(test, "标题加一两句话")]
    first = next(iter(test.values()))
    codes = [
        (f"{code} {rubric().codes[code].name}", "number", f"drafts.by_code.{code}.f1")
        for code in (first["drafts"] or {"by_code": ()})["by_code"]
    ]
    tables.append(by_tier_table("代码的 F1 值", codes, test))
    said = "用自带数据的前两份训练，评第三份：它的题材，模型、编码器和校准都没见过。"
    return Section("test", "没有见过的题材", (said,), tuple(tables))


def real_section(parts: Parts) -> Section | None:
    """Say what was measured on real texts."""
    if "dev" not in parts:
        return None
    dev = parts["dev"]
    kinds = (("county", "县级建议"), ("provincial", "省级提案"))
    tables = [table for kind, name in kinds for table in _judged(_of(dev, kind), "drafts", name)]
    tables += _titles(_of(dev, "titles"), "标题加一句话")
    said = (
        "用自带的全部数据训练，评真实的文本。有争议的问题不计。",
        "县级建议是本程序的用处所在；省级提案长得多，另外列出。这些文本只用来挑选做法，从不用来训练。",
    )
    return Section("dev", "真实的文本", said, tuple(tables))


def _of(dev: Parts, kind: str) -> dict[str, Any]:
    return {tier: own[kind] for tier, own in dev.items() if kind in own}


def _judged(by_tier: Parts, key: str, name: str) -> list[Table]:
    drafts = {tier: own[key]["whole"] for tier, own in by_tier.items() if own[key]}
    if not drafts:
        return []
    title = f"{name}，{next(iter(drafts.values()))['count']} 件"
    return [_flags(title, drafts), by_tier_table(title, _REST, drafts)]


def _flags(caption: str, drafts: Parts) -> Table:
    return Table(
        caption,
        ("", *(name for name, _, _ in _FLAG)),
        tuple(
            (
                f"{flag.name}，{TIERS[tier]}档",
                tuple(cell(drafts, f"{tier}.flags.{flag.flag}.{key}", kind) for _, kind, key in _FLAG),
            )
            for flag in rubric().flags.values()
            for tier in drafts
        ),
    )


def _titles(by_tier: Parts, name: str) -> list[Table]:
    titles = {tier: own["titles"] for tier, own in by_tier.items() if own["titles"]}
    if not titles:
        return []
    count = next(iter(titles.values()))["units"]["count"]
    return [by_tier_table(f"{name}，{count} 个", _UNITS, titles)]


def encoder_section(parts: Parts) -> Section | None:
    """Say how the encoder and tier ``auto`` do."""
    if "encoder" not in parts:
        return None
    rows = (
        ("自动档与完整档结论相同", cell(parts, "auto.verdicts", "share")),
        ("自动档不用编码器的", cell(parts, "auto.settled", "share")),
        ("自动档每秒审读，是完整档的", cell(parts, "auto.ratio", "times")),
        ("完整档，单核，按处理器时间", cell(parts, "auto.per_second.full", "per_second")),
        ("自动档，单核，按处理器时间", cell(parts, "auto.per_second.auto", "per_second")),
        ("int8 与浮点模型判断相同", cell(parts, "encoder.parity.flags", "share")),
        ("编码器的全部文件", cell(parts, "encoder.size", "megabytes")),
    )
    count = parts["auto"]["verdicts"]["of"] if "auto" in parts else 0
    said = f"完整档和自动档审读同样的 {count:,} 件，在同一个进程里，一个线程，按处理器时间。"
    table = Table("", ("", "量得"), tuple((name, (cell,)) for name, cell in rows))
    return Section("encoder", "编码器与自动档", (said,), (table,))


def robustness_section(parts: Parts) -> Section | None:
    """Say how steady the verdicts are."""
    if "robustness" not in parts:
        return None
    measured = parts["robustness"]
    tiers = [f"{TIERS[tier]}档" for tier in measured]
    first = next(iter(measured.values()))

    def table(caption: str, group: str, key: str, names: Mapping[Any, str]) -> Table:
        return Table(
            caption,
            ("改动", "目标", "件数", *tiers),
            tuple(
                (
                    names[name],
                    (
                        Cell(f"≤ {own['target']:.0%}"),
                        Cell(
                            "、".join(
                                dict.fromkeys(f"{each[group][name][key]['of']}" for each in measured.values())
                            )
                        ),
                        *(cell(measured, f"{tier}.{group}.{name}.{key}", "share") for tier in measured),
                    ),
                )
                for name, own in first[group].items()
            ),
        )

    said = (
        f"改动的是没有见过的题材里的 {first['drafts']} 件草稿，其中标为内容模糊的 {first['vague']} 件。"
        "区间是 95% 的威尔逊区间；没有改到的草稿不算在件数里。"
    )
    tables = (
        table("结论变了的", "steadiness", "verdicts", KINDS),
        table("掺四分之一政策文字以后，内容模糊不再成立的", "clearing", "cleared", PLACES),
    )
    return Section("robustness", "改动无关紧要的地方", (said,), tables)


def baselines_section(parts: Parts) -> Section | None:
    """Say how plain ways of judging compare."""
    tables: list[Table] = []
    failures = []
    for exam, title in EXAMS.items():
        outcomes = parts.get(f"baselines-{exam}", {"baselines": {}})["baselines"]
        sat = {name: own["sitting"] for name, own in outcomes.items() if own["sitting"]}
        failures += [
            f"{title}，{BASELINES[name]}：{own['failure']}"
            for name, own in outcomes.items()
            if own["failure"]
        ]
        if sat:
            tables += _exam(title, sat)
    said = ("各种做法从同样的数据学起，答同样的题；都用一个核（微调编码器除外）。", *failures)
    return Section("baselines", "和简单的做法比", said, tuple(tables)) if tables or failures else None


def _exam(title: str, sat: Parts) -> Iterable[Table]:
    first = next(iter(sat.values()))
    flags = [(f"{flag.name} F1", "number", f"flags.{flag.flag}.f1") for flag in rubric().flags.values()]
    units = [("单位首选", "share", "top_1"), ("前三", "share", "top_3"), ("主或会办", "share", "main_or_co")]
    for text, marks in first["marks"].items():
        measures = [*(flags if marks["flags"] else ()), *units]
        yield _by_baseline(f"{title}：{TEXTS[text]}，{marks['count']} 件", measures, sat, f"marks.{text}.")
    if first["topics"]:
        topics = [("正确率", "share", "accuracy"), ("宏平均 F1", "number", "macro_f1")]
        yield _by_baseline(f"{title}，{first['topics']['count']} 件", topics, sat, "topics.")
    costs = [
        ("学习", "seconds", "learning"),
        ("每件", "milliseconds", "answering"),
        ("内存", "megabytes", "memory"),
    ]
    yield _by_baseline(f"{title}：代价（处理器时间）", costs, sat, "cost.")


def _by_baseline(caption: str, measures: Sequence[Measure], sat: Parts, lead: str) -> Table:
    return Table(
        caption,
        ("", *(name for name, _, _ in measures)),
        tuple(
            (
                BASELINES[baseline],
                tuple(cell(sat, f"{baseline}.{lead}{path}", kind) for _, kind, path in measures),
            )
            for baseline in sat
        ),
    )


def speed_section(parts: Parts) -> Section | None:
    """Say how long it takes."""
    if "speed" not in parts:
        return None
    speed = parts["speed"]
    machine, plain = speed["machine"], speed["plain"]
    measures: tuple[Measure, ...] = (
        ("一件，300 字，一半不超过", "milliseconds", "latencies.300.p50"),
        ("一件，300 字，九成五不超过", "milliseconds", "latencies.300.p95"),
        ("一件，1,000 字，一半不超过", "milliseconds", "latencies.1000.p50"),
        ("一件，1,000 字，九成五不超过", "milliseconds", "latencies.1000.p95"),
        ("成批，一件的处理器时间", "milliseconds", "spent.user"),
        ("是只做分类的多少倍", "times", "ratio"),
        ("成批，单核", "per_second", "one_core"),
        (f"成批，{machine['cores']} 核", "per_second", "all_cores"),
        ("lianshen check 一次", "seconds", "cold"),
        ("最大内存", "megabytes", "memory"),
    )
    said = (
        f"在一台 {machine['cores']} 核的机器上（{machine['system']}，Python {machine['python']}），"
        f"审读 {speed['texts']:,} 件共 {speed['characters']:,} 字。",
        "只做分类的，是结巴分词、TF-IDF 加逻辑回归，判三类问题和单位："
        f"一件 {plain['spent']['user']:.2f} 毫秒。",
        f"用全部语料训练：快速档 {speed['fast_training']:.1f} 秒，随程序的模型 {speed['training']:.1f} 秒。",
    )
    return Section("speed", "速度和内存", said, (by_tier_table("", measures, speed["tiers"]),))


def learning_section(parts: Parts) -> Section | None:
    """Say whether more data pay."""
    if "learning" not in parts:
        return None
    points = parts["learning"]
    real = {"test": "没有见过的题材", "dev.county": "县级建议"}
    curves = [
        curve(
            f"{flag.name} F1", points, {text: f"{place}.flags.{flag.flag}.f1" for place, text in real.items()}
        )
        for flag in rubric().flags.values()
    ]
    curves.append(
        curve(
            "标题的单位首选命中",
            points,
            {"没有见过的题材": "test.titles_top_1", "真实的标题": "dev.titles.titles_top_1"},
        )
    )
    said = (
        "快速档分别学前两份数据里四分之一、一半、四分之三和全部的题材；另学一次全部题材，但不学新近几批"
        "（草稿第 14 到 18 批，标题第 13、14 批）。图里空心的就是它。",
    )
    return Section(
        "learning",
        "学得多一些会怎样",
        said,
        tuple(_points(points)),
        tuple(each for each in curves if each),
    )


def _points(points: Parts) -> Iterable[Table]:
    names = {"25": "25%", "50": "50%", "75": "75%", "100": "100%", "older": "不学新近几批"}
    learnt = Table(
        "学了多少",
        ("", "题材", "草稿", "标题"),
        tuple(
            (names[name], tuple(Cell(f"{own[kind]:,}") for kind in ("groups", "drafts", "titles")))
            for name, own in points.items()
        ),
    )
    yield learnt
    flags = [
        (f"{flag.name} {measure}", "number", f"flags.{flag.flag}.{key}")
        for flag in rubric().flags.values()
        for measure, key in (("F1", "f1"), ("平均精度", "average_precision"))
    ]
    units = [("草稿 单位首选", "share", "drafts_top_1"), ("标题 单位首选", "share", "titles_top_1")]
    places = (
        ("没有见过的题材", "test", [*flags, *units]),
        ("县级建议", "dev.county", [*flags, units[0]]),
        ("省级提案", "dev.provincial", [*flags, units[0]]),
        ("真实的标题", "dev.titles", units[1:]),
    )
    for caption, place, measures in places:
        rows = tuple(
            (names[name], tuple(cell(points, f"{name}.{place}.{path}", kind) for _, kind, path in measures))
            for name in points
        )
        if any(cell.text != "—" for _, cells in rows for cell in cells):
            yield Table(caption, ("", *(name for name, _, _ in measures)), rows)
