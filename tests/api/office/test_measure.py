"""A small office at work for some seconds, with a service of its own."""

from pathlib import Path

from api.office.measure import Size, measure
from api.office.person import Answer
from api.office.result import waited
from training.default import bundle_in_use

_SMALL = Size(people=3, seconds=1.5, reads=0.2, drafts=30, imported=20, labels=5)


def test_people_work_while_a_table_is_scored_and_a_model_is_trained(small_home: Path) -> None:
    before = sorted(path.name for path in small_home.rglob("*"))
    stages: list[str] = []
    load = measure(small_home, bundle_in_use(small_home), _SMALL, lambda stage, _share: stages.append(stage))
    assert load.failed == 0
    assert load.statuses == ()
    pages = load.waited[0]
    assert pages.kind == "pages"
    assert pages.count == sum(each.count for each in load.waited if each.kind not in {"pages", "news"})
    assert {each.kind for each in load.waited} >= {"list", "draft", "decision"}
    assert 0 < pages.p50 <= pages.p95 <= pages.p99 <= pages.most
    assert load.batch.drafts <= 20
    assert load.training.state in {"waiting", "running", "failed"}
    assert load.megabytes > 50
    assert sorted(path.name for path in small_home.rglob("*")) == before
    assert stages[-1] == "完成"


def test_a_decision_that_came_too_late_is_answered_and_any_other_refusal_fails() -> None:
    assert not Answer("decision", 0.1, 409).failed
    assert not Answer("decision", 0.1, 303).failed
    assert Answer("list", 0.1, 409).failed
    assert Answer("draft", 0.1, 500).failed
    assert Answer("news", 0.1, 0).failed


def test_pages_are_what_people_wait_for_and_news_is_not() -> None:
    answers = [Answer("list", 0.1, 200), Answer("draft", 0.3, 200), Answer("news", 9.0, 200)]
    assert [(each.kind, each.count, round(each.most)) for each in waited(answers)] == [
        ("pages", 2, 300),
        ("list", 1, 100),
        ("draft", 1, 300),
        ("news", 1, 9000),
    ]
