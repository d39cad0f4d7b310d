"""The dashboard and the alerts ask for numbers that the service tells."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from tests.deploy.places import DEPLOY, read

DASHBOARD = json.loads(read("grafana/lianshen.json"))
PANELS = [panel for panel in DASHBOARD["panels"] if panel["type"] != "row"]
ALERTS = read("prometheus/alerts.yml")
_SELECTED = re.compile(r"\b(lianshen_\w+|up)(?:\{([^}]*)\})?")
_WORDS = re.compile("[a-z]{4,}")
_OURS = {"server", "jobs", "full", "fast"}


def expressions() -> list[str]:
    """Return all that is asked of Prometheus."""
    drawn = [target["expr"] for panel in PANELS for target in panel["targets"]]
    return drawn + re.findall(r"expr: (.+)", ALERTS)


@pytest.fixture(scope="module")
def told(service: TestClient) -> dict[str, set[str]]:
    """The names of all samples the service tells, each with its labels."""
    service.post("/v1/reviews", json={"title": "关于修路的建议", "body": "东门外的路坏了，请修。"})
    service.get("/v1/nothing")
    found: dict[str, set[str]] = {"up": {"job", "instance"}}
    for family in text_string_to_metric_families(service.get("/metrics").text):
        for sample in family.samples:
            found.setdefault(sample.name, set()).update(sample.labels)
    return found


def test_every_expression_asks_for_what_is_told(told: dict[str, set[str]]) -> None:
    for expression in expressions():
        asked = _SELECTED.findall(expression)
        assert asked, expression
        for name, labels in asked:
            assert name in told, expression
            assert set(re.findall(r"(\w+)(?:=|!)", labels)) <= told[name] | {"job"}, expression
        known = {label for name, _ in asked for label in told[name]} | {"le"}
        grouped = re.findall(r"(?:by|without) \(([^)]*)\)", expression)
        assert {label for group in grouped for label in re.split(r",\s*", group)} <= known, expression


def test_every_number_is_drawn(told: dict[str, set[str]]) -> None:
    drawn = {name for expression in expressions() for name, _ in _SELECTED.findall(expression)}
    bases = {re.sub("_(sum|count|bucket|created)$", "", name) for name in told}
    missing = {name for name in bases if not any(each.startswith(name) for each in drawn)}
    assert missing == set()


def test_the_dashboard_speaks_chinese_and_asks_nobody_else() -> None:
    assert DASHBOARD["title"] == "联审"
    for panel in DASHBOARD["panels"]:
        assert re.search("[一-鿿]", panel["title"])
        assert not _WORDS.findall(re.sub("|".join(_OURS), "", panel["title"]))
    assert "http" not in json.dumps(DASHBOARD)
    assert len({panel["id"] for panel in DASHBOARD["panels"]}) == len(DASHBOARD["panels"])


def test_panels_lie_beside_and_below_each_other() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in DASHBOARD["panels"]:
        place = panel["gridPos"]
        cells = {
            (x, y)
            for x in range(place["x"], place["x"] + place["w"])
            for y in range(place["y"], place["y"] + place["h"])
        }
        assert not cells & taken, panel["title"]
        assert max(x for x, _ in cells) < 24
        taken |= cells


@pytest.mark.skipif(not shutil.which("promtool"), reason="promtool is not installed")
def test_prometheus_understands_them(tmp_path: Path) -> None:
    rules = [{"record": f"drawn:{n}", "expr": each} for n, each in enumerate(expressions())]
    drawn = tmp_path / "drawn.yml"  # JSON is YAML
    drawn.write_text(json.dumps({"groups": [{"name": "drawn", "rules": rules}]}), "utf-8")
    for file in (DEPLOY / "prometheus" / "alerts.yml", drawn):
        checked = subprocess.run(  # noqa: S603 - our own files
            ["promtool", "check", "rules", str(file)],  # noqa: S607 - wherever it is
            capture_output=True,
            text=True,
            check=False,
        )
        assert checked.returncode == 0, checked.stdout + checked.stderr
