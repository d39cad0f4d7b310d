"""How many people a draft says it touches."""

import pytest

from api.priorities.people import people
from model.draft import Level
from tests.api.priorities.told import told


@pytest.mark.parametrize(
    ("body", "number", "stated", "quote"),
    [
        (
            "沿线五个村，3200多口人，学生接送都走这条路。",
            3200,
            "3200多口人",
            "沿线五个村，3200多口人",
        ),
        ("家属区现有9栋楼、336户、约800人，常年停水。", 800, "800人", "家属区现有9栋楼、336户、约800人"),
        ("三千多户停水最长停了五天。", 9000, "三千多户", "三千多户停水最长停了五天"),
        ("大屋场乡五个教学点共有学生143人。", 143, "143人", "大屋场乡五个教学点共有学生143人"),
        ("锦绣家园是前年交房的，住了1,300多户。", 3900, "1,300多户", "锦绣家园是前年交房的，住了1,300多户"),
        (
            "我们高岩片区三个村，进城要翻一座山，路还没有硬化。",
            1500,
            "三个村",
            "我们高岩片区三个村",
        ),
        ("建议修路，惠及群众2360人。", 2360, "2360人", "建议修路，惠及群众2360人"),
    ],
)
def test_the_largest_credible_number_is_found_with_its_words(
    body: str, number: int, stated: str, quote: str
) -> None:
    found = people(*told(body))
    assert found is not None
    assert (found.number, found.stated, found.quote.text) == (number, stated, quote)


@pytest.mark.parametrize(
    "body",
    [
        "我县常住人口58万人，其中城镇人口21万人。",
        "全县有农户12万户。",
        "菜篮子连着千家万户。",
        "去年全院接诊4870人次。",
        "镇里只有干部46人、民警9人。",
        "去年造成7人受伤，3人死亡。",
        "每千人口拥有3.1个托位。",
        "前200名学生全部外流。",
        "教学楼是八十年代群众集资建的。",
        "建议今年招聘村医80人，培训500人。",
        "全县286个村都没有。",
        "它是唯一的三级医院，担负着46万人的急救任务。",
        "身份证号430422198001011234人在外地。",
    ],
)
def test_numbers_of_something_else_touch_nobody(body: str) -> None:
    assert people(*told(body)) is None


def test_a_whole_county_counts_where_the_draft_says_that_so_many_are_touched() -> None:
    found = people(*told("此事涉及全县失能老人1.2万人。"))
    assert found is not None
    assert found.number == 12_000


@pytest.mark.parametrize(("level", "found"), [("县", False), ("省", True)])
def test_no_place_has_more_people_than_its_level(level: Level, *, found: bool) -> None:
    assert (people(*told("涉及参保人员2600万人。", level)) is not None) is found


def test_people_who_were_counted_outweigh_villages_that_were_not() -> None:
    found = people(*told("下游六个村要搬。去年夜里1100多人连夜转移。"))
    assert found is not None
    assert found.stated == "1100多人"


def test_a_few_who_were_counted_do_not_stand_for_a_village() -> None:
    found = people(*told("下游六个村要搬。去年有12人不肯走。"))
    assert found is not None
    assert (found.stated, found.heads) == ("六个村", False)


def test_identifiers_of_persons_are_never_quoted() -> None:
    draft, _ = told("联系人电话13812345678，涉及21户。")
    shown, parts = told(draft.masked.body)
    found = people(shown, parts)
    assert found is not None
    assert "13812345678" not in found.quote.text
