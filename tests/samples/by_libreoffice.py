"""Prints a document with LibreOffice Writer, from a flat OpenDocument file."""

import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from xml.sax.saxutils import escape

from tests.samples.printed import (
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

PROGRAMS = ("soffice", "libreoffice")
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"'
    for name, path in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    )
)
WIDTH, HEIGHT = 595.3, 841.9
"""Of A4, in points."""
SIDES = {Role.TITLE: "center", Role.CAPTION: "center"}


def print_by_libreoffice(document: Document, path: Path) -> None:
    """A PDF as Writer exports it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "report.fodt").write_text(open_document(document), encoding="utf-8")
        command = [_program(), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", "pdf:writer_pdf_Export", "--outdir", name, str(folder / "report.fodt")]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        path.write_bytes((folder / "report.pdf").read_bytes())


def _program() -> str:
    return next(program for program in PROGRAMS if which(program))


def open_document(document: Document) -> str:
    """The document as flat OpenDocument text."""
    habits = document.habits
    body = "".join(_elements(document, habits))
    styles = "".join(_written(style, habits) for style in _paragraph_styles(habits))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {SPACES} office:version="1.2" '
        f'office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:styles>{styles}</office:styles>"
        f"<office:automatic-styles>{_page(habits)}{''.join(_table_styles(document, habits))}</office:automatic-styles>"
        f'<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="page">'
        f"{_foot(habits)}</style:master-page></office:master-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    )


# styles


def _page(habits: Habits) -> str:
    width, height = (HEIGHT, WIDTH) if habits.landscape else (WIDTH, HEIGHT)
    orientation = "landscape" if habits.landscape else "portrait"
    foot = '<style:footer-style><style:header-footer-properties fo:min-height="20pt"/></style:footer-style>'
    return (
        f'<style:page-layout style:name="page"><style:page-layout-properties fo:page-width="{width}pt" '
        f'fo:page-height="{height}pt" fo:margin="{habits.margin}pt" style:print-orientation="{orientation}"/>'
        f"{foot if habits.page_number else ''}</style:page-layout>"
    )


def _foot(habits: Habits) -> str:
    if habits.page_number is None:
        return ""
    number = habits.page_number.format("<text:page-number text:select-page='current'/>")
    return f'<style:footer><text:p text:style-name="foot">{number}</text:p></style:footer>'


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """How a kind of paragraph is set; sizes in points."""

    name: str
    size: float
    side: str = "start"
    indent: float = 0.0
    line: float = 1.0
    """from one line to the next, as a multiple"""
    weight: str = "normal"
    on_new_page: bool = False


def _paragraph_styles(habits: Habits) -> Iterator[ParagraphStyle]:
    for role in Role:
        size = habits.size * {Role.TITLE: 1.4, Role.CAPTION: 1.15}.get(role, 1)
        size = habits.table_size if role is Role.UNIT else size
        indent = 2 * size if role in (Role.HEADING, Role.PARAGRAPH) else 0
        weight = "bold" if role is Role.HEADING else "normal"
        for ends in (False, True):
            name = f"{role}{'-ends' * ends}"
            yield ParagraphStyle(name, size, SIDES.get(role, "start"), indent, 1.5, weight, ends)
    yield ParagraphStyle("unit-alone", habits.table_size, "end", line=1.5)
    yield ParagraphStyle("gap", habits.size, line=1.5)
    yield ParagraphStyle("foot", 10, "center")
    for side in ("start", "center", "end"):
        yield ParagraphStyle(f"cell-{side}", habits.table_size, side)


def _written(style: ParagraphStyle, habits: Habits) -> str:
    latin = habits.font if "Sans" in habits.font else "Liberation Serif"
    before = ' fo:break-before="page"' if style.on_new_page else ""
    return (
        f'<style:style style:name="{style.name}" style:family="paragraph"><style:paragraph-properties '
        f'fo:text-align="{style.side}" fo:text-indent="{style.indent}pt" fo:line-height="{style.line * 100}%" '
        f'fo:margin="0pt"{before}/>'
        f'<style:text-properties fo:font-family="{latin}" style:font-family-asian="{habits.font}" '
        f'fo:font-size="{style.size}pt" style:font-size-asian="{style.size}pt" fo:font-weight="{style.weight}" '
        f'style:font-weight-asian="{style.weight}" fo:language="en" style:language-asian="zh" style:country-asian="CN"/>'
        f"</style:style>"
    )


def _table_styles(document: Document, habits: Habits) -> Iterator[str]:
    room = (HEIGHT if habits.landscape else WIDTH) - 2 * habits.margin
    for number, table in enumerate(document.tables):
        yield (
            f'<style:style style:name="table{number}" style:family="table"><style:table-properties '
            f'style:width="{sum(table.widths) * room:.2f}pt" table:align="center" '
            f'style:may-break-between-rows="true" table:border-model="collapsing"/></style:style>'
        )
        for column, width in enumerate(table.widths):
            yield (
                f'<style:style style:name="table{number}.{column}" style:family="table-column">'
                f'<style:table-column-properties style:column-width="{width * room:.2f}pt"/></style:style>'
            )
    together = "auto" if habits.cuts_rows else "always"
    yield (
        f'<style:style style:name="row" style:family="table-row">'
        f'<style:table-row-properties fo:keep-together="{together}"/></style:style>'
    )
    for name, ground, mode in (("cell", "", ""), ("title", "#c6d9f1", ""), ("upright", "", "tb-rl")):
        coloured = f' fo:background-color="{ground}"' if ground and habits.shaded else ""
        written = f' style:writing-mode="{mode}"' if mode else ""
        yield (
            f'<style:style style:name="{name}" style:family="table-cell"><style:table-cell-properties '
            f'fo:border="0.5pt solid #000000" fo:padding-top="{habits.padding}pt" fo:padding-bottom="{habits.padding}pt" '
            f'fo:padding-left="2pt" fo:padding-right="2pt" style:vertical-align="middle"{coloured}{written}/></style:style>'
        )


# content


def _elements(document: Document, habits: Habits) -> Iterator[str]:
    ends, tables = "", 0
    for block in document.blocks:
        match block:
            case PageEnd():
                ends = "-ends"
                continue
            case Gap():
                yield '<text:p text:style-name="gap"/>' * block.lines
                continue
            case Words():
                yield _words(block, ends)
            case PrintedTable():
                yield "".join(_table(block, tables, habits))
                tables += 1
        ends = ""


def _words(words: Words, ends: str) -> str:
    if words.role is Role.UNIT and not words.beside:
        return f'<text:p text:style-name="unit-alone">{escape(words.text)}</text:p>'
    text = escape(words.text).replace("\n", "<text:line-break/>")
    if words.role is Role.UNIT:
        text = f'{escape(words.beside)}<text:s text:c="20"/>{text}'
    return f'<text:p text:style-name="{words.role}{ends}">{text}</text:p>'


def _table(table: PrintedTable, number: int, habits: Habits) -> Iterator[str]:
    yield f'<table:table table:style-name="table{number}">'
    yield from (
        f'<table:table-column table:style-name="table{number}.{column}"/>' for column in range(len(table.widths))
    )
    repeated = table.header_rows if habits.repeats_header else 0
    if repeated:
        yield "<table:table-header-rows>"
    for row in range(table.row_count):
        if repeated and row == repeated:
            yield "</table:table-header-rows>"
        yield '<table:table-row table:style-name="row">'
        yield from _row(table, row, habits)
        yield "</table:table-row>"
    yield "</table:table>"


def _row(table: PrintedTable, row: int, habits: Habits) -> Iterator[str]:
    """Cells that begin here, and covered ones where others reach."""
    begins = {cell.column: cell for cell in table.cells_of(row)}
    for column in range(len(table.widths)):
        yield _cell(begins[column], habits) if column in begins else "<table:covered-table-cell/>"


def _cell(cell: PrintedCell, habits: Habits) -> str:
    style = "title" if cell.kind is CellKind.TITLE else "cell"
    side = "center"
    if cell.kind is CellKind.LABEL and not habits.centred_labels:
        side = "start"
    elif cell.kind is CellKind.VALUE and cell.key is None:
        side = "end"
    text = escape(cell.text)
    if cell.upright:
        style, side = ("upright" if habits.writes_vertically else "cell"), "center"
        text = text if habits.writes_vertically else "<text:line-break/>".join(map(escape, cell.text))
    spans = f'table:number-rows-spanned="{cell.row_span}" table:number-columns-spanned="{cell.column_span}"'
    return (
        f'<table:table-cell table:style-name="{style}" {spans}>'
        f'<text:p text:style-name="cell-{side}">{text}</text:p></table:table-cell>'
    )
