"""Prints invented reports as PDFs by the programs that bodies use, as far as these are installed."""

import shutil
from collections.abc import Callable
from pathlib import Path

from tests.samples import by_chromium, by_libreoffice
from tests.samples.by_reportlab import print_by_reportlab
from tests.samples.documents import document
from tests.samples.printed import Document
from tests.samples.specs import ReportSpec

PRINTERS: dict[str, tuple[Callable[[Document, Path], None], tuple[str, ...]]] = {
    "reportlab": (print_by_reportlab, ()),
    "chromium": (by_chromium.print_by_chromium, by_chromium.PROGRAMS),
    "libreoffice": (by_libreoffice.print_by_libreoffice, by_libreoffice.PROGRAMS),
}
"""What prints, and the names under which its program may be found; none where it is a library of ours."""


class PrinterAbsent(Exception):
    """The program isn't installed here."""


def printers_here() -> tuple[str, ...]:
    """The printers whose programs are installed."""
    return tuple(name for name, (_, programs) in PRINTERS.items() if not programs or any(map(shutil.which, programs)))


def print_report(spec: ReportSpec, path: Path, seed: int, printer: str = "reportlab") -> Document:
    """Writes a PDF and gives what was printed, cell by cell; the seed decides the body's habits.

    Raises PrinterAbsent where the printer's program isn't installed.
    """
    if printer not in printers_here():
        here = ", ".join(printers_here())
        raise PrinterAbsent(f"printer {printer!r} isn't here, only {here}; install its program or name another")
    printed = document(spec, seed)
    PRINTERS[printer][0](printed, path)
    return printed
