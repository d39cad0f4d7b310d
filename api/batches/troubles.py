"""Why a batch failed, in the words of the page: what is kept, and what to do."""

import errno

from api.errors import BatchError
from model.errors import BundleError, LianshenError, WorkersLost

NO_DRAFT = "一件草稿也没有读出来，原因见下面。请改好文件，另外上传一批。"
_KEPT = "已经审读的都留着，"
_AGAIN = "再按“再试一次”，就接着做。"
_FULL = f"磁盘满了。{_KEPT}请管理员在服务器上腾出空间，{_AGAIN}"


def told(error: Exception) -> str:
    """Say in Chinese why a batch failed. Errors from below name files of the server, and commands."""
    if isinstance(error, OSError):
        return _FULL if error.errno == errno.ENOSPC else _not_written(error.strerror or "")
    if isinstance(error, BatchError):
        return _of_the_work_file(error)
    if isinstance(error, WorkersLost):
        return f"审读用的进程一再被系统终止，多半是内存不够。{_KEPT}请等服务器空一些，{_AGAIN}"
    if isinstance(error, BundleError):
        return f"模型用不了：{error.problem}。请管理员修好模型，{_AGAIN}"
    if isinstance(error, LianshenError):
        return f"{error.problem}。{_KEPT}请与管理员联系，{_AGAIN}"
    return f"程序出了意外的错误（{type(error).__name__}）。{_KEPT}请先再试一次；还不行，请与管理员联系。"


def _of_the_work_file(error: BatchError) -> str:
    if error.problem.startswith("磁盘满了"):
        return _FULL
    return _not_written(error.problem) if error.where else f"{error.problem}。{error.remedy}。"


def _not_written(reason: str) -> str:
    return f"批次的文件读写不了（{reason}）。请管理员检查数据文件夹的权限和所在的磁盘，{_AGAIN}"
