"""Passages → the words that answer: the shortest run of whole sentences that fits, or a contact as printed."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.asking import MEANING
from bot.matching import Fit, Weights, fit_text
from bot.records import Contact, Question
from index.terms import tagged_words
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
PRINTED = {
    Contact.TELEPHONE: re.compile(
        r"(?:联系|咨询|办公|服务)?电话\s*[:：]\s*(?:[（(]?\d{3,4}[）)]?\s*[-—－]?\s*)?\d{7,8}(?:[-—－]\d{1,6})?|(?:联系)?电话\s*[:：]\s*1\d{10}"
    ),
    Contact.EMAIL: re.compile(r"(?:电子)?(?:邮箱|邮件|信箱)\s*[:：]\s*[\w.+-]+@[\w.-]+\.\w+"),
    Contact.ADDRESS: re.compile(r"(?:通讯|办公|联系)?地址\s*[:：]\s*[^；;，,。）)]{4,60}"),
    Contact.POSTCODE: re.compile(r"邮(?:政)?编(?:码)?\s*[:：]\s*\d{6}"),
    Contact.WEBSITE: re.compile(r"(?:[^，。；（(]{0,30}[（(])?https?://[\w./-]+|www\.[\w./-]+"),
}


ASKS_NAME = re.compile(
    r"叫什么|名称|名字|\bname of\b|\bcalled\b|\btitle\b|什么文件|什么办法|which plan|what plan", re.IGNORECASE
)
NAME = re.compile(r"[“《][^”》]{2,}[”》]")
LENGTH_COSTS = 0.1
"""Taken off a sentence of 300 characters: of two that fit alike, the shorter one answers."""
ASKS_LIST = re.compile(r"哪些|哪几|有什么|\bwhich\b|\blist\b|what are", re.IGNORECASE)
SHORT_SECTION = (5, 260)
"""Paragraphs (an answer has six citations at most) and characters of a section that is shown whole."""
LIST_GOES_ON = 130
"""Characters that are shown behind the sentence that fits where a list is asked for."""
LIST_BEGINS = re.compile(r"[：:]\s*(?:[（(]?[1一][）)]?[.．、]?\s*[^。；]{2,60})?$")
ITEM = re.compile(r"[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]?[.．、]?\s*\S")
ASKS_WHEN = re.compile(r"何时|什么时候|啥时候|哪[一]?年|哪天|日期|\bwhen\b|what (?:date|year|month)", re.IGNORECASE)
DATE = re.compile(r"\d{4}\s*年|\d{1,2}\s*月")
ASKS_WHY = re.compile(r"为什么|为何|为啥|怎么会|原因|\bwhy\b|\breasons?\b", re.IGNORECASE)
REASON = re.compile(r"原因|由于|因为|为了|主要(?:是|系)")
DEFINES = re.compile(
    r"^[（(]?[\w、.（）()]{0,6}[“”\"]?[^：:，。]{2,20}[：:]?\s*(?:是指|指|是)[^，。]{4,}|[^，。]{2,20}(?:是指|指的是)"
)
ASKS_WHO = re.compile(r"谁|哪一?位|叫什么|姓名|\bwho\b|\bname of\b", re.IGNORECASE)
ANSWERS_IN_KIND = 0.3
"""Put to a sentence that names a person where a person is asked for, a date where a date is."""


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
    years: dict[str, int | None],
) -> Excerpt | None:
    """The sentence that fits best; all that stands under a heading where the heading itself is what is asked for."""
    held = tuple(passage for passage in passages if _may_answer(question, passage, years))
    under_heading = _under_heading(question, held, weights)
    sentences = [one for one in _sentences(question, held, weights) if _in_period(question, one, years)]
    if not sentences:
        return under_heading
    best = max(sentences, key=lambda one: _order(question, one, rank))
    if not _answers_in_kind(question, best.text):
        return None
    if under_heading and under_heading.fit.coverage >= best.fit.own:
        return under_heading
    if ASKS_LIST.search(question.text) and (whole := _short_section(best.passage, held)):
        return Excerpt(tuple(ExcerptPart(one, one.text, one.place.boxes) for one in whole), best.fit)
    start, end = _whole_sentence(best)
    if ASKS_LIST.search(question.text):
        end = _list_end(best.passage.text, end)
    text = best.passage.text[start:end].strip()
    parts = [ExcerptPart(best.passage, text, _boxes(best.passage, start, end))]
    if ASKS_LIST.search(question.text) and end >= len(best.passage.text.rstrip()):
        parts += [ExcerptPart(one, one.text, one.place.boxes) for one in _items_after(best.passage, held)]
    return Excerpt(tuple(parts), best.fit)


def asks_list(question: Question) -> bool:
    """Whether several things are asked for by name: 哪些, which."""
    return bool(ASKS_LIST.search(question.text))


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
    return (start, end) if end - start <= LONGEST_ANSWER else (sentence.start, sentence.end)


def _sentences(question: Question, passages: tuple[Passage, ...], weights: Weights) -> list[_Sentence]:
    """Every sentence but tables of contents, which name everything and answer nothing."""
    headings = {bare_label(passage.section[0]) for passage in passages if passage.section}
    found = []
    for passage in passages:
        for start, end in sentence_spans(passage.text):
            sentence = passage.text[start:end]
            if sum(heading in sentence for heading in headings) < CONTENTS:
                fit = fit_text(question, sentence, passage.text[:start], passage.section, weights)
                found.append(_Sentence(passage, start, end, fit))
    return found


def _order(question: Question, sentence: _Sentence, rank: dict[str, int]) -> tuple[float, int, int, str]:
    """Fit first, then the search's rank, then reading order."""
    asks_kind = any(asks.search(question.text) for asks, _ in KINDS)
    score = sentence.fit.score + 0.3 * sentence.fit.own
    score += ANSWERS_IN_KIND if asks_kind and _answers_in_kind(question, sentence.text) else 0
    score -= LENGTH_COSTS * min(len(sentence.text), 300) / 300
    return round(score, 3), -rank.get(sentence.passage.id, 999), -sentence.start, sentence.passage.id


def _answers_in_kind(question: Question, sentence: str) -> bool:
    """Whether a sentence names a person where a person is asked for, a date where a date is, a name where a name is."""
    asked = [holds for asks, holds in KINDS if asks.search(question.text)]
    return not asked or any(holds(sentence) for holds in asked)


def _may_answer(question: Question, passage: Passage, years: dict[str, int | None]) -> bool:
    """A report speaks of its own year; of another one only where its words name it."""
    own = not question.years or years[passage.report_id] in question.years
    return own or any(str(year) in passage.text for year in question.years)


def _in_period(question: Question, sentence: _Sentence, years: dict[str, int | None]) -> bool:
    own = not question.years or years[sentence.passage.report_id] in question.years
    return own or any(str(year) in sentence.text for year in question.years)


def _list_end(text: str, end: int) -> int:
    """A list may go on in the next sentences: whole ones, as far as a short answer allows."""
    ends = [end + stop for _, stop in sentence_spans(text[end:]) if stop <= LIST_GOES_ON]
    return max(ends, default=end)


def _short_section(passage: Passage, passages: tuple[Passage, ...]) -> list[Passage]:
    """All passages of a section that is short enough to be shown whole: a list stands in several paragraphs."""
    own = [one for one in passages if one.report_id == passage.report_id and one.section == passage.section]
    whole = sorted(own, key=lambda one: one.ordinal)
    unbroken = whole[-1].ordinal - whole[0].ordinal == len(whole) - 1
    return (
        whole
        if 1 < len(whole) <= SHORT_SECTION[0] and unbroken and sum(len(one.text) for one in whole) <= SHORT_SECTION[1]
        else []
    )


def _names_somebody(sentence: str) -> bool:
    return (
        any(tag == "nr" and 2 <= len(word) <= 4 for word, tag in tagged_words(sentence))
        or bool(re.search(r"由.{2,10}任|.{2,6}(?:同志)?(?:任|担任|兼任).{0,3}(?:组长|主任|局长|负责人)", sentence))
        or bool(TITLE_AND_NAME.search(sentence))
    )


TITLE_AND_NAME = re.compile(
    r"(?:局长|主任|书记|组长|科长|[镇乡县区市]长|秘书长|所长|股长|部长|院长|处长|主席|专员|联系人|联络员|联络人|负责人)[：:]?"
    r"[\u4e00-\u9fff]{2,3}(?:同志)?(?:[，,。；;）)、]|分管|主管|负责|担?任|为|兼|主持|牵头|具体|$)"
)
"""副局长贺砚舟分管: whatever the name, it stands between a title and what its bearer does."""


def _names_something(sentence: str) -> bool:
    return bool(NAME.search(sentence))


def _names_a_day(sentence: str) -> bool:
    return bool(DATE.search(sentence))


def _gives_a_reason(sentence: str) -> bool:
    return bool(REASON.search(sentence))


def _defines(sentence: str) -> bool:
    return bool(DEFINES.search(sentence))


KINDS: tuple[tuple[re.Pattern[str], Callable[[str], bool]], ...] = (
    (ASKS_WHO, _names_somebody),
    (ASKS_WHEN, _names_a_day),
    (ASKS_NAME, _names_something),
    (ASKS_WHY, _gives_a_reason),
    (MEANING, _defines),
)
"""What a question asks for, and what its answer then holds."""


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
        if parts and length + len(passage.text) > LONGEST_ANSWER:
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


def printed_contact(
    question: Question, report: Report, passages: tuple[Passage, ...]
) -> tuple[Passage, str, str] | None:
    """The passage, the contact as printed and its sentence."""
    own = sorted((one for one in passages if one.report_id == report.id), key=lambda one: one.ordinal)
    for passage in own:
        hits = [match for contact in question.contacts if (match := PRINTED[contact].search(passage.text))]
        if hits:
            sentence = next(
                (
                    passage.text[start:end].strip()
                    for start, end in sentence_spans(passage.text)
                    if start <= hits[0].start() < end
                ),
                passage.text,
            )
            if all(hit[0] in passage.text for hit in hits):
                quote = passage.text if any(hit[0] not in sentence for hit in hits) else sentence
                return (
                    passage,
                    "；".join(hit[0].strip() for hit in hits) if len(hits) > 1 else hits[0][0].strip(),
                    quote,
                )
    return None
