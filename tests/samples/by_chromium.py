"""Prints a document with Chromium, from a web page."""

import subprocess
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path
from shutil import which

from tests.samples.printed import (
    Block,
    CellKind,
    Document,
    Gap,
    Habits,
    PageEnd,
    PrintedCell,
    PrintedTable,
    Role,
    Words,
)

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
TAGS = {Role.TITLE: "h1", Role.HEADING: "h2", Role.PARAGRAPH: "p", Role.CAPTION: "h3", Role.UNIT: "div"}
STYLE = """
@page {{ size: A4 {orientation}; margin: {margin}pt; {foot} }}
body {{ margin: 0; font: {size}pt/1.6 "{font}"; }}
h1 {{ font-size: {size_title}pt; text-align: center; font-weight: normal; }}
h2 {{ font-size: {size}pt; text-indent: 2em; margin: 0; }}
h3 {{ font-size: {size_caption}pt; text-align: center; margin: 0; }}
p {{ text-indent: 2em; margin: 0; text-align: justify; overflow-wrap: anywhere; }}
.unit {{ font-size: {table_size}pt; display: flex; justify-content: space-between; }}
table {{ width: 100%; table-layout: fixed; border-collapse: collapse; font-size: {table_size}pt;
  line-height: 1.3; }}
td {{ border: 0.5pt solid black; height: {line}pt; padding: {padding}pt 2pt; text-align: center; overflow-wrap: normal; }}
tr {{ break-inside: {inside}; }}
td.label {{ text-align: {label_side}; }}
td.money {{ text-align: right; }}
td.title {{ background: {ground}; }}
td.upright {{ {upright} }}
.ends {{ break-before: page; }}
"""


def print_by_chromium(document: Document, path: Path) -> None:
    """A PDF as a browser's print command makes it."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        page.write_text(web_page(document), encoding="utf-8")
        command = [*(_program(), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")]
        command += [f"--user-data-dir={folder}/profile", f"--print-to-pdf={path.resolve()}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=120)


def _program() -> str:
    return next(program for program in PROGRAMS if which(program))


def web_page(document: Document) -> str:
    """The document as a web page."""
    body = "\n".join(_elements(document.blocks, document.habits))
    head = f"<meta charset='utf-8'><title>{escape(document.title)}</title><style>{_style(document.habits)}</style>"
    return f"<!doctype html><html lang='zh-CN'><head>{head}</head><body>{body}</body></html>"


def _style(habits: Habits) -> str:
    before, _, after = (habits.page_number or "").partition("{}")
    number = f"@bottom-center {{ content: '{before}' counter(page) '{after}'; font-size: 10pt; }}"
    return STYLE.format(
        orientation="landscape" if habits.landscape else "portrait",
        margin=habits.margin,
        foot=number if habits.page_number else "",
        size=habits.size,
        size_title=habits.size * 1.4,
        size_caption=habits.size * 1.15,
        font=habits.font,
        table_size=habits.table_size,
        padding=habits.padding,
        inside="auto" if habits.cuts_rows else "avoid",
        line=habits.table_size * 1.3,
        label_side="center" if habits.centred_labels else "left",
        ground="#c6d9f1" if habits.shaded else "none",
        upright="writing-mode: vertical-rl; text-align: center;" if habits.writes_vertically else "",
    )


def _elements(blocks: tuple[Block, ...], habits: Habits) -> Iterator[str]:
    ends = ""
    for block in blocks:
        match block:
            case PageEnd():
                ends = " class='ends'"
                continue
            case Gap():
                yield f"<div style='height: {block.lines * 1.6}em'></div>"
                continue
            case Words(role=Role.UNIT):
                yield f"<div class='unit'><span>{escape(block.beside)}</span><span>{escape(block.text)}</span></div>"
            case Words():
                tag = TAGS[block.role]
                yield f"<{tag}{ends}>{escape(block.text).replace(chr(10), '<br>')}</{tag}>"
            case PrintedTable():
                yield "".join(_table(block, habits))
        ends = ""


def _table(table: PrintedTable, habits: Habits) -> Iterator[str]:
    yield f"<table style='width: {sum(table.widths) * 100:.2f}%'><colgroup>"
    yield from (f"<col style='width: {width * 100:.3f}%'>" for width in table.widths)
    yield "</colgroup>"
    repeated = table.header_rows if habits.repeats_header else 0
    for part, rows in (("thead", range(repeated)), ("tbody", range(repeated, table.row_count))):
        if rows:
            yield f"<{part}>"
            yield from (line for row in rows for line in _row(table, row, habits))
            yield f"</{part}>"
    yield "</table>"


def _row(table: PrintedTable, row: int, habits: Habits) -> Iterator[str]:
    ends = row == table.page_ends_before and not habits.cuts_rows and not _crossed(table, row)
    yield "<tr class='ends'>" if ends else "<tr>"
    yield from (_cell(cell, habits) for cell in table.cells_of(row))
    yield "</tr>"


def _crossed(table: PrintedTable, row: int) -> bool:
    """Whether a cell reaches over the row's upper side: Chromium then sets text beside its cell, as no page of a body is."""
    return any(cell.row < row < cell.row + cell.row_span for cell in table.cells)


def _cell(cell: PrintedCell, habits: Habits) -> str:
    classes = [cell.kind.value]
    if cell.kind is CellKind.VALUE and cell.key is None:
        classes.append("money")
    text = escape(cell.text)
    if cell.upright:
        classes.append("upright")
        text = text if habits.writes_vertically else "<br>".join(map(escape, cell.text))
    spans = f"rowspan={cell.row_span} colspan={cell.column_span}"
    return f"<td {spans} class='{' '.join(classes)}'>{text}</td>"
