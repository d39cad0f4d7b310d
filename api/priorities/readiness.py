"""Whether a draft can be put forward as it is, or nearly so."""

from model.review import Review


def ready(review: Review) -> bool:
    """Tell whether a draft is 可提交, or needs only what is easily mended."""
    return review.verdict == "可提交" or bool(mend(review))


def mend(review: Review) -> str:
    """Say what is to be mended first where that is easy: a new title, another form, numbers taken out.

    Returns:
        Such as ``先改：题大于文``; empty where nothing is to be mended, or where it is not easy.
    """
    if review.verdict != "修改后提交":
        return ""
    holding = [found for found in review.findings if found.state == "成立"]
    flagged = {judged.flag for judged in review.flags if judged.state == "成立"}
    unexplained = flagged - {found.flag for found in holding}
    if unexplained or any(found.severity != "minor" for found in holding):
        return ""
    names = [found.name for found in holding] + [objection.name for objection in review.objections]
    return f"先改：{'、'.join(names)}" if names else ""
