"""What an office at work came to, for a person: how long people waited, beside the targets."""

from api.office.result import Job, OfficeLoad
from api.screen.paper import Paper
from api.screen.table import write_table

_KINDS = {
    "pages": "所有页面",
    "list": "列表",
    "draft": "一件草稿",
    "decision": "接收、退回",
    "news": "问有没有新的处理",
}
_STATES = {
    "waiting": "排队",
    "running": "在做",
    "filing": "登记",
    "cancelled": "已停下",
    "failed": "没有做成",
}


def write_office(paper: Paper, measured: OfficeLoad) -> None:
    """Write where it was measured, how long answers took, and what the targets say."""
    machine = measured.machine
    paper.write(("办公室里都在忙", "strong"))
    paper.write(
        f"机器：{machine.cores} 核，{machine.system}，Python {machine.python}；服务和审核人员共用", indent=2
    )
    paper.write(f"模型：{measured.model}（完整档）；SQLite，服务一个进程", indent=2)
    paper.write(
        f"{measured.people} 位审核人员，{measured.seconds:.0f} 秒；审核台上原有 {measured.drafts:,} 件",
        indent=2,
    )
    paper.gap()
    paper.write(("从发出请求到收完答复，毫秒", "strong"))
    rows = [["", "次数", "一半以内", "95% 以内", "99% 以内", "最慢"]]
    rows += [
        [
            _KINDS[each.kind],
            f"{each.count:,}",
            f"{each.p50:.0f}",
            f"{each.p95:.0f}",
            f"{each.p99:.0f}",
            f"{each.most:.0f}",
        ]
        for each in measured.waited
    ]
    write_table(paper, rows, indent=2)
    paper.gap()
    paper.write(("同时在做的", "strong"))
    paper.write(f"成批审读：{_told(measured.batch, '件')}", indent=2)
    paper.write(f"再训练：{_told(measured.training, '件标注')}", indent=2)
    paper.write(f"有 {measured.changed} 次处理因为别人先处理了，请审核人员重新看过", indent=2)
    paper.gap()
    paper.write(("要求", "strong"))
    write_table(paper, [["", "要求", "测得", ""], *_targets(measured)], indent=2)
    if measured.statuses:
        paper.write(f"出错的答复：{'、'.join(map(str, measured.statuses))}（0 是没有答复）", indent=2)


def _targets(measured: OfficeLoad) -> list[list[str]]:
    wanted, pages = measured.wanted, measured.waited[0]
    return [
        _target("页面，95% 以内，毫秒", wanted.p95, pages.p95),
        _target("出错的次数", wanted.failed, measured.failed),
        _target("各进程的内存，MB", wanted.megabytes, measured.megabytes),
    ]


def _target(name: str, wanted: float, found: float) -> list[str]:
    return [name, f"不超过 {wanted:g}", f"{found:.0f}", "达到" if found <= wanted else "未达到"]


def _told(job: Job, unit: str) -> str:
    if job.state == "done":
        return f"{job.drafts:,} {unit}，{job.seconds:.0f} 秒做完"
    return f"{job.drafts:,} {unit}，{job.seconds:.0f} 秒里还没有做完（{_STATES.get(job.state, job.state)}）"
