"""The verdict on a draft, from what was found."""

from model.review import Finding, FlagJudgement, Objection, Verdict


def verdict(
    objections: tuple[Objection, ...], flags: tuple[FlagJudgement, ...], findings: tuple[Finding, ...]
) -> Verdict:
    """Decide what the deputy should do with the draft.

    A draft that may not be a suggestion at all (rubric, section 四, N1–N6) is 不宜作为建议 whatever else is
    right with it; anything that must be mended makes it 修改后提交. Doubt (拿不准) never holds a draft back.

    Args:
        objections: formal ones.
        flags: all three.
        findings: the reason codes that hold or nearly hold.

    Returns:
        可提交, 修改后提交 or 不宜作为建议.
    """
    if any(objection.severity == "blocking" for objection in objections):
        return "不宜作为建议"
    holds = any(judged.state == "成立" for judged in flags) or any(
        found.state == "成立" for found in findings
    )
    if objections or holds:
        return "修改后提交"
    return "可提交"
