from starlette.testclient import TestClient

from model.content import rubric, units


def test_the_units_are_those_of_the_data(service: TestClient) -> None:
    answer = service.get("/v1/units").json()
    assert [unit["name"] for unit in answer] == list(units())
    assert answer[0] == {
        "name": (first := next(iter(units().values()))).name,
        "aliases": list(first.aliases),
        "duties": first.duties,
        "origins": [first.name],
    }


def test_the_rubric_has_every_flag_and_code(service: TestClient) -> None:
    answer = service.get("/v1/rubric").json()
    assert list(answer["flags"]) == list(rubric().flags)
    assert list(answer["codes"]) == list(rubric().codes)
    assert answer["codes"]["V2"]["clause"]["text"] == rubric().codes["V2"].clause.text


def test_the_model_names_the_version_that_reviews_name(service: TestClient) -> None:
    answer = service.get("/v1/models/current").json()
    review = service.post("/v1/reviews", json={"body": "请修好东门外的路。"}).json()
    assert answer["judging"] == review["model"]
    assert answer["version"].partition("-")[2] == review["model"].partition("-")[2]
    assert {"training", "card"} <= set(answer)
