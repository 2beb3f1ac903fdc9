"""A total in a sentence and the parts that are listed behind it, or before it → Checks."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from ingest.checks.arithmetic import interval, plain_unit, sum_check, summed
from ingest.numbers import chinese_value
from ingest.prose import GROWTH
from ingest.records import Check, CheckKind, Figure, Passage

CHANGE = re.compile(rf"(?:[比较与同].{{0,14}})?(?:{GROWTH.pattern})")
"""How the words begin that compare with another period: 同比增加, 比2019年减少. 新增加的 is a part like others."""
PARTS = re.compile(r"^(?:[）)]|[（(]套[）)])?[，,：:]?\s*[（(]?(?:其中|分别为|分别是|中[，,])")
OUTCOME = r"(?:保留|废止|修改|取消|改为|宣布失效|失效|继续有效|撤销|合并|下放|调整|整改)"
OUTCOMES = re.compile(rf"^[，,]\s*{OUTCOME}")
ONE_OUTCOME = re.compile(rf"^[，,、]\s*{OUTCOME}")
TOTAL_BEHIND = re.compile(r"[，,、]\s*(?:以上)?(?:([两二三四五六七八九十])[项者类个])?(?:共计|合计|总计)$")
NOT_ALL = re.compile(r"^[^，。；]{0,6}等")
"""What follows a list that doesn't claim to be complete."""
SOME = re.compile(r"包括|包含|主要(?:有|是|为)|重点|仅|特别是|尤其")
LEAST_PARTS = 2
MOST_OF_IT = Decimal("0.6")
"""Share of a total below which the parts named are some of them, as 其中 often means: 其中农民工案件200件 of 576件."""


def listed_parts(figures: Sequence[Figure], passages: Sequence[Passage]) -> Iterator[Check]:
    """Every total with its parts, in the same unit."""
    texts = {passage.id: passage.text for passage in passages}
    prose = [figure for figure in figures if figure.passage_id in texts and figure.offset >= 0]
    for passage_id, group in groupby(prose, key=lambda figure: figure.passage_id):
        text, run = texts[passage_id or ""], sorted(group, key=lambda figure: figure.offset)
        for position, total in enumerate(run):
            if not total.approximate and not CHANGE.match(total.label):
                yield from _behind(total, run[position + 1 :], text)
                yield from _before(total, run[:position], text)


def words_between(one: Figure, other: Figure, text: str) -> str:
    """What a passage says between two of its numbers."""
    return text[one.offset + len(one.printed) : other.offset]


def _behind(total: Figure, following: Sequence[Figure], text: str) -> Iterator[Check]:
    """总数137条，其中…20条，…9条; 清理45项，保留24项，取消12项."""
    if not following:
        return
    opening = words_between(total, following[0], text)
    if PARTS.match(opening) and not SOME.search(opening):
        parts = _listed(total, following, text)
        if len(parts) >= LEAST_PARTS and not NOT_ALL.match(text[parts[-1].offset + len(parts[-1].printed) :]):
            check = _checked(total, parts)
            if check.passed or summed(parts).high >= MOST_OF_IT * interval(total).low:
                yield check
    elif OUTCOMES.match(opening) and not re.match(OUTCOME, total.label):
        parts = _outcomes(total, following, text)
        if len(parts) >= LEAST_PARTS:
            yield _checked(total, parts)


def _listed(total: Figure, following: Sequence[Figure], text: str) -> list[Figure]:
    """Parts to the sentence's end, the bracket's end or another unit; none where parts have parts of their own.

    A change between them (同比增加5件) is none; behind a comma it ends them, behind a semicolon the list goes on. A
    list that goes on by 、 ends at a comma.
    """
    parts: list[Figure] = []
    changed = False
    depth = _depth(words_between(total, following[0], text))
    for last, figure in zip((total, *following), following, strict=False):
        gap = words_between(last, figure, text)
        if parts and (re.search(r"[。！？]", gap) or "其中" in gap):
            return parts if "其中" not in gap else []
        depth_now = _depth(text[total.offset + len(total.printed) : figure.offset])
        if depth_now < depth:
            return parts
        if depth_now > depth:
            continue
        if CHANGE.match(figure.label):
            changed = True
            continue
        ended = changed and not re.search(r"[；;]", gap)
        by_pauses = len(parts) >= LEAST_PARTS and "、" in words_between(parts[0], parts[1], text)
        if ended or (by_pauses and re.search(r"[，,]", gap)) or not _same_sort(total, figure):
            return parts
        changed = False
        parts.append(figure)
    return parts


def _depth(words: str) -> int:
    return len(re.findall(r"[（(]", words)) - len(re.findall(r"[）)]", words))


def _outcomes(total: Figure, following: Sequence[Figure], text: str) -> list[Figure]:
    parts: list[Figure] = []
    for last, figure in zip((total, *following), following, strict=False):
        if not ONE_OUTCOME.match(words_between(last, figure, text)) or not _same_sort(total, figure):
            break
        parts.append(figure)
    return parts


def _before(total: Figure, earlier: Sequence[Figure], text: str) -> Iterator[Check]:
    """检查14次、专项检查7次、联合检查43次，共计91次."""
    match = TOTAL_BEHIND.search(words_between(earlier[-1], total, text)) if earlier else None
    if not match:
        return
    run = [earlier[-1]]
    for figure in reversed(earlier[:-1]):
        if not words_between(figure, run[0], text).startswith("、") or not _same_sort(total, figure):
            break
        run.insert(0, figure)
    count = int(chinese_value(match[1]) or 0) if match[1] else len(run)
    if LEAST_PARTS <= count <= len(run):
        yield _checked(total, run[-count:])


def _same_sort(total: Figure, part: Figure) -> bool:
    return plain_unit(part) == plain_unit(total) and part.measure is total.measure and not part.approximate


def _checked(total: Figure, parts: Sequence[Figure]) -> Check:
    """The check of all parts; of the first ones where those already make the total."""
    for count in (len(parts), *range(LEAST_PARTS, len(parts))):
        if interval(total).meets(summed(parts[:count])):
            return sum_check(CheckKind.PARTS_AND_TOTAL, total, parts[:count], _relation(total, parts[:count]))
    return sum_check(CheckKind.PARTS_AND_TOTAL, total, parts, _relation(total, parts))


def _relation(total: Figure, parts: Sequence[Figure]) -> str:
    return f"{total.printed} = " + " + ".join(part.printed for part in parts)
