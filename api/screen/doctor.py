"""What the doctor found, on a terminal."""

from collections.abc import Sequence

from rich.cells import cell_len

from api.doctor.finding import Finding, State
from api.screen.paper import Ink, Paper

_INKS: dict[State, Ink] = {"好": "good", "要留意": "doubt", "不行": "bad"}
_WIDEST = max(map(cell_len, _INKS))


def write_findings(paper: Paper, findings: Sequence[Finding]) -> None:
    """Write each finding, what to do about it below, and how many there are of each state."""
    width = max(cell_len(each.name) for each in findings)
    for each in findings:
        state = each.state + " " * (_WIDEST - cell_len(each.state))
        name = each.name + " " * (width - cell_len(each.name))
        paper.write((f"{state}  ", _INKS[each.state]), (f"{name}  ", "strong"), f"{each.found}。")
        if each.remedy:
            paper.write(f"{each.remedy}。", label="办法：", indent=_WIDEST + width + 4)
    paper.gap()
    counts = {state: sum(each.state == state for each in findings) for state in _INKS}
    told = "，".join(f"{state} {count} 项" for state, count in counts.items() if count)
    worst: State = next(state for state in reversed(_INKS) if counts[state])
    paper.write((f"共 {len(findings)} 项：{told}。", _INKS[worst]))
