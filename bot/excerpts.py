"""Passages → the words that answer: the shortest run of whole sentences that fits."""

import re
from dataclasses import dataclass, replace

from bot.in_kind import answers_in_kind, counts_as_asked, goes_on_in_kind, listed_things, only_asks, weights_in_kind
from bot.matching import Fit, Weights, fit_text
from bot.records import Question, Sought
from bot.sections import Stretch, is_of_problems, told_in_section
from index.terms import normalise
from ingest.forms import bare_label
from ingest.passages import sentence_spans
from ingest.records import Box, Passage, Report

LONGEST_ANSWER = 560
"""Characters of an answer in words; the reply's form allows 600."""
FULL_STOPS = "。！？"
CONTENTS = 3
"""Headings that a sentence names to be a table of contents, which answers nothing."""
HEADING_FITS = 0.66
"""Share of a question that a heading must cover to answer with what stands below it."""
LENGTH_COSTS = 0.1
"""Taken off a sentence of 300 characters: of two that fit alike, the shorter one answers."""
ASKS_LIST = re.compile(r"哪些|哪几|有什么|\bwhich\b|\blist\b|what are", re.IGNORECASE)
MOST_PARTS = 6
"""Citations of an answer at most."""
SHORT_SECTION = (5, 260)
"""Paragraphs (an answer has six citations at most) and characters of a section that is shown whole."""
LIST_GOES_ON = 130
"""Characters that are shown behind the sentence that fits where a list is asked for."""
LIST_BEGINS = re.compile(r"[：:]\s*(?:[（(]?[1一][）)]?[.．、]?\s*[^。；]{2,60}[；;]?)?\s*$")
ITEM = re.compile(r"[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]?[.．、]?\s*\S")
LEANS = re.compile(r"^\s*(?:其中|主要(?:用于|原因|是)|原因|具体|包括|即|同时|为此)")
"""Openings of sentences that say nothing without the one before."""
WHOLE_PARAGRAPH = 300
"""Characters of a paragraph that is shown from its beginning where a later sentence leans on it."""
ANSWERS_IN_KIND = 0.3
"""Put to a sentence that names a person where a person is asked for, a date where a date is."""
COUNTS_AS_ASKED = 0.15
"""Put to a sentence that says how many things its list has, where that many are asked for."""
SPEAKS_OF_LISTED = 0.15
"""Put to a sentence that itself names what a list is asked of."""


@dataclass(frozen=True, slots=True)
class ExcerptPart:
    """Whole sentences of one passage."""

    passage: Passage
    text: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The words that answer and how they fit."""

    parts: tuple[ExcerptPart, ...]
    fit: Fit


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of a passage and how it fits."""

    passage: Passage
    start: int
    end: int
    fit: Fit

    @property
    def text(self) -> str:
        return self.passage.text[self.start : self.end].strip()


def best_excerpt(
    question: Question,
    passages: tuple[Passage, ...],
    rank: dict[str, int],
    weights: Weights,
    reports: dict[str, Report],
) -> Excerpt | None:
    """The sentence that fits best; all that stands under a heading where the heading itself is what is asked for."""
    weights = weights_in_kind(question, weights, frozenset(report.publisher for report in reports.values()))
    held = tuple(passage for passage in passages if _may_answer(question, passage, reports))
    if told := _told_of_problems(question, held, weights, reports):
        return told
    under_heading = _under_heading(question, held, weights)
    sentences = [one for one in _sentences(question, held, weights, reports) if _in_period(question, one, reports)]
    if not sentences:
        return under_heading
    best = _best_in_kind(question, sentences, rank)
    if best is None:
        return None
    if under_heading and under_heading.fit.coverage >= best.fit.own and _in_kind(question, under_heading):
        return under_heading
    if asks_list(question) and Sought.MEANING not in question.sought and (whole := _short_section(best.passage, held)):
        return Excerpt(tuple(ExcerptPart(one, one.text, one.place.boxes) for one in whole), best.fit)
    start, end = _whole_sentence(best)
    if asks_list(question):
        end = _list_end(best.passage.text, end)
    text = best.passage.text[start:end].strip()
    parts = [ExcerptPart(best.passage, text, _boxes(best.passage, start, end))]
    if asks_list(question) and end >= len(best.passage.text.rstrip()):
        parts += [ExcerptPart(one, one.text, one.place.boxes) for one in _items_after(best.passage, held)]
    return Excerpt(tuple(parts), best.fit)


def _best_in_kind(question: Question, sentences: list[_Sentence], rank: dict[str, int]) -> _Sentence | None:
    """The sentence that fits best, or the one beside it that says what is asked of it (原因是… behind 行政运行…)."""
    ranked = sorted(sentences, key=lambda one: _order(question, one, rank), reverse=True)
    best = ranked[0]
    if answers_in_kind(question, best.text):
        return best
    anywhere = Sought.MEANING in question.sought
    beside = (
        one
        for one in ranked
        if (anywhere or one.passage is best.passage) and one.fit.coverage >= best.fit.coverage - BESIDE
    )
    return next((one for one in beside if goes_on_in_kind(question, one.text)), None)


BESIDE = 0.25
"""What naming its things in the sentence before costs a sentence, at most."""


def _in_kind(question: Question, excerpt: Excerpt) -> bool:
    return any(answers_in_kind(question, part.text) for part in excerpt.parts)


def _told_of_problems(
    question: Question, passages: tuple[Passage, ...], weights: Weights, reports: dict[str, Report]
) -> Excerpt | None:
    """What the newest report that can answer says in its section of problems and improvements, as asked."""
    asked = question.sought & {Sought.PROBLEMS, Sought.IMPROVEMENTS}
    if not asked:
        return None
    told: list[tuple[float, int, str, list[Stretch]]] = []
    for report_id in sorted({passage.report_id for passage in passages}):
        section = [one for one in passages if one.report_id == report_id and is_of_problems(one)]
        share = _share_told(question, section, weights, reports[report_id])
        if (stretches := told_in_section(section, asked)) and share >= SECTION_FITS:
            told.append((share, reports[report_id].year or 0, report_id, stretches))
    if not told:
        return None
    share, _, _, stretches = max(told, key=lambda one: (round(one[0], 2), *one[1:3]))
    return Excerpt(_shortened(question, stretches, weights), Fit(share, share, (), 1.0))


def _share_told(question: Question, section: list[Passage], weights: Weights, report: Report) -> float:
    """Share of a question's own things that a section of problems speaks of; 1 where it only asks for the section."""
    terms = tuple(
        term
        for term in question.terms
        if not only_asks(term, question) and EVERY_SECTION.isdisjoint((term.said, *term.alternatives[:1]))
    )
    own = Weights({term.said: weights.of[term.said] for term in terms}, weights.unknown)
    if not terms or own.total < LITTLE_ASKED:
        return 1.0
    text = "\n".join((report.title, *(one.text for one in section)))
    return fit_text(replace(question, terms=terms), text, "", (), own).coverage


SECTION_FITS = 0.6
LITTLE_ASKED = 0.2
"""Weight below which nothing is asked of a section but what it holds."""
EVERY_SECTION = frozenset("公开 信息公开 政府信息公开 政务公开 信息 政府信息 工作 报告 年度报告 年报".split())
"""What every section of problems is about."""


def _shortened(question: Question, stretches: list[Stretch], weights: Weights) -> tuple[ExcerptPart, ...]:
    """All of it, or where that is too long its sentences that fit best, in their order."""
    pieces = [
        (passage, start + from_, start + to)
        for passage, start, end in stretches
        for from_, to in _full_sentences(passage.text[start:end])
    ]
    fits = [fit_text(question, one[0].text[one[1] : one[2]], "", (), weights).own for one in pieces]
    kept: list[int] = []
    for number in sorted(range(len(pieces)), key=lambda one: (-round(fits[one], 2), one)):
        length = sum(pieces[one][2] - pieces[one][1] for one in (*kept, number))
        if length <= LONGEST_ANSWER or not kept:
            kept.append(number)
    joined: list[Stretch] = []
    for passage, start, end in (pieces[one] for one in sorted(kept)):
        if joined and joined[-1][0] is passage and joined[-1][2] == start:
            joined[-1] = (passage, joined[-1][1], end)
        else:
            joined.append((passage, start, end))
    return tuple(
        ExcerptPart(passage, passage.text[start:end].strip()[:LONGEST_ANSWER], _boxes(passage, start, end))
        for passage, start, end in joined[:MOST_PARTS]
    )


def _full_sentences(text: str) -> list[tuple[int, int]]:
    """From full stop to full stop."""
    return [match.span() for match in re.finditer(rf"[^{FULL_STOPS}]+[{FULL_STOPS}]*\s*", text)]


def asks_list(question: Question) -> bool:
    """Whether several things are asked for by name: 哪些, which."""
    return bool(question.sought & {Sought.LIST, Sought.BODY}) or bool(ASKS_LIST.search(normalise(question.text)))


def list_items(found: tuple[Passage, ...], every: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """Of a report's passages those that aren't found themselves and continue a list that a found one begins."""
    return tuple(item for one in found for item in _items_after(one, every) if item not in found)


def _items_after(passage: Passage, passages: tuple[Passage, ...]) -> list[Passage]:
    """The numbered paragraphs with which a list goes on behind a passage that begins it (具体包括：1. …)."""
    if not LIST_BEGINS.search(passage.text):
        return []
    by_ordinal = {one.ordinal: one for one in passages if one.report_id == passage.report_id}
    items: list[Passage] = []
    for ordinal in range(passage.ordinal + 1, passage.ordinal + SHORT_SECTION[0]):
        item = by_ordinal.get(ordinal)
        if item is None or not ITEM.match(item.text):
            break
        items.append(item)
    return items


def _whole_sentence(sentence: _Sentence) -> tuple[int, int]:
    """From full stop to full stop: the parts of an enumeration (一是……；二是……) are one answer."""
    text = sentence.passage.text
    start = max(text.rfind(stop, 0, sentence.start) + 1 for stop in FULL_STOPS)
    ends = [at + 1 for at in (text.find(stop, sentence.end - 1) for stop in FULL_STOPS) if at >= 0]
    end = min(ends, default=len(text))
    if LEANS.match(text[start:end]) and start:
        before = max(text.rfind(stop, 0, start - 1) + 1 for stop in FULL_STOPS)
        start = 0 if end <= WHOLE_PARAGRAPH else before
    return (start, end) if end - start <= LONGEST_ANSWER else (sentence.start, sentence.end)


def _sentences(
    question: Question, passages: tuple[Passage, ...], weights: Weights, reports: dict[str, Report]
) -> list[_Sentence]:
    """Every sentence but tables of contents, which name everything and answer nothing."""
    headings = {bare_label(passage.section[0]) for passage in passages if passage.section}
    found = []
    for passage in passages:
        for start, end in sentence_spans(passage.text):
            sentence = passage.text[start:end]
            if sum(heading in sentence for heading in headings) < CONTENTS:
                report = reports[passage.report_id]
                above = (*passage.section, report.publisher, report.title)
                fit = fit_text(question, sentence, passage.text[:start], above, weights)
                found.append(_Sentence(passage, start, end, fit))
    return found


def _order(question: Question, sentence: _Sentence, rank: dict[str, int]) -> tuple[float, int, int, str]:
    """Fit first, then the search's rank, then reading order."""
    score = sentence.fit.score + 0.3 * sentence.fit.own
    score += ANSWERS_IN_KIND if answers_in_kind(question, sentence.text) else 0
    score += COUNTS_AS_ASKED if counts_as_asked(question, sentence.text) else 0
    score += SPEAKS_OF_LISTED if any(word in sentence.text for word in listed_things(question)) else 0
    score -= LENGTH_COSTS * min(len(sentence.text), 300) / 300
    return round(score, 3), -rank.get(sentence.passage.id, 999), -sentence.start, sentence.passage.id


def _may_answer(question: Question, passage: Passage, reports: dict[str, Report]) -> bool:
    """A report speaks of its own year; of another one only where its words name it."""
    own = not question.years or reports[passage.report_id].year in question.years
    return own or any(str(year) in passage.text for year in question.years)


def _in_period(question: Question, sentence: _Sentence, reports: dict[str, Report]) -> bool:
    own = not question.years or reports[sentence.passage.report_id].year in question.years
    return own or any(str(year) in sentence.text for year in question.years)


def _list_end(text: str, end: int) -> int:
    """A list may go on in the next sentences: whole ones, as far as a short answer allows."""
    ends = [end + stop for _, stop in sentence_spans(text[end:]) if stop <= LIST_GOES_ON]
    return max(ends, default=end)


def _short_section(passage: Passage, passages: tuple[Passage, ...]) -> list[Passage]:
    """All passages of a section that is short enough to be shown whole: a list stands in several paragraphs."""
    if not passage.section:
        return []
    own = [one for one in passages if one.report_id == passage.report_id and one.section == passage.section]
    whole = sorted(own, key=lambda one: one.ordinal)
    unbroken = whole[-1].ordinal - whole[0].ordinal == len(whole) - 1
    return (
        whole
        if 1 < len(whole) <= SHORT_SECTION[0] and unbroken and sum(len(one.text) for one in whole) <= SHORT_SECTION[1]
        else []
    )


def _under_heading(question: Question, passages: tuple[Passage, ...], weights: Weights) -> Excerpt | None:
    """The paragraphs below the heading that says what is asked."""
    best: tuple[float, tuple[str, ...]] | None = None
    fits: dict[tuple[str, ...], Fit] = {}
    for passage in passages:
        for depth in range(1, len(passage.section) + 1):
            path = passage.section[:depth]
            fit = fits.setdefault(path, fit_text(question, path[-1], "", path[:-1], weights))
            if fit.own >= HEADING_FITS and (best is None or fit.own > best[0]):
                best = (fit.own, path)
    if best is None:
        return None
    path = best[1]
    below = sorted(
        (one for one in passages if one.section[: len(path)] == path), key=lambda one: (one.report_id, one.ordinal)
    )
    below = [one for one in below if one.report_id == below[0].report_id]
    chosen = _telling_passages(question, below)
    parts: list[ExcerptPart] = []
    length = 0
    for passage in chosen:
        if parts and (length + len(passage.text) > LONGEST_ANSWER or len(parts) == MOST_PARTS):
            break
        text = passage.text[:LONGEST_ANSWER]
        parts.append(ExcerptPart(passage, text, passage.place.boxes))
        length += len(text)
    return Excerpt(tuple(parts), fits[path])


def _telling_passages(question: Question, below: list[Passage]) -> list[Passage]:
    """Of a heading of two things (问题及改进情况), the paragraph whose own opening names the asked one."""
    words = [word for term in question.terms for word in term.alternatives]
    named = [one for one in below if any(word in _opening(one) for word in words)]
    unnamed = [one for one in below if not _opening(one)]
    return named or unnamed or below


def _opening(passage: Passage) -> str:
    """The words before a colon with which a paragraph says what it is about, as 改进情况."""
    match = re.match(r"([^，。；：:]{2,12})[：:]", passage.text)
    return match[1] if match else ""


def _boxes(passage: Passage, start: int, end: int) -> tuple[Box, ...]:
    """The lines that a stretch of a passage fills, those of the page that holds most of it first.

    Lines are taken to be about equally full.
    """
    boxes = passage.place.boxes
    share = len(passage.text) / len(boxes)
    filled = boxes[int(start / share) : int(max(start, end - 1) / share) + 1] or boxes[:1]
    pages = [box.page_number for box in filled]
    main = max(pages, key=lambda page: (pages.count(page), -page))
    return tuple(sorted(filled, key=lambda box: box.page_number != main))
