"""What is printed of the targets."""

from api.screen.figures import between, bound, counted, write_figures, written
from api.screen.paper import Paper
from tests.api.published import FIGURES, figures
from training.published.outcome import Reached
from training.published.targets import KEYS


def text(parts: dict[str, object] | None = None) -> str:
    sheet = Paper(colour=False, columns=None)
    write_figures(sheet, FIGURES if parts is None else figures(parts))
    return sheet.text()


def one(key: str) -> Reached:
    (found,) = (target for target in FIGURES.targets if target.key == key)
    return found


def test_every_target_is_counted_once() -> None:
    met = [target.met for target in FIGURES.targets]
    assert {*met} == {True, False, None}
    assert counted(FIGURES.targets) == (
        f"目标 {len(KEYS)} 个：达到 {met.count(True)} 个，没有达到 {met.count(False)} 个，"
        f"没有量 {met.count(None)} 个。"
    )
    assert text().startswith(counted(FIGURES.targets))


def test_what_was_missed_is_named_with_figure_bound_and_reason() -> None:
    value = one("county-vague").value
    assert value is not None
    assert (
        f"\n  县级建议：内容模糊的 F1 值：量得 {value:.3f}（{value / 2:.3f}–{value + 0.2:.3f}），要 ≥ 0.85\n"
        "    县里的写法有语料里没有的。\n"
    ) in text()
    for target in FIGURES.targets:
        assert (f"\n  {target.text}：量得" in text()) is (target.met is False)


def test_what_was_not_measured_is_named_under_its_reason() -> None:
    assert "\n没有量的\n  没有可量的：" in text()
    assert "没有写 --petitions：带主题的信件" in text({})


def test_figures_are_written_with_their_units() -> None:
    assert written(one("fast-bulk").value, "per_second") == "2,051 件/秒"
    assert written(0.0123, "points") == "1.2 个百分点"
    assert written(0.98765, "share") == "98.8%"
    assert written(None, "share") == "—"
    assert between(0.5, 0.75, "share") == "50.0–75.0"
    assert between(None, None, "share") == ""
    assert bound(one("fast-bulk")) == "≥ 1,000 件/秒"
    assert bound(one("steady-digits")) == "≤ 3%"
    assert bound(one("padding-end")) == "≤ 0%"
    assert bound(one("petitions-lead")) == "≥ 1 个百分点"
