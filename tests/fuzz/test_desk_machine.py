"""The desk walked in any order by several people: the short form of ``python -m tests.fuzz desk``."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from api.web import piece as page_of_piece
from tests.fuzz.desk_machine import Desk

_SHORT = settings(
    max_examples=6,
    stateful_step_count=20,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


class _Pressing(Desk):
    """Who does nothing but open pages and press their buttons, so that one of them is soon overtaken."""

    hand_in = delete = press_many = take_back = look = press_from_outside = None  # type: ignore[assignment]


def test_in_any_order_nothing_is_lost_or_written_over() -> None:
    run_state_machine_as_test(Desk, settings=_SHORT)


def test_a_desk_that_writes_over_what_others_did_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def heedless(request: object, piece: object, _sent: object) -> object:
        """Say that it is kept though somebody else was faster."""
        return page_of_piece._go(request, piece, "已保存。")  # type: ignore[arg-type]

    monkeypatch.setattr(page_of_piece, "_overtaken", heedless)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(
            _Pressing, settings=settings(_SHORT, max_examples=100, phases=[Phase.generate])
        )
