"""A bot's messages → a picture of them as a phone shows them, drawn with Pillow."""

import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

from matplotlib.font_manager import fontManager
from PIL import Image, ImageDraw, ImageFont

from bot.chart import CHINESE_FONTS

WIDTH = 780
"""pixels: a phone of 390 points, twice"""
SIDE = 20
BUBBLE_WIDTH = 660
PADDING = 22
TEXT_SIZE = 32
BUTTON_SIZE = 28
LINE = 1.42
BACKGROUND, BUBBLE, ASKED, BUTTON = (214, 226, 235), (255, 255, 255), (226, 250, 207), (150, 172, 190)
INK, LINK, QUIET, WHITE = (20, 24, 28), (36, 110, 190), (90, 100, 110), (255, 255, 255)

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Said:
    """One message: its HTML, a picture above it, its buttons in rows, and whose it is."""

    html: str = ""
    picture: bytes | None = None
    buttons: Sequence[Sequence[str]] = field(default=())
    by_person: bool = False


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character as it is drawn."""

    sign: str
    bold: bool
    colour: Colour


def phone(messages: Iterable[Said]) -> Image.Image:
    """All messages below each other; raises LookupError where no font here has Chinese characters."""
    drawn = [_message(message) for message in messages]
    height = sum(one.height for one in drawn) + SIDE * (len(drawn) + 1)
    canvas = Image.new("RGB", (WIDTH, height), BACKGROUND)
    top = SIDE
    for one in drawn:
        canvas.paste(one, (0, top))
        top += one.height + SIDE
    return canvas


def _message(said: Said) -> Image.Image:
    lines = _wrapped(_glyphs(said.html), BUBBLE_WIDTH - 2 * PADDING)
    picture = _fitted(said.picture) if said.picture else None
    line_height = round(TEXT_SIZE * LINE)
    text_height = line_height * len(lines) + 2 * PADDING if lines else 0
    picture_height = picture.height if picture else 0
    row_height = 66
    height = picture_height + text_height + row_height * len(said.buttons)
    canvas = Image.new("RGB", (WIDTH, height), BACKGROUND)
    draw = ImageDraw.Draw(canvas)
    widest = max((_width(line) for line in lines), default=0) + 2 * PADDING
    width = BUBBLE_WIDTH if picture or said.buttons else min(BUBBLE_WIDTH, widest)
    left = WIDTH - SIDE - width if said.by_person else SIDE
    fill = ASKED if said.by_person else BUBBLE
    draw.rounded_rectangle((left, 0, left + width, picture_height + text_height), 26, fill=fill)
    if picture:
        canvas.paste(picture, (left, 0))
    top = picture_height + PADDING
    for line in lines:
        _draw_line(draw, line, left + PADDING, top)
        top += line_height
    for number, row in enumerate(said.buttons):
        _draw_buttons(draw, row, left, picture_height + text_height + row_height * number + 8, row_height - 8)
    return canvas


def _fitted(picture: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    return image.resize((BUBBLE_WIDTH, round(image.height * BUBBLE_WIDTH / image.width)), Image.Resampling.LANCZOS)


def _draw_buttons(draw: ImageDraw.ImageDraw, labels: Sequence[str], left: int, top: int, height: int) -> None:
    gap = 8
    width = (BUBBLE_WIDTH - gap * (len(labels) - 1)) / len(labels)
    for number, label in enumerate(labels):
        x = round(left + number * (width + gap))
        draw.rounded_rectangle((x, top, round(x + width), top + height), 14, fill=BUTTON)
        glyphs = _fitting([Glyph(sign, False, WHITE) for sign in label], width - 24)
        _draw_line(draw, glyphs, round(x + (width - _width(glyphs, BUTTON_SIZE)) / 2), top + 8, BUTTON_SIZE)


def _fitting(glyphs: list[Glyph], width: float) -> list[Glyph]:
    """What of a label a phone shows, with an ellipsis where that isn't all."""
    if _width(glyphs, BUTTON_SIZE) <= width:
        return glyphs
    while glyphs and _width([*glyphs, Glyph("…", False, WHITE)], BUTTON_SIZE) > width:
        glyphs = glyphs[:-1]
    return [*glyphs, Glyph("…", False, WHITE)]


def _glyphs(html: str) -> list[Glyph]:
    """The characters of HTML with what its tags make of them."""
    glyphs: list[Glyph] = []
    bold, colour = 0, INK
    for piece in re.findall(r"<[^>]+>|&#?\w+;|.", html, re.DOTALL):
        if piece.startswith("<"):
            bold += {"<b>": 1, "</b>": -1}.get(piece, 0)
            colour = {"<i>": QUIET, "<blockquote>": QUIET}.get(piece, LINK if piece.startswith("<a ") else INK)
        else:
            glyphs += [Glyph(sign, bold > 0, colour) for sign in unescape(piece)]
    return glyphs


def _wrapped(glyphs: Sequence[Glyph], width: float) -> list[list[Glyph]]:
    """Lines no wider than that: words of Latin letters and digits stay whole, and no line begins with a comma."""
    lines: list[list[Glyph]] = [[]]
    for word in _words(glyphs):
        if word[0].sign == "\n":
            lines.append([])
            continue
        if lines[-1] and _width([*lines[-1], *word]) > width:
            lines.append([])
        if lines[-1] or word[0].sign != " ":
            lines[-1] += word
    return lines if glyphs else []


def _words(glyphs: Sequence[Glyph]) -> Iterable[list[Glyph]]:
    word: list[Glyph] = []
    for glyph in glyphs:
        joins = word and (
            (word[-1].sign.isascii() and word[-1].sign.isalnum() and glyph.sign.isascii() and glyph.sign.isalnum())
            or (glyph.sign in "，。；：、！？）》”]." and word[-1].sign != "\n")
        )
        if word and not joins:
            yield word
            word = []
        word.append(glyph)
    if word:
        yield word


def _width(glyphs: Sequence[Glyph], size: int = TEXT_SIZE) -> float:
    return sum(
        size * 1.15 if glyph.sign in ICONS else _font(size, glyph.bold).getlength(glyph.sign) for glyph in glyphs
    )


def _draw_line(draw: ImageDraw.ImageDraw, glyphs: Sequence[Glyph], x: float, y: float, size: int = TEXT_SIZE) -> None:
    for glyph in glyphs:
        if glyph.sign in ICONS:
            ICONS[glyph.sign](draw, x, y + size * 0.32, size * 0.9, glyph.colour)
            x += size * 1.15
        else:
            font = _font(size, glyph.bold)
            draw.text((x, y), glyph.sign, font=font, fill=glyph.colour)
            x += font.getlength(glyph.sign)


_fonts: dict[tuple[int, bool], ImageFont.FreeTypeFont] = {}


def _font(size: int, bold: bool) -> ImageFont.FreeTypeFont:
    if (size, bold) not in _fonts:
        path, index = _font_file(700 if bold else 400)
        _fonts[size, bold] = ImageFont.truetype(path, size, index)
    return _fonts[size, bold]


def _font_file(weight: int) -> tuple[Path, int]:
    for family in CHINESE_FONTS:
        held = [one for one in fontManager.ttflist if one.name == family]
        if held:
            best = min(held, key=lambda one: abs(int(one.weight) - weight) if isinstance(one.weight, int) else 1000)
            return Path(best.fname), int(getattr(best, "index", 0))
    raise LookupError("no font here has Chinese characters: install one, such as Noto Sans CJK")


# Signs that text fonts don't have, drawn


def _magnifier(draw: ImageDraw.ImageDraw, x: float, y: float, size: float, colour: Colour) -> None:
    draw.ellipse((x, y, x + size * 0.65, y + size * 0.65), outline=colour, width=4)
    draw.line((x + size * 0.57, y + size * 0.57, x + size * 0.92, y + size * 0.92), fill=colour, width=5)


def _page(draw: ImageDraw.ImageDraw, x: float, y: float, size: float, colour: Colour) -> None:
    draw.rounded_rectangle((x + size * 0.1, y, x + size * 0.8, y + size * 0.92), 4, outline=colour, width=3)
    for line in (0.28, 0.48, 0.68):
        draw.line((x + size * 0.25, y + size * line, x + size * 0.65, y + size * line), fill=colour, width=3)


def _bubble(draw: ImageDraw.ImageDraw, x: float, y: float, size: float, colour: Colour) -> None:
    draw.rounded_rectangle((x, y + size * 0.05, x + size * 0.92, y + size * 0.7), 8, outline=colour, width=3)
    draw.polygon(
        [(x + size * 0.2, y + size * 0.66), (x + size * 0.5, y + size * 0.66), (x + size * 0.22, y + size * 0.95)],
        fill=colour,
    )


def _thumb(draw: ImageDraw.ImageDraw, x: float, y: float, size: float, colour: Colour, down: bool = False) -> None:
    def at(across: float, high: float) -> tuple[float, float]:
        return x + across * size, y + (1 - high if down else high) * size * 0.95

    draw.polygon([at(0.0, 0.45), at(0.2, 0.45), at(0.2, 1.0), at(0.0, 1.0)], fill=colour)
    hand = [at(0.27, 0.5), at(0.48, 0.05), at(0.6, 0.08), at(0.6, 0.4), at(0.93, 0.42), at(0.85, 1.0), at(0.27, 0.97)]
    draw.polygon(hand, fill=colour)


def _thumb_down(draw: ImageDraw.ImageDraw, x: float, y: float, size: float, colour: Colour) -> None:
    _thumb(draw, x, y, size, colour, down=True)


def _tick(draw: ImageDraw.ImageDraw, x: float, y: float, size: float, colour: Colour) -> None:
    ends = [(x + size * 0.1, y + size * 0.5), (x + size * 0.38, y + size * 0.8), (x + size * 0.9, y + size * 0.15)]
    draw.line(ends, fill=colour, width=6, joint="curve")


def _cross(draw: ImageDraw.ImageDraw, x: float, y: float, size: float, colour: Colour) -> None:
    draw.line((x + size * 0.15, y + size * 0.15, x + size * 0.8, y + size * 0.8), fill=colour, width=5)
    draw.line((x + size * 0.8, y + size * 0.15, x + size * 0.15, y + size * 0.8), fill=colour, width=5)


def _warning(draw: ImageDraw.ImageDraw, x: float, y: float, size: float, colour: Colour) -> None:
    draw.polygon(
        [(x + size * 0.48, y), (x + size * 0.95, y + size * 0.9), (x, y + size * 0.9)], outline=colour, width=4
    )
    draw.line((x + size * 0.48, y + size * 0.3, x + size * 0.48, y + size * 0.6), fill=colour, width=4)
    draw.line((x + size * 0.48, y + size * 0.7, x + size * 0.48, y + size * 0.78), fill=colour, width=4)


ICONS: dict[str, Callable[[ImageDraw.ImageDraw, float, float, float, Colour], None]] = {
    "🔍": _magnifier,
    "📄": _page,
    "💬": _bubble,
    "👍": _thumb,
    "👎": _thumb_down,
    "✅": _tick,
    "✖": _cross,
    "⚠": _warning,
}
