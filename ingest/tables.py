"""Grids → whole Tables: pieces joined over pages, stacked blocks parted, labels told from what they describe."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.numbers import cell_number
from ingest.outline import GridBlock
from ingest.pages import GridCell, joined, merged_box
from ingest.records import Box, Cell, Place, Table, content_id

ALIGNED = 3.5
"""Points by which the same rule may stand apart on two pages."""
NO_VALUE = {"", "/", "／", "—", "——", "-", "－", "–", "无", "*"}
"""What stands in a value cell that holds no number. They stay different from each other and from 0."""
CODE_HEADERS = {
    "类",
    "款",
    "项",
    "序号",
    "编码",
    "代码",
    "科目编码",
    "功能分类科目编码",
    "经济分类科目编码",
    "功能科目编码",
}
"""Columns of numbers that name a row instead of counting."""
UNIT = re.compile(r"[（(]?(?:(?<![\u4e00-\u9fff])|金额|计量|货币)单位\s*[:：]\s*([^\s）)，,;；]+)[）)]?")
"""单位：万元, but not 编制单位：司法局."""
ENUMERATED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d))"
)
"""How a numbered label begins: 三、 （四） 1."""
TOTALS = frozenset({"合计", "总计", "小计"})
COMPILER = re.compile(r"\S{0,6}(?:部门|单位|机构|日期|时间)\s*[:：]")
"""How a line beside a table begins that says who made it, and when; it is no title."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A cell with its reach on one long sheet, on which each page's piece begins where the last one ended."""

    cell: GridCell
    left: float
    right: float
    top: float
    bottom: float


def whole_tables(blocks: tuple[GridBlock, ...], report_id: str) -> tuple[Table, ...]:
    """Every table of a report, in reading order."""
    tables: list[Table] = []
    for group in _joined(blocks):
        for number, stack in enumerate(_stacked_blocks(_pieces(group))):
            table = _table(stack, group[0], report_id, number)
            if table is not None:
                tables.append(table)
    return tuple(tables)


def _joined(blocks: tuple[GridBlock, ...]) -> Iterator[tuple[GridBlock, ...]]:
    """Grids that are one table: the next begins where a page ended, between the same outer rules."""
    group: list[GridBlock] = []
    for block in blocks:
        if group and not (block.continues and _same_width(group[-1], block)):
            yield tuple(group)
            group = []
        group.append(block)
    if group:
        yield tuple(group)


def _same_width(above: GridBlock, below: GridBlock) -> bool:
    return (
        below.page_number == above.page_number + 1
        and abs(above.grid.box.x0 - below.grid.box.x0) <= 2 * ALIGNED
        and abs(above.grid.box.x1 - below.grid.box.x1) <= 2 * ALIGNED
    )


def _pieces(group: tuple[GridBlock, ...]) -> list[_Piece]:
    """Cells of all pages in one coordinate system; a repeated header is left out, a label cut by the page continued."""
    pieces: list[_Piece] = []
    for block in group:
        sheet_end = max((piece.bottom for piece in pieces), default=block.grid.box.top)
        added = [_placed(cell, sheet_end - block.grid.box.top) for cell in block.grid.cells]
        if pieces:
            added = _without_repeated_header(pieces, added)
            pieces, added = _continued_cells(pieces, added)
        pieces += added
    return pieces


def _placed(cell: GridCell, shift: float) -> _Piece:
    return _Piece(cell, cell.box.x0, cell.box.x1, cell.box.top + shift, cell.box.bottom + shift)


def _without_repeated_header(before: list[_Piece], added: list[_Piece]) -> list[_Piece]:
    """Rows at the top of a piece that print the table's first rows once more are not data."""
    first, again = _rows(before), _rows(added)
    same = 0
    while same < min(len(first), len(again)) and _texts(first[same]) == _texts(again[same]):
        same += 1
    repeats_numbers = any(cell_number(text) for row in again[:same] for text in _texts(row))
    if not same or repeats_numbers or same == len(again):
        return added
    end = max(piece.bottom for row in again[:same] for piece in row if piece.cell.text)
    shift = min(piece.top for piece in added) - end
    kept = [piece for piece in added if piece.top >= end - ALIGNED]
    return [replace(piece, top=piece.top + shift, bottom=piece.bottom + shift) for piece in kept]


def _continued_cells(before: list[_Piece], added: list[_Piece]) -> tuple[list[_Piece], list[_Piece]]:
    """Cells that a page's end cut in two are put together: all of a row that it cut, or labels over several rows."""
    seams = _seams(before, added)
    whole_row = _cuts_a_header(seams, before, added) or _cuts_a_row(seams, before)
    for seam in sorted(seams, key=lambda seam: -seam.above.left):
        if whole_row or _cuts_a_label(seam, before, added):
            before = [seam.joined if piece is seam.above else piece for piece in before]
            added = [piece for piece in added if piece is not seam.below]
    return before, added


@dataclass(frozen=True, slots=True)
class _Seam:
    """The last cell of a column on one page and the first on the next, between the same sides."""

    above: _Piece
    below: _Piece

    @property
    def joined(self) -> _Piece:
        """Both as one cell."""
        first, second = self.above.cell, self.below.cell
        cell = replace(first if first.text else second, box=first.box, text=joined((first.text, second.text)))
        return replace(self.above, cell=cell, bottom=self.below.bottom)


def _seams(before: list[_Piece], added: list[_Piece]) -> list[_Seam]:
    top, last = min(piece.top for piece in added), max(piece.bottom for piece in before)
    return [
        _Seam(above, below)
        for below in added
        if below.top <= top + ALIGNED
        for above in before
        if above.bottom >= last - ALIGNED
        and abs(above.left - below.left) <= ALIGNED
        and abs(above.right - below.right) <= ALIGNED
    ]


def _cuts_a_header(seams: list[_Seam], before: list[_Piece], added: list[_Piece]) -> bool:
    """Whether a page ends within the header: nothing but words above, and in the first row below."""
    below = _rows(added)[0]
    return bool(seams) and not (_has_values(before) or _has_values(below) or _looks_like_body(below))


def _has_values(pieces: list[_Piece]) -> bool:
    return any(_is_value(piece.cell.text or "…") for piece in pieces)


def _cuts_a_row(seams: list[_Seam], before: list[_Piece]) -> bool:
    """Whether a page's first row only ends the one before: its label goes on, and one of the two has no values.

    Not where the table has other rows without values, which are headings of groups.
    """
    labels = [seam for seam in seams if seam.above.cell.text and not _is_value(seam.above.cell.text)]
    values = [seam for seam in seams if seam not in labels]
    goes_on = any(seam.below.cell.text for seam in labels)
    if not values or not goes_on or any(_begins_anew(seam) for seam in labels):
        return False
    filled_above = any(seam.above.cell.text for seam in values)
    filled_below = any(seam.below.cell.text for seam in values)
    return filled_above != filled_below and not _has_group_headings(before)


def _has_group_headings(pieces: list[_Piece]) -> bool:
    """Whether below a table's header rows of words stand without a single value, other than the last row."""
    rows = _rows(pieces)[:-1]
    has_values = [_has_values(row) for row in rows]
    return not all(has_values[has_values.index(True) :]) if any(has_values) else False


def _cuts_a_label(seam: _Seam, before: list[_Piece], added: list[_Piece]) -> bool:
    """Whether a label over several rows goes on: blank, or with words that don't begin a label where its own do."""
    above, below = seam.above, seam.below
    spans_rows = (
        below.bottom - below.top > _row_height(added) * 1.5 or above.bottom - above.top > _row_height(before) * 1.5
    )
    if not (spans_rows and _has_values(before)) or not above.cell.text or _is_value(above.cell.text):
        return False
    if _begins_anew(seam):
        return False
    return not below.cell.text or bool(ENUMERATED.match(seam.joined.cell.text))


def _begins_anew(seam: _Seam) -> bool:
    """Whether the words below are a label of their own: numbered, or a total."""
    said = tight(seam.below.cell.text)
    return said in TOTALS or _is_value(said or "…") or bool(ENUMERATED.match(said))


def _row_height(pieces: list[_Piece]) -> float:
    return min(piece.bottom - piece.top for piece in pieces)


def _rows(pieces: list[_Piece]) -> list[list[_Piece]]:
    """Cells grouped by their upper rule, from top to bottom, each row from left to right."""
    rows: list[list[_Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (piece.top, piece.left)):
        if rows and abs(rows[-1][0].top - piece.top) <= ALIGNED:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.left) for row in rows]


def _texts(row: list[_Piece]) -> list[str]:
    return [tight(piece.cell.text) for piece in row]


def _stacked_blocks(pieces: list[_Piece]) -> Iterator[tuple[str, list[_Piece]]]:
    """A row of one cell over the full width opens a block of its own: its text is the block's title."""
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    title = ""
    block: list[_Piece] = []
    for row in _rows(pieces):
        if len(row) == 1 and row[0].left <= left + ALIGNED and row[0].right >= right - ALIGNED:
            if block:
                yield title, block
                title, block = row[0].cell.text, []
            else:
                title = row[0].cell.text or title
        else:
            block += row
    if block:
        yield title, block


def tight(text: str) -> str:
    """Without any white space, for comparing labels.

    >>> tight("总 计")
    '总计'
    """
    return re.sub(r"\s+", "", text)


def _is_value(text: str) -> bool:
    return text in NO_VALUE or cell_number(text) is not None


# one block → one table


@dataclass(frozen=True, slots=True)
class _Lattice:
    """A block's rows and columns: the rules that bound them, and which columns and rows are labels."""

    row_edges: tuple[float, ...]
    column_edges: tuple[float, ...]
    header_rows: int
    label_columns: frozenset[int]

    def rows_of(self, piece: _Piece) -> range:
        return _covered(self.row_edges, piece.top, piece.bottom)

    def columns_of(self, piece: _Piece) -> range:
        return _covered(self.column_edges, piece.left, piece.right)

    def is_label(self, piece: _Piece) -> bool:
        columns = self.columns_of(piece)
        return self.rows_of(piece).start < self.header_rows or all(column in self.label_columns for column in columns)


def _covered(edges: tuple[float, ...], start: float, end: float) -> range:
    """Which intervals between edges lie inside start and end."""
    inside = [
        n for n, (low, high) in enumerate(pairwise(edges)) if start - ALIGNED <= (low + high) / 2 <= end + ALIGNED
    ]
    return range(inside[0], inside[-1] + 1) if inside else range(1)


def _table(stack: tuple[str, list[_Piece]], block: GridBlock, report_id: str, number: int) -> Table | None:
    title, pieces = stack
    lattice = _lattice(pieces)
    if lattice is None:
        return None
    cells = tuple(_cell(piece, pieces, lattice) for row in _rows(pieces) for piece in row)
    boxes = _page_boxes(pieces)
    captions = [caption for one in block.captions if (caption := _without_unit(one))]
    name = title or (captions[-1] if captions else block.section[-1] if block.section else "")
    section = (*block.section, *captions) if captions else block.section
    unit = UNIT.search(" ".join((*block.captions, title)))
    table_id = content_id(report_id, "table", boxes[0].page_number, boxes[0].top, number)
    return Table(table_id, report_id, section, name, unit[1] if unit else None, cells, Place(report_id, boxes))


def _without_unit(caption: str) -> str:
    """What a line above a table says besides its unit; "" where it names only the unit or who filled the table in."""
    rest = UNIT.sub("", caption).strip()
    return "" if rest != caption and COMPILER.match(rest) else rest


def _page_boxes(pieces: list[_Piece]) -> tuple[Box, ...]:
    pages = sorted({piece.cell.box.page_number for piece in pieces})
    return tuple(merged_box(p.cell.box for p in pieces if p.cell.box.page_number == page) for page in pages)


def _lattice(pieces: list[_Piece]) -> _Lattice | None:
    """None where no row could be told from a header: a form without a single value."""
    row_edges = _edges([piece.top for piece in pieces], max(piece.bottom for piece in pieces))
    column_edges = _edges([piece.left for piece in pieces], max(piece.right for piece in pieces))
    bare = _Lattice(row_edges, column_edges, 0, frozenset())
    header_rows = _header_rows(pieces, bare)
    if header_rows >= len(row_edges) - 1:
        return None
    labels = _label_columns(pieces, bare, header_rows)
    return _Lattice(row_edges, column_edges, header_rows, labels)


def _edges(starts: list[float], last: float) -> tuple[float, ...]:
    edges: list[float] = []
    for edge in sorted([*starts, last]):
        if not edges or edge - edges[-1] > ALIGNED:
            edges.append(edge)
    return tuple(edges)


def _header_rows(pieces: list[_Piece], lattice: _Lattice) -> int:
    """How many rows at the top only name columns: all before the first row that holds a value or a code."""
    reach = 1
    for row in _rows(pieces):
        start = lattice.rows_of(row[0]).start
        if any(cell_number(piece.cell.text) or piece.cell.text in NO_VALUE - {""} for piece in row):
            return start
        spans = any(lattice.columns_of(piece).stop - lattice.columns_of(piece).start > 1 for piece in row)
        if start and start >= reach and not spans and _looks_like_body(row):
            return start
        reach = max(reach, *(lattice.rows_of(piece).stop for piece in row))
    return 1


def _looks_like_body(row: list[_Piece]) -> bool:
    """A first label and blank cells behind it: a row of an empty table."""
    return len(row) > 1 and bool(row[0].cell.text) and not any(piece.cell.text for piece in row[1:])


def _label_columns(pieces: list[_Piece], lattice: _Lattice, header_rows: int) -> frozenset[int]:
    """Columns whose cells below the header are words or codes; a table of values alone has none."""
    count = len(lattice.column_edges) - 1
    words, values = [0] * count, [0] * count
    codes: set[int] = set()
    for piece in pieces:
        columns = lattice.columns_of(piece)
        if lattice.rows_of(piece).start < header_rows:
            if tight(piece.cell.text) in CODE_HEADERS:
                codes |= set(columns)
        elif piece.cell.text:
            for column in columns:
                if _is_value(piece.cell.text):
                    values[column] += 1
                else:
                    words[column] += 1
    labels = {column for column in range(count) if words[column] > values[column]} | codes
    if not labels and words[0] == values[0] == 0 and any(values) and not _grouped(pieces, lattice, header_rows):
        labels = {0}
    return frozenset(labels)


def _grouped(pieces: list[_Piece], lattice: _Lattice, header_rows: int) -> bool:
    """Whether a header over several columns begins at the first: then it isn't there to name rows."""
    return any(
        lattice.rows_of(piece).start < header_rows and len(columns) > 1
        for piece in pieces
        if 0 in (columns := lattice.columns_of(piece))
    )


def _cell(piece: _Piece, pieces: list[_Piece], lattice: _Lattice) -> Cell:
    rows, columns = lattice.rows_of(piece), lattice.columns_of(piece)
    label = lattice.is_label(piece)
    box = piece.cell.number_box if not label and piece.cell.text else piece.cell.box
    return Cell(
        rows.start,
        columns.start,
        len(rows),
        len(columns),
        piece.cell.text,
        box,
        label,
        () if label else _row_path(piece, pieces, lattice),
        () if label else _column_path(piece, pieces, lattice),
    )


def _row_path(piece: _Piece, pieces: list[_Piece], lattice: _Lattice) -> tuple[str, ...]:
    """Labels of this row in the nearest run of label columns to the left, from left to right."""
    column, row = lattice.columns_of(piece).start, lattice.rows_of(piece).start
    stub = _label_run(lattice.label_columns, column)
    found = [
        other
        for other in pieces
        if lattice.rows_of(other).start >= lattice.header_rows
        and row in lattice.rows_of(other)
        and any(one in stub for one in lattice.columns_of(other))
        and lattice.is_label(other)
    ]
    return tuple(tight(other.cell.text) for other in sorted(found, key=lambda one: one.left) if tight(other.cell.text))


def _label_run(label_columns: frozenset[int], column: int) -> frozenset[int]:
    """The unbroken run of label columns that ends nearest before a column (side-by-side blocks have one each)."""
    before = [one for one in label_columns if one < column]
    run: set[int] = set()
    one = max(before, default=-1)
    while one in label_columns:
        run.add(one)
        one -= 1
    return frozenset(run)


def _column_path(piece: _Piece, pieces: list[_Piece], lattice: _Lattice) -> tuple[str, ...]:
    """Header cells above this column, from the top."""
    column = lattice.columns_of(piece).start
    above = [
        other
        for other in pieces
        if lattice.rows_of(other).start < lattice.header_rows and column in lattice.columns_of(other)
    ]
    return tuple(tight(other.cell.text) for other in sorted(above, key=lambda one: one.top) if tight(other.cell.text))
