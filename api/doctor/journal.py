"""The journal of systemd: whether others may read it, and whether it is sealed."""

from pathlib import Path

from api.doctor.finding import Finding

_PLACES = (Path("/var/log/journal"), Path("/run/log/journal"))


def journal(places: tuple[Path, ...] = _PLACES) -> Finding:
    """Look at the files of the journal, into which the service logs.

    Args:
        places: folders that may have one folder for each machine in them.
    """
    try:
        files = [file for place in places for file in place.glob("*/*.journal")]
        open_ones = [file for file in files if file.stat().st_mode & 0o007]
        sealed = any(True for place in places for _ in place.glob("*/fss"))
    except OSError:
        return Finding("日志", "好", "看不出：日志的文件夹不让这个用户看")
    if not files:
        return Finding("日志", "好", "没有 journald 的文件；日志写到标准错误，由启动服务的程序收")
    if open_ones:
        remedy = "请 chmod o-rwx 这些文件；该看的人请加进 systemd-journal 组"
        return Finding("日志", "要留意", f"谁都能读：{'、'.join(map(str, open_ones[:3]))}", remedy)
    seal = "封签了" if sealed else "没有封签，见 docs/operation.md"
    return Finding("日志", "好", f"{len(files)} 个文件，别的用户读不了，{seal}")
