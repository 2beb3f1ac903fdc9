"""What is kept of a report comes back equal."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.archive import from_json, to_json
from ingest.records import Box, Figure, Measure, Passage, Reading, Report, ReportKind, Table, UnitSource
from tests.fakes import reading

ONE = reading("沙坡头区司法局", 2020, ["受理案件576件。"], {"法律援助案件": "576", "行政复议": "6"}, ["司法局"])
TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
WORDS = st.lists(TEXT, max_size=3).map(tuple)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False)
BOXES = st.builds(Box, st.integers(1, 2000), *[st.floats(-1e4, 1e4, allow_nan=False)] * 4)
PLACES = st.lists(BOXES, min_size=1, max_size=3).map(lambda boxes: replace(ONE.passages[0].place, boxes=tuple(boxes)))


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """A report whose texts, numbers and places are anything."""
    report = replace(
        ONE.report,
        title=draw(TEXT),
        year=draw(st.none() | st.integers(1900, 2100)),
        kind=draw(st.sampled_from(ReportKind)),
        url=draw(st.none() | TEXT),
    )
    passage = replace(ONE.passages[0], text=draw(TEXT), section=draw(WORDS), place=draw(PLACES))
    figure = replace(
        ONE.figures[0],
        printed=draw(TEXT),
        value=draw(NUMBERS),
        unit=draw(st.none() | TEXT),
        unit_source=draw(st.sampled_from(UnitSource)),
        measure=draw(st.sampled_from(Measure)),
        approximate=draw(st.booleans()),
        row=draw(WORDS),
        sentence=draw(st.none() | TEXT),
        also=draw(WORDS),
        place=draw(PLACES),
    )
    cell = replace(ONE.tables[0].cells[0], text=draw(TEXT), column=draw(WORDS), box=draw(BOXES))
    table = replace(ONE.tables[0], unit=draw(st.none() | TEXT), cells=(cell,) * draw(st.integers(0, 2)))
    check = replace(ONE.checks[0], expected=draw(NUMBERS), passed=draw(st.booleans()))
    return Reading(report, draw(WORDS), (passage,), (table,), (figure,), (check,))


@given(readings())
def test_any_reading_comes_back(one: Reading) -> None:
    """A reading comes back equal, every number with as many digits as it had."""
    back = from_json(to_json(one), Reading)
    assert back == one
    assert str(back.figures[0].value) == str(one.figures[0].value)


@given(readings())
def test_equal_readings_are_equal_bytes(one: Reading) -> None:
    """Written twice, or read and written again, a reading is the same bytes."""
    assert to_json(one) == to_json(from_json(to_json(one), Reading))


def test_the_sample_comes_back(sample: Reading) -> None:
    """The whole sample report comes back equal, and its tuples are tuples."""
    back = from_json(to_json(sample), Reading)
    assert back == sample
    assert isinstance(back.figures[0].section, tuple)


def test_single_records_come_back() -> None:
    """A report, a passage, a table, a figure and a tuple of boxes come back by themselves."""
    assert from_json(to_json(ONE.report), Report) == ONE.report
    assert from_json(to_json(ONE.passages[0]), Passage) == ONE.passages[0]
    assert from_json(to_json(ONE.tables[0]), Table) == ONE.tables[0]
    assert from_json(to_json(ONE.figures[0]), Figure) == ONE.figures[0]
    boxes = ONE.passages[0].place.boxes
    assert from_json(to_json(boxes), tuple[Box, ...]) == boxes


def test_numbers_stay_decimal() -> None:
    """0.50 is not 0.5, and no number passes through binary fractions."""
    figure = replace(ONE.figures[0], value=Decimal("0.50"))
    assert str(from_json(to_json(figure), Figure).value) == "0.50"
    assert b'"0.50"' in to_json(figure)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"report": 5}', '"reading"', "null"])
def test_other_texts_are_refused(text: str) -> None:
    """A text that no reading was written as is refused with the record's name."""
    with pytest.raises(ValueError, match="not a stored Reading: "):
        from_json(text, Reading)


def test_a_missing_field_is_refused() -> None:
    """A figure without its place is refused, naming the field."""
    with pytest.raises(ValueError, match=r"not a stored Box: .*bottom"):
        from_json('{"page_number":1,"x0":0,"top":0,"x1":0}', Box)


def test_a_place_without_boxes_is_refused() -> None:
    """What can't be built can't be read either."""
    place = to_json(ONE.passages[0].place)
    with pytest.raises(ValueError, match="needs at least one box"):
        from_json(place.replace(place[place.index(b"[") :], b"[]}"), type(ONE.passages[0].place))
