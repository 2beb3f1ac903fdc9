"""A Citation → the page as an image with the place marked; the only module that knows pypdfium2."""

import io
from dataclasses import replace
from pathlib import Path
from threading import Lock

import pypdfium2
from PIL import Image, ImageChops, ImageDraw

from bot.errors import BotError
from bot.records import Citation
from ingest.records import Box

SCALE = 2.6
"""Pixels a point: a page's text block is then about 1250 pixels wide, as wide as Telegram shows a photo on a phone."""
MARK = (255, 235, 59)
"""Laid over the place like a text marker: what is printed stays readable."""
RING = (198, 40, 40)
"""Drawn around the number itself, for those who see no yellow."""
RING_PIXELS = 4
MARGIN_POINTS = 90.0
"""What is shown of the page above and below the place."""
HEADER_MARGINS = (52.0, 16.0)
"""The same for a header on another page: its heading above, one row below."""
SIDE_POINTS = 12.0
"""What is left of the page's blank sides."""
LEAST_WIDTH_POINTS = 320.0
"""A short line is not blown up over the whole width."""
PADDING_POINTS = 2.0
GAP = 12
INK = 200
"""Grey values below it are print; above it, the shade that scaling leaves around it."""

_one_at_a_time = Lock()
"""PDFium is not made for several threads at once (pypdfium2's README, "Thread incompatibility")."""


def citation_picture(originals: Path, citation: Citation) -> bytes:
    """A PNG: the strip of the page around the place, marked; a header on another page stands above it.

    Raises BotError where the original isn't kept any more.
    """
    path = _original(originals, citation)
    pages = {box.page_number for box in citation.boxes} | {citation.page}
    with _one_at_a_time:
        document = pypdfium2.PdfDocument(path)
        try:
            strips = [_strip(document, page, citation) for page in sorted(pages)]
        finally:
            document.close()
    return _png(_stacked(_without_blank_sides(strips)))


def _original(originals: Path, citation: Citation) -> Path:
    """A report's id is the beginning of its file's SHA-256, so an original is found whatever snapshot is served."""
    found = sorted(originals.glob(f"{citation.report_id}*.pdf"))
    if not found:
        raise BotError(f"the original of {citation.file} is not in {originals}; build again to keep it")
    return found[0]


def _strip(document: pypdfium2.PdfDocument, page_number: int, citation: Citation) -> Image.Image:
    page = document[page_number - 1]
    image = page.render(scale=SCALE).to_pil().convert("RGB")
    left, above = _hidden_margins(page)
    own = [_shifted(box, left, above) for box in citation.boxes if box.page_number == page_number]
    image = _marked(image, own)
    if page_number == citation.boxes[0].page_number and _is_number(citation):
        _ring(image, own[0])
    before, behind = (MARGIN_POINTS, MARGIN_POINTS) if page_number == citation.page else HEADER_MARGINS
    top = max(0.0, min((box.top for box in own), default=0.0) - before) * SCALE
    bottom = min(image.height / SCALE, max((box.bottom for box in own), default=0.0) + behind) * SCALE
    return image.crop((0, int(top), image.width, int(bottom)))


def _marked(image: Image.Image, boxes: list[Box]) -> Image.Image:
    marker = Image.new("RGB", image.size, (255, 255, 255))
    draw = ImageDraw.Draw(marker)
    for box in boxes:
        draw.rectangle([value * SCALE for value in _padded(box)], fill=MARK)
    return ImageChops.multiply(image, marker)


def _is_number(citation: Citation) -> bool:
    """Whether the first box is a number's own: a cell's, or one within the line of its sentence."""
    first, *others = citation.boxes
    return citation.table is not None or any(_holds(box, first) for box in others)


def _holds(outer: Box, inner: Box) -> bool:
    return (
        outer.page_number == inner.page_number
        and outer.x0 <= inner.x0
        and inner.x1 <= outer.x1
        and outer.top <= inner.top + 1
        and inner.bottom <= outer.bottom + 1
        and outer != inner
    )


def _ring(image: Image.Image, box: Box) -> None:
    x0, top, x1, bottom = (value * SCALE for value in _padded(box))
    around = (x0 - RING_PIXELS, top - RING_PIXELS, x1 + RING_PIXELS, bottom + RING_PIXELS)
    ImageDraw.Draw(image).rounded_rectangle(around, radius=8, outline=RING, width=RING_PIXELS)


def _without_blank_sides(strips: list[Image.Image]) -> list[Image.Image]:
    """The strips cut to the columns that have print on any of them: a continued table's columns stay in line."""
    printed = [box for one in strips if (box := one.convert("L").point(lambda grey: 255 * (grey < INK)).getbbox())]
    if not printed:
        return strips
    side = int(SIDE_POINTS * SCALE)
    left, right = min(box[0] for box in printed) - side, max(box[2] for box in printed) + side
    missing = max(0, int(LEAST_WIDTH_POINTS * SCALE) - (right - left)) // 2
    left, right = left - missing, right + missing
    return [one.crop((max(0, left), 0, min(one.width, right), one.height)) for one in strips]


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
        (max(one.width for one in strips), sum(one.height for one in strips) + GAP * (len(strips) - 1)),
        (120, 120, 120),
    )
    top = 0
    for strip in strips:
        whole.paste(strip, (0, top))
        top += strip.height + GAP
    return whole


def _png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
