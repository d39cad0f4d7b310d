"""How the program ends: exit codes, and words instead of tracebacks."""

import gc
import io
import os
import sys
import traceback
from typing import Any

import click

from api.cli.help import ChineseContext
from api.cli.language import set_in_chinese, speak_chinese
from api.program import end_interrupted, interrupted
from api.safe import safe
from model.errors import LianshenError

FOUND = 1
FAILED = 2
BROKEN_PIPE = 141
_SELDOM = (20_000, 20, 50)
"""When garbage is searched for: by default so often that it takes an eighth of a short command's time."""


class Front(click.Group):
    """The group of all commands; each command returns its exit code.

    The codes: 0 nothing to report, 1 findings, 2 something could not be read or done; as shells report them,
    130 interrupted (128 + SIGINT) and 141 the reader of a pipe went away (128 + SIGPIPE).
    """

    context_class = ChineseContext

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command line and exit; never shows a traceback unless ``LIANSHEN_DEBUG`` asks for it."""
        gc.set_threshold(*_SELDOM)
        speak_chinese()
        try:
            sys.exit(self._code(*args, **kwargs))
        except (click.Abort, KeyboardInterrupt):
            end_interrupted()

    def _code(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().main(*args, **{**kwargs, "standalone_mode": False})
        except click.Abort:
            raise
        except click.ClickException as error:
            _show(error)
        except Exception as error:
            complain(explain_error(error))
        return FAILED

    def invoke(self, ctx: click.Context) -> Any:
        """Run one command; a reader of the output that went away is no error."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return BROKEN_PIPE


def _show(error: click.ClickException) -> None:
    sheet = io.StringIO()
    error.show(sheet)
    complain(set_in_chinese(sheet.getvalue().removesuffix("\n")))


def complain(message: str) -> None:
    """Write one message to standard error."""
    click.echo("\n".join(map(safe, message.split("\n"))), err=True)


def explain_error(error: Exception) -> str:
    """Return what to tell the user about an error, and show the traceback if ``LIANSHEN_DEBUG`` is set to 1.

    Args:
        error: one of lianshen's own, whose message is shown as it is, or anything unforeseen.

    Raises:
        KeyboardInterrupt: it is unforeseen, and comes of one.
    """
    if os.environ.get("LIANSHEN_DEBUG") == "1":
        traceback.print_exception(error, file=sys.stderr)
    if isinstance(error, LianshenError):
        return str(error)
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}：{_REASONS.get(type(error)) or f'读写没有成功（{error.strerror}）'}。"
    if interrupted():
        raise KeyboardInterrupt from error
    return (
        f"程序出了意外的错误（{type(error).__name__}）。这是程序的问题，不是草稿的问题：请到本项目的问题单报告，"
        "写明所用的命令；设环境变量 LIANSHEN_DEBUG=1 再运行一次，可以看到详情，一并附上更好。"
    )


_REASONS: dict[type[OSError], str] = {
    FileNotFoundError: "没有这个文件或文件夹",
    PermissionError: "没有读写的权限",
    IsADirectoryError: "这是文件夹，不是文件",
    NotADirectoryError: "路径中有一段不是文件夹",
}
