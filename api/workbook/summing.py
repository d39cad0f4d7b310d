"""What a person would say of the session in a few sentences."""

from collections.abc import Iterator

from api.workbook.contents import Contents
from api.workbook.counts import Counts, Earlier
from model.content import rubric

_NAMED = 3


def summary(counts: Counts, contents: Contents, unread: int) -> Iterator[str]:
    """Yield paragraphs.

    Args:
        counts: of the drafts that were scored.
        contents: for the groups and the earlier session.
        unread: files and rows that could not be read.
    """
    failed = f"；另有 {unread:,} 个文件或行读不出，原因见“错误”" if unread else ""
    if not counts.drafts:
        yield f"没有读到草稿{failed}。"
        return
    yield f"共审读 {counts.drafts:,} 件：{_verdicts(counts)}{failed}。"
    if contents.earlier and contents.earlier.drafts:
        yield _compared(counts, contents.earlier)
    if counts.judged:
        flags = "、".join(
            f"{flag.name} {counts.flags[flag.flag]['成立']:,} 件" for flag in rubric().flags.values()
        )
        yield f"三类问题：{flags}（一件可以不止一类）。"
    if contents.groups:
        yield _repeated(contents)
    if contents.too_many:
        yield "重复：件数太多，没有查哪些说的是同一件事；要查，请分批审读。"
    if counts.judged:
        yield _handled(counts)


def _verdicts(counts: Counts) -> str:
    return "，".join(
        f"{name} {count:,} 件（{count / counts.drafts:.1%}）"
        for name in ("可提交", "修改后提交", "不宜作为建议")
        if (count := counts.verdicts[name])
    )


def _compared(counts: Counts, earlier: Earlier) -> str:
    before, now = earlier.verdicts["可提交"] / earlier.drafts, counts.verdicts["可提交"] / counts.drafts
    points = (now - before) * 100
    quality = (
        f"，{'提高' if points > 0 else '下降'} {abs(points):.1f} 个百分点"
        if abs(points) >= 0.05
        else "，持平"
    )
    more = counts.drafts - earlier.drafts
    number = (
        f"{'增加' if more > 0 else '减少'} {abs(more):,} 件（{abs(more) / earlier.drafts:.1%}）"
        if more
        else "持平"
    )
    return (
        f"提质减量：可提交的占 {now:.1%}，上次占 {before:.1%}{quality}；"
        f"件数 {counts.drafts:,}，上次 {earlier.drafts:,}，{number}。"
    )


def _repeated(contents: Contents) -> str:
    groups, drafts = len(contents.groups), sum(len(group.members) for group in contents.groups)
    fewer = f"核对后都并案办理的话，可以少 {drafts - groups:,} 件，见“重复与合并”"
    return f"重复：{drafts:,} 件分成 {groups:,} 组，每组字句大体相同，或可能是同一件事；{fewer}。"


def _handled(counts: Counts) -> str:
    units = sorted(counts.units.items(), key=lambda each: (-each[1].main, each[0]))[:_NAMED]
    most = "、".join(f"{name}（{unit.main:,} 件）" for name, unit in units if unit.main)
    unsure = sum(unit.unsure for unit in counts.units.values())
    doubt = f"；{unsure:,} 件的主办单位拿不准，请人工确定" if unsure else ""
    return f"承办：主办件数最多的是{most}；逐条要求共 {counts.asks:,} 条{doubt}。"
