import pytest

from api.cli.progress import progress


def test_a_line_for_every_new_stage_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with progress() as report:
        report("读入语料", 0.0)
        report("拟合", 0.25)
        report("拟合", 0.5)
        report("完成", 1.0)
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err == "读入语料（0%）\n拟合（25%）\n完成（100%）\n"


def test_nothing_is_shown_before_there_is_progress(capsys: pytest.CaptureFixture[str]) -> None:
    with progress():
        pass
    assert capsys.readouterr().err == ""
