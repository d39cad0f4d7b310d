"""Whatever stands in an object of JSON, it is read or explained."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.labels.checking import Checker
from api.labels.forms import argilla, corpus, doccano, label_studio, lines
from api.labels.record import row_of
from api.labels.written import Place, Unreadable
from tests.api.labels.importing import WHEN, today

TEXTS = st.text(max_size=8) | st.sampled_from(
    ["关于修路的建议\n请修路。", "V1", "内容模糊", "2026-03-02", "{", "\x00\ud800"]
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | TEXTS
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)


def objects(**known: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Return objects with some of the members that a form has, anything in them."""
    names = {"id", "title", "body", "text", "data", "level", "annotator", "made", "reference", "extra"}
    names |= {"label", "flags", "codes", "main", "co"}
    loose = st.dictionaries(
        st.sampled_from(sorted(names)) | TEXTS, VALUES | known.get("label", TEXTS), max_size=6
    )
    return st.builds(lambda more, own: {**more, **own}, loose, st.fixed_dictionaries({}, optional=known))


ANSWERS = st.lists(objects(value=VALUES, user_id=VALUES, status=VALUES), max_size=2)
RESULTS = st.lists(objects(value=objects(choices=VALUES), from_name=VALUES) | VALUES, max_size=2)
ANNOTATIONS = st.lists(
    objects(result=RESULTS | VALUES, completed_by=VALUES, updated_at=VALUES) | VALUES, max_size=2
)
RECORDS = {
    "fields": objects(),
    "metadata": objects() | VALUES,
    "responses": st.dictionaries(TEXTS, ANSWERS | VALUES, max_size=2),
}
FORMS = [
    (lines.read, objects(flags=st.dictionaries(TEXTS, VALUES, max_size=2))),
    (corpus.read, objects(flags=VALUES, reasons=VALUES)),
    (doccano.read, objects(text=VALUES, label=VALUES, Comments=VALUES)),
    (label_studio.read, objects(data=objects(), annotations=ANNOTATIONS | VALUES)),
    (argilla.read, objects(**RECORDS)),
]


@pytest.mark.parametrize(
    ("read", "strategy"), FORMS, ids=["jsonl", "corpus", "doccano", "label-studio", "argilla"]
)
@given(data=st.data())
def test_any_object_is_read_or_explained(
    read: Callable[..., Any], strategy: st.SearchStrategy[dict[str, Any]], data: st.DataObject
) -> None:
    checker = Checker(today, "未署名", WHEN)
    for found in read([(Place("a.json", 1), data.draw(strategy))]):
        if isinstance(found, Unreadable):
            assert found.problem
        else:
            checked = checker.check(found)
            assert checked.record is None or row_of(checked.record).said


@pytest.mark.parametrize("result", [True, 3, {"value": 1}, "内容模糊"])
def test_an_annotation_whose_results_are_no_list_says_nothing(result: object) -> None:
    task = {"data": {"text": "请修路。"}, "annotations": [{"result": result}]}
    (found,) = label_studio.read([(Place("a.json", 1), task)])
    assert not isinstance(found, Unreadable)
    assert found.words == ()
