"""Pictures of text, read with RapidOCR (extra ``ocr``); its models come with it, nothing is fetched."""

import logging
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps

from api.documents.layout import Printed, in_lines, paragraphs
from model.errors import DraftNeedsOcr, DraftTooLarge

INSTALL = 'pip install "lianshen[ocr]"'

_MOST_PIXELS = 50_000_000
_LONGEST_SIDE = 2400


def installed() -> bool:
    """Whether the extra ``ocr`` is there."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def require(name: str) -> None:
    """Refuse a file made of pictures if the extra is missing.

    Raises:
        DraftNeedsOcr: it is.
    """
    if not installed():
        raise DraftNeedsOcr(
            "里面是图片，没有可读的文字", where=name, remedy=f"请改用 Word 原稿；或先运行 {INSTALL}，再试一次"
        )


def read_image(name: str, content: bytes) -> list[str]:
    """Return the paragraphs in a picture.

    Args:
        name: of the file, for messages.
        content: a PNG or JPEG.

    Raises:
        DraftNeedsOcr: the extra is missing.
        DraftTooLarge: the picture has more than 50 million pixels.
        Exception: whatever Pillow raises on a broken picture.
    """
    require(name)
    with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as image:
        if image.width * image.height > _MOST_PIXELS:
            raise DraftTooLarge(
                f"图片太大（{image.width} × {image.height}）",
                where=name,
                remedy="请缩小到每边 5000 点以内再试",
            )
        return recognise(ImageOps.exif_transpose(image))


def recognise(image: Image.Image) -> list[str]:
    """Return the paragraphs seen in a picture, from top to bottom."""
    image = image.convert("RGB")
    image.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    seen = _engine()(image)
    if seen.boxes is None:
        return []
    fragments = [_printed(box, text) for box, text in zip(seen.boxes.tolist(), seen.txts, strict=True)]
    return paragraphs(in_lines(fragments))


def _printed(box: list[list[float]], text: str) -> Printed:
    across, down = [point[0] for point in box], [point[1] for point in box]
    return Printed(text, min(across), max(across), min(down), max(down))


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR  # noqa: PLC0415 - heavy, and an extra

    logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
    return RapidOCR(params={"Global.log_level": "critical"})
