from io import BytesIO

import pytest
from PIL import Image

from api.documents import ocr
from api.documents.reading import read_bytes
from model.draft import Draft
from model.errors import DraftDamaged, DraftEmpty, DraftNeedsOcr, DraftTooLarge
from tests.api.documents.pictures import image_bytes, picture, scanned_pdf
from tests.api.documents.samples import TITLE, chinese_font

seeing = pytest.mark.skipif(
    not ocr.installed() or chinese_font(30) is None, reason="the extra ocr or a Chinese font is not installed"
)
LINES = (
    TITLE,
    "领衔代表：张三          联系电话：13800000001",
    "　　文昌路小学门口每天早晚有1200名学生过马路，去年以来发",
    "生三起擦碰事故，两名学生受伤，家长和老师都很担心，多次向镇",
    "里反映。",
    "　　建议：请县公安局今年9月前在校门口安装一组红绿灯。",
)


def check(draft: Draft, fields: dict[str, str]) -> None:
    assert draft.title == TITLE
    assert draft.body == (
        "文昌路小学门口每天早晚有1200名学生过马路，去年以来发生三起擦碰事故，两名学生受伤，"
        "家长和老师都很担心，多次向镇里反映。\n建议：请县公安局今年9月前在校门口安装一组红绿灯。"
    )
    assert fields == {"领衔代表": "张三", "联系电话": "13800000001"}


@seeing
def test_a_photograph() -> None:
    document = read_bytes("照片.jpg", image_bytes(picture(LINES), "JPEG"))
    check(document.draft, document.fields)
    assert document.notices == ("文字由程序从图片辨认，请核对引文。",)


@seeing
def test_a_scanned_page() -> None:
    document = read_bytes("扫描.pdf", scanned_pdf(picture(LINES)))
    check(document.draft, document.fields)
    assert document.notices == ("第 1 页是图片，文字由程序辨认，请核对引文。",)


@seeing
def test_a_picture_of_nothing() -> None:
    with pytest.raises(DraftEmpty, match=r"^a\.png：里面没有文字"):
        read_bytes("a.png", image_bytes(Image.new("RGB", (400, 400), "white")))


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "installed", lambda: False)
    with pytest.raises(DraftNeedsOcr, match=r'^a\.png：里面是图片.*pip install "lianshen\[ocr\]"'):
        read_bytes("a.png", image_bytes(picture(LINES)))


@pytest.mark.parametrize("length", [20, 100, 1000])
def test_a_broken_picture(monkeypatch: pytest.MonkeyPatch, length: int) -> None:
    monkeypatch.setattr(ocr, "installed", lambda: True)
    with pytest.raises(DraftDamaged, match=r"^a\.png：文件已损坏，不是完整的图片"):
        read_bytes("a.png", image_bytes(picture(LINES))[:length])


def test_a_picture_of_too_many_pixels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "installed", lambda: True)
    stream = BytesIO()
    Image.new("1", (8_000, 8_000)).save(stream, "PNG")
    with pytest.raises(DraftTooLarge, match=r"^a\.png：图片太大（8000 × 8000）"):
        read_bytes("a.png", stream.getvalue())
