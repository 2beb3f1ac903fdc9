"""The second set of invented reports: one contradiction each, and what was planted really stands in the print.

Whether the checks find it is for `python -m benchmarks.contradictions --set second` to say.
"""

from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest

from benchmarks.contradictions import printed_value
from tests.samples import planted
from tests.samples.planted import number
from tests.samples.planted_again import CLAIMS, KINDS, TRAPS, near_miss, phrases, plant
from tests.samples.printers import print_report
from tests.samples.specs import ReportSpec
from tests.test_planted import broken_relations

BY_KIND = [(claim.kind, claim.name) for claim in CLAIMS]


@pytest.mark.parametrize(("kind", "name"), BY_KIND)
def test_planted_report_differs_only_in_what_was_misprinted(kind: str, name: str) -> None:
    """Every line that differs from the report that agrees holds the misprint, or follows from it."""
    for seed in range(0, 48, 8):
        report = plant(seed, kind, name)
        pairs = list(zip(printed_lines(report.agreeing), printed_lines(report.spec), strict=True))
        changed = [new for old, new in pairs if old != new]
        assert 1 <= len(changed) <= 2, f"{seed}: {changed}"
        assert kind == "unit_slip" or any(one in line for line in changed for one in report.slip.wrong)
        assert all(any(one in line for _, line in pairs) for one in report.slip.against)
        assert report.kind == kind
        assert report.slip.against or kind == "period_slip"


@pytest.mark.parametrize("kind", KINDS)
def test_planted_numbers_stand_in_the_print(kind: str, tmp_path: Path) -> None:
    """What contradicts each other can be read on the pages."""
    report = plant(8, kind)
    text = "".join(text_of(report.spec, report.seed, tmp_path))
    assert all(one in text for one in report.numbers)


def test_every_kind_has_phrases_enough() -> None:
    """At least eight each, and none has the name of a claim of the first set."""
    assert all(len(phrases(kind)) >= 8 for kind in KINDS)
    assert len({claim.name for claim in CLAIMS}) == len(CLAIMS)
    assert len({trap.name for trap in TRAPS}) == len(TRAPS)
    first = {(claim.kind, claim.name) for claim in planted.CLAIMS}
    assert not first & set(BY_KIND)


@pytest.mark.parametrize(("kind", "name"), [one for one in BY_KIND if one[0] not in ("unit_slip", "period_slip")])
def test_misprint_has_another_value(kind: str, name: str) -> None:
    """But for slips of units and years, where the digits may be those that it is held against."""
    report = plant(16, kind, name)
    assert report.agreeing != report.spec
    if len(report.slip.against) == 1:
        assert printed_value(report.slip.wrong[0]) != printed_value(report.slip.against[0])


def test_same_seed_gives_the_same_report() -> None:
    """Nothing is random but by the seed."""
    assert plant(71, "growth") == plant(71, "growth")
    assert near_miss(71) == near_miss(71)


def test_reports_without_a_planted_relation_keep_the_form() -> None:
    """The planted ones break a relation of the statutory tables, all others keep them."""
    clean = [near_miss(seed).spec for seed in range(60)]
    assert all(list(broken_relations(spec)) == [] for spec in clean if spec.edition)
    for kind, name in BY_KIND:
        spec = plant(8, kind, name).spec
        broken = bool(spec.edition) and list(broken_relations(spec)) != []
        assert broken == (kind == "form_relation")


def test_clean_budgets_and_accounts_add_up() -> None:
    """The lines of the code table sum to its first row, both sides of the balance to their totals."""
    for seed in range(100):
        for table in near_miss(seed).spec.tables:
            if table.title.endswith(("年度支出决算表", "部门支出预算表")):
                lines = [row for row in table.rows if len(row[0]) == 7]
                for column in (2, 3, 4):
                    assert sum(number(row[column]) for row in lines) == number(table.rows[0][column])
            if table.title.endswith("总表"):
                for column in (1, 3):
                    amounts = [number(row[column] or "0") for row in table.rows]
                    assert sum(amounts[:-3], Decimal(0)) == amounts[-3]
                    assert amounts[-3] + amounts[-2] == amounts[-1]


def text_of(spec: ReportSpec, seed: int, folder: Path) -> list[str]:
    """The text of every page of a printed report, without line breaks."""
    path = folder / "report.pdf"
    print_report(spec, path, seed)
    pages = pypdfium2.PdfDocument(path)
    return ["".join(page.get_textpage().get_text_bounded().split()) for page in pages]


def printed_lines(spec: ReportSpec) -> list[str]:
    """Every heading, paragraph, statutory cell and row of a report, and what stands above its tables."""
    texts = [text for heading, paragraphs in spec.sections for text in (heading, *paragraphs)]
    cells = [f"{key} {text}" for key, text in spec.cells.items()]
    tables = [line for table in spec.tables for line in (f"{table.title} {table.unit}", *map(" | ".join, table.rows))]
    return texts + cells + tables
