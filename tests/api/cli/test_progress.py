import pytest

from api.cli.progress import Count, counting, in_words, progress


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


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.2, "1 秒"),
        (59.6, "1 分"),
        (61, "1 分 1 秒"),
        (3600, "1 小时"),
        (3660, "1 小时 1 分"),
        (3601, "1 小时"),
        (90061, "1 天 1 小时"),
    ],
)
def test_a_time_is_said_in_its_two_largest_units(seconds: float, words: str) -> None:
    assert in_words(seconds) == words


def test_counts_tell_the_rate_and_the_remaining_time(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = [100.0]
    monkeypatch.setattr("api.cli.progress.time.monotonic", lambda: now[0])
    with counting("审读") as report:
        report(Count(1000, 0, 5000))
        now[0] = 105.0
        report(Count(1100, 1, 5000))
        now[0] = 120.0
        report(Count(3000, 2, 5000))
    assert capsys.readouterr().err == (
        "审读：1,000 / 约 5,000 件\n审读：3,000 / 约 5,000 件，读不了 2 件，每秒 127 件，还要约 16 秒\n"
    )
