"""Invented reports with one contradiction each, and others that only look so: what the checks must and mustn't find.

`python -m benchmarks.contradictions` asks the same of hundreds.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.contradictions import judge, printed_value
from tests.samples.planted import (
    CLAIMS,
    COLUMNS,
    DISPUTE_RESULTS,
    KINDS,
    PERSONS,
    TRAPS,
    NearMiss,
    Planted,
    near_miss,
    phrases,
    plant,
)
from tests.samples.specs import ReportSpec

SAMPLE = (
    ("parts_and_total", "list of website"),
    ("table_sum", "小计 and 总计 of groups"),
    ("form_relation", "一 + 二 = （七） + 四"),
    ("text_and_table", "licences in words: 全年作出行政许可处理决定{0}件。"),
    ("said_twice", "disclosed twice"),
    ("growth", "growth of an item"),
    ("period_slip", "statistics of last year"),
    ("unit_slip", "fees in 元"),
)
"""One phrase of each kind."""
CLEAN_SEEDS = (41, 42, 43, 47)


@pytest.mark.parametrize(("kind", "phrase"), SAMPLE)
def test_planted_contradiction_is_found_and_named(kind: str, phrase: str, tmp_path: Path) -> None:
    """A failed check holds the misprinted number against what denies it, under the kind that was planted."""
    verdict = judge(plant(8, kind, phrase), tmp_path)
    assert verdict.found, f"not found: {verdict.planted and verdict.planted.slip.told}"
    assert verdict.named, f"found as {verdict.hits}"


@pytest.mark.parametrize(("kind", "phrase"), SAMPLE)
def test_nothing_else_is_found_beside_a_planted_contradiction(kind: str, phrase: str, tmp_path: Path) -> None:
    """The rest of the report agrees with itself."""
    assert judge(plant(8, kind, phrase), tmp_path).false_alarms == ()


@pytest.mark.parametrize("seed", CLEAN_SEEDS)
def test_what_only_looks_like_a_contradiction_raises_no_alarm(seed: int, tmp_path: Path) -> None:
    """Other scopes, other periods, rounding, parts that don't claim to be all."""
    verdict = judge(near_miss(seed), tmp_path)
    assert verdict.false_alarms == (), f"of {verdict.traps}"


# the exam itself


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: f"{claim.kind} {claim.name}")
def test_planted_report_differs_only_in_what_was_misprinted(claim: tuple[str, str]) -> None:
    """Every line that differs from the report that agrees holds the misprint, or follows from it."""
    kind, name = claim[:2]
    for seed in range(0, 48, 8):
        planted = plant(seed, kind, name)
        pairs = list(zip(printed_lines(planted.agreeing), printed_lines(planted.spec), strict=True))
        changed = [new for old, new in pairs if old != new]
        assert 1 <= len(changed) <= 2
        assert any(one in line for line in changed for one in planted.slip.wrong)
        assert all(any(one in line for _, line in pairs) for one in planted.slip.against)


def test_every_kind_has_phrases_enough() -> None:
    """At least four wordings each, so that no check can learn one by heart."""
    assert all(len(phrases(kind)) >= 4 for kind in KINDS)
    assert len({claim.name for claim in CLAIMS}) == len(CLAIMS)
    assert len({trap.name for trap in TRAPS}) == len(TRAPS)


def test_misprint_of_a_number_has_another_value() -> None:
    """But for slips of units, where only the unit is wrong, and of years."""
    for kind in set(KINDS) - {"unit_slip", "period_slip"}:
        for phrase in phrases(kind):
            slip = plant(8, kind, phrase).slip
            if "the other way" not in phrase:
                assert printed_value(slip.wrong[0]) != printed_value(slip.against[0]) or len(slip.against) > 1


def test_same_seed_gives_the_same_report() -> None:
    """Nothing is random but by the seed."""
    assert plant(71, "growth") == plant(71, "growth")
    assert near_miss(71) == near_miss(71)


def test_reports_without_a_planted_relation_keep_the_form() -> None:
    """一 + 二 = （七） + 四, the results sum to （七）, every 总计 is the sum of its parts; the planted ones break one."""
    for spec in annual_specs():
        assert list(broken_relations(spec)) == []
    for phrase in phrases("form_relation"):
        assert list(broken_relations(plant(8, "form_relation", phrase).spec)) != []


def annual_specs() -> Iterator[ReportSpec]:
    """Clean reports, and planted ones whose form agrees."""
    reports: list[Planted | NearMiss] = [near_miss(seed) for seed in range(60)]
    reports += [plant(seed, kind) for kind in KINDS if kind != "form_relation" for seed in range(0, 160, 8)]
    return (report.spec for report in reports if report.spec.edition)


def broken_relations(spec: ReportSpec) -> Iterator[str]:
    """Which relations of the statutory tables the cells of a report don't keep."""
    cells = {key: int(text) for key, text in spec.cells.items() if key.startswith(("applications.", "disputes."))}
    rows = {
        key.removeprefix("applications.").rpartition(f".{column}")[0] for key in cells for column in ("person",)
    } - {""}
    for row in rows:
        if cells[f"applications.{row}.total"] != sum(cells[f"applications.{row}.{column}"] for column in PERSONS):
            yield f"{row} across"
    for column in COLUMNS:
        received, carried_in, done, carried_out = (
            cells[f"applications.{row}.{column}"] for row in ("received", "carried_in", "result.total", "carried_out")
        )
        results = [row for row in rows if row.startswith("result.") and row != "result.total"]
        if received + carried_in != done + carried_out:
            yield f"balance of {column}"
        if done != sum(cells[f"applications.{row}.{column}"] for row in results):
            yield f"results of {column}"
    for kind in ("reconsideration", "litigation.direct", "litigation.after"):
        if cells[f"disputes.all.{kind}.total"] != sum(
            cells[f"disputes.all.{kind}.{result}"] for result in DISPUTE_RESULTS
        ):
            yield f"{kind}"


def printed_lines(spec: ReportSpec) -> list[str]:
    """Every paragraph, statutory cell and row of a report."""
    texts = [text for _, paragraphs in spec.sections for text in paragraphs]
    cells = [f"{key} {text}" for key, text in spec.cells.items()]
    return texts + cells + [" | ".join(row) for table in spec.tables for row in table.rows]
