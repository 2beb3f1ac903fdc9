"""A reply → questions near it that its report answers: each was asked and got an answer from that report."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from bot.records import Citation, Language, Reply, Status
from ingest.records import Figure, Measure, Report

MOST_RELATED = 3
MOST_TRIED = 15
"""A question takes some tenth of a second; somebody waits."""
LONGEST_THING = 24
"""characters: longer labels make no question that anybody would ask"""
SHORTEST_THING = 4
NUMBERING = re.compile(r"^(?:[（(]?[一二三四五六七八九十\d]+[)）、.．]\s*)+")
ASKABLE = re.compile(r"[\u3400-\u9fff“”A-Za-z0-9]+")
"""A label with other signs (an ellipsis, brackets) is a piece of a sentence, no name."""
OTHERS = ("其他", "其它", "other")


def related_questions(
    reply: Reply, figures: Iterable[Figure], report: Report, answer: Callable[[str], Reply], with_publisher: bool
) -> tuple[str, ...]:
    """Up to three questions on a report's figures, those nearest to what the reply cites first."""
    found: list[str] = []
    for number, question in enumerate(_candidates(reply, figures, report, with_publisher)):
        if len(found) == MOST_RELATED or number == MOST_TRIED:
            break
        got = answer(question)
        if got.status is Status.ANSWERED and got.figures and got.citations[0].report_id == report.id:
            found.append(question)
    return tuple(found)


def _candidates(reply: Reply, figures: Iterable[Figure], report: Report, with_publisher: bool) -> Iterator[str]:
    """Questions on different things: of those that begin or end alike (行政处罚职权, 行政给付职权) the nearest."""
    cited = reply.citations[0]
    said = {ending for figure in reply.figures for ending in _endings(_thing_of(figure.label))}
    for figure in sorted(figures, key=lambda figure: _distance(figure, cited)):
        thing = "" if figure.place.boxes[0] in cited.boxes else _thing(figure, reply.language)
        fits = figure.measure is Measure.COUNT and not figure.cumulative and not thing.startswith(OTHERS)
        if not thing or not fits or _endings(thing) & said:
            continue
        said |= _endings(thing)
        yield _question(figure, thing, report, reply.language, with_publisher)


def _endings(thing: str) -> set[str]:
    return {f"{thing[:2]}…", f"…{thing[-2:]}"} if thing.isascii() is False else {thing} - {""}


def _distance(figure: Figure, cited: Citation) -> tuple[bool, bool, int, float, str]:
    """Noughts last; then the same sort of place first (a table's cell, a sentence), then by nearness on paper."""
    box, place = figure.place.boxes[0], cited.boxes[0]
    pages = abs(box.page_number - place.page_number)
    other_sort = (cited.table is None) != (figure.table_id is None)
    return figure.value == 0, other_sort, pages, abs(box.top - place.top), figure.id


def _thing(figure: Figure, language: Language) -> str:
    """What a figure counts, in words that make a question; "" where there are none."""
    if language is Language.ENGLISH:
        names = (figure.label_english or "").split(" | ")[0]
        return names.split(", ")[0] if figure.default_column else ""
    if figure.table_id is None:
        return _thing_of(figure.label)
    return _thing_of(figure.row[-1]) if figure.row and figure.default_column else ""


def _thing_of(label: str) -> str:
    """A label without its number in a list, where it can be asked for by name.

    >>> _thing_of("（五）重复申请"), _thing_of("在“法治”公众号中主动公开…信息"), _thing_of("其他")
    ('重复申请', '', '')
    """
    thing = NUMBERING.sub("", label).strip()
    fits = SHORTEST_THING <= len(thing) <= LONGEST_THING and ASKABLE.fullmatch(thing)
    return thing if fits else ""


def _question(figure: Figure, thing: str, report: Report, language: Language, with_publisher: bool) -> str:
    if language is Language.ENGLISH:
        of_whom = f" of {report.publisher}" if with_publisher else ""
        in_year = f" in {report.year}" if report.year else ""
        return f"{thing[:1].upper()}{thing[1:]}{of_whom}{in_year}: how many?"
    whose = report.publisher if with_publisher else ""
    when = f"{report.year}年" if report.year else ""
    return f"{whose}{when}{thing}有多少{figure.unit or ''}？"


def nearest_text(quote: str, passages: Sequence[str]) -> str:
    """The passage that holds a quote, white space apart; the quote itself where none does.

    >>> nearest_text("二 三", ["一二三四", "五"])
    '一二三四'
    """
    wanted = "".join(quote.split())
    return next((text for text in passages if wanted and wanted in "".join(text.split())), quote)
