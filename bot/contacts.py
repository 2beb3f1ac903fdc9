"""Passages → the contacts that they print, each with the words that say whose it is; the ones that a question means."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.asking import CONTACTS
from bot.matching import Weights
from bot.records import Contact, Question, Sought, Term
from index.terms import normalise, tagged_words
from ingest.records import Passage, Report, ReportKind

FULL_STOP = re.compile(r"[。！？]")
NUMBER = r"(?:[（(]?0\d{2,3}[）)]?\s*[-—－]?\s*)?\d(?: ?\d){6,7}(?:[-—－]\d{1,6})?|1\d{10}|(?<=热线[:：])\d{5}"
"""A line's end within a number reads as a space."""
NUMBERS = (
    rf"(?:号码)?\s*(?:[:：]|(?:改|变更|更换)?为|是)?\s*(?:{NUMBER})(?:\s*[、/／]\s*(?:{NUMBER})(?!\s*[（(]传真))*"
    r"(?!\d|\s*(?:[余多万]|次|件|人次|份|宗|个(?!人)|条(?!例)|通(?![讯信知]))|\s*(?:已|现)?(?:更?改|变更|更换|调整)为)"
)
"""Behind the word for a line; how often one was called is no number of it, nor is one that was changed."""
PRINTED = {
    Contact.TELEPHONE: re.compile(rf"[\u4e00-\u9fff]{{0,12}}(?:电话|热线|手机|座机)(?:[/／、（(]传真[）)]?)?{NUMBERS}"),
    Contact.FAX: re.compile(rf"(?:电话[/／、（(])?传真[）)]?(?:电话)?{NUMBERS}"),
    Contact.EMAIL: re.compile(r"(?:电子)?(?:邮箱|邮件|信箱)(?:地址)?\s*(?:[:：]|为|是)?\s*[\w.+-]+@[\w.-]+\.\w+"),
    Contact.ADDRESS: re.compile(
        r"(?:通讯|办公|联系|通信|单位|详细)?(?<!邮箱)(?<!邮件)(?<!网站)(?<!网)地址"
        r"(?:\s*[:：]\s*[^；;，,。）)]{4,60}|[^；;，,。、）)由]{2,50}[\d一二三四五六七八九十](?:号|楼|层|室)(?=[；;，,。）)]|$))"
    ),
    Contact.POSTCODE: re.compile(r"邮(?:政)?编(?:码)?\s*[:：]?\s*\d{6}(?!\d)"),
    Contact.WEBSITE: re.compile(r"(?:[^，。；（(]{0,30}[（(])?https?://[\w./-]+|www\.[\w./-]+"),
}
SPECIAL = re.compile(r"举报|投诉|监督(?=电话|热线)|信访|手机|报警|急救|抢修|值班|夜间")
"""What sets a telephone apart: one that is printed for something else doesn't answer for it."""
IN_ENGLISH = (
    (re.compile(r"\breport(?:ing)? (?:a |an |illegal|violations?|misconduct|street)|\bcomplaints?\b"), "举报"),
    (re.compile(r"\b(?:mobile|cell)\b"), "手机"),
)
OF_KIND = {
    ReportKind.BUDGET: re.compile(r"预算|\bbudget"),
    ReportKind.FINAL_ACCOUNTS: re.compile(r"决算|账目?|\baccounts?\b"),
    ReportKind.ANNUAL_REPORT: re.compile(r"年报|年度报告|信息公开|公开报告|\bannual report|\bdisclosure\b"),
}
OFFICE = re.compile(
    r"([\u4e00-\u9fff]{2,12}(?:中心|科|股|所|站|队|处|室|办|院|公司|协会|委员会))的?(?:联系|办公|值班)?(?:电话|号码|邮箱|地址|邮编)"
)
"""Whose contact is asked for, said right before it."""
UNITS = re.compile(
    r"(?:哪一?个|什么|哪个?)(?:部门|单位|科室|处|科|股|办公室)|找谁|\bwhich (?:office|department|division|section)\b"
)
OTHERS = 0.5
"""Taken off a telephone that is printed for something that isn't asked."""


@dataclass(frozen=True, slots=True)
class PrintedContact:
    """A contact as printed, and the sentence that says whose it is."""

    report: Report
    passage: Passage
    contact: Contact
    text: str
    sentence: str
    score: float
    """how much of what is asked besides it is said around it"""


def printed_contacts(
    question: Question, reports: dict[str, Report], passages: Iterable[Passage], weights: Weights
) -> tuple[tuple[PrintedContact, ...], ...]:
    """By body, one of each contact that is asked for; of those that fit alike, the newest report's."""
    special = special_asked(question)
    held = [
        one
        for passage in passages
        for one in _in_passage(question, reports[passage.report_id], passage, weights)
        if not special or special & _special(one)
    ]
    held = [one for one in held if _is_of_named(question, one)]
    best = max((one.score for one in held), default=0.0)
    chosen = [one for one in held if one.score >= best - ALIKE]
    bodies = sorted({one.report.publisher for one in chosen})
    return tuple(_of_body(question, [one for one in held if one.report.publisher == body]) for body in bodies)


def says_who(question: Question) -> bool:
    """Whether a person or an office is asked for with the contact."""
    return bool(question.sought & {Sought.PERSON, Sought.BODY}) or bool(UNITS.search(normalise(question.text)))


def special_asked(question: Question) -> frozenset[str]:
    """What the asked telephone is for, where it isn't simply the office's."""
    plain = normalise(question.text)
    english = {word for pattern, word in IN_ENGLISH if pattern.search(plain)}
    return frozenset(SPECIAL.findall(plain)) | frozenset(english)


def office_number(text: str) -> str | None:
    """The first number in a text at which an office is called, other than for complaints and the like.

    >>> office_number("举报电话12345678，咨询电话0842-7716305，传真0842-7716309")
    '0842-7716305'
    """
    lines = (match[0] for match in PRINTED[Contact.TELEPHONE].finditer(text))
    called = next((line for line in lines if not SPECIAL.search(line)), None)
    number = re.search(NUMBER, called) if called else None
    return number[0].strip() if number else None


def prints_contact(passage: Passage, contacts: tuple[Contact, ...]) -> bool:
    """Whether a passage prints one of these contacts."""
    return any(PRINTED[contact].search(passage.text) for contact in contacts)


def _of_body(question: Question, held: list[PrintedContact]) -> tuple[PrintedContact, ...]:
    """One of each contact that is asked for, all of the passage that answers best, where it has them."""
    ranked = sorted(
        held, key=lambda one: (-round(one.score, 2), -(one.report.year or 0), one.report.id, one.passage.ordinal)
    )
    first = _newest_alike(ranked)
    near = sorted(
        ranked, key=lambda one: (one.passage is not first.passage, one.report is not first.report, ranked.index(one))
    )
    found = [next((one for one in near if one.contact is contact), None) for contact in question.contacts]
    return tuple(one for one in found if one is not None)


def _newest_alike(ranked: list[PrintedContact]) -> PrintedContact:
    """The best one, or that of a newer report of its kind that fits all but as well."""
    best = ranked[0]
    newer = [
        one
        for one in ranked
        if one.report.kind is best.report.kind and one.contact is best.contact and one.score >= best.score - ALIKE
    ]
    return max(newer, key=lambda one: one.report.year or 0)


def _in_passage(question: Question, report: Report, passage: Passage, weights: Weights) -> Iterator[PrintedContact]:
    for contact in question.contacts:
        for match in PRINTED[contact].finditer(passage.text):
            start, end = _sentence_around(passage.text, match.start(), match.end())
            sentence = passage.text[start:end].strip()
            score = _score(question, report, passage, sentence, weights)
            if contact is Contact.TELEPHONE and set(SPECIAL.findall(match[0])) - special_asked(question):
                score -= OTHERS
            yield PrintedContact(report, passage, contact, _with_hours(match[0].strip(), sentence), sentence, score)


def _with_hours(contact: str, sentence: str) -> str:
    """A telephone with the clause behind it that begins with a number (，24小时值守), without which it looks cut."""
    behind = sentence.partition(contact)[2]
    hours = re.match(r"[,，]\s*\d[^，,；;。）)]*", behind)
    return contact + hours[0] if hours else contact


def _sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    stops = [match.end() for match in FULL_STOP.finditer(text)]
    return max((stop for stop in stops if stop <= start), default=0), min(
        (stop for stop in stops if stop >= end), default=len(text)
    )


def _score(question: Question, report: Report, passage: Passage, sentence: str, weights: Weights) -> float:
    """What the sentence and its report say of the other things that a question names."""
    around = normalise(" ".join((sentence, *passage.section)))
    score = sum(weights.of[term.said] for term in question.terms if not _is_contact(term) and _stands(term, around))
    asked = {kind for kind, pattern in OF_KIND.items() if pattern.search(normalise(question.text))}
    if asked:
        return score + (OF_ITS_KIND if report.kind in asked else 0)
    return score + (OF_THE_OFFICE if report.kind is ReportKind.ANNUAL_REPORT else 0)


OF_ITS_KIND = 0.5
"""Put to a contact in the report that is asked about: 预算 has another one than the yearly report."""
OF_THE_OFFICE, ALIKE = 0.1, 0.15
"""Put to that of the yearly report where no report is asked about: a budget names whoever explains the budget.
That doesn't tell one body from another, though."""


def _stands(term: Term, text: str) -> bool:
    return any(word in text for word in (term.said, *term.alternatives))


def _is_contact(term: Term) -> bool:
    return any(pattern.search(word) for _, pattern in CONTACTS for word in (term.said, *term.alternatives[:1]))


def _special(one: PrintedContact) -> frozenset[str]:
    return frozenset(SPECIAL.findall(one.sentence))


def _is_of_named(question: Question, one: PrintedContact) -> bool:
    """Whether a contact is that of the person or the office that a question names, where it names one."""
    around = normalise(" ".join((one.sentence, *one.passage.section, one.report.publisher, one.report.title)))
    offices = "".join(OFFICE.findall(normalise(question.text)))
    return all(
        _stands(term, around)
        for term in question.terms
        if not term.english and not _is_contact(term) and (term.said in offices or _is_person(term.said))
    )


def _is_person(said: str) -> bool:
    return any(tag == "nr" for _, tag in tagged_words(said))
