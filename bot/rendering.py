"""A Reply → text for a terminal, or the JSON object of DESIGN.md; pure."""

from bot.records import AnswerFigure, Citation, Language, Reply, Status
from bot.wording import ASK_INSTEAD


def reply_text(reply: Reply) -> str:
    """The answer, then each citation with report, page and quote, then notes and what to ask next."""
    parts = [reply.answer]
    parts += [
        f"\n{line}" if number == 0 else line
        for number, line in enumerate(citation_text(one, reply.language) for one in reply.citations)
    ]
    if reply.notes:
        parts += ["", *reply.notes]
    if reply.suggestions:
        parts += ["", ASK_INSTEAD.in_language(reply.language)] if reply.status is Status.NOT_FOUND else []
        parts += ["", *(f"{number}. {question}" for number, question in enumerate(reply.suggestions, start=1))]
    return "\n".join(parts)


def citation_text(citation: Citation, language: Language) -> str:
    """[1] 《title》第 3 页：“quote”."""
    cell = _cell(citation)
    if language is Language.CHINESE:
        where = f"[{citation.number}] 《{citation.title}》第 {citation.page} 页{cell}"
        return f"{where}：“{citation.quote}”" + (f"\n    {citation.url}" if citation.url else "")
    where = f"[{citation.number}] {citation.title}, page {citation.page}{cell}"
    return f"{where}: “{citation.quote}”" + (f"\n    {citation.url}" if citation.url else "")


def _cell(citation: Citation) -> str:
    """Which cell of a table: its row's and its column's labels."""
    if citation.table is None:
        return ""
    labels = (" › ".join(path) for path in (citation.row, citation.column))
    return " | " + " | ".join(label for label in labels if label)


def reply_object(reply: Reply) -> dict[str, object]:
    """The reply as the JSON object that `gongkai ask --json` writes."""
    return {
        "id": reply.id,
        "question": reply.question,
        "language": reply.language.value,
        "status": reply.status.value,
        "answer": reply.answer,
        "figures": [_figure(figure) for figure in reply.figures],
        "citations": [_citation(citation) for citation in reply.citations],
        "notes": list(reply.notes),
        "suggestions": list(reply.suggestions),
        "snapshot": reply.snapshot,
    }


def _figure(figure: AnswerFigure) -> dict[str, object]:
    written: dict[str, object] = {
        "value": format(figure.value, "f"),
        "printed": figure.printed,
        "unit": figure.unit,
        "unit_source": figure.unit_source.value,
        "approximate": figure.approximate,
        "derived": figure.derived,
        "label": figure.label,
        "publisher": figure.publisher,
        "period": figure.period,
        "citation": figure.citation,
    }
    if figure.derived:
        written["operands"] = [_figure(operand) for operand in figure.operands]
    return written


def _citation(citation: Citation) -> dict[str, object]:
    return {
        "number": citation.number,
        "file": citation.file,
        "title": citation.title,
        "url": citation.url,
        "page": citation.page,
        "quote": citation.quote,
        "boxes": [{"page": box.page_number, "box": [box.x0, box.top, box.x1, box.bottom]} for box in citation.boxes],
        "table": citation.table,
        "row": list(citation.row),
        "column": list(citation.column),
    }
