"""Two snapshots → what is different: reports, figures, and the answers to kept questions."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.assistant import Assistant
from bot.errors import BotError
from bot.records import Reply
from index.editions import replaced
from index.snapshot import Snapshot
from ingest.records import Figure, Report

Name = tuple[object, ...]


def difference_lines(before: Snapshot, after: Snapshot) -> Iterator[str]:
    """Reports and figures that came, went or changed, report by report."""
    old, new = _answering(before), _answering(after)
    for name in sorted(old.keys() | new.keys(), key=str):
        if name not in new:
            yield f"- {old[name].title} ({old[name].file})"
        elif name not in old:
            yield f"+ {new[name].title} ({new[name].file})"
        elif lines := list(_figure_lines(_figures(before, old[name]), _figures(after, new[name]))):
            yield f"~ {new[name].title} ({new[name].file})"
            yield from lines


def answer_lines(before: Assistant, after: Assistant, questions: Iterable[str]) -> Iterator[str]:
    """The questions that are answered otherwise, each with both answers."""
    for question in questions:
        old, new = before.answer(question), after.answer(question)
        if _told(old) != _told(new):
            yield f"? {question}"
            yield f"    - {_short(old)}"
            yield f"    + {_short(new)}"


def kept_questions(path: Path) -> tuple[str, ...]:
    """Questions of a file, one a line: as they are, or JSON objects with a `question`."""
    try:
        lines = [line.strip() for line in path.read_text("utf-8").splitlines()]
        found = (json.loads(line)["question"] if line.startswith("{") else line for line in lines if line)
        return tuple(str(question) for question in found)
    except (OSError, UnicodeDecodeError, ValueError, KeyError) as error:
        raise BotError(f"{path} can't be read as questions ({error}); write one a line") from error


def _answering(snapshot: Snapshot) -> dict[Name, Report]:
    """Reports by what makes two of them the same one, whatever file they stand in."""
    reports = snapshot.store.reports()
    earlier = replaced(reports)
    named: dict[Name, Report] = {}
    for report in reports:
        if report.id not in earlier:
            name: Name = (report.publisher, report.year or 0, report.kind)
            named[name if name not in named else (*name, report.file)] = report
    return named


def _figures(snapshot: Snapshot, report: Report) -> dict[Name, Figure]:
    """Figures by what they count, the same thing said twice counted through."""
    seen: Counter[Name] = Counter()
    named: dict[Name, Figure] = {}
    for figure in snapshot.store.figures([report.id]):
        name: Name = (figure.key or "", figure.section, figure.full_label, figure.row, figure.column, figure.period)
        seen[name] += 1
        named[(*name, seen[name])] = figure
    return named


def _figure_lines(old: dict[Name, Figure], new: dict[Name, Figure]) -> Iterator[str]:
    for name in (*old, *(name for name in new if name not in old)):
        before, after = old.get(name), new.get(name)
        if before and after and before.printed != after.printed:
            yield f"    {_place(after)}: {before.printed} → {after.printed}"
        elif before and not after:
            yield f"    - {_place(before)}: {before.printed}"
        elif after and not before:
            yield f"    + {_place(after)}: {after.printed}"


def _place(figure: Figure) -> str:
    return f"page {figure.place.page_number}, {figure.full_label}"


def _told(reply: Reply) -> tuple[object, ...]:
    values = tuple((figure.value, figure.unit) for figure in reply.figures)
    return reply.status, values, () if values else reply.answer


def _short(reply: Reply) -> str:
    return f"{reply.status}: {' '.join(reply.answer.split())[:300]}"
