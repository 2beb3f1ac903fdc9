"""Which body a question names, in Chinese or English, and whether a report of it is held."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.offices import is_called, named_offices, task_names
from index.terms import normalise, tagged_words
from ingest.bodies import (
    english_names,
    office_of,
    regions_and_office,
    short_offices,
    sound_of,
)
from ingest.records import Report

BODY = re.compile(
    r"(?:[\u4e00-\u9fff]{1,6}(?:省|自治区|市|自治州|州|盟|区|县|旗)){1,3}"
    r"(?:[\u4e00-\u9fff]{1,8}(?:局|委员会|厅|法院|检察院|办公室|管委会)|人民政府|政府)"
)
"""A region or two and an office, the shortest reading; 政府网站 and the like are told apart by what follows."""
ASKS_WHICH = re.compile("[哪各每几]")
LEADING_TAGS = frozenset({"p", "v", "uj", "c", "d", "r", "u", "ul", "uz", "y", "f"})
NOT_A_BODY_BEFORE = re.compile(r"^(?:门户|网|信息|采购|工作|集中|购买|规章|部门|公开|开放)")
ENGLISH_PLACE = re.compile(
    r"\b((?:[A-Z][a-z]+[\s-]){1,3})(?:City |District |County |Municipal |Municipality |Province |Town )?"
    r"((?:[A-Z]?[a-z]+ ){0,3})(?:[Bb]ureau|[Gg]overnment|[Cc]ourt|[Cc]ommission|[Dd]epartment|[Oo]ffice|[Cc]ommittee)\b"
)
ENGLISH_REGION = re.compile(r"\b((?:[A-Z][a-z]+[\s-]){1,2})(?:City|District|County|Prefecture|Province)\b")
"""A region that is named without an office; towns and villages are parts of regions that are held."""
NO_NAMES = frozenset(
    (
        "the how what which who when where why did does is was were are has in of for and on by according district "
        "county city municipal justice public security people peoples government bureau legal law national local "
        "chinese china many number total annual report fee fees financial finance education health civil affairs "
        "centralised centralized administrative information disclosure state general smart sponge garden forest "
        "civilised civilized safe healthy new old this our every each all whole entire"
    ).split()
)
"""Capitalised words that name no place."""


@dataclass(frozen=True, slots=True)
class NamedBody:
    """The body that a question names."""

    report_ids: frozenset[str] | None
    """its reports; None where no body is named"""
    missing: str | None
    """its name where no report of it is held"""
    said: tuple[str, ...]
    """the words that named it, to be left out of the search"""


def named_bodies(
    said: str,
    plain: str,
    reports: tuple[Report, ...],
    aliases: dict[str, tuple[str, ...]],
    occurs: Callable[[str], bool],
) -> NamedBody:
    """The body that a question names, as said and in its normalised form.

    An office that is abbreviated right behind its place is that office (北渡城管); 教育 of 北渡教育支出 may be what any
    body of the place spends on.
    """
    names = _names_said(plain, reports, aliases)
    found = [name for name in sorted(names, key=len, reverse=True) if name in plain]
    other = _other_chinese_body(plain, names, occurs)
    if other:
        return NamedBody(frozenset(), other, (other,))
    if found:
        named = [report for report in reports if report.id in names[found[0]]]
        rest = plain.replace(found[0], " ")
        by_office = {report.id: [one for one in _offices(rest, report) if one in rest] for report in named}
        bare = {report.id: list(_bare_offices(plain, found[0], report)) for report in named}
        abbreviated = {report.id: [one for one in bare[report.id] if one not in report.publisher] for report in named}
        narrowed = (
            [report for report in named if by_office[report.id]]
            or [report for report in named if abbreviated[report.id]]
            or named
        )
        offices = {office for report in narrowed for office in (*by_office[report.id], *bare[report.id])}
        wholly_said = {f"{found[0]}{short}" for report in narrowed for short in abbreviated[report.id]}
        romanised = [name for report in narrowed for name in english_names(report.publisher) if name in plain]
        offices_said = sorted(offices, key=lambda one: (-len(one), one))
        said_so = (*sorted(wholly_said), *found, *offices_said, *sorted({*romanised}))
        return NamedBody(frozenset(report.id for report in narrowed), None, said_so)
    if office := _office_alone(plain, reports):
        ids = frozenset(report.id for report in reports if office in _offices(plain, report))
        return NamedBody(ids, None, (office,))
    body = _english_body(said, plain, reports)
    return _spoken_to(plain, reports) if body == NamedBody(None, None, ()) else body


def _names_said(plain: str, reports: tuple[Report, ...], aliases: dict[str, tuple[str, ...]]) -> dict[str, set[str]]:
    """Every name of every body with its reports, those with a shortened office too where the question says one."""
    names: dict[str, set[str]] = {}
    for report in reports:
        known = [normalise(name) for name in aliases.get(report.id, ())]
        known += [one.replace(name, said) for name, said in _mistyped_regions(plain, report) for one in known]
        office = office_of(report.publisher)
        shortened = [name.replace(office, short) for short in _offices(plain, report)[1:] for name in known]
        for name in (*known, *(one for one in shortened if one not in known)):
            names.setdefault(name, set()).add(report.id)
    return names


def _mistyped_regions(plain: str, report: Report) -> Iterator[tuple[str, str]]:
    """A region's name and what a question has in its place that sounds the same: 洪泽, 洪则."""
    for region in regions_and_office(report.publisher)[0][-1:]:
        name = region[:-1] if len(region) > SHORTEST_OFFICE else region
        if name in plain or len(name) < SHORTEST_OFFICE:
            continue
        for start in range(len(plain) - len(name) + 1):
            said = plain[start : start + len(name)]
            if HAN_ONLY.fullmatch(said) and sound_of(said) == sound_of(name):
                yield name, said


HAN_ONLY = re.compile(r"[\u4e00-\u9fff]+")


def _offices(plain: str, report: Report) -> tuple[str, ...]:
    """A body's office and the shorter names of it that a question says."""
    office = office_of(report.publisher)
    return (office, *short_offices(plain, office))


def _bare_offices(plain: str, region: str, report: Report) -> Iterator[str]:
    """An office right behind its region without the word for its sort: 北渡城管, 柏湾人社."""
    office = office_of(report.publisher)
    for match in re.finditer(re.escape(region), plain):
        for length in (4, 3, SHORTEST_OFFICE):
            short = plain[match.end() : match.end() + length]
            if len(short) == length and short[0] == office[0] and _stands_in_order(short, office):
                yield short
                break


def _stands_in_order(short: str, name: str) -> bool:
    rest = iter(name)
    return all(character in rest for character in short)


def _office_alone(plain: str, reports: tuple[Report, ...]) -> str | None:
    """The longest name of an office that a question says without a region."""
    said = {one for report in reports for one in _offices(plain, report) if len(one) > SHORTEST_OFFICE and one in plain}
    return max(sorted(said), key=len, default=None)


SPOKEN_TO = re.compile(
    r"(?:贵|我们?|你们?|本|咱们?)(省|市|区|县|镇|乡|局|委|厅|街道)(?![\u4e00-\u9fff]*[局委厅院])"
    r"|(?<![\u4e00-\u9fff])([省市区县镇乡局])里"
)
"""贵局, 我们区: the body that answers, by its sort."""


def _spoken_to(plain: str, reports: tuple[Report, ...]) -> NamedBody:
    """贵市 is a body of a city, where one is held; the words name nothing else."""
    match = SPOKEN_TO.search(plain)
    if match is None:
        return NamedBody(None, None, ())
    sort = match[1] or match[2]
    fitting = frozenset(
        report.id
        for report in reports
        if any(region.endswith(sort) for region in regions_and_office(report.publisher)[0][-1:])
        or office_of(report.publisher).endswith(sort)
    )
    return NamedBody(fitting or None, None, (match[0],))


def several_bodies(plain: str, reports: tuple[Report, ...], aliases: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The publishers that a question names where there are two or more; names that several share say nothing."""
    meant: dict[str, set[str]] = {}
    for report in reports:
        office, *shortened = _offices(plain, report)
        known = [*aliases.get(report.id, ()), office]
        known += [name.replace(office, short) for short in shortened for name in known]
        for name in {normalise(one) for one in known if len(one) > SHORTEST_OFFICE and one != "人民政府"}:
            meant.setdefault(name, set()).add(report.publisher)
    named: dict[str, None] = {}
    rest = plain
    for name in sorted(meant, key=lambda one: (-len(one), one)):
        if name in rest:
            rest = rest.replace(name, "|")
            if len(meant[name]) == 1:
                named |= dict.fromkeys(meant[name])
    for office in sorted(set(named_offices(plain).values())):
        fitting = {report.publisher for report in reports if office_of(report.publisher).startswith(office)}
        if len(fitting) == 1:
            named |= dict.fromkeys(fitting)
    return tuple(sorted(named)) if len(named) > 1 else ()


def offices_one_by_one(plain: str) -> str:
    """Offices that share their noun each with it: justice, education and civil affairs bureaus.

    >>> offices_one_by_one("how many by the justice and education bureaus")
    'how many by the justice bureau and education bureau'
    """
    return SHARED_NOUN.sub(lambda match: _each_with(match[1], match[2]), plain)


def _each_with(names: str, noun: str) -> str:
    known = sorted(task_names(), key=lambda one: -len(one))
    return re.sub(rf"\b({'|'.join(known)})\b", rf"\1 {noun}", names)


SHARED_NOUN = re.compile(r"((?:[a-z]+(?: [a-z]+)?, )*[a-z]+(?: [a-z]+)? and [a-z]+(?: [a-z]+)?) (bureau)s\b")
SHORTEST_OFFICE = 2
"""Characters of an office's name that more than a region must have."""


def names_of(publishers: tuple[str, ...], plain: str, aliases: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The words by which a question names some bodies, the longest first."""
    names = {name for known in aliases.values() if known[0] in publishers for name in known}
    for office in {office_of(publisher) for publisher in publishers}:
        names |= {name.replace(office, short) for short in short_offices(plain, office) for name in names} | {office}
    found = {normalise(name) for name in names if normalise(name) in plain} | set(
        named_offices(plain) if publishers else ()
    )
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


def _other_chinese_body(plain: str, names: dict[str, set[str]], occurs: Callable[[str], bool]) -> str | None:
    """A region with an office that is none of the held bodies' names and no name that the reports mention."""
    for match in BODY.finditer(plain):
        if ASKS_WHICH.search(match[0]):
            continue
        name = re.sub(r"^.*?(?:年|度|问|下|是|在|由|到|的|于|和)(?=.{4})", "", match[0])
        name = re.sub(r"^.*[局委厅院府][比和与跟](?=.{2})", "", name)
        name = _without_leading(name)
        bare = name.removesuffix("办公室")
        is_held = name in names or bare in names or any(one.endswith((name, bare)) for one in names)
        if is_held or NOT_A_BODY_BEFORE.match(plain[match.end() :]):
            continue
        regions, office = regions_and_office(name)
        known_office = any(known.endswith(office) for known in names)
        if any(name.endswith(known) and _only_leads(name.removesuffix(known)) for known in names if _is_full(known)):
            continue
        if regions and not (known_office and _region_is_held(regions, names)) and not occurs(name):
            return name
        is_other = not (_region_is_held(regions, names) and _is_a_body(regions, office, names))
        if regions and known_office and is_other and not (len(regions[-1]) > 1 and occurs(name)):
            return name
    return None


def _is_a_body(regions: tuple[str, ...], office: str, names: dict[str, set[str]]) -> bool:
    """Whether this office of this region is held, and not the one of one body and the other of another."""
    return any(regions_and_office(name) == (regions[-1:], office) for name in names)


def _without_leading(name: str) -> str:
    """A name without the words before it that belong to no name: 我想去县卫健局."""
    for word, tag in tagged_words(name):
        if tag not in LEADING_TAGS or len(name) - len(word) < SHORTEST_OFFICE + 2:
            break
        name = name.removeprefix(word)
    return name


def _only_leads(words: str) -> bool:
    """Words that lead to a name without belonging to it: 寄信给 does, 利通 doesn't."""
    return not words or tagged_words(words)[-1][1] in LEADING_TAGS


def _is_full(name: str) -> bool:
    return len(office_of(name)) > 1


def _region_is_held(regions: tuple[str, ...], names: dict[str, set[str]]) -> bool:
    return any(regions_and_office(name)[0][-1:] == regions[-1:] for name in names)


def _english_body(said: str, plain: str, reports: tuple[Report, ...]) -> NamedBody:
    """A region by its romanised name; an office of another kind, or an unknown capitalised place, is another body."""
    held: dict[str, set[str]] = {}
    for report in reports:
        for name in english_names(report.publisher):
            held.setdefault(name, set()).add(report.id)
    squeezed = re.sub(r"[\s'’-]+", "", plain)
    found = [name for name in sorted(held, key=lambda name: (-len(name), name)) if name in squeezed]
    named = named_offices(plain, tuple(_words_for(found, plain)))
    offices, offices_said = frozenset(named.values()), tuple(named)
    held_offices = {office_of(report.publisher) for report in reports}
    not_held = {one for one in offices if not any(is_called(office, frozenset({one})) for office in held_offices)}
    not_held -= {"人民政府"}
    if len(offices) > 1 and not_held:
        return NamedBody(frozenset(), ", ".join(sorted(not_held)), ())
    if found:
        own = {report.id for report in reports if set(english_names(report.publisher)[:1]) & set(found)}
        ids = own or (frozenset().union(*(held[name] for name in found)) if not offices else frozenset())
        fitting = {
            report.id
            for report in reports
            if report.id in ids and (not offices or is_called(office_of(report.publisher), offices))
        }
        if not fitting:
            return NamedBody(frozenset(), plain, ())
        return NamedBody(
            frozenset(fitting), None, (*offices_said, *_zones_said(found, plain), *_words_for(found, plain))
        )
    unknown = _unknown_place(said)
    if unknown:
        return NamedBody(frozenset(), unknown, ())
    if offices:
        fitting = {report.id for report in reports if is_called(office_of(report.publisher), offices)}
        return NamedBody(frozenset(fitting), None if fitting else ", ".join(sorted(offices)), offices_said)
    return NamedBody(None, None, ())


def _words_for(found: list[str], plain: str) -> list[str]:
    return [word for word in re.findall(r"[a-z]+", plain) if any(word in name for name in found) and len(word) > 2]


def _zones_said(found: list[str], plain: str) -> list[str]:
    """The words for a development zone behind its place: xipu economic development zone."""
    return [match[0] for name in found for match in re.finditer(rf"\b{re.escape(name)}(?:'s)? {ENGLISH_ZONE}", plain)]


ENGLISH_ZONE = (
    r"(?:(?:economic|technological|technology|tech|high-tech|industrial|development|new|national|provincial|and|&) )*"
    r"(?:zone|park|area)\b(?: (?:management|administrative|administration) committee\b)?"
)


def _unknown_place(said: str) -> str | None:
    for match in (*ENGLISH_PLACE.finditer(said), *ENGLISH_REGION.finditer(said)):
        names = [word for word in re.findall(r"[A-Z][a-z]+", match[1]) if word.lower() not in NO_NAMES]
        if names:
            return match[0]
    return None
