"""Why a training failed, in the words of the page: what is kept, and what to do."""

import errno

from model.errors import BundleError, LianshenError

NO_LABEL = "还没有标注，没有什么可学的。请先在审核台上改判、在“标注”页里标注，或者导入标注。"
KILLED = "训练的进程一再被系统终止，多半是内存不够。正在用的模型没有动。请等服务器空一些，再训练一次。"
_KEPT = "正在用的模型没有动。"
_FULL = f"磁盘满了。{_KEPT}请管理员在服务器上腾出空间，再训练一次。"


def told(error: Exception) -> str:
    """Say in Chinese why a training failed. Errors from below name files of the server."""
    if isinstance(error, MemoryError):
        return f"内存不够。{_KEPT}请等服务器空一些，再训练一次。"
    if isinstance(error, OSError):
        reason = error.strerror or type(error).__name__
        return _FULL if error.errno in {errno.ENOSPC, errno.EDQUOT} else _not_written(reason)
    if isinstance(error, BundleError) and "磁盘" in error.problem:
        return _FULL
    if isinstance(error, LianshenError):
        return f"{error.problem}。{_KEPT}" + (f"{error.remedy}。" if error.remedy else "")
    name = type(error).__name__
    return f"程序出了意外的错误（{name}）。{_KEPT}请再训练一次；还不行，请与管理员联系。"


def _not_written(reason: str) -> str:
    return f"文件读写不了（{reason}）。{_KEPT}请管理员检查数据文件夹的权限和所在的磁盘，再训练一次。"
