"""What staff look at → the HTML that Telegram shows; pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from statistics import median

from bot.arrival import Arrival, Differences
from bot.records import Citation, Language, Status
from bot.telegram import desk_wording as wording
from bot.telegram.drafts import Search
from bot.telegram.format import clipped, escaped, reply_html
from bot.telegram.given import Reported
from bot.telegram.journal import Asked
from bot.telegram.wording import Wording
from index.records import Evidence
from index.snapshot import ListedSnapshot
from ingest.records import Check, Passage, Report

CHECKS_SHOWN = 5
CHANGES_SHOWN = 8
FOUND_A_PAGE = 5
GROUPS_SHOWN = 20
SNAPSHOTS_SHOWN = 8
DAYS = 7
ANSWERED = (Status.ANSWERED, Status.CONFLICT, Status.AMBIGUOUS)
"""A question back is an answer, too: the person goes on from it."""
UNANSWERED = (Status.NOT_FOUND, Status.OUT_OF_SCOPE)


def arrival_html(arrived: Arrival, language: Language) -> str:
    """What was understood of a report that was sent in, most important first."""
    report = arrived.report
    unknown = wording.UNKNOWN.say(language)
    facts = (
        wording.PUBLISHER.say(language, value=report.publisher or unknown),
        wording.YEAR.say(language, value=report.year or unknown),
        wording.KIND.say(language, value=wording.KINDS[report.kind].say(language)),
        wording.SIZE.say(
            language,
            pages=report.page_count,
            passages=arrived.passages,
            tables=arrived.tables,
            figures=arrived.figures,
        ),
    )
    blocks = (
        f"<b>{escaped(report.title)}</b>\n" + escaped("\n".join(facts)),
        _failed(arrived.failed, language),
        escaped(wording.HELD.say(language)) if arrived.held else _replaced(arrived.differences, language),
        escaped(wording.DECIDE.say(language)),
    )
    return "\n\n".join(blocks)


def _failed(failed: Sequence[Check], language: Language) -> str:
    if not failed:
        return escaped(wording.NO_FAILED.say(language))
    lines = [
        wording.PLACE.say(language, page=check.place.page_number, relation=check.relation)
        for check in failed[:CHECKS_SHOWN]
    ]
    heading = wording.FAILED.say(language, failed=len(failed))
    return _listed(heading, lines, len(failed) - CHECKS_SHOWN, language)


def _replaced(differences: Differences | None, language: Language) -> str:
    if differences is None:
        return escaped(wording.NO_REPLACED.say(language))
    changes = differences.changes
    heading = wording.REPLACES.say(
        language,
        title=differences.before.title,
        changed=len(changes),
        added=differences.added,
        gone=differences.gone,
    )
    lines = [
        wording.CHANGE.say(language, label=clipped(one.label, "", 40), before=one.before, now=one.now)
        for one in changes[:CHANGES_SHOWN]
    ]
    return _listed(heading, lines, len(changes) - CHANGES_SHOWN, language)


def _listed(heading: str, lines: Iterable[str], more: int, language: Language) -> str:
    listed = [escaped(heading), *(f"· {escaped(line)}" for line in lines)]
    return "\n".join([*listed, escaped(wording.MORE.say(language, more=more))] if more > 0 else listed)


def pages_of(found: Sequence[Evidence]) -> int:
    """How many pages the finds fill."""
    return max(1, -(-len(found) // FOUND_A_PAGE))


def found_html(
    search: Search, found: Sequence[Evidence], reports: dict[str, Report], page: int, language: Language
) -> str:
    """One page of what a search found."""
    filters = "".join(f" · {one}" for one in (search.year, search.publisher) if one)
    if not found:
        return escaped(wording.NOTHING_FOUND.say(language, words=search.words, filters=filters))
    heading = wording.FOUND.say(language, words=search.words, filters=filters, page=page, pages=pages_of(found))
    shown = found[(page - 1) * FOUND_A_PAGE : page * FOUND_A_PAGE]
    return "\n\n".join(
        [escaped(heading), *(_one_found(evidence, reports, search.words, language) for evidence in shown)]
    )


def _one_found(evidence: Evidence, reports: dict[str, Report], words: str, language: Language) -> str:
    item = evidence.item
    where = wording.PLACE.say(language, page=item.place.page_number, relation=reports[item.report_id].title)
    if isinstance(item, Passage):
        return f"{escaped(where)}\n{escaped(clipped(item.text, words.split(maxsplit=1)[0]))}"
    unit = f" {item.unit}" if item.unit and not item.printed.endswith(item.unit) else ""
    return f"{escaped(where)}\n<b>{escaped(item.printed + unit)}</b> {escaped(clipped(item.full_label, ''))}"


def snapshots_html(listed: Sequence[ListedSnapshot], language: Language) -> str:
    """The snapshots, the one that answers marked."""
    if not listed:
        return escaped(wording.NO_SNAPSHOT.say(language))
    return escaped("\n".join([wording.SNAPSHOTS.say(language), *(_snapshot(one, language) for one in listed)]))


def _snapshot(one: ListedSnapshot, language: Language) -> str:
    mark = "●" if one.current else "○"
    if one.manifest is None:
        return wording.DAMAGED.say(language, mark=mark, id=one.path.name)
    held = {"reports": len(one.manifest.reports), "figures": one.manifest.figures}
    return wording.SNAPSHOT.say(language, mark=mark, id=one.path.name, **held)


def unanswered_html(asked: Iterable[Asked], days: int, language: Language) -> str:
    """What got no answer, alike questions together, the most frequent first."""
    open_ones = [one for one in asked if one.status in UNANSWERED]
    said = [one.question for one in open_ones if one.question]
    if not open_ones:
        return escaped(wording.ALL_ANSWERED.say(language, days=days))
    if not said:
        return escaped(wording.NO_WORDS.say(language, days=days, count=len(open_ones)))
    first = {bare(question): question for question in reversed(said)}
    counted = Counter(map(bare, said)).most_common()
    lines = [f"{count} × {first[key]}" for key, count in counted[:GROUPS_SHOWN]]
    heading = wording.UNANSWERED.say(language, days=days, count=len(open_ones))
    return _listed(heading, lines, len(counted) - GROUPS_SHOWN, language)


def bare(question: str) -> str:
    """A question without what makes no other question of it: signs, spaces, polite words.

    >>> bare("请问，2020年 有多少件？") == bare("2020年有多少件")
    True
    """
    words = "".join(sign for sign in question.casefold() if sign.isalnum())
    return words.removeprefix("请问").removeprefix("您好").removesuffix("呢")


def reported_html(reported: Reported, question: str | None, language: Language) -> str:
    """An answer that was called wrong, with all that it rests on."""
    heading = wording.REPORTED.say(language, people=reported.people, id=reported.id)
    asked = wording.ASKED_AS.say(language, question=question) if question else ""
    quotes = "\n".join(_quote(citation) for citation in reported.reply.citations)
    blocks = (escaped(heading), escaped(asked), reply_html(reported.reply), quotes)
    return "\n\n".join(block for block in blocks if block)


def _quote(citation: Citation) -> str:
    return f"<blockquote>[{citation.number}] {escaped(clipped(citation.quote, ''))}</blockquote>"


def stats_html(asked: Sequence[Asked], opinions: dict[str, int], language: Language) -> str:
    """Questions a day, the share that was answered, opinions, and how long answers took."""
    by_day: dict[str, list[Asked]] = {}
    for one in asked:
        by_day.setdefault(datetime.fromtimestamp(one.asked).astimezone().date().isoformat(), []).append(one)
    lines = [
        wording.DAY.say(language, day=day, questions=len(of_day), share=_share(of_day))
        for day, of_day in by_day.items()
    ]
    said = [wording.STATS.say(language), *(lines or [wording.NO_QUESTIONS.say(language)])]
    said.append(wording.OPINIONS.say(language, **opinions))
    if asked:
        seconds = [one.seconds for one in asked]
        slowest = f"{max(seconds):.1f}"
        said.append(wording.TIMES.say(language, median=f"{median(seconds):.1f}", slowest=slowest))
    return escaped("\n".join(said))


def _share(asked: Sequence[Asked]) -> int:
    return round(100 * sum(one.status in ANSWERED for one in asked) / len(asked))


def menu_html(commands: dict[str, Wording], language: Language) -> str:
    """What staff can do."""
    lines = [f"/{name} – {meaning.say(language)}" for name, meaning in commands.items()]
    return escaped("\n".join([wording.DESK.say(language), wording.SEND_PDF.say(language), *lines]))
