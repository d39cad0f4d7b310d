"""OpenTelemetry, for those who have it: where the time of a request goes, without a word of what was asked.

Off unless ``OTEL_EXPORTER_OTLP_ENDPOINT`` is set, and then nothing of it is imported. The spans are our own,
not those of the instrumenting libraries, which record addresses, query strings, statements and messages of
errors.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from importlib.metadata import version
from types import MappingProxyType
from typing import Any, Protocol

from model.errors import ExtraMissing

ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT"
Attributes = Mapping[str, str | int | float]

_NONE: Attributes = MappingProxyType({})
_tracer: Any = None
"""Set while it is on."""


class Note(Protocol):
    """Adds to a span what is known of it later."""

    def __call__(self, known: Attributes, name: str = "") -> None:
        """Add attributes; and give it another name, if there is one."""


def _nothing(known: Attributes, name: str = "") -> None:
    pass


_OFF: AbstractContextManager[Note] = nullcontext(_nothing)


def span(name: str, known: Attributes = _NONE, *, answers: bool = False) -> AbstractContextManager[Note]:
    """Take the time of a block, if anybody wants to know.

    Args:
        name: of the span; few different ones, and nothing of a draft.
        known: its attributes, named as OpenTelemetry names them where it does.
        answers: whether the block answers a request.
    """
    return _OFF if _tracer is None else _timed(name, known, answers=answers)


def trace_number() -> str:
    """Return the number of the trace that belongs to what is being done; empty where there is none."""
    if _tracer is None:
        return ""
    from opentelemetry import trace  # noqa: PLC0415 - only where it is on

    context = trace.get_current_span().get_span_context()
    return trace.format_trace_id(context.trace_id) if context.is_valid else ""


def switch_on(exporter: Any = None) -> Callable[[], None]:
    """Begin to tell, where the environment says whom; return what ends it and sends what is not sent yet.

    Args:
        exporter: to tell it to instead, whatever the environment says.

    Raises:
        ExtraMissing: somebody shall be told, and the extra is not installed.
    """
    if exporter is None and not os.environ.get("OTEL_EXPORTER_OTLP_ENDPOINT"):
        return _stay_off
    try:
        from opentelemetry.sdk.resources import Resource  # noqa: PLC0415 - only where it is on
        from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415 - as above
        from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415 - as above

        exporter = exporter or _by_http()
    except ImportError as error:
        remedy = "请先装扩展 otel：pip install '.[otel]'；不用就去掉这个变量"
        raise ExtraMissing("没有装 OpenTelemetry", where=ENDPOINT, remedy=remedy) from error
    known = {"service.name": "lianshen", "service.version": version("lianshen")}
    known |= {"service.name": os.environ["OTEL_SERVICE_NAME"]} if "OTEL_SERVICE_NAME" in os.environ else {}
    provider = TracerProvider(resource=Resource.create(known), shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(exporter))
    _use(provider.get_tracer("lianshen"))

    def switch_off() -> None:
        _use(None)
        provider.shutdown()

    return switch_off


def _by_http() -> Any:
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import (  # noqa: PLC0415 - only where it is on
        OTLPSpanExporter,
    )

    return OTLPSpanExporter()


def _stay_off() -> None:
    pass


def _use(tracer: Any) -> None:
    global _tracer  # noqa: PLW0603 - of the process, as in OpenTelemetry itself
    _tracer = tracer


@contextmanager
def _timed(name: str, known: Attributes, *, answers: bool) -> Iterator[Note]:
    from opentelemetry.trace import SpanKind  # noqa: PLC0415 - only where it is on

    with _tracer.start_as_current_span(
        name,
        kind=SpanKind.SERVER if answers else SpanKind.INTERNAL,
        attributes=known,
        record_exception=False,  # what an exception says can hold the words of a draft; its kind is enough
        set_status_on_exception=False,
    ) as current:

        def note(known: Attributes, name: str = "") -> None:
            current.set_attributes(known)
            if name:
                current.update_name(name)

        try:
            yield note
        except BaseException as error:
            note({"error.type": type(error).__name__})
            raise
