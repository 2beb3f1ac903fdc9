"""A total in a sentence and the parts that are listed behind it, or before it → Checks."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby, pairwise

from ingest.checks.arithmetic import a_check, interval, last_digit, plain_unit, sum_check, summed
from ingest.numbers import chinese_value
from ingest.passages import sentence_spans
from ingest.prose import GROWTH
from ingest.records import Check, CheckKind, Figure, Measure, Passage

CHANGE = re.compile(rf"(?:[比较与同].{{0,14}})?(?:{GROWTH.pattern})")
"""How the words begin that compare with another period: 同比增加, 比2019年减少. 新增加的 is a part like others."""
PARTS = re.compile(r"^(?:[）)]|[（(]套[）)])?[，,：:]?\s*[（(]?(?:其中|分别为|分别是|中[，,])")
OUTCOME = r"(?:保留|废止|修改|取消|改为|宣布失效|失效|继续有效|撤销|合并|下放|调整|整改)"
OUTCOMES = re.compile(rf"^[，,]\s*{OUTCOME}")
ONE_OUTCOME = re.compile(rf"^[，,、]\s*{OUTCOME}")
COUNTED = r"([两二三四五六七八九十])[项者类个种部大]"
TOTAL_BEHIND = re.compile(rf"[，,、]\s*(?:以上)?(?:{COUNTED})?(?:共计|合计|总计)$")
NOT_ALL = re.compile(r"^[^，。；]{0,6}等")
"""What follows a list that doesn't claim to be complete."""
SOME = re.compile(r"包括|包含|主要(?:有|是|为)|重点|仅|特别是|尤其")
LEAST_PARTS = 2
MOST_OF_IT = Decimal("0.6")
"""Share of a total below which the parts named are some of them, as 其中 often means: 其中农民工案件200件 of 576件."""
MOST_OF_LARGEST = Decimal("0.8")
"""The same of parts that grow smaller, which may be the largest ones: 占道类3,265件、噪音类2,108件 of 9,427件."""
OVERLAPPING = re.compile(r"重复|同时属于|交叉|去重|只计一次|兼有|口径|可多选|不止一|含.{0,6}在内")
"""Said of numbers that aren't meant to add up."""
STEPS = re.compile(
    r"受理|办结|立项|立案|回访|发现|整改|移送|转办|答复|采纳|审核|审查|通过|评估|抽检|合格|满意|参加|参与|覆盖|惠及|解决"
)
"""What is done one after the other with the same things: their numbers are no parts of one whole."""


def listed_parts(figures: Sequence[Figure], passages: Sequence[Passage]) -> Iterator[Check]:
    """Every total with its parts, in the same unit."""
    texts = {passage.id: passage.text for passage in passages}
    prose = [figure for figure in figures if figure.passage_id in texts and figure.offset >= 0]
    runs = {
        passage_id or "": sorted(group, key=lambda figure: figure.offset)
        for passage_id, group in groupby(prose, key=lambda figure: figure.passage_id)
    }
    for passage_id, run in runs.items():
        text = texts[passage_id]
        things = [one for one in run if not KINDS_ALONE.fullmatch(one.printed)]
        for position, total in enumerate(run):
            if total.approximate or CHANGE.match(total.label) or OVERLAPPING.search(_around(total, text)):
                continue
            place = things.index(total) if total in things else len(things)
            heads = not any(one.sentence == total.sentence and _same_sort(total, one) for one in things[:place])
            structure = _structure(total, things[place + 1 :], text) if heads else []
            yield from _behind(total, run[position + 1 :], text) or structure
            yield from _before(total, run[:position], text) or _added_up(total, things[:place], text)
        yield from _of_one_scale(run, text)
    yield from _in_paragraphs(passages, runs)


def words_between(one: Figure, other: Figure, text: str) -> str:
    """What a passage says between two of its numbers."""
    return text[one.offset + len(one.printed) : other.offset]


def _around(figure: Figure, text: str) -> str:
    """The sentence of a number and the one behind it."""
    spans = list(sentence_spans(text))
    place = next((n for n, (start, end) in enumerate(spans) if start <= figure.offset < end), 0)
    return "".join(text[start:end] for start, end in spans[place : place + 2])


def _behind(total: Figure, following: Sequence[Figure], text: str) -> list[Check]:
    """总数137条，其中…20条，…9条; 清理45项，保留24项，取消12项."""
    if not following:
        return []
    opening = words_between(total, following[0], text)
    if PARTS.match(opening) and not SOME.search(opening):
        parts = _listed(total, following, text)
        if len(parts) >= LEAST_PARTS and not NOT_ALL.match(_after(parts[-1], text)):
            check = _checked(total, parts)
            most = MOST_OF_LARGEST if _are_the_largest(parts) else MOST_OF_IT
            if check.passed or summed(parts).high >= most * interval(total).low:
                return [check, *_shares(total, parts, following, text)]
    elif OUTCOMES.match(opening) and not re.match(OUTCOME, total.label):
        parts = _outcomes(total, following, text)
        if len(parts) >= LEAST_PARTS:
            return [_checked(total, parts)]
    return []


def _are_the_largest(parts: Sequence[Figure]) -> bool:
    return len(parts) > LEAST_PARTS and all(one.value > other.value for one, other in pairwise(parts))


def _after(figure: Figure, text: str) -> str:
    return text[figure.offset + len(figure.printed) :]


def _listed(total: Figure, following: Sequence[Figure], text: str) -> list[Figure]:
    """Parts to the sentence's end, the bracket's end or another unit; none where parts have parts of their own.

    A change between them (同比增加5件) is none; behind a comma it ends them, behind a semicolon the list goes on, but
    not with what is more than the whole. A list that goes on by 、 ends at a comma. What share a part is (占31%) stands
    beside it.
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
        if depth_now > depth or (parts and _is_share(figure, gap)):
            continue
        if CHANGE.match(figure.label):
            changed = True
            continue
        is_next = bool(re.search(r"[；;]", gap))
        ended = (changed and not is_next) or (is_next and interval(figure).low > interval(total).high)
        by_pauses = len(parts) >= LEAST_PARTS and "、" in words_between(parts[0], parts[1], text)
        if ended or (by_pauses and re.search(r"[，,]", gap)) or not _same_sort(total, figure):
            return parts
        changed = False
        parts.append(figure)
    return parts


SHARE = re.compile(r"^[，,、（(]?\s*占(?:比)?(?:为)?\s*$")


def _is_share(figure: Figure, gap: str) -> bool:
    return figure.unit == "%" and bool(SHARE.match(gap))


def _depth(words: str) -> int:
    return len(re.findall(r"[（(]", words)) - len(re.findall(r"[）)]", words))


def _outcomes(total: Figure, following: Sequence[Figure], text: str) -> list[Figure]:
    parts: list[Figure] = []
    for last, figure in zip((total, *following), following, strict=False):
        if not ONE_OUTCOME.match(words_between(last, figure, text)) or not _same_sort(total, figure):
            break
        parts.append(figure)
    return parts


def _before(total: Figure, earlier: Sequence[Figure], text: str) -> list[Check]:
    """检查14次、专项检查7次、联合检查43次，共计91次."""
    match = TOTAL_BEHIND.search(words_between(earlier[-1], total, text)) if earlier else None
    if not match:
        return []
    run = [earlier[-1]]
    for figure in reversed(earlier[:-1]):
        if not words_between(figure, run[0], text).startswith("、") or not _same_sort(total, figure):
            break
        run.insert(0, figure)
    count = int(chinese_value(match[1]) or 0) if match[1] else len(run)
    return [_checked(total, run[-count:])] if LEAST_PARTS <= count <= len(run) else []


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


# lists that say in other words that they are complete

CLASSED = (
    r"[按从以][^，。；：\d]{1,16}?(?:分|看|划分|区分|统计|分类|构成|来看)(?:为|成)?(?:[A-Z、]+)?"
    r"(?:[两二三四五六七八九十][类种个项])?|[^，。；：\d]{0,6}(?:构成|类型|分布|结构|方式|组成)(?:是|为|如下)"
)
WHOLE_OPENING = re.compile(
    rf"^(?:[（(][^）)]*[）)])?(?:[，,。；]\s*(?:{CLASSED})\s*[，,：:]?|[，,]\s*(?:即|为|分别有|均?由|全部由)|[：:])"
    r"(?P<name>[^，。；：\d]{0,24})$"
)
"""。按行政等级划分，国省道; ，即幼儿园; ，由甲; ：医院."""
LIGHTLY_OPENED = re.compile(r"^(?:[（(][^）)]*[）)])?(?:[：:]|[，,]\s*(?:即|为))")
"""What examples may follow too."""
OPENING_BY_NAMES = re.compile(r"^[，,]\s*(?P<names>[^，。；：\d]{2,40}?)的?(?:[^，。；：\d]{0,6})分别(?:为|是|有)\s*$")
"""，城市低保对象、农村低保对象分别为."""
OTHERWISE = re.compile(r"^[，,]\s*除[^，。；\d]{1,24}$")
REST_OF_THEM = re.compile(r"^[^，。；\d]{0,8}(?:外|以外|之外)[，,]?\s*(?:其余|其他|剩余|余下)的?\s*$")
NO_OTHERS = re.compile(
    r"^[^，。；\d]{0,8}[，,](?:均?(?:无|没有|未)[^，。；\d]{0,10}(?:其他|其它|等次|情形)|没有[^，。；\d]{0,12}的|未(?:发生|安排|列支|产生)[^。；\d]{2,40}(?:[。；]|$))"
)
"""What closes a list that leaves nothing out: ，无其他人员; ，未发生因公出国（境）费."""
KINDS_ALONE = re.compile(r"[两二三四五六七八九十](?:类|种|个|项|部分|大类)")
"""How many parts there are is no part itself: 三类共检查91次."""
NUMBER_OF_KINDS = re.compile(rf"{COUNTED}")
IN_DETAIL = re.compile(r"^。\s*具体(?:来看|来说|为|包括)?[，,：:]?[^，。；：\d]{1,24}$")
CLASS_ALONE = re.compile(r"^。\s*[^，。；：\d]{1,12}类$")
"""A sentence of its own goes on with the total before it only where it says so, or begins with a class: 邻里关系类."""
LAST_ONES = re.compile(r"^(?:其余|其他|其它|剩余)")
LOOSE_OPENING = re.compile(
    r"^[^，。；：\d]{0,16}(?:[，,]|中[，,]|[，,]\s*包括|[。]\s*(?:具体(?:来看|来说|为|包括)?[，,：:]?)?)(?P<name>[^，。；：\d]{1,24})$"
)


def _structure(total: Figure, following: Sequence[Figure], text: str) -> list[Check]:
    """共有机构50个：医院…，其他…; 按等级分，…; 由…和…组成; 除移送的12件外，其余38件; ……两项."""
    if not following or total.measure not in (Measure.COUNT, Measure.MONEY):
        return []
    opening = words_between(total, following[0], text)
    parts = _run_behind(total, following, text)
    if len(parts) < LEAST_PARTS or SOME.search(opening.replace("包括", "")):
        return []
    some = summed(parts).high < MOST_OF_IT * interval(total).low
    if some and LIGHTLY_OPENED.match(opening) and not _kinds(opening):
        return []
    if _claims_all(opening, total, parts, text) and not _are_steps(opening, parts, text):
        return [_checked_whole(total, parts), *_shares(total, parts, following, text)]
    return []


def _claims_all(opening: str, total: Figure, parts: Sequence[Figure], text: str) -> bool:
    """Whether the words around a list say that it is the whole."""
    after = _after(parts[-1], text)
    if NOT_ALL.match(after) or re.match(r"^[^，。；]{0,4}(?:以上|左右)", after):
        return False
    if OTHERWISE.match(opening):
        return len(parts) == LEAST_PARTS and bool(REST_OF_THEM.match(words_between(parts[0], parts[1], text)))
    counted = _kinds(opening) or _kinds(WORDS_BEHIND.match(after)[0])  # type: ignore[index]
    return (
        _names_each(opening, total, parts, after)
        or _opens_the_whole(opening, counted, parts, after)
        or _closes_the_whole(opening, counted, parts, after)
    )


WORDS_BEHIND = re.compile(r"^[^，。；\d]{0,6}")
ENDED = re.compile(r"^(?:[^，。；：\d]{0,12}(?:[。；]|$)|[^，。；\d]{0,6}(?:组成|构成))")


def _names_each(opening: str, total: Figure, parts: Sequence[Figure], after: str) -> bool:
    """，城市低保对象、农村低保对象分别为1217人和2300人。 names as many as it counts."""
    match = OPENING_BY_NAMES.match(opening)
    if match is None or not ENDED.match(after):
        return False
    names = re.split(r"[、和及与]", match["names"])
    return len(names) == len(parts) and _shares_a_word(total.label, match["names"])


def _opens_the_whole(opening: str, counted: int | None, parts: Sequence[Figure], after: str) -> bool:
    match = WHOLE_OPENING.match(opening)
    if match is None:
        return False
    if opening.lstrip("，, ").startswith(("由", "均由", "全部由")):
        return bool(re.match(r"^[^，。；\d]{0,6}(?:组成|构成)", after))
    return counted in (None, len(parts)) and bool(ENDED.match(after)) and "其中" not in match["name"]


def _closes_the_whole(opening: str, counted: int | None, parts: Sequence[Figure], after: str) -> bool:
    """A loose list is whole where it counts its parts, leaves nothing out, or ends with the others."""
    if not (LOOSE_OPENING.match(opening) or "包括" in opening or "分别有" in opening):
        return False
    if re.search("[。；]", opening) and not IN_DETAIL.match(opening):
        return bool(CLASS_ALONE.match(opening)) and bool(LAST_ONES.match(parts[-1].label))
    return counted == len(parts) or bool(NO_OTHERS.match(after))


def _kinds(words: str) -> int | None:
    """How many kinds a list is said to have: 两项, 四种."""
    match = NUMBER_OF_KINDS.search(words)
    return int(chinese_value(match[1]) or 0) if match else None


def _are_steps(opening: str, parts: Sequence[Figure], text: str) -> bool:
    """Received, taken up, closed: two parts or more that name what is done with the same things."""
    gaps = [opening, *(words_between(one, other, text) for one, other in pairwise(parts))]
    return sum(bool(STEPS.search(gap)) for gap in gaps) >= LEAST_PARTS and "不予" not in "".join(gaps)


def _shares_a_word(one: str, other: str) -> bool:
    plain = re.sub(r"\W", "", one)
    return any(plain[place : place + 2] in other for place in range(len(plain) - 1))


def _run_behind(total: Figure, following: Sequence[Figure], text: str) -> list[Figure]:
    """The numbers of the total's unit that stand one behind the other, with their shares, to the sentence's end."""
    parts: list[Figure] = []
    for last, figure in zip((total, *following), following, strict=False):
        gap = words_between(last, figure, text)
        if parts and (
            re.search(r"[。！？：:]|其中", gap)
            or not re.search(r"^[^，。；\d]{0,10}(?:[、，,；;和及与]|以及)|^外", gap)
        ):
            break
        if parts and _is_share(figure, gap):
            continue
        if not _same_sort(total, figure) or CHANGE.match(figure.label) or (parts and TOTALLING.search(gap)):
            break
        parts.append(figure)
    return parts


def _checked_whole(total: Figure, parts: Sequence[Figure]) -> Check:
    return sum_check(CheckKind.PARTS_AND_TOTAL, total, parts, _relation(total, parts))


def _shares(total: Figure, parts: Sequence[Figure], following: Sequence[Figure], text: str) -> Iterator[Check]:
    """占31% right behind every part: its share of the total. Behind the last part alone it may be anything's."""
    pairs = [
        (part, share)
        for part, share in pairwise([*following])
        if part in parts and _is_share(share, words_between(part, share, text)) and not share.approximate
    ]
    if len(pairs) < len(parts):
        return
    for part, share in pairs:
        whole, some = interval(total), interval(part)
        if whole.low <= 0:
            continue
        half = last_digit(share.value)
        low, high = some.low / whole.high * 100, some.high / whole.low * 100
        expected = (part.value * 100 / total.value).quantize(min(half, Decimal("0.01"))) if total.value else None
        passed = low - half <= share.value <= high + half
        relation = f"{share.printed} = {part.printed} ÷ {total.printed}"
        yield a_check(CheckKind.PARTS_AND_TOTAL, share, (part, total), relation, expected, passed)


# totals behind their parts

TOTALLING = re.compile(
    rf"(?P<sure>(?:以上|上述)?(?:[^，。；\d]{{0,4}})?{COUNTED}[^，。；\d]{{0,6}}?(?:共|合计|总计|共计|总额|总数|加总|相加|之和|累加)|(?:以上|上述)[^，。；\d]{{0,4}}(?:共|合计|总计)|累加|相加|加总|合计|总计)"
    r"|(?P<named>总数|总额|总量|共计|总共)"
)


def _added_up(total: Figure, earlier: Sequence[Figure], text: str) -> list[Check]:
    """甲12次、乙7次，以上两类共检查19次; 公办5家，民办6家，机构总数为11家."""
    if not earlier or total.measure not in (Measure.COUNT, Measure.MONEY):
        return []
    gap = words_between(earlier[-1], total, text)
    match = re.match(r"^[^，。；\d]{0,12}[，,；;]\s*(?P<words>[^，。；：\d]{2,24})$", gap)
    how = TOTALLING.search(match["words"]) if match else None
    if match is None or how is None or CHANGE.match(match["words"]):
        return []
    run = _run_before(total, earlier, text)
    counted = _kinds(how["sure"] or "")
    if counted and counted <= len(run):
        run = run[-counted:]
    start = (
        text[max((text.rfind(stop, 0, run[0].offset) for stop in "。！？"), default=-1) + 1 : run[0].offset]
        if run
        else ""
    )
    gaps = [start, *(words_between(one, other, text) for one, other in pairwise(run))]
    if len(run) < LEAST_PARTS or sum(bool(STEPS.search(one)) for one in gaps[1:]) >= LEAST_PARTS - 1 or "其中" in start:
        return []
    if how["named"] and not how["sure"]:
        words = re.sub(r"总数|总额|总量|共计|总共|全年|本年度?|为|达", "", match["words"])
        common = not re.sub(r"\W", "", words) or all(
            _shares_a_word(words, f"{one.label}{gap}") for one, gap in zip(run, gaps, strict=True)
        )
        if not common:
            return []
    return [_checked_whole(total, run)]


def _run_before(total: Figure, earlier: Sequence[Figure], text: str) -> list[Figure]:
    """The numbers of the total's unit before it, back to its sentence's beginning or another sort."""
    run: list[Figure] = []
    last = total
    for figure in reversed(earlier):
        gap = words_between(figure, last, text)
        if re.search(r"[。！？：:]|其中", gap) or not _same_sort(total, figure) or CHANGE.match(figure.label):
            break
        run.insert(0, figure)
        last = figure
    return run


# a list of paragraphs

ITEM = re.compile(r"^(?:——|--|－－|[（(]\d{1,2}[）)]|\d{1,2}[.．、](?!\d)|[①-⑳●■◆·•○▪－—-])\s*")


def _in_paragraphs(passages: Sequence[Passage], runs: dict[str, list[Figure]]) -> Iterator[Check]:
    """全年咨询90次，具体如下： and a paragraph for each part, all begun by the same mark."""
    for place, passage in enumerate(passages):
        run = runs.get(passage.id, [])
        if not passage.text.endswith(("：", ":")) or not run:
            continue
        sentence = passage.text[max((passage.text.rfind(stop) for stop in "。！？；"), default=-1) + 1 :]
        total = next((one for one in run if one.offset >= len(passage.text) - len(sentence)), None)
        if total is None or total.approximate or total is not run[-1] or SOME.search(sentence):
            continue
        items: list[Passage] = []
        for one in passages[place + 1 :]:
            mark = ITEM.match(one.text)
            if not mark or (items and _mark(mark[0]) != _mark(ITEM.match(items[0].text)[0])):  # type: ignore[index]
                break
            items.append(one)
        numbers = [runs.get(one.id, []) for one in items]
        if len(items) >= LEAST_PARTS and all(len(one) == 1 and _same_sort(total, one[0]) for one in numbers):
            parts = [one[0] for one in numbers]
            if not any(STEPS.search(one.label) for one in parts) and not re.search("等[。；]?$", items[-1].text):
                yield _checked_whole(total, parts)


def _mark(words: str) -> str:
    return re.sub(r"\d+|[①-⑳]", "1", words.strip())


# shares that exclude each other

GRADE = re.compile(r"不(满意|合格|达标|同意|了解|支持|清楚)")
WHOLE = Decimal(100)


def _of_one_scale(run: Sequence[Figure], text: str) -> Iterator[Check]:
    """满意占60%，不满意占45%: grades of one scale that add to more than everything."""
    for sentence, group in groupby(run, key=lambda figure: figure.sentence):
        shares = [one for one in group if one.unit == "%" and re.search(r"占(?:比)?(?:为)?\s*$", text[: one.offset])]
        names = [re.sub(r"[“”\"‘’]", "", one.label) for one in shares]
        grade = GRADE.search("".join(names))
        exclusive = grade and all(grade[1] in name for name in names) and not OVERLAPPING.search(sentence or "")
        if len(shares) >= LEAST_PARTS and exclusive and not any(one.approximate for one in shares):
            total = sum((one.value for one in shares), start=Decimal(0))
            if total > WHOLE + sum((last_digit(one.value) for one in shares), start=Decimal(0)):
                *others, last = shares
                relation = f"{' + '.join(one.printed for one in shares)} 超过 100%"
                expected = WHOLE - sum((one.value for one in others), start=Decimal(0))
                yield a_check(
                    CheckKind.PARTS_AND_TOTAL, last, others, relation, max(expected, Decimal(0)), passed=False
                )
