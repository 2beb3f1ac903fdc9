"""Replies, help and lists of reports → the HTML that Telegram shows, in messages within its limit; pure."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape, unescape
from itertools import groupby

from bot.records import AnswerFigure, Citation, Language, Reply, Status
from bot.showing import shown_text
from bot.telegram import wording
from bot.wording import ASK_INSTEAD
from ingest.records import Report

MESSAGE_LIMIT = 4096
"""UTF-16 code units of one message, its tags and entities read (core.telegram.org/bots/api#sendmessage)"""
QUOTE_LIMIT = 160
"""characters of a quote that are shown: some four lines on a telephone"""
SOURCES_LIMIT = 60
"""reports that one list names: about two messages"""


def reply_html(reply: Reply) -> str:
    """The figure first and bold, what it counts, a line for each source, then notes and suggestions."""
    blocks = (
        _answer_html(reply),
        "\n".join(_citation_html(citation, reply.language) for citation in reply.citations),
        "\n".join(escaped(wording.NOTE.say(reply.language, note=note)) for note in reply.notes),
        _suggestions_html(reply),
    )
    return _paragraphs(blocks)


def asked_html(question: str, html: str) -> str:
    r"""An answer below the question that it answers.

    >>> asked_html("多少件？", "<b>5 件</b>")
    '<i>多少件？</i>\n\n<b>5 件</b>'
    """
    return _paragraphs((f"<i>{escaped(question)}</i>", html))


def _answer_html(reply: Reply) -> str:
    """A single figure on a line of its own, then the sentence; of several, each bold where it is printed.

    Figures stand in an answer in their order, so each is looked for behind the one before it first.
    """
    spans: list[tuple[int, int]] = []
    for figure in reply.figures:
        start = spans[-1][1] if spans else 0
        found = _printed_in(figure, reply.answer, start) or _printed_in(figure, reply.answer, 0)
        if found and found not in spans:
            spans.append(found)
    if len(reply.figures) == 1 and spans and spans[0][0] > 0 and reply.status is Status.ANSWERED:
        return f"<b>{escaped(shown_text(reply.figures[0], reply.language))}</b>\n{escaped(reply.answer)}"
    return _with_bold(reply.answer, sorted(spans))


def _printed_in(figure: AnswerFigure, answer: str, start: int) -> tuple[int, int] | None:
    """Where a figure stands in an answer as a number of its own: no part of a longer one, a date or a [1]."""
    words = r"\s*".join(map(re.escape, figure.printed.split()))
    if not words:
        return None
    found = re.compile(rf"(?<![\[\d])(?<!\d[.,]){words}(?![\d\]年月日]|[.,]\d)").search(answer, start)
    return found.span() if found else None


def _with_bold(text: str, spans: Sequence[tuple[int, int]]) -> str:
    pieces: list[str] = []
    position = 0
    for start, end in spans:
        if start >= position:
            pieces += [escaped(text[position:start]), f"<b>{escaped(text[start:end])}</b>"]
            position = end
    return "".join(pieces) + escaped(text[position:])


def _citation_html(citation: Citation, language: Language) -> str:
    r"""One source line: number, title with its official address, page.

    >>> citation = Citation(1, "r", "a.pdf", "Report <2020>", None, 3, "576 件", ())
    >>> _citation_html(citation, Language.ENGLISH)
    '[1] Report &lt;2020&gt;, p. 3'
    """
    page = escaped(wording.PAGE.say(language, page=citation.page))
    return f"[{citation.number}] {_linked(citation.title, citation.url)}{page}"


def passage_html(citation: Citation, passage: str, language: Language) -> str:
    r"""The whole passage of a citation, its quote bold; for a cell, which row and column it stands in.

    >>> citation = Citation(1, "r", "a.pdf", "甲", None, 3, "二三", ())
    >>> passage_html(citation, "一二三四", Language.CHINESE)
    '[1] 甲，第3页\n\n一<b>二三</b>四'
    """
    start = passage.find(citation.quote) if citation.quote else -1
    spans = [(start, start + len(citation.quote))] if start >= 0 and passage != citation.quote else []
    cell = "\n".join(
        escaped(said.say(language, labels=" › ".join(labels)))
        for said, labels in (
            (wording.TABLE, (citation.table,) if citation.table else ()),
            (wording.ROW, citation.row),
            (wording.COLUMN, citation.column),
        )
        if labels
    )
    return _paragraphs((_citation_html(citation, language), cell, _with_bold(passage, spans)))


def source_caption(citation: Citation, reply: Reply) -> str:
    """What stands under the picture of a source: where it is from, and its words for those who don't see it."""
    printed = [figure.printed for figure in _cited_figures(reply.figures) if figure.citation == citation.number]
    labels = (*citation.row[-1:], *citation.column[-1:])
    if citation.table and printed and labels:  # a row of bare numbers says nothing
        quote = f"{' › '.join(labels)}：{printed[0]}"
    else:
        quote = clipped(citation.quote, printed[0] if printed else "")
    marked = wording.MARKED.say(reply.language, quote=quote)
    return _paragraphs((_citation_html(citation, reply.language), escaped(marked)))


def chart_caption(reply: Reply, values: Iterable[str]) -> str:
    """What stands under a chart: what it shows, every value for those who don't see it, and the sources."""
    heading = wording.CHART.say(reply.language, label=reply.figures[0].label)
    separator = "；" if reply.language is Language.CHINESE else "; "
    sources = "\n".join(_citation_html(citation, reply.language) for citation in reply.citations)
    return _paragraphs((escaped(f"{heading}\n{separator.join(values)}"), sources))


def _cited_figures(figures: Iterable[AnswerFigure]) -> Iterator[AnswerFigure]:
    """The figures that were copied from paper: a computed one gives its operands."""
    for figure in figures:
        if figure.derived:
            yield from _cited_figures(figure.operands)
        else:
            yield figure


def clipped(quote: str, around: str, limit: int = QUOTE_LIMIT) -> str:
    """At most `limit` characters of a quote, those around a printed figure where it holds one.

    >>> clipped("一二三四五六七八九十", "六", limit=5)
    '…五六七…'
    >>> clipped("一二三四五", "", limit=3), clipped("一二三", "", limit=3)
    ('一二…', '一二三')
    """
    text = " ".join(quote.split())
    if len(text) <= limit:
        return text
    found = max(text.find(around), 0) if around else 0
    kept = limit - 2
    start = min(max(found + len(around) // 2 - kept // 2, 0), len(text) - kept)
    if start <= 1:
        return text[: limit - 1] + "…"
    if start + kept >= len(text) - 1:
        return "…" + text[1 - limit :]
    return f"…{text[start : start + kept]}…"


def _suggestions_html(reply: Reply) -> str:
    if not reply.suggestions:
        return ""
    is_asked = reply.status is Status.AMBIGUOUS
    heading = wording.ASK_ONE_OF.say(reply.language) if is_asked else ASK_INSTEAD.in_language(reply.language)
    return questions_html(heading, reply.suggestions)


def questions_html(heading: str, questions: Iterable[str]) -> str:
    """Questions as a list, so that they can be read where buttons can't."""
    return _list(heading, map(escaped, questions))


def help_html(language: Language, bot_username: str, examples: Iterable[str], commands: Iterable[str]) -> str:
    """What the bot does, questions that it answers, and its commands with what they mean."""
    questions = [escaped(example) for example in examples]
    return _paragraphs(
        (
            escaped(wording.WELCOME.say(language)),
            _list(wording.EXAMPLES.say(language), questions) if questions else "",
            escaped(wording.FOLLOW_UPS.say(language, bot=bot_username)),
            _list(wording.COMMANDS.say(language), map(escaped, commands)),
        )
    )


def sources_html(reports: Iterable[Report], language: Language, words: str = "") -> str:
    """The reports held, by body and year; with `words`, those whose body, title or year has each of them."""
    held = sorted(reports, key=lambda report: (report.publisher, -(report.year or 0), report.title, report.file))
    found = [report for report in held if _mentions(report, words)]
    if not found:
        nothing = wording.NO_SOURCES_FOUND if held else wording.NO_SOURCES
        return escaped(nothing.say(language, words=words))
    listed, left_out = found[:SOURCES_LIMIT], found[SOURCES_LIMIT:]
    blocks = [escaped(_sources_heading(found, language, words))]
    for publisher, of_publisher in groupby(listed, key=lambda report: report.publisher):
        lines = [_source_line(report, language) for report in of_publisher]
        blocks.append("\n".join([f"<b>{escaped(publisher)}</b>", *lines]))
    if left_out:
        more = wording.MORE_SOURCES.say(language, reports=len(left_out), words=left_out[-1].publisher)
        blocks.append(escaped(more))
    return _paragraphs(blocks)


def _mentions(report: Report, words: str) -> bool:
    text = f"{report.publisher} {report.title} {report.year or ''}".casefold()
    return all(word in text for word in words.casefold().split())


def _sources_heading(found: Sequence[Report], language: Language, words: str) -> str:
    if words:
        return wording.SOURCES_FOUND.say(language, words=words, reports=len(found))
    publishers = len({report.publisher for report in found})
    return wording.SOURCES.say(language, reports=len(found), publishers=publishers)


def _source_line(report: Report, language: Language) -> str:
    year = str(report.year) if report.year else wording.NO_YEAR.say(language)
    return f"· {escaped(year)} {_linked(report.title, report.url)}"


def _paragraphs(blocks: Iterable[str]) -> str:
    return "\n\n".join(block for block in blocks if block)


def _list(heading: str, items: Iterable[str]) -> str:
    return "\n".join([escaped(heading), *(f"· {item}" for item in items)])


def _linked(title: str, url: str | None) -> str:
    if url and url.startswith(("http://", "https://")):
        return f'<a href="{escape(url)}">{escaped(title)}</a>'
    return escaped(title)


def escaped(text: str) -> str:
    """A text that says in HTML what it says."""
    return escape(text, quote=False)


# Splitting


@dataclass(frozen=True, slots=True)
class Piece:
    """The smallest part of HTML that may not be cut: a tag, an entity or a character."""

    source: str

    @property
    def is_tag(self) -> bool:
        """True for `<b>` and `</b>`."""
        return len(self.source) > 1 and self.source[0] == "<"

    @property
    def closes(self) -> bool:
        """True for `</b>`."""
        return self.is_tag and self.source[1] == "/"

    @property
    def text(self) -> str:
        """What people see of it."""
        return "" if self.is_tag else unescape(self.source)

    @property
    def width(self) -> int:
        """Its share of a message's limit, in UTF-16 code units."""
        return utf16_length(self.text)


def utf16_length(text: str) -> int:
    """UTF-16 code units, as Telegram counts.

    >>> utf16_length("件"), utf16_length("😀")
    (1, 2)
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def plain_text(html: str) -> str:
    """HTML without its tags, entities read.

    >>> plain_text("<b>A &amp; B</b>")
    'A & B'
    """
    return "".join(piece.text for piece in _pieces(html))


def split_html(html: str, limit: int = MESSAGE_LIMIT) -> list[str]:
    """Parts of a message that Telegram takes, each valid by itself and never blank.

    Cut at the end of a line outside of quotes and links, else of any line, else of a sentence, else at a
    space, else anywhere between two characters. Tags that a cut leaves open are closed before it and opened
    again behind it. White space behind a cut is dropped, as Telegram would; nothing else is.

    >>> split_html("<b>One. Two.</b>", limit=6)
    ['<b>One.</b>', '<b>Two.</b>']
    """
    if limit < 2:
        raise ValueError(f"a message limit of {limit} is too small: some characters take 2")
    parts: list[str] = []
    pieces = _pieces(html)
    while pieces:
        end = _part_end(pieces, limit)
        part, open_tags = pieces[:end], _open_tags(pieces[:end])
        if any(piece.text.strip() for piece in part):  # Telegram refuses a message of white space
            parts.append("".join(piece.source for piece in part) + _closing(open_tags))
        rest = _from_first_visible(pieces[end:])
        pieces = [*open_tags, *rest] if rest else []
    return parts


def _pieces(html: str) -> list[Piece]:
    return [Piece(source) for source in re.findall(r"</?[a-zA-Z][^>]*>|&#?\w{1,31};|.", html, re.DOTALL)]


def _part_end(pieces: Sequence[Piece], limit: int) -> int:
    """How many of the pieces go into the next part; always takes at least one that isn't a tag."""
    fitting = _fitting(pieces, limit)
    if fitting == len(pieces):
        return fitting
    for is_good_end in _CUTS:
        for end in range(fitting, fitting // 2, -1):
            if is_good_end(pieces, end):
                return _past_closing_tags(pieces, end)
    return fitting


def _fitting(pieces: Sequence[Piece], limit: int) -> int:
    """How many of the pieces are within the limit, without tags that open behind the last of them."""
    width = 0
    fitting = 0
    for number, piece in enumerate(pieces, start=1):
        width += piece.width
        if width > limit:
            return fitting
        if piece.text or piece.closes:
            fitting = number
    return len(pieces)


def _past_closing_tags(pieces: Sequence[Piece], end: int) -> int:
    while end < len(pieces) and pieces[end].closes:
        end += 1
    return end


def _ends_line_outside(pieces: Sequence[Piece], end: int) -> bool:
    return _ends_line(pieces, end) and not _open_tags(pieces[:end])


def _ends_line(pieces: Sequence[Piece], end: int) -> bool:
    return pieces[end - 1].source == "\n"


def _ends_sentence(pieces: Sequence[Piece], end: int) -> bool:
    source = pieces[end - 1].source
    return source in "。！？；" or (source in ".!?;" and pieces[end].source.isspace())


def _ends_word(pieces: Sequence[Piece], end: int) -> bool:
    return pieces[end - 1].source.isspace()


_CUTS: tuple[Callable[[Sequence[Piece], int], bool], ...] = (
    _ends_line_outside,
    _ends_line,
    _ends_sentence,
    _ends_word,
)
"""Kinds of good ends, best first."""


def _open_tags(pieces: Iterable[Piece]) -> list[Piece]:
    """The tags that are opened and not closed, outermost first."""
    open_tags: list[Piece] = []
    for piece in pieces:
        if piece.closes:
            open_tags.pop()
        elif piece.is_tag:
            open_tags.append(piece)
    return open_tags


def _closing(open_tags: Iterable[Piece]) -> str:
    names = [re.split(r"[\s>]", tag.source[1:], maxsplit=1)[0] for tag in open_tags]
    return "".join(f"</{name}>" for name in reversed(names))


def _from_first_visible(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces from the first visible character on, with the tags before it that matter to what follows."""
    for number, piece in enumerate(pieces):
        if piece.text.strip():
            return [piece for piece in pieces[:number] if piece.is_tag] + list(pieces[number:])
    return []
