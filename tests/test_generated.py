"""A few invented reports, printed and read back: every cell as printed, every statutory number under its form's key."""

from pathlib import Path

import pytest

from benchmarks.generated import measure
from tests.samples.forms import APPLICATION_COLUMNS
from tests.samples.invented import annual_report
from tests.samples.printers import PrinterAbsent, print_report, printers_here

PRINTED = {
    "2019 form, printed for 2021, header repeated": 101,
    "2019 form, blocks apart, rules as lines": 109,
    "2021 form, broken twice, pages end without a rule": 118,
    "2021 form, header repeated, brackets of ASCII": 133,
    "2021 form, merged label over a page's end": 140,
    "budget on wide pages, rows cut in two": 111,
    "budget, header repeated": 153,
}
"""Seeds by what their pages show."""


@pytest.mark.parametrize("seed", PRINTED.values(), ids=PRINTED)
def test_every_cell_is_read_as_printed(seed: int, tmp_path: Path) -> None:
    """Row labels, column labels, text and key of every cell are read, and nothing else is."""
    outcome = measure(seed, "reportlab", tmp_path)
    assert outcome.is_right, "\n".join((outcome.summary, *outcome.differences()))


def test_a_seed_always_prints_the_same(tmp_path: Path) -> None:
    """Two prints of one seed are equal, byte by byte."""
    prints = []
    for number in range(2):
        path = tmp_path / f"{number}.pdf"
        print_report(annual_report(5), path, 5)
        prints.append(path.read_bytes())
    assert prints[0] == prints[1]


@pytest.mark.parametrize("seed", range(0, 60, 4))
def test_an_invented_table_keeps_the_forms_relations(seed: int) -> None:
    """一 + 二 = （七）总计 + 四 in every column; 总计 = 自然人 + the five kinds of organisation in every row."""
    texts = annual_report(seed).cells
    table = {
        (row, column): int(texts.get(f"applications.{row}.{column}", "0").strip("/—") or 0)
        for row in ("received", "carried_in", "result.total", "carried_out")
        for column, _ in APPLICATION_COLUMNS
    }
    for column, _ in APPLICATION_COLUMNS:
        came, left = ("received", "carried_in"), ("result.total", "carried_out")
        assert sum(table[row, column] for row in came) == sum(table[row, column] for row in left)
    for row in ("received", "carried_in", "result.total", "carried_out"):
        parts = [table[row, column] for column, _ in APPLICATION_COLUMNS if column != "total"]
        assert table[row, "total"] == sum(parts)


def test_a_printer_that_is_not_here_is_named(tmp_path: Path) -> None:
    """An absent printer is an error of its own that says which printers there are."""
    with pytest.raises(PrinterAbsent, match="reportlab"):
        print_report(annual_report(5), tmp_path / "report.pdf", 5, "quill")
    assert "reportlab" in printers_here()
