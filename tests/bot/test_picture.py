"""A cited place is drawn as a picture with the place marked."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from bot.assistant import Assistant
from bot.errors import BotError
from bot.picture import MARK, RING, SCALE, citation_picture
from bot.records import Citation
from ingest.records import Box


def citation(report_id: str, *boxes: Box) -> Citation:
    """A citation of these boxes."""
    return Citation(1, report_id, "a.pdf", "甲", None, boxes[0].page_number, "…", boxes)


def marked(png: bytes) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of all that is marked, in pixels."""
    pixels = np.array(Image.open(io.BytesIO(png)).convert("RGB"))
    rows, columns = np.nonzero((pixels == MARK).all(axis=2))
    return int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1


@pytest.fixture
def originals(tmp_path: Path) -> Path:
    """Two drawn originals: a plain page, and one of which the crop box hides a margin."""
    for name, crop in (("plain", None), ("cropped", (100, 50, 500, 700))):
        canvas = Canvas(str(tmp_path / f"{name}.pdf"), pagesize=(600, 800))
        if crop:
            canvas.setCropBox(crop)
        canvas.showPage()
        canvas.save()
    return tmp_path


def test_the_place_is_marked(originals: Path) -> None:
    """The box is marked where it stands on the page, with a strip of the page around it."""
    left, top, right, bottom = marked(citation_picture(originals, citation("plain", Box(1, 200, 300, 260, 320))))
    assert (left, right) == pytest.approx((198 * SCALE, 262 * SCALE), abs=2)
    assert bottom - top == pytest.approx(24 * SCALE, abs=2)


def test_a_crop_box_moves_nothing(originals: Path) -> None:
    """On a page whose crop box hides a margin the mark stands as far left and up as the page does."""
    left, _, right, _ = marked(citation_picture(originals, citation("cropped", Box(1, 200, 300, 260, 320))))
    assert (left, right) == pytest.approx((98 * SCALE, 162 * SCALE), abs=2)


def test_a_header_on_the_page_before_is_shown(assistant: Assistant, built_data: Path) -> None:
    """A row of a continued table comes with the strip of its header."""
    reply = assistant.answer("因重复申请而不予处理的有几件？")
    pages = {box.page_number for box in reply.citations[0].boxes}
    image = Image.open(io.BytesIO(assistant.picture(reply.citations[0], built_data)))
    assert pages == {8, 9}
    assert image.height > 600


def test_an_original_that_is_gone(tmp_path: Path) -> None:
    """Without the original there is one clear sentence."""
    with pytest.raises(BotError, match="build again"):
        citation_picture(tmp_path, citation("none", Box(1, 0, 0, 1, 1)))


def test_blank_sides_are_cut_and_the_number_has_a_ring(assistant: Assistant, built_data: Path) -> None:
    """The strip is as wide as the page's print, so that it can be read on a phone, and the number is ringed."""
    reply = assistant.answer("2020年法律援助案件有多少件？")
    image = Image.open(io.BytesIO(assistant.picture(reply.citations[0], built_data))).convert("RGB")
    page_width = 595.3 * SCALE
    assert 0.7 * page_width < image.width < 0.85 * page_width
    pixels = np.array(image)
    assert (pixels == RING).all(axis=2).sum() > 500
