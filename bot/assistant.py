"""understand → search → compose behind one door, with each conversation's memory."""

import logging
import re
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import Lock

from bot.across import across_reply, share_reply
from bot.choosing import Candidate, Material, candidates
from bot.compose import answers, best_fit, compose
from bot.contacts import prints_contact
from bot.deciding import best_figure
from bot.errors import BotError, UncitedNumber
from bot.excerpts import asks_list, list_items
from bot.follow_up import leans, readings
from bot.matching import weigh
from bot.naming import HAN
from bot.nearest import nearest_questions
from bot.records import Asked, Citation, Question, Reply, Sought, Status
from bot.related import nearest_text, related_questions
from bot.sections import is_of_problems
from bot.several import NOT_TOLD, difference, several_answers, side_of, total
from bot.understand import LONGEST_QUESTION, Holdings, understand
from bot.wider import wider_readings
from bot.wording import FAILED, NOT_SURE, REPLACED, TOO_LONG
from index.editions import replaced
from index.ledger import read_ledger
from index.records import Calibration, Query
from index.search import search_figures, search_passages
from index.snapshot import Snapshot, open_current
from index.terms import words
from index.thesaurus import synonyms
from ingest.bodies import sound_of
from ingest.records import Check, Passage, Report, content_id

CHANGE = re.compile(r"同比|环比|增|减|比上年|较上年|下降|上升")
"""Labels of figures that are changes themselves."""
logger = logging.getLogger(__name__)

FIGURES_LOOKED_AT = 150
"""A statutory table has 161 cells of nearly the same words; the right one must be among those looked at."""
PASSAGES_LOOKED_AT = 40
REPORTS_READ_WHOLE = 60
"""Reports of a named body or year of which every passage is looked at where contacts or problems are asked for."""
LISTS_LOOKED_AT = 5
"""Found passages whose lists are read on into the passages behind them."""
THE_YEAR_BEFORE = "上年"
"""比上年: from when a printed change counts; its own words may name the year instead."""
BOTH_YEARS = 2
"""A change between two years may be printed in the later one's report."""
MOST_CONVERSATIONS = 10_000
"""Conversations remembered; the one longest silent is forgotten first."""


class Conversations:
    """The last question of each conversation, with the bodies it was about; threads may share it."""

    def __init__(self) -> None:
        self._last: OrderedDict[str, tuple[Question, frozenset[str] | None]] = OrderedDict()
        self._lock = Lock()

    def last(self, conversation: str) -> tuple[Question, frozenset[str] | None] | None:
        """The question that a short one can lean on, and its bodies; None where there is none."""
        with self._lock:
            return self._last.get(conversation)

    def remember(self, conversation: str, question: Question, publishers: frozenset[str] | None) -> None:
        """Keeps a question; where there are too many conversations, the one longest silent is forgotten."""
        with self._lock:
            self._last[conversation] = question, publishers
            self._last.move_to_end(conversation)
            while len(self._last) > MOST_CONVERSATIONS:
                self._last.popitem(last=False)

    def forget(self, conversation: str) -> None:
        """Forgets a conversation."""
        with self._lock:
            self._last.pop(conversation, None)


class Assistant:
    """Answers questions from one snapshot; threads may share it."""

    def __init__(
        self,
        snapshot: Snapshot,
        today: Callable[[], date] = date.today,
        withdrawn: frozenset[str] = frozenset(),
        conversations: Conversations | None = None,
        caution: float | None = None,
        calibration: Calibration | None = None,
    ) -> None:
        self._snapshot = snapshot
        self._calibration = _with_caution(calibration or snapshot.manifest.calibration, caution)
        self._today = today
        stored = snapshot.store.reports()
        self._stored = frozenset(report.id for report in stored)
        reports = [report for report in stored if report.sha256 not in withdrawn]
        self._replaced = replaced(reports)
        self._reports = {report.id: report for report in reports}
        self._newest = {report.id: report for report in reports if report.id not in self._replaced}
        self._tables = {table.id: table for table in snapshot.store.tables()}
        aliases = {one: names for one, names in snapshot.store.aliases().items() if one in self._newest}
        self._holdings = Holdings(
            tuple(self._newest.values()), aliases, self._occurs, snapshot.store.translations, self._mended, self._akin
        )
        self._periods = snapshot.store.periods()
        self._conversations = conversations or Conversations()

    @classmethod
    def open(cls, data: Path, model: str, caution: float | None = None) -> "Assistant":
        """Over the published snapshot of a data folder, without what staff withdrew.

        `caution` is the certainty from which figures are given; None is what the model's calibration chose.
        """
        return cls(open_current(data, model), withdrawn=read_ledger(data).withdrawn, caution=caution)

    @property
    def snapshot(self) -> Snapshot:
        """What it answers from."""
        return self._snapshot

    def sources(self) -> tuple[Report, ...]:
        """The reports held, by body and year."""
        return tuple(self._reports.values())

    def answer(self, text: str, conversation: str | None = None, *, offers: bool = True) -> Reply:
        """The reply to one question; within a conversation the last question completes a short one.

        A refusal offers the nearest questions, which takes as long as some questions more.
        """
        question, reply = self._replied(text, conversation)
        return self._with_nearest(question, reply) if offers and reply.status in NOT_TOLD else reply

    def _replied(self, text: str, conversation: str | None = None) -> tuple[Question, Reply]:
        question = understand(text, self._holdings, self._today())
        if conversation is not None:
            question = self._read_in(conversation, question)
        reply = self._guarded(question)
        if conversation is not None and question.terms and not _is_small_talk(question, reply):
            self._remember(conversation, replace(question, answered_by=self._source_of(question, reply)))
        reply = replace(reply, notes=(*reply.notes, *self._editions(reply)))
        if len(text) > LONGEST_QUESTION:
            reply = replace(reply, notes=(*reply.notes, TOO_LONG.in_language(reply.language)))
        return question, reply

    def _told(self, text: str) -> Reply:
        """The reply to a question by itself, without what else could be asked."""
        return self._replied(text)[1]

    def _with_nearest(self, question: Question, reply: Reply) -> Reply:
        """A refusal with questions about the nearest figures, where it isn't plain that the reports lack the answer."""
        is_told_why = reply.answer == FAILED.in_language(reply.language)
        if not question.is_for_one_number or not question.terms or is_told_why:
            return reply
        found = self._material(question)
        nearest = nearest_questions(question, candidates(question, found), found, self._told) if found.reports else ()
        if not nearest:
            return reply
        said = NOT_SURE.in_language(reply.language)
        return replace(reply, status=Status.NOT_FOUND, answer=said, suggestions=nearest)

    def _read_in(self, conversation: str, question: Question) -> Question:
        """The reading of a question that the reports fit best, of those that its conversation allows."""
        possible = readings(question, self._remembered(conversation))
        if len(possible) == 1:
            return possible[0]
        if not leans(question):
            is_held = bool(self._reports_asked(possible[0]))
            unanswered = possible[0] if is_held else possible[-1]
            return next((one for one in possible if answers(one, self._material(one))), unanswered)
        return max(possible, key=lambda one: best_fit(one, self._material(one)))

    def _editions(self, reply: Reply) -> Iterator[str]:
        """Names the earlier editions of the reports that a reply rests on; they are held but don't answer."""
        cited = {citation.report_id for citation in reply.citations}
        for earlier, later in self._replaced.items():
            if later.id in cited:
                file = self._reports[earlier].file
                said = REPLACED.in_language(reply.language, title=self._reports[earlier].title, file=file)
                if said not in reply.notes:
                    yield said

    def weighed(self, text: str) -> tuple[Question, Material, list[Candidate]]:
        """What a question means, what was found for it, and the figures that may answer, best first."""
        question = understand(text, self._holdings, self._today())
        found = self._material(question)
        is_possible = bool(question.terms) and bool(found.reports)
        return question, found, candidates(question, found) if is_possible else []

    def picture(self, citation: Citation, data: Path) -> bytes:
        """The cited place as a PNG, drawn from the original that the data folder keeps.

        Raises BotError where the report isn't held any more.
        """
        from bot.picture import citation_picture

        if citation.report_id not in self._reports:
            raise BotError(f"{citation.file} isn't held any more, so its page can't be shown")
        return citation_picture(data / "originals", citation)

    @property
    def snapshot_id(self) -> str:
        """Of what it answers from."""
        return self._snapshot.id

    def passage(self, citation: Citation) -> str | None:
        """The whole passage that a quote stands in, or a cell's row; None where the report isn't held any more."""
        if citation.report_id not in self._reports:
            return None
        passages = self._snapshot.store.passages([citation.report_id])
        return nearest_text(citation.quote, [one.text for one in passages])

    def related(self, reply: Reply) -> tuple[str, ...]:
        """Questions near a reply that its report answers."""
        report = self._reports.get(reply.citations[0].report_id) if reply.citations else None
        if report is None:
            return ()
        figures = self._snapshot.store.figures([report.id])
        several = len({one.publisher for one in self._reports.values()}) > 1
        return related_questions(reply, figures, report, self._told, several)

    def forget(self, conversation: str) -> None:
        """Forgets a conversation."""
        self._conversations.forget(conversation)

    def _guarded(self, question: Question) -> Reply:
        """A reply that the guard stops isn't sent; that is a defect, and the log says so."""
        try:
            return self._answered(question)
        except UncitedNumber:
            logger.exception("the guard stopped a reply")
            said = FAILED.in_language(question.language)
            reply_id = content_id(self._snapshot.id, question.text)
            return Reply(reply_id, question.text, question.language, Status.NOT_FOUND, said, snapshot=self._snapshot.id)

    def _answered(self, question: Question) -> Reply:
        if question.across is not None and (reply := self._over_several(question)):
            return reply
        if question.share and (reply := self._share(question)):
            return reply
        if question.parts and (reply := several_answers(question, self._told)):
            return reply
        if question.compared and (reply := difference(question, self._told)):
            return reply
        if question.summed and (reply := total(question, self._told)):
            return reply
        return self._composed(question)

    def _composed(self, question: Question) -> Reply:
        """The reply from the reports that are asked; a number that they lack from others, where these print it."""
        reply = compose(question, self._material(question))
        if reply.status is Status.NOT_FOUND and question.asked in (Asked.NUMBER, Asked.EITHER):
            for wider, reports in wider_readings(question, self._newest, self._speaks_of):
                found = compose(wider, self._material(wider, reports)) if reports else reply
                if found.status is Status.ANSWERED and found.figures:
                    return found
        return reply

    def _over_several(self, question: Question) -> Reply | None:
        """The answer from several reports; a change that the report itself prints for one year comes first."""
        if question.years and not question.over_bodies and len(question.years) <= BOTH_YEARS:
            things = tuple(term for term in question.terms if THE_YEAR_BEFORE not in term.alternatives)
            newest = replace(question, years=(max(question.years),), terms=things)
            printed = compose(newest, self._material(newest))
            if printed.status is Status.ANSWERED and any(CHANGE.search(figure.label) for figure in printed.figures):
                return printed
        return across_reply(question, self._material, tuple(self._newest.values()))

    def _share(self, question: Question) -> Reply | None:
        """A share that the report prints, or else the one that part and whole give."""
        printed = compose(question, self._material(question))
        if printed.status is Status.ANSWERED and any(figure.unit == "%" for figure in printed.figures):
            return printed
        part, whole = question.share or ("", "")
        of_part, of_whole = (
            replace(understand(one, self._holdings, self._today()), is_part=True)
            for one in (side_of(question, part, whole), side_of(question, whole))
        )
        figure = best_figure(of_part, self._material(of_part))
        if figure is None:
            return None
        beside = replace(of_whole, within=figure.table_id or figure.sentence or "")
        found = self._material(of_whole)
        total = best_figure(beside, found) or best_figure(of_whole, found)
        return None if total is None else share_reply(question, self._material, figure, total)

    def _material(self, question: Question, reports: frozenset[str] | None = None) -> Material:
        """What is found for a question, in certain reports or in those that it asks."""
        store = self._snapshot.store
        allowed = self._reports_asked(question) if reports is None else reports
        searched = ((*term.alternatives, *term.akin) for term in question.terms)
        terms = tuple(alternatives for alternatives in searched if alternatives)
        among = None if allowed == self._stored else allowed
        query = Query(question.whole_text, terms, among, FIGURES_LOOKED_AT)
        wanted = bool(allowed) and (bool(question.terms) or question.asked is Asked.CONTACT) and not question.refused
        figures = search_figures(self._snapshot, query) if wanted else ()
        passages = search_passages(self._snapshot, replace(query, limit=PASSAGES_LOOKED_AT)) if wanted else ()
        failed = store.failed_checks(among) if wanted else ()
        siblings = {one.id: one for one in store.figures_by_ids(_mentioned(failed)) if one.report_id in self._newest}
        checks = tuple(one for one in failed if siblings.keys() >= set(_mentioned([one])))
        texts: tuple[Passage, ...] = tuple(one.item for one in passages)  # type: ignore[misc]
        texts += self._beside(question, allowed, texts)
        if texts and asks_list(question):
            texts += list_items(
                texts[:LISTS_LOOKED_AT], store.passages({one.report_id for one in texts[:LISTS_LOOKED_AT]})
            )
        texts = tuple({one.id: one for one in texts}.values())
        return Material(
            figures=tuple(one.item for one in figures),  # type: ignore[misc]
            passages=texts,
            reports={one: self._newest[one] for one in sorted(allowed)},
            tables=self._tables,
            checks=checks,
            siblings=siblings,
            weights=weigh(question.terms, store.document_frequency, store.document_count()),
            rank={one.item.id: position for position, one in enumerate(figures)}
            | {one.item.id: position for position, one in enumerate(passages)},
            similarity={one.item.id: one.similarity for one in figures if one.similarity is not None},
            snapshot=self._snapshot.id,
            calibration=self._calibration,
            reader=self._snapshot.reader,
            held=tuple(self._newest.values()),
        )

    def _beside(self, question: Question, allowed: frozenset[str], found: tuple[Passage, ...]) -> tuple[Passage, ...]:
        """Passages that answer by where they stand and what they print, whether or not the search finds their words."""
        section = bool(question.sought & {Sought.PROBLEMS, Sought.IMPROVEMENTS}) and question.asked is Asked.WORDS
        if question.refused or len(allowed) > REPORTS_READ_WHOLE or not (section or question.contacts):
            return ()
        known = {one.id for one in found}
        return tuple(
            one
            for one in self._snapshot.store.passages(allowed)
            if one.id not in known and ((section and is_of_problems(one)) or prints_contact(one, question.contacts))
        )

    def _reports_asked(self, question: Question) -> frozenset[str]:
        """The reports that may answer: of the named body, and of the named year where one of them is held.

        A year of which no report is held leaves only what the reports themselves say of that year.
        """
        body = question.report_ids if question.report_ids is not None else frozenset(self._newest)
        if not question.years:
            return body
        of_year = frozenset(one for one in body if self._newest[one].year in question.years)
        return of_year or frozenset(one for one in body if self._speaks_of(one, question))

    def _speaks_of(self, report_id: str, question: Question) -> bool:
        """A report says something of another year: the one before its own, or one that a figure's period names."""
        periods = self._periods.get(report_id, frozenset())
        return any(str(year) in period for period in periods for year in question.years)

    def _occurs(self, phrase: str) -> bool:
        return self._snapshot.store.document_frequency(phrase) > 0

    def _akin(self, word: str) -> tuple[str, ...]:
        """Words of the reports that mean the same in one of a word's senses."""
        return tuple(filter(self._occurs, synonyms(word)))

    def _mended(self, word: str) -> tuple[str, ...]:
        """Words of the figures' labels that sound like a word or have its characters in another order."""
        alike = self._words_alike
        return tuple(sorted({*alike.get(sound_of(word), ()), *alike.get("".join(sorted(word)), ())} - {word}))

    @cached_property
    def _words_alike(self) -> dict[str, set[str]]:
        alike: dict[str, set[str]] = {}
        labels = {figure.label for figure in self._snapshot.store.figures(self._newest)}
        for word in {word for label in labels for word in words(label) if len(word) > 1 and HAN.search(word)}:
            for key in (sound_of(word), "".join(sorted(word))):
                alike.setdefault(key, set()).add(word)
        return alike

    def _source_of(self, question: Question, reply: Reply) -> str:
        """The sentence or table of the figure that answers; "" where none does."""
        if not reply.figures or question.across is not None:
            return ""
        best = best_figure(question, self._material(question))
        return (best.sentence or best.table_id or "") if best else ""

    def _remembered(self, conversation: str) -> Question | None:
        """The last question, about the reports that its bodies have now."""
        kept = self._conversations.last(conversation)
        if kept is None:
            return None
        question, publishers = kept
        if publishers is None:
            return question
        reports = frozenset(one.id for one in self._newest.values() if one.publisher in publishers)
        return replace(question, report_ids=reports)

    def _remember(self, conversation: str, question: Question) -> None:
        held = None if question.report_ids is None else [self._reports.get(one) for one in question.report_ids]
        publishers = None if held is None else frozenset(one.publisher for one in held if one)
        self._conversations.remember(conversation, question, publishers)


def _is_small_talk(question: Question, reply: Reply) -> bool:
    """Whether words neither asked anything nor found anything: the question before them stays the last one."""
    said_nothing = question.asked is Asked.EITHER and not question.years and question.report_ids is None
    return reply.status is Status.OUT_OF_SCOPE or (said_nothing and reply.status is Status.NOT_FOUND)


def _with_caution(calibration: Calibration | None, caution: float | None) -> Calibration | None:
    return calibration if calibration is None or caution is None else replace(calibration, certainty=caution)


def _mentioned(checks: Sequence[Check]) -> tuple[str, ...]:
    """Ids of the figures that checks refer to."""
    ids = (one for check in checks for one in (check.total, *check.operands, *check.supporting) if one)
    return tuple(dict.fromkeys(ids))
