"""OpenTelemetry: what a receiver is told of a request, and that nothing is loaded where nobody listens."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from starlette.testclient import TestClient

from api import tracing
from api.http.numbered import HEADER
from model.errors import ExtraMissing
from tests.api.sending_on import sending_on
from tests.api.services import HTML
from tests.served import served

WORDS = "西门桥头的井盖塌了"


@contextmanager
def receiver() -> Iterator[tuple[str, list[bytes]]]:
    """Listen as a collector does; gives its address and what comes."""
    came: list[bytes] = []

    class Collector(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            came.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()

    with served(Collector) as address:
        yield address, came


def test_a_collector_is_told_where_the_time_of_a_request_went_and_not_a_word_of_it(
    service: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with receiver() as (address, came):
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", address)
        switch_off = tracing.switch_on()
        try:
            file = {"file": (f"{WORDS}.txt", f"{WORDS}的建议\n{WORDS}，请修。".encode(), "text/plain")}
            answer = service.post("/v1/reviews/file", files=file, headers={"X-Words": "secret"})
            service.get(f"/readyz?q={WORDS}")
            service.get(f"/{WORDS}", headers=HTML)
        finally:
            switch_off()
    sent = [ExportTraceServiceRequest.FromString(each) for each in came]
    resources = [resource for each in sent for resource in each.resource_spans]
    spans = [span for resource in resources for scope in resource.scope_spans for span in scope.spans]
    known = {one.key: one.value.string_value for one in resources[0].resource.attributes}
    assert known["service.name"] == "lianshen"
    (asked,) = [span for span in spans if span.name == "POST /v1/reviews/file"]
    told = {one.key: one.value for one in asked.attributes}
    assert told["http.response.status_code"].int_value == answer.status_code == 200
    assert told["lianshen.request"].string_value == answer.headers[HEADER]
    below = [span.name for span in spans if span.parent_span_id == asked.span_id]
    assert {"parse", "review"} <= set(below)
    (ready,) = [span for span in spans if span.name == "GET /readyz"]
    assert "database read" in [span.name for span in spans if span.parent_span_id == ready.span_id]
    assert "GET none" in [span.name for span in spans]
    assert not [words for words in (WORDS.encode(), b"secret", b"txt") if any(words in each for each in came)]


def test_a_collector_sends_nobody_elsewhere(service: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    with receiver() as (elsewhere, came), sending_on(elsewhere) as (address, asked):
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", address)
        switch_off = tracing.switch_on()
        service.get("/readyz")
        switch_off()
    assert asked
    assert came == []


def test_of_an_error_only_its_kind_is_told() -> None:
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import (  # noqa: PLC0415 - as the program does
        InMemorySpanExporter,
    )

    kept = InMemorySpanExporter()
    switch_off = tracing.switch_on(kept)
    with pytest.raises(ValueError, match=WORDS), tracing.span("review"):
        raise ValueError(WORDS)
    switch_off()
    (span,) = kept.get_finished_spans()
    assert dict(span.attributes or {}) == {"error.type": "ValueError"}
    assert WORDS not in span.to_json()


def test_nothing_of_it_is_loaded_and_nothing_made_where_nobody_listens() -> None:
    program = """
import sys
from api import tracing
tracing.switch_on()()
with tracing.span("review") as note: note({"a": 1})
assert tracing.span("review") is tracing.span("parse")
assert not [name for name in sys.modules if name.startswith("opentelemetry")]
"""
    subprocess.run([sys.executable, "-c", program], check=True)  # noqa: S603 - the code above


def test_without_the_extra_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1")
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace", None)
    with pytest.raises(ExtraMissing) as raised:
        tracing.switch_on()
    assert "otel" in raised.value.remedy
