import re
from html import unescape
from io import BytesIO
from pathlib import Path

import docx
import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from model.content import FOLDER
from tests.api.services import HTML
from tests.api.web.browsing import alerts, get, hidden, send_draft, sign_in

EXAMPLES = FOLDER / "examples"
NUMBER = "11010519491231002X"
TITLE = "关于在东门小学门前安装红绿灯的建议"
BODY = "东门小学有学生1260人，校门外的路口没有红绿灯，去年发生剐蹭4起。\n建议县公安局在年底前装一组红绿灯。"


def part(service: TestClient, path: str = "/check", **fields: str) -> Response:
    """Send the draft as the script does."""
    csrf = hidden(get(service, "/").text, "/check")["csrf"]
    return service.post(path, data=fields, headers={"X-Lianshen": "part", "X-CSRF-Token": csrf})


def upload(service: TestClient, path: str, file: Path, **fields: str) -> Response:
    form = hidden(get(service, "/").text, "/check") | {"level": "县"} | fields
    return service.post(path, data=form, files={"file": (file.name, file.read_bytes())}, headers=HTML)


def field(page: str, name: str) -> str:
    found = re.search(rf'<textarea id="{name}"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    assert found
    return unescape(found[1])


def test_before_a_check_the_three_questions_are_explained(service: TestClient) -> None:
    page = get(service, "/").text
    assert all(words in page for words in ("题目过大", "内容模糊", "缺乏可行性", "例稿"))


@pytest.mark.parametrize("name", ["broad", "vague", "infeasible", "clean"])
def test_an_example_is_filled_in(service: TestClient, name: str) -> None:
    page = get(service, f"/?example={name}").text
    assert field(page, "title").startswith("关于")
    assert len(field(page, "body")) > 100


def test_an_example_that_does_not_exist_leaves_the_form_empty(service: TestClient) -> None:
    answer = get(service, "/?example=../../etc/passwd")
    assert (answer.status_code, field(answer.text, "body")) == (200, "")


def test_without_a_script_the_whole_page_comes_back_with_the_draft(service: TestClient) -> None:
    answer = send_draft(service, "/check", title=TITLE, body=BODY, level="市")
    assert answer.status_code == 200
    assert (field(answer.text, "title"), field(answer.text, "body")) == (TITLE, BODY)
    assert "按市级审读" in answer.text
    assert re.search(r'value="市" checked', answer.text)


def test_the_script_gets_the_opinion_alone(service: TestClient) -> None:
    answer = part(service, title=TITLE, body=BODY)
    assert answer.text.lstrip().startswith('<div class="opinion"')
    assert "<html" not in answer.text


def test_offsets_count_a_line_break_of_the_browser_as_one(service: TestClient) -> None:
    text = part(service, title="关于红绿灯的建议", body=f"甲\r\n乙\r\n号码{NUMBER}请改").text
    found = re.search(r'data-part="body" data-start="(\d+)" data-end="(\d+)" data-style="formal"', text)
    assert found
    assert (int(found[1]), int(found[2])) == (6, 6 + len(NUMBER))


def test_a_title_over_two_lines_becomes_one(service: TestClient) -> None:
    answer = send_draft(service, "/check", title="关于红绿灯\r\n的建议", body=BODY)
    assert field(answer.text, "title") == "关于红绿灯 的建议"


def test_what_is_resolved_is_ticked_off_without_a_script(service: TestClient) -> None:
    first = send_draft(service, "/check", title=TITLE, body=BODY + NUMBER)
    seen = hidden(first.text, "/check")
    assert "N8" in seen["seen"].split()
    second = service.post(
        "/check", data=seen | {"title": TITLE, "body": BODY, "level": "县"}, headers=HTML
    ).text
    assert re.search(r"已改好 \d+ 处.*?<li>含个人信息</li>", second, re.DOTALL)
    assert "N8" in hidden(second, "/check")["seen"].split()


def test_an_empty_form_is_answered_with_the_explanation(service: TestClient) -> None:
    assert "先看三件事" in send_draft(service, "/check", title=" ", body="\n").text
    assert 'id="welcome"' in part(service, title="", body="").text


def test_a_draft_that_cannot_be_judged_comes_back_with_the_reason(service: TestClient) -> None:
    answer = send_draft(service, "/check", title="Traffic lights", body="Please install traffic lights.")
    assert answer.status_code == 422
    assert "没有可以审读的中文" in alerts(answer.text)
    assert field(answer.text, "body") == "Please install traffic lights."


def test_the_script_is_told_the_reason_in_the_shape_of_every_error(service: TestClient) -> None:
    answer = part(service, title="", body="Traffic")
    assert answer.status_code == 422
    assert "没有可以审读的中文" in answer.json()["detail"]


def test_a_file_chosen_without_a_script_is_read_and_reviewed(service: TestClient) -> None:
    page = upload(service, "/check", EXAMPLES / "03-infeasible.docx").text
    assert field(page, "title") == "关于全县中小学午餐、校服和校车费用由县财政全额承担的建议"
    assert 'id="opinion"' in page


def test_what_a_file_takes_the_place_of_is_still_on_the_page(service: TestClient) -> None:
    former = "<b>写了一半的草稿，\n还没有写完。"
    page = upload(service, "/check", EXAMPLES / "03-infeasible.docx", title="", body=former).text
    assert "已换成文件里的草稿" in page
    assert unescape(page.split('aria-label="原来写的文字">\n')[1].split("</textarea>")[0]) == former
    assert "已换成" not in upload(service, "/check", EXAMPLES / "03-infeasible.docx").text


def test_a_file_that_cannot_be_read_leaves_what_was_written(service: TestClient, tmp_path: Path) -> None:
    broken = tmp_path / "坏.docx"
    broken.write_bytes(b"no word at all")
    answer = upload(service, "/check", broken, title=TITLE, body=BODY)
    assert answer.status_code in {415, 422}
    assert "坏.docx" in alerts(answer.text)
    assert field(answer.text, "body") == BODY


def test_a_file_is_taken_apart_for_the_script(service: TestClient) -> None:
    csrf = hidden(get(service, "/").text, "/check")["csrf"]
    file = EXAMPLES / "02-vague.txt"
    found = service.post(
        "/read",
        files={"file": (file.name, file.read_bytes())},
        headers={"X-Lianshen": "part", "X-CSRF-Token": csrf},
    ).json()
    assert found["title"] == "关于解决部分路段雨天积水问题的建议"
    assert found["level"] == "县"
    assert "138" not in found["body"]


def test_a_draft_pasted_whole_is_taken_apart(service: TestClient) -> None:
    found = part(service, "/read", body=f"{TITLE}\r\n\r\n{BODY}").json()
    assert (found["title"], found["body"]) == (TITLE, BODY)


def test_the_page_is_kept_by_no_browser(service: TestClient) -> None:
    assert get(service, "/").headers["Cache-Control"] == "no-store"


def comments(content: bytes) -> list[str]:
    return [comment.text for comment in docx.Document(BytesIO(content)).comments]


def test_the_chosen_word_file_itself_gets_the_comments(service: TestClient) -> None:
    file = EXAMPLES / "05-formal.docx"
    read = upload(service, "/check", file).text
    answer = upload(service, "/annotated", file, title=field(read, "title"), body=field(read, "body"))
    assert "05-formal-%E6%89%B9%E6%B3%A8.docx" in answer.headers["Content-Disposition"]
    assert len(comments(answer.content)) >= 3
    assert docx.Document(BytesIO(answer.content)).tables


def test_a_draft_that_was_edited_since_is_set_anew(service: TestClient) -> None:
    answer = upload(service, "/annotated", EXAMPLES / "05-formal.docx", title=TITLE, body=BODY + NUMBER)
    assert [paragraph.text for paragraph in docx.Document(BytesIO(answer.content)).paragraphs][:1] == [TITLE]
    assert any("含个人信息" in comment for comment in comments(answer.content))


def test_a_pasted_draft_is_commented_too(service: TestClient) -> None:
    answer = send_draft(service, "/annotated", title=TITLE, body=BODY + NUMBER)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert any("含个人信息" in comment for comment in comments(answer.content))


def test_the_opinion_sheet_is_a_page_or_a_word_file(service: TestClient) -> None:
    page = send_draft(service, "/sheet", title=TITLE, body=BODY)
    word = send_draft(service, "/sheet.docx", title=TITLE, body=BODY)
    assert TITLE in page.text
    assert "/static/sheet.css?v=" in page.text
    cells = [cell.text for table in docx.Document(BytesIO(word.content)).tables for cell in table._cells]
    assert any(TITLE in cell for cell in cells)


def test_only_a_deputy_is_offered_to_hand_in(browser: TestClient) -> None:
    shown = {}
    for name in ("zhang", "li"):
        browser.cookies.clear()
        sign_in(browser, name)
        shown[name] = "提交给审核人员" in send_draft(browser, "/check", title=TITLE, body=BODY).text
    assert shown == {"zhang": True, "li": False}
