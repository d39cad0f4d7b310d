"""Whatever is sent to a page or to the interface for programs, the answer is ours, and no failure."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.core.result import Ok

from tests.api.http.running import running
from tests.fuzz.people import WHO, People, people_at
from tests.fuzz.pressing import press

_LEFT_OUT = {"positive_data_acceptance", "ignored_auth", "max_response_time"}
"""No schema can say what a draft is; it is asked without a token, too; the long form measures the time."""


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    with people_at(None, tmp_path_factory.mktemp("people")) as found:
        yield found


def test_pages_and_forms(people: People) -> None:
    done = press(people, most=100)
    assert done.wrong == {}
    assert len(done.doors) > 20


@pytest.fixture(scope="module")
def url(people: People) -> Iterator[str]:
    with running(people.service.app) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_the_interface_answers_as_it_is_described(people: People, url: str, mode: GenerationMode) -> None:
    load_all_checks()
    checks: Any = [CHECKS.get_one(name) for name in CHECKS.get_all_names() if name not in _LEFT_OUT]
    described = schemathesis.openapi.from_dict(people.service.get("/openapi.json").json())
    with requests.Session() as session:
        for found in described.get_all_operations():
            assert isinstance(found, Ok)
            operation = found.ok()
            if mode is GenerationMode.POSITIVE and operation.path.endswith("/file"):
                continue  # starts processes, which takes long; the long form does

            @settings(
                max_examples=2,
                derandomize=True,
                database=None,
                deadline=None,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )
            @given(operation.as_strategy(generation_mode=mode), st.sampled_from(WHO))
            def answers(case: schemathesis.Case[Any], who: str) -> None:
                headers = {"Authorization": f"Bearer {people.tokens[who]}"} if people.tokens[who] else {}
                case.call_and_validate(
                    base_url=url, session=session, headers=headers, checks=checks, timeout=60
                )

            with suppress(Unsatisfiable):  # nothing can be wrong with a request that takes nothing
                answers()
