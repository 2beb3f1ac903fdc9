"""A figure → the texts by which the model knows it: one to embed, one to read beside a question; pure."""

import re

from index.terms import simplified
from ingest.records import Figure

WORDS_BEFORE = 45
"""Characters of a sentence before a number that are embedded with it."""
READ_BEFORE, READ_AFTER = 60, 16
"""Characters of a sentence on either side of a number that are read with it."""
READ_CONTEXT = 40
NUMBER = re.compile(r"\d[\d,，.]*")
HEADING_NUMBER = re.compile(r"^[（(]?[一二三四五六七八九十\d]+[)）]?[、.．]?")
SEPARATOR = " | "


def figure_embedding_text(figure: Figure) -> str:
    """What is counted and in which unit, what narrows it, the heading above it, and the words before its number.

    Neither the report's body nor its year is added, so that a form's cells are embedded once for all reports; numbers
    are left out of the words before.
    """
    names = " ".join(dict.fromkeys(one for one in (figure.label, *figure.row, *figure.column) if one))
    before = _words_before(figure)
    context = figure.context if figure.context not in before else ""
    return _joined(_counted(names, figure), context, _heading(figure), before if before != names else "")


def figure_reading_text(figure: Figure) -> str:
    """What is counted, what narrows it, the heading, and the sentence with the number in brackets: …办理【576件】…."""
    names = " ".join(dict.fromkeys(one for one in (figure.subject, figure.label, *figure.row, *figure.column) if one))
    sentence, start = figure.sentence or "", number_at(figure)
    around = ""
    if start is not None:
        end = start + len(figure.printed)
        before, after = sentence[max(0, start - READ_BEFORE) : start], sentence[end : end + READ_AFTER]
        around = f"{before}【{figure.printed}】{after}"
    context = figure.context[-READ_CONTEXT:] if not around or figure.context not in around else ""
    return _joined(_counted(names, figure), context, _heading(figure), around)


def number_at(figure: Figure) -> int | None:
    """Where a figure's number stands in its sentence, and not as the end of a longer one; None for a cell.

    The words of a number end no digits: 12345两个平台.
    """
    begins = r"(?<!\d)(?<!\d[.,，])" if figure.printed[:1].isdigit() else ""
    found = re.search(begins + re.escape(figure.printed), figure.sentence or "")
    return found.start() if found else None


def _counted(names: str, figure: Figure) -> str:
    return f"{names} {figure.label_english or ''}".strip() + (f"（{figure.unit}）" if figure.unit else "")


def _heading(figure: Figure) -> str:
    return HEADING_NUMBER.sub("", figure.section[-1]) if figure.section else ""


def _words_before(figure: Figure) -> str:
    """What a sentence says before its number; "" for a cell."""
    at = number_at(figure) or 0
    return NUMBER.sub("", (figure.sentence or "")[max(0, at - WORDS_BEFORE) : at])


def _joined(*parts: str) -> str:
    return simplified(SEPARATOR.join(part for part in parts if part))
