"""Paragraphs → Passages: cut at sentence ends, never across a heading, within the model's length."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.outline import Paragraph, lead
from ingest.pages import PlacedText
from ingest.records import Passage, Place, content_id

LONGEST = 320
"""Characters: some 240 tokens of the default model, whose limit is 512; headings come on top."""
SENTENCE = re.compile(r"[^。！？；]*[。！？；]+[”’」』）)]*|[^。！？；]+$")
CLAUSE = re.compile(rf"[^，、：]{{0,{LONGEST - 1}}}[，、：]|[^，、：]{{1,{LONGEST}}}(?<!\d)|[^，、：]{{1,{LONGEST}}}")
"""A clause to its comma; of one that is too long as much as a passage holds, but no half of a number."""


REST_OF_A_HEADING = re.compile(r"[（(][类款项][）)]")
"""What a budget's item leaves for the next line: …（款）行政运行 | （项）。年初预算为."""


@dataclass(frozen=True, slots=True)
class PlacedPassage:
    """A passage, still with the place of each character."""

    passage: Passage
    words: PlacedText


def cut_passages(paragraphs: tuple[Paragraph, ...], report_id: str) -> tuple[PlacedPassage, ...]:
    """The passages of a report, in reading order."""
    cut: list[PlacedPassage] = []
    for paragraph in paragraphs:
        topic = lead(paragraph.words.text)
        section = (*paragraph.section, topic) if topic else paragraph.section
        if topic and REST_OF_A_HEADING.fullmatch(topic) and paragraph.section:
            section = (*paragraph.section[:-1], paragraph.section[-1] + topic)
        for start, end in stretches(paragraph.words.text):
            words = paragraph.words[start:end].strip()
            if words.glyphs:
                cut.append(PlacedPassage(_passage(words, section, report_id, len(cut)), words))
    return tuple(cut)


def _passage(words: PlacedText, section: tuple[str, ...], report_id: str, ordinal: int) -> Passage:
    place = Place(report_id, words.boxes())
    return Passage(
        content_id(report_id, "passage", ordinal, words.text), report_id, section, words.text, place, ordinal
    )


def stretches(text: str, longest: int = LONGEST) -> Iterator[tuple[int, int]]:
    """Start and end of runs of whole sentences, each as long as allowed.

    >>> [("一。二；三"[a:b]) for a, b in stretches("一。二；三", longest=4)]
    ['一。二；', '三']
    """
    start = end = 0
    for sentence_start, sentence_end in sentence_spans(text):
        if end > start and sentence_end - start > longest:
            yield start, end
            start = sentence_start
        end = sentence_end
    if end > start:
        yield start, end


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence; one that is longer than a passage is cut at its commas, or where it must be.

    >>> [("一。二；三"[a:b]) for a, b in sentence_spans("一。二；三")]
    ['一。', '二；', '三']
    """
    for match in SENTENCE.finditer(text):
        if len(match[0]) <= LONGEST:
            yield match.span()
        else:
            yield from _clause_runs(match[0], match.start())


def _clause_runs(sentence: str, offset: int) -> Iterator[tuple[int, int]]:
    start = end = 0
    for match in CLAUSE.finditer(sentence):
        if end > start and match.end() - start > LONGEST:
            yield offset + start, offset + end
            start = end
        end = match.end()
    yield offset + start, offset + len(sentence)
