"""Every bad input of the command line, through upload: the same words, the one shape, never a 500."""

import re

import pytest
from starlette.testclient import TestClient

from api.http.problems import problem_of
from model import errors
from tests.api.documents.test_bad_input import BAD
from tests.api.services import HTML
from tests.api.web.browsing import get, hidden


@pytest.mark.parametrize("case", BAD)
def test_a_program_gets_the_problem(case: str, service: TestClient) -> None:
    name, make, kind, words = BAD[case]
    answer = service.post("/v1/reviews/file", files={"file": (name, make())})
    problem = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    if problem["kind"] == "BodyTooLarge":  # larger than any request may be
        assert answer.status_code == 413
        return
    found = getattr(errors, problem["kind"])
    assert issubclass(found, kind)
    assert problem["status"] == answer.status_code == problem_of(found("")).status
    assert re.search(words, problem["detail"])
    assert problem["where"] == name


@pytest.mark.parametrize("case", BAD)
def test_a_person_gets_the_page_back_with_the_same_words(case: str, service: TestClient) -> None:
    name, make, _kind, words = BAD[case]
    form = hidden(get(service, "/").text, "/check")
    answer = service.post(
        "/check",
        data=form | {"title": "已写的标题", "body": "", "level": "县"},
        files={"file": (name, make())},
        headers=HTML,
    )
    assert 400 <= answer.status_code < 500
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "Traceback" not in answer.text
    if answer.status_code != 413:
        assert re.search(words, answer.text)
        assert "已写的标题" in answer.text
