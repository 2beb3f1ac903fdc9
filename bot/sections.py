"""A report's section of problems → what it admits, and what it says will be done about it."""

import re
from collections.abc import Iterable, Iterator

from bot.records import Sought
from ingest.passages import sentence_spans
from ingest.records import Passage

OF_PROBLEMS = re.compile(
    r"(?:存在|主要|突出|面临)[^，。]{0,8}(?:问题|不足|困难|短板)|(?:问题|不足|困难)(?:及|和|与|、|以及)[^，。]{0,8}(?:改进|整改|措施|打算|下一步)"
    r"|(?:改进|整改)(?:情况|措施|打算)|下一步(?:工作)?(?:打算|计划|安排|措施)"
)
"""Headings of the section that every yearly report has."""
BEGINS = r"^\s*(?:[（(]?[一二三四五六七八九十\d]+[）)]?[、.．]?)?\s*"
WILL_BE_DONE = re.compile(
    rf"{BEGINS}(?:[^。]{{0,12}}(?:下一步|下步|今后|接下来|下一阶段|针对(?:上述|以上|存在|这些)|改进(?:措施|情况|办法)|整改措施)"
    r"|[^。，,]{0,4}\d{4}\s*年[，,]?[^。，,：]{0,8}将|[^。，,]{0,6}(?:我局|我镇|我区|我县|我市|我办|我委|我单位|区政府|县政府)[^。，,]{0,4}将)"
)
"""With these words a report turns from what is wrong to what it will do."""
IS_WRONG = re.compile(
    rf"{BEGINS}(?:[^。：:]{{0,14}}(?:存在|面临)[^。：:]{{0,14}}(?:问题|不足|差距|困难)|(?:存在的?)?(?:主要)?(?:问题|不足)(?:是|有)?[：:])"
)
FAULTS = re.compile(r"问题|不足|困难|短板")
Stretch = tuple[Passage, int, int]
"""Whole sentences of one passage, from and to."""


def is_of_problems(passage: Passage) -> bool:
    """Whether a passage stands in a section of problems and improvements."""
    return any(OF_PROBLEMS.search(heading) for heading in passage.section)


def told_in_section(passages: Iterable[Passage], sought: frozenset[Sought]) -> list[Stretch]:
    """Of one report's section the sentences that say what is wrong, what will be done, or both."""
    told: list[Stretch] = []
    for passage, start, end, improves in _sentences(sorted(passages, key=lambda one: one.ordinal)):
        if (Sought.IMPROVEMENTS if improves else Sought.PROBLEMS) not in sought:
            continue
        if told and told[-1][0] is passage and told[-1][2] == start:
            told[-1] = (passage, told[-1][1], end)
        else:
            told.append((passage, start, end))
    return told


def _sentences(passages: list[Passage]) -> Iterator[tuple[Passage, int, int, bool]]:
    """Each sentence, and whether it says what will be done: from the words that turn to it until others turn back."""
    improves = False
    headings: tuple[str, ...] = ()
    for passage in passages:
        if passage.section != headings:
            headings = passage.section
            improves = bool(WILL_BE_DONE.search(headings[-1])) and not FAULTS.search(headings[-1])
        for start, end in sentence_spans(passage.text):
            sentence = passage.text[start:end]
            if WILL_BE_DONE.search(sentence):
                improves = True
            elif IS_WRONG.search(sentence):
                improves = False
            yield passage, start, end, improves
