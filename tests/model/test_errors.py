import copy
import inspect
from multiprocessing.reduction import ForkingPickler

import pytest

from model import errors
from model.errors import DraftDamaged, LianshenError


@pytest.mark.parametrize(
    ("where", "remedy", "said"),
    [
        ("甲.docx", "请另存一份", "甲.docx：文件打不开。请另存一份。"),
        ("甲.docx", "", "甲.docx：文件打不开。"),
        ("", "请另存一份", "文件打不开。请另存一份。"),
        ("", "", "文件打不开。"),
    ],
)
def test_a_message_says_where_what_and_what_to_do(where: str, remedy: str, said: str) -> None:
    error = LianshenError("文件打不开", where=where, remedy=remedy)
    assert str(error) == said
    assert (error.problem, error.where, error.remedy) == ("文件打不开", where, remedy)


def test_the_tree_is_the_one_the_module_draws() -> None:
    """The parents in the classes are those in the drawing."""
    drawn: dict[str, str] = {}
    above: dict[int, str] = {}
    for line in (errors.__doc__ or "").splitlines():
        name = line.lstrip(" │├└─").split(" ")[0]
        if name.isidentifier() and hasattr(errors, name):
            depth = line.index(name)
            above[depth] = name
            drawn[name] = above[max((d for d in above if d < depth), default=depth)]
    classes = dict(inspect.getmembers(errors, inspect.isclass))
    assert set(drawn) == set(classes)
    for name, parent in drawn.items():
        expected = Exception if name == "LianshenError" else classes[parent]
        assert classes[name].__base__ is expected


class Delayed(LianshenError):
    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__("太忙", remedy=f"请等 {seconds} 秒")


@pytest.mark.parametrize(
    "error",
    [
        LianshenError("文件打不开"),
        DraftDamaged("文件已损坏", where="甲.docx", remedy="请另存一份"),
        Delayed(7),
    ],
)
def test_an_error_arrives_whole_in_another_process(error: LianshenError) -> None:
    for arrived in (ForkingPickler.loads(ForkingPickler.dumps(error)), copy.copy(error)):
        assert type(arrived) is type(error)
        assert str(arrived) == str(error)
        assert arrived.args == error.args
        assert vars(arrived) == vars(error)
