"""A PDF file → Pages of lines and grids; the only module that knows pdfplumber."""

import logging
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from itertools import pairwise
from operator import itemgetter
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges
from pdfplumber.utils.clustering import cluster_objects
from pdfplumber.utils.text import extract_words

from ingest.errors import Fault, TextlessReport, UnreadableReport
from ingest.pages import UNREADABLE, Glyph, Grid, GridCell, Line, Page, PlacedText, Word, is_cjk, joined, merged_box
from ingest.records import Box

RULE_THICKNESS = 3.0
"""Points. Rules are often drawn as thin rectangles; Word and WPS draw them under 1 pt, hand-made ones up to 2."""
SHORTEST_RULE = 5.0
"""Points. Shorter vertical rules are the ends of thick lines, not sides of cells."""
TOUCH = 3.0
"""Points within which two rules meet; pdfplumber's own tolerance for snapping and joining."""
SAME_LINE = 0.5
"""Share of the smaller height by which two characters must overlap to stand on one line."""
OVERPRINT = 1.0
"""Points within which a character that is drawn again is the same one; pdfplumber's own tolerance for that."""
JUSTIFIED_GAP = 1.5
"""Characters. Justified lines stretch gaps by less than one; columns of a caption line stand further apart."""
MAXIMUM_PAGES = 2000
"""More is no report: the longest final accounts have some hundreds."""
CROSSED = 1.0
"""Points by which a character must reach into a cell to belong to it, though its middle lies below."""
SHORTEST_COLUMN = 2
"""Characters of vertical writing below each other; a single one is no column."""
LARGEST_PAGE = 14_400
"""Points: the most that a page may measure (PDF 32000-1, annex C)."""
UNMAPPED = re.compile(r"\(cid:\d+\)")
"""What pdfminer gives for a character that its font doesn't tell."""

DOUBLES = (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFADA), *range(0x2F800, 0x2FA1E))
"""Kangxi radicals and compatibility ideographs: programs tell 人 as ⼈ where a font draws both alike."""
VERTICAL_FORMS = (*range(0xFE10, 0xFE1A), *range(0xFE30, 0xFE49))
"""The signs of vertical script: ︑ for 、."""
SIMPLIFIED_RADICALS = str.maketrans(
    "⺁⺎⺒⺓⺟⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻯⻰⻱⻲⻳⼾",
    "厂兀巳幺母民虎西见角贝车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿竜龙龜亀龟户",
)
"""Radicals of the supplement that are whole characters, each with its character (EquivalentUnifiedIdeograph of the
Unicode Character Database); and ⼾, which Unicode makes 戶 and simplified fonts draw as 户."""

logging.getLogger("pdfminer").setLevel(logging.ERROR)
"""Its warnings name oddities of fonts that change nothing of what is read, hundreds a file."""

Characters = list[dict[str, Any]]
Rectangle = tuple[float, float, float, float]
"""x0, top, x1, bottom"""


def read_pages(path: Path) -> tuple[Page, ...]:
    """Every page of a PDF with the text that is visible on it.

    Raises UnreadableReport where the file is damaged, protected or no PDF, TextlessReport where it has no text layer.
    """
    try:
        with pdfplumber.open(path) as pdf:
            if len(pdf.pages) > MAXIMUM_PAGES:
                raise UnreadableReport(
                    f"{path.name}: has {len(pdf.pages)} pages; at most {MAXIMUM_PAGES} are read", Fault.TOO_MANY_PAGES
                )
            pages = tuple(_read_page(_of_possible_size(page, path)) for page in pdf.pages)
    except UnreadableReport:
        raise
    except Exception as error:  # pdfminer raises whatever a broken object makes Python raise
        raise _unreadable(path, error) from error
    if not any(page.lines or _has_text(page) for page in pages):
        raise TextlessReport(f"{path.name}: no text layer, only pictures; run OCR on it and add the result")
    return pages


def read_words(path: Path, page_numbers: Collection[int]) -> tuple[Word, ...]:
    """The words of some pages by their positions alone, whatever rules are drawn around them.

    Raises UnreadableReport where the file can't be read.
    """
    try:
        with pdfplumber.open(path) as pdf:
            pages = [page for page in pdf.pages if page.page_number in page_numbers]
            return tuple(word for page in pages for word in _words(page))
    except Exception as error:  # pdfminer raises whatever a broken object makes Python raise
        raise _unreadable(path, error) from error


def _of_possible_size(page: Any, path: Path) -> Any:
    if max(page.width, page.height) > LARGEST_PAGE:
        raise UnreadableReport(
            f"{path.name}: page {page.page_number} is {page.width:.0f} by {page.height:.0f} points; "
            f"at most {LARGEST_PAGE} are read",
            Fault.TOO_LARGE_PAGE,
        )
    return page


def _words(page: Any) -> Iterator[Word]:
    for word in extract_words(_characters(page)):
        yield Word(word["text"], _box(int(page.page_number), word["x0"], word["top"], word["x1"], word["bottom"]))


def _has_text(page: Page) -> bool:
    return any(_readable(cell.text) for grid in page.grids for cell in grid.cells)


def _readable(text: str) -> bool:
    return bool(text.strip(UNREADABLE + " "))


def _unreadable(path: Path, error: Exception) -> UnreadableReport:
    fault, reason = _reason(path, error)
    return UnreadableReport(f"{path.name}: {reason}", fault)


def _reason(path: Path, error: Exception) -> tuple[Fault, str]:
    if isinstance(error, FileNotFoundError):
        return Fault.UNREADABLE, "no such file"
    if isinstance(error, OSError) and error.strerror:
        return Fault.UNREADABLE, f"can't be opened ({error.strerror})"
    if isinstance(error.__cause__ or error.__context__ or error, PDFPasswordIncorrect) or "Password" in repr(error):
        return Fault.PROTECTED, "is protected by a password; save it without one"
    if path.stat().st_size == 0:
        return Fault.EMPTY, "is empty (0 bytes)"
    with path.open("rb") as file:
        if b"%PDF-" not in file.read(1024):
            return Fault.NOT_A_PDF, "is not a PDF (no %PDF- at its beginning)"
    return Fault.DAMAGED, f"is damaged and can't be read ({type(error).__name__}); fetch it again"


def _read_page(page: Any) -> Page:
    characters = _characters(page)
    number = int(page.page_number)
    tables = tuple(_cell_boxes(page))
    beside = [char for char in characters if not any(_inside(char, box) for boxes in tables for box in boxes)]
    grids = tuple(_grid(boxes, characters, beside, number) for boxes in tables)
    outside = [
        char for char in beside if not any(_pushed_out(char, box, characters) for boxes in tables for box in boxes)
    ]
    return Page(number, float(page.width), float(page.height), tuple(_lines(outside, number)), grids)


def _characters(page: Any) -> Characters:
    """What a viewer shows of a page, each character as the sign that a reader sees."""
    shown = _shown_box(page)
    return [_as_seen(char) for char in _each_once(page.chars) if _visible(char, shown)]


def _each_once(chars: Characters) -> Iterator[dict[str, Any]]:
    """Characters without those drawn again on themselves, as for bold print: 301 would read 330011."""
    drawn: dict[str, list[tuple[float, float]]] = {}
    for char in chars:
        places = drawn.setdefault(char["text"], [])
        x, y = char["x0"], char["top"]
        if not any(abs(x - x0) <= OVERPRINT and abs(y - top) <= OVERPRINT for x0, top in places):
            places.append((x, y))
            yield char


def _shown_box(page: Any) -> Rectangle:
    """What a viewer shows of a page, in pdfplumber's coordinates: its crop box, turned as the page is turned.

    The crop box counts as far as it lies on the media box (PDF 32000-1, 14.11.2); one beside it is ignored, as viewers
    do. page.cropbox isn't asked: pdfplumber doesn't turn it.
    """
    x0, y0, x1, y1 = _sorted_corners(page.page_obj.mediabox)
    left, low, right, high = _sorted_corners(page.page_obj.cropbox)
    cut_off = [max(left - x0, 0), max(y1 - high, 0), max(x1 - right, 0), max(low - y0, 0)]
    if cut_off[0] + cut_off[2] >= x1 - x0 or cut_off[1] + cut_off[3] >= y1 - y0:
        return tuple(page.bbox)
    quarters = page.rotation // 90
    left, top, right, bottom = cut_off[4 - quarters :] + cut_off[: 4 - quarters]
    return page.bbox[0] + left, page.bbox[1] + top, page.bbox[2] - right, page.bbox[3] - bottom


def _sorted_corners(box: Rectangle) -> Rectangle:
    """Any two opposite corners may be given (PDF 32000-1, 7.9.5)."""
    (x0, x1), (y0, y1) = sorted(box[0::2]), sorted(box[1::2])
    return x0, y0, x1, y1


def _as_seen(char: dict[str, Any]) -> dict[str, Any]:
    text = UNREADABLE if UNMAPPED.fullmatch(char["text"]) else char["text"].translate(ordinary_signs())
    return {**char, "text": text}


@cache
def ordinary_signs() -> dict[int, str | int]:
    """What radicals and vertical signs stand for, one for one; a vertical comma or bracket is a wide one."""
    signs = {code: _decomposed(chr(code)) for code in (*DOUBLES, *VERTICAL_FORMS)}
    wide = {code: chr(ord(signs[code]) + 0xFEE0) for code in VERTICAL_FORMS if signs[code].isascii()}
    return {**signs, **wide, **SIMPLIFIED_RADICALS}


def _decomposed(sign: str) -> str:
    """The one sign of which Unicode calls this a form; itself where there is none."""
    code = unicodedata.decomposition(sign).rpartition(" ")[2]
    return chr(int(code, 16)) if code else sign


def _visible(char: dict[str, Any], shown: Rectangle) -> bool:
    """Characters whose centre lies outside the crop box are not evidence (DESIGN.md, promise 2)."""
    x0, top, x1, bottom = shown
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(x0 <= x <= x1 and top <= y <= bottom)


def _inside(char: dict[str, Any], box: Box) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box.x0 <= x <= box.x1 and box.top <= y <= box.bottom)


# lines


def _lines(characters: Characters, page_number: int) -> Iterator[Line]:
    for row in _rows(characters):
        words = _spaced(row, page_number).strip()
        if _readable(words.text):
            sizes = Counter(round(char["size"], 1) for char in row)
            bold = sum(_looks_bold(char["fontname"]) for char in row) > len(row) / 2
            yield Line(words, sizes.most_common(1)[0][0], bold)


def _rows(characters: Characters) -> list[Characters]:
    """Characters grouped to printed lines, each from left to right, lines from top to bottom."""
    rows: list[Characters] = []
    for char in sorted(characters, key=lambda char: (char["top"] + char["bottom"], char["x0"])):
        if rows and _shares_line(rows[-1], char):
            rows[-1].append(char)
        else:
            rows.append([char])
    return [sorted(row, key=lambda char: char["x0"]) for row in rows]


def _shares_line(row: Characters, char: dict[str, Any]) -> bool:
    last = max(row[-12:], key=lambda other: other["size"])
    overlap = min(last["bottom"], char["bottom"]) - max(last["top"], char["top"])
    return bool(overlap >= SAME_LINE * min(last["bottom"] - last["top"], char["bottom"] - char["top"]))


def _spaced(row: Characters, page_number: int) -> PlacedText:
    """A row of characters with one space for each gap that is wide enough to be meant."""
    top, bottom = min(char["top"] for char in row), max(char["bottom"] for char in row)
    glyphs: list[Glyph] = []
    for char in row:
        box = _box(page_number, char["x0"], top, char["x1"], bottom)
        apart = char["text"].isspace() or (glyphs and _gap(glyphs[-1], char))
        if apart and glyphs and glyphs[-1].character != " ":
            end = glyphs[-1].box.x1
            glyphs.append(Glyph(" ", _box(page_number, end, top, end, bottom)))
        if not char["text"].isspace():
            glyphs += [Glyph(character, box) for character in char["text"]]
    return PlacedText(tuple(_without_cjk_spaces(glyphs)))


def _gap(last: Glyph, char: dict[str, Any]) -> bool:
    return last.character != " " and bool(char["x0"] - last.box.x1 > 0.25 * char["size"])


def _without_cjk_spaces(glyphs: list[Glyph]) -> Iterator[Glyph]:
    """Justified Chinese has gaps that mean nothing: a space stays beside a letter or digit, or where it is wide."""
    for number, glyph in enumerate(glyphs):
        if glyph.character == " " and 0 < number < len(glyphs) - 1:
            before, after = glyphs[number - 1], glyphs[number + 1]
            narrow = after.box.x0 - before.box.x1 < JUSTIFIED_GAP * (after.box.x1 - after.box.x0)
            if narrow and is_cjk(before.character) and is_cjk(after.character):
                continue
        yield glyph


def _looks_bold(font_name: str) -> bool:
    name = font_name.lower()
    return any(mark in name for mark in ("bold", "heavy", "black", "simhei", "黑体", "fzht", "fzxbs", "小标宋"))


# grids


def _cell_boxes(page: Any) -> Iterator[tuple[Box, ...]]:
    """The cells of each ruled grid of at least two columns; a frame around running text is no table."""
    edges = _rules(page)
    cells = intersections_to_cells(edges_to_intersections(edges, TOUCH, TOUCH)) if edges else []
    for group in sorted(cells_to_tables(cells), key=lambda group: min((top, x0) for x0, top, _, _ in group)):
        if len({round(x0) for x0, *_ in group}) >= 2:
            ordered = sorted(group, key=lambda cell: (cell[1], cell[0]))
            yield tuple(_box(int(page.page_number), *cell) for cell in ordered)


def _grid(boxes: tuple[Box, ...], characters: Characters, beside: Characters, page_number: int) -> Grid:
    """Cells with what stands in them, and what their page's end pushed out of them."""
    pushed_out = {box: [char for char in beside if _pushed_out(char, box, characters)] for box in boxes}
    cells = (_grid_cell(box, _characters_in(box, characters) + pushed_out[box], page_number) for box in boxes)
    return Grid(merged_box(boxes), tuple(cells))


def _rules(page: Any) -> list[dict[str, Any]]:
    """Lines and thin rectangles as edges; a horizontal one that meets no vertical one is an underline."""
    edges = [edge for shape in (*page.lines, *page.rects, *page.curves) for edge in _shape_edges(shape)]
    edges = merge_edges(
        edges, snap_x_tolerance=TOUCH, snap_y_tolerance=TOUCH, join_x_tolerance=TOUCH, join_y_tolerance=TOUCH
    )
    vertical = [edge for edge in edges if edge["orientation"] == "v" and edge["bottom"] - edge["top"] >= SHORTEST_RULE]
    horizontal = [edge for edge in edges if edge["orientation"] == "h" and _meets_any(edge, vertical)]
    return vertical + horizontal + _closing_rules(vertical, horizontal)


def _closing_rules(vertical: list[dict[str, Any]], horizontal: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rules that a page break leaves out: where neighbouring sides of cells end together with nothing across.

    A cell that goes on over both ends of a page has no rule at all; it is closed where its neighbours are.
    """
    closing = []
    for end in ("top", "bottom"):
        for group in cluster_objects(vertical, itemgetter(end), TOUCH):
            level = sum(edge[end] for edge in group) / len(group)
            pairs = list(pairwise(sorted(group, key=itemgetter("x0"))))
            across = [[rule for rule in horizontal if _spans(rule, *pair)] for pair in pairs]
            is_open = [
                bool(rules) and not any(abs(rule["top"] - level) <= 2 * TOUCH for rule in rules) for rules in across
            ]
            for (left, right), rules, opened in zip(pairs, across, is_open, strict=True):
                if opened or (not rules and any(is_open) and _end_together(left, right)):
                    closing.append(_edge({"x0": left["x0"], "x1": right["x0"], "top": level, "bottom": level}, "h"))
    return closing


def _end_together(left: dict[str, Any], right: dict[str, Any]) -> bool:
    return bool(abs(left["top"] - right["top"]) <= TOUCH and abs(left["bottom"] - right["bottom"]) <= TOUCH)


def _spans(rule: dict[str, Any], left: dict[str, Any], right: dict[str, Any]) -> bool:
    """True where a rule runs from one vertical to another, both of which reach its height."""
    low, high = max(left["top"], right["top"]), min(left["bottom"], right["bottom"])
    return bool(
        rule["x0"] <= left["x0"] + TOUCH
        and rule["x1"] >= right["x0"] - TOUCH
        and low - TOUCH <= rule["top"] <= high + TOUCH
    )


def _shape_edges(shape: dict[str, Any]) -> Iterator[dict[str, Any]]:
    width, height = shape["x1"] - shape["x0"], shape["bottom"] - shape["top"]
    if min(width, height) <= RULE_THICKNESS:
        if not _is_white(shape):
            yield _edge(shape, "h" if width >= height else "v")
    elif shape["object_type"] == "rect" and shape.get("stroke") and not _is_white(shape):
        corners = {key: shape[key] for key in ("x0", "x1", "top", "bottom")}
        yield _edge({**corners, "bottom": shape["top"]}, "h")
        yield _edge({**corners, "top": shape["bottom"]}, "h")
        yield _edge({**corners, "x1": shape["x0"]}, "v")
        yield _edge({**corners, "x0": shape["x1"]}, "v")


def _is_white(shape: dict[str, Any]) -> bool:
    """White is full light in grey and RGB, and no ink in CMYK."""
    colour = shape.get("stroking_color") if shape.get("stroke") else shape.get("non_stroking_color")
    parts = colour if isinstance(colour, (tuple, list)) else (colour,)
    if not all(isinstance(part, (int, float)) for part in parts):
        return False
    return all(part <= 0 for part in parts) if len(parts) == 4 else len(parts) in (1, 3) and min(parts) >= 1


def _edge(shape: dict[str, Any], orientation: str) -> dict[str, Any]:
    x0, x1, top, bottom = shape["x0"], shape["x1"], shape["top"], shape["bottom"]
    if orientation == "h":
        top = bottom = (top + bottom) / 2
    else:
        x0 = x1 = (x0 + x1) / 2
    size = {"x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0, "height": bottom - top}
    return {**size, "orientation": orientation, "object_type": "line", "doctop": top}


def _meets_any(rule: dict[str, Any], verticals: Iterable[dict[str, Any]]) -> bool:
    return any(
        rule["x0"] - TOUCH <= other["x0"] <= rule["x1"] + TOUCH
        and other["top"] - TOUCH <= rule["top"] <= other["bottom"] + TOUCH
        for other in verticals
    )


def _grid_cell(box: Box, characters: Characters, page_number: int) -> GridCell:
    rows = [_spaced(row, page_number).strip() for row in _rows(characters)]
    rows = [row for row in rows if row.glyphs]
    words = [row_box for row in rows for row_box in row.boxes()]
    return GridCell(box, joined(row.text for row in rows), merged_box(words) if words else box)


def _characters_in(box: Box, characters: Characters) -> Characters:
    return [char for char in characters if _inside(char, box)]


def _pushed_out(char: dict[str, Any], box: Box, characters: Characters) -> bool:
    """Whether a character beside all cells belongs to this one: crossed by its lower rule, or next in its column."""
    if not box.x0 <= (char["x0"] + char["x1"]) / 2 <= box.x1 or not 0 < char["bottom"] - box.bottom <= 2 * char["size"]:
        return False
    if char["top"] < box.bottom - CROSSED:
        return True
    lines = _rows(_characters_in(box, characters))
    if len(lines) < SHORTEST_COLUMN or any(len(line) > 1 for line in lines):
        return False
    last = lines[-1][0]
    return bool(abs(char["x0"] - last["x0"]) <= 1 and 0 < char["top"] - last["top"] <= 2 * last["size"])


def _box(page_number: int, x0: float, top: float, x1: float, bottom: float) -> Box:
    return Box(page_number, round(float(x0), 2), round(float(top), 2), round(float(x1), 2), round(float(bottom), 2))
