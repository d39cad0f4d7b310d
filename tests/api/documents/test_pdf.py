import pytest

from api.documents import ocr
from api.documents.pdf import read_pdf
from api.documents.reading import read_bytes
from api.documents.source import lines_in
from model.draft import Draft
from model.errors import DraftEmpty, DraftNeedsOcr, DraftTooLarge
from tests.api.documents.pictures import picture, scanned_pdf
from tests.api.documents.samples import ASK, FORM, SITUATION, TITLE, pdf_bytes


def test_wrapped_lines_are_joined() -> None:
    document = read_bytes("a.pdf", pdf_bytes(TITLE, SITUATION, f"建议：{ASK}", "2025年1月8日"))
    assert document.draft == Draft(TITLE, f"{SITUATION}\n建议：{ASK}")
    assert document.fields == {"日期": "2025年1月8日"}
    assert document.anchors == ()


def test_a_paragraph_that_runs_over_a_page_is_one() -> None:
    long = SITUATION * 12
    document = read_bytes("a.pdf", pdf_bytes(TITLE, long, ASK))
    assert document.draft == Draft(TITLE, f"{long}\n{ASK}")


def test_a_printed_form_with_rules() -> None:
    document = read_bytes("a.pdf", pdf_bytes("松涧县人民代表大会代表建议表", table=FORM))
    assert document.draft == Draft(TITLE, f"{SITUATION}\n建议\n{ASK}")
    assert document.fields == {
        "表头": "松涧县人民代表大会代表建议表",
        "领衔代表": "张三",
        "代表团": "鹭湾代表团",
        "联系电话": "138 0000 0001",
        "邮政编码": "421000",
    }


def test_numbered_lines_stay_apart() -> None:
    items = [f"{number}.由县公安局在{number}号路口装红绿灯。" for number in range(1, 4)]
    assert read_bytes("a.pdf", pdf_bytes(TITLE, SITUATION, *items)).draft.body == "\n".join(
        (SITUATION, *items)
    )


def test_a_page_of_pictures_needs_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "installed", lambda: False)
    with pytest.raises(DraftNeedsOcr, match=r'^扫描\.pdf：里面是图片.*pip install "lianshen\[ocr\]"'):
        read_bytes("扫描.pdf", scanned_pdf(picture([TITLE, ASK])))


def test_a_single_page_of_pictures_is_announced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "installed", lambda: False)
    content = scanned_pdf(picture([TITLE]), text=f"{TITLE} {ASK}")
    blocks, notices = read_pdf("a.pdf", content)
    assert "".join(line.text for line in lines_in(blocks)).startswith(TITLE)
    assert notices == ('第 2 页是图片，没有读。要读它，请运行：pip install "lianshen[ocr]"',)


def test_a_blank_pdf() -> None:
    with pytest.raises(DraftEmpty, match=r"^a\.pdf：页面上什么也没有"):
        read_bytes("a.pdf", scanned_pdf(None))


def test_too_many_pages() -> None:
    with pytest.raises(DraftTooLarge, match=r"^a\.pdf：有 51 页，程序最多读 50 页"):
        read_bytes("a.pdf", scanned_pdf(None, pages=51))
