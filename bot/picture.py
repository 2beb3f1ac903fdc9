"""A Citation → the page as an image with the place marked; the only module that knows pypdfium2."""

import io
from dataclasses import replace
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageDraw

from bot.errors import BotError
from bot.records import Citation
from ingest.records import Box

SCALE = 2.0
"""Pixels a point: 144 dpi, so that body text stays sharp at the width of a phone."""
MARK = (255, 235, 59)
"""Laid over the place like a text marker: what is printed stays readable."""
MARGIN_POINTS = 90.0
"""What is shown of the page above and below the place."""
PADDING_POINTS = 2.0


def citation_picture(originals: Path, citation: Citation, sha256: str) -> bytes:
    """A PNG: the strip of the page around the place, marked; a header on another page stands above it.

    Raises BotError where the original isn't kept any more.
    """
    path = originals / f"{sha256}.pdf"
    if not path.is_file():
        raise BotError(f"the original of {citation.file} is not in {originals}; build again to keep it")
    document = pypdfium2.PdfDocument(path)
    try:
        pages = list(dict.fromkeys(box.page_number for box in citation.boxes))
        pages = [page for page in pages if page != citation.page] + [citation.page]
        strips = [_strip(document, page, citation.boxes) for page in sorted(pages)]
    finally:
        document.close()
    return _png(_stacked(strips))


def _strip(document: pypdfium2.PdfDocument, page_number: int, boxes: tuple[Box, ...]) -> Image.Image:
    page = document[page_number - 1]
    image = page.render(scale=SCALE).to_pil().convert("RGB")
    left, above = _hidden_margins(page)
    own = [_shifted(box, left, above) for box in boxes if box.page_number == page_number]
    marker = Image.new("RGB", image.size, (255, 255, 255))
    draw = ImageDraw.Draw(marker)
    for box in own:
        draw.rectangle([value * SCALE for value in _padded(box)], fill=MARK)
    image = ImageChops.multiply(image, marker)
    top = max(0.0, min(box.top for box in own) - MARGIN_POINTS) * SCALE
    bottom = min(image.height / SCALE, max(box.bottom for box in own) + MARGIN_POINTS) * SCALE
    return image.crop((0, int(top), image.width, int(bottom)))


def _hidden_margins(page: pypdfium2.PdfPage) -> tuple[float, float]:
    """Points that the crop box hides at the left and above: boxes count from the media box, the image from the crop."""
    media, crop = page.get_mediabox(), page.get_cropbox()
    return max(crop[0] - media[0], 0.0), max(media[3] - crop[3], 0.0)


def _shifted(box: Box, left: float, above: float) -> Box:
    return replace(box, x0=box.x0 - left, x1=box.x1 - left, top=box.top - above, bottom=box.bottom - above)


def _padded(box: Box) -> tuple[float, float, float, float]:
    return box.x0 - PADDING_POINTS, box.top - PADDING_POINTS, box.x1 + PADDING_POINTS, box.bottom + PADDING_POINTS


def _stacked(strips: list[Image.Image]) -> Image.Image:
    if len(strips) == 1:
        return strips[0]
    whole = Image.new(
        "RGB",
        (max(one.width for one in strips), sum(one.height for one in strips) + 8 * (len(strips) - 1)),
        (120, 120, 120),
    )
    top = 0
    for strip in strips:
        whole.paste(strip, (0, top))
        top += strip.height + 8
    return whole


def _png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
