"""Names leave the desk only with whoever may take them, and that is written down."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import orjson
import pytest
from openpyxl import load_workbook
from starlette.testclient import TestClient

from api.batch.rows import Origin, Scored
from api.storage.database import Database
from api.trail.listing import steps
from api.trail.verifying import verify
from tests.api.desk.office import Office, office
from tests.api.services import serving
from tests.api.web.browsing import get, look_for, sign_in
from tests.api.web.test_exports import unzipped

NAME, PHONE = "欧阳建国", "13812345678"


@pytest.fixture
def desk(database: Database, scored_session: tuple[Scored, ...]) -> Office:
    first = scored_session[0]
    fields = {**first.entry.fields, "代表": f"{NAME}（{PHONE}）、李梅"}
    named = replace(first.entry, fields=fields, origin=Origin(f"来稿/{NAME}-修路.docx"))
    found = office(database, [replace(first, entry=named), *scored_session[1:4]])
    found.decide("returned", found.pieces[0], opinion=f"尊敬的{NAME}代表：\n请写明路段。")
    return found


def words_of(content: bytes) -> str:
    return "\n".join(
        str(cell)
        for sheet in load_workbook(BytesIO(content))
        for row in sheet.iter_rows(values_only=True)
        for cell in row
    )


def test_names_stay_unless_they_are_asked_for(browser: TestClient, desk: Office) -> None:
    sign_in(browser, "li")
    without = [
        words_of(get(browser, "/desk/workbook.xlsx").content),
        get(browser, "/desk/workbook.csv").content.decode("utf-8-sig"),
    ]
    for text in without:
        assert NAME not in text
        assert PHONE not in text
        assert "欧＊＊＊（138＊＊＊＊5678）、李＊" in text
        assert "来稿/欧＊＊＊-修路.docx" in text
        assert "尊敬的欧＊＊＊代表" in text
    assert steps(desk.database, kinds=["export"]) == ()
    query = look_for(browser, NAME).partition("?")[2]
    for path in ("workbook.xlsx", "workbook.csv"):
        answer = get(browser, f"/desk/{path}?persons=1&{query}")
        text = words_of(answer.content) if path.endswith("xlsx") else answer.text
        assert f"{NAME}（{PHONE}）、李梅" in text


def test_every_export_with_names_is_in_the_trail(browser: TestClient, desk: Office) -> None:
    sign_in(browser, "li")
    get(browser, f"/desk/workbook.csv?persons=1&{look_for(browser, NAME).partition('?')[2]}")
    unzipped(get(browser, "/desk/annotated.zip?persons=1"))
    (letter,) = unzipped(get(browser, "/desk/letters.zip"))
    assert letter.startswith("0001")
    found = [(step.actor, step.told, orjson.loads(step.details)) for step in steps(desk.database)]
    assert [told for _, told, _ in found] == [
        "导出意见函 1 件，含姓名和联系方式",
        "导出带批注的草稿 4 件，含姓名和联系方式",
        "导出表格 1 件，含姓名和联系方式",
    ]
    assert {actor for actor, _, _ in found} == {"李审核"}
    assert found[-1][2] == {"what": "表格", "drafts": 1, "filters": ["find"]}
    assert verify(desk.database).sound


@pytest.mark.usefixtures("browser")
def test_where_only_administrators_may_others_are_told(
    small_home: Path, database_url: str, desk: Office
) -> None:
    with serving(small_home, database_url=database_url, anonymous=False, personal="administrator") as client:
        sign_in(client, "li")
        for path in (
            "letters.zip",
            "workbook.xlsx?persons=1",
            "workbook.csv?persons=1",
            "annotated.zip?persons=1",
        ):
            answer = get(client, f"/desk/{path}")
            assert answer.status_code == 403
            assert "请管理员" in answer.text
        assert get(client, "/desk/workbook.csv").status_code == 200
        page = get(client, "/desk").text
        assert "含姓名的和意见函由管理员导出" in page
        assert 'name="persons"' not in page
        assert steps(desk.database) == ()
        client.cookies.clear()
        sign_in(client, "admin")
        assert 'name="persons"' in get(client, "/desk").text
        assert get(client, "/desk/letters.zip").status_code == 200
    assert [step.actor for step in steps(desk.database)] == ["周主任"]
