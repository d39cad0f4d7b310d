"""The store of labels: what holds, in order; and the page's labels, each in the place of the one before."""

import pytest

from api.errors import NotThere
from api.labels.store import add_page_label, count, labels_of_text, standing_labels
from api.storage.database import Database
from tests.api.desk.pieces import MASKED, put_some, say, somebody
from training.local.label import Label, digest_of
from training.local.said import Said

VAGUE, BROAD, EDUCATION = Said({"vague": True}), Said({"too_broad": False}), Said(main="教育局")


def told(labels: "tuple[Label, ...] | list[Label]") -> list[tuple[str, str, Said]]:
    return [(label.source, label.annotator, label.said) for label in labels]


def test_labels_of_the_desk_and_of_the_page_stand_in_the_order_in_which_they_were_made(
    database: Database,
) -> None:
    li, wang = somebody(database), somebody(database, "wang", "王审核")
    first, second = put_some(database, 2)
    add_page_label(database, li, second, VAGUE)
    say(database, wang, first, EDUCATION)
    add_page_label(database, wang, second, BROAD)
    found = list(standing_labels(database))
    assert told(found) == [
        ("page", "李审核", VAGUE),
        ("desk", "王审核", EDUCATION),
        ("page", "王审核", BROAD),
    ]
    assert {label.draft for label in found} == {MASKED}
    assert count(database) == 3


def test_who_labels_a_draft_again_on_the_page_replaces_only_their_own_label_of_the_page(
    database: Database,
) -> None:
    li, wang = somebody(database), somebody(database, "wang", "王审核")
    (piece,) = put_some(database)
    say(database, li, piece, EDUCATION)
    add_page_label(database, wang, piece, BROAD)
    earlier = add_page_label(database, li, piece, VAGUE)
    later = add_page_label(database, li, piece, BROAD)
    assert later > earlier
    assert told(list(standing_labels(database))) == [
        ("desk", "李审核", EDUCATION),
        ("page", "王审核", BROAD),
        ("page", "李审核", BROAD),
    ]


def test_labels_of_one_text_are_found_by_its_digest(database: Database) -> None:
    li = somebody(database)
    (piece,) = put_some(database)
    add_page_label(database, li, piece, VAGUE)
    assert told(labels_of_text(database, digest_of(MASKED))) == [("page", "李审核", VAGUE)]
    assert labels_of_text(database, "0" * 64) == ()


@pytest.mark.parametrize("number", [0, -1, 77, 2**40])
def test_there_is_no_label_of_a_draft_that_is_not_there(database: Database, number: int) -> None:
    li = somebody(database)
    with pytest.raises(NotThere):
        add_page_label(database, li, number, VAGUE)
    assert count(database) == 0
