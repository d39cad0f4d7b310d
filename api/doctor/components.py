"""How long ago the packages that the program needs were renewed; it is known offline, too."""

from datetime import UTC, datetime, timedelta

from api.doctor.finding import Finding
from model.content import renewed

LONGEST = timedelta(days=180)
"""Within which all of them are looked at anew, see ``docs/release.md``."""


def components(now: datetime | None = None) -> Finding:
    """Look how old the versions are that this release was made with.

    Args:
        now: the time, if not that of the machine.
    """
    day = renewed()
    age = (now or datetime.now(UTC)).date() - day
    told = f"这一版依赖的组件是 {day:%Y-%m-%d} 全部换新的"
    if age > LONGEST:
        remedy = "请装新的版本：旧的组件里后来查出的漏洞，只有换了才补得上"
        return Finding("组件", "要留意", f"{told}，已经 {age.days} 天，超过 {LONGEST.days} 天", remedy)
    return Finding("组件", "好", told)
