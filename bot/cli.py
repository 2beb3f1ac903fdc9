"""The command `gongkai`: parses, calls, prints."""

import json
import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import monotonic, sleep
from typing import Annotated, NoReturn

import typer

from bot.errors import BotError
from bot.rendering import reply_object, reply_text
from bot.settings import SETTINGS, Settings, load_settings
from index.errors import NothingToServe, SnapshotError
from ingest.errors import IngestError

KNOWN_ERRORS = (BotError, SnapshotError, IngestError)
EXIT_ERROR = 2
EXIT_INTERRUPTED = 130
STOPPED = "stopped; what was published before is still served, and what was read and embedded so far is kept"
DEFAULT_CORPUS = Path("corpus")
REMEMBERED_CORPUS = "corpus-folder"
"""File of the data folder that names the corpus folder it was built from."""

EPILOG = "Settings, from the environment or a .env file:\n\n" + "\n\n".join(
    f"{setting.name}: {setting.meaning}" + (f" (default: {setting.default})" if setting.default else "")
    for setting in SETTINGS
)

app = typer.Typer(
    help="Answers questions about disclosed reports with the printed figure, the report and the page.",
    epilog=EPILOG,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Data = Annotated[
    Path | None, typer.Option("--data", help="Folder for everything the program makes.", show_default=False)
]
Corpus = Annotated[Path | None, typer.Option("--corpus", help="Folder with the reports.", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Write JSON, one object a line.")]


class Session:
    """Settings of this run, with the folders that the command line names instead."""

    given_data: Path | None = None
    given_corpus: Path | None = None


def settings(data: Path | None, corpus: Path | None) -> Settings:
    """The settings; folders named after the verb win over those before it, those over the environment."""
    found = load_settings(os.environ, Path.cwd())
    found = replace(found, data=data or Session.given_data or found.data)
    named = corpus or Session.given_corpus or (found.corpus if found.corpus != DEFAULT_CORPUS else None)
    return replace(found, corpus=named or _remembered_corpus(found.data) or found.corpus)


def _remembered_corpus(data: Path) -> Path | None:
    path = data / REMEMBERED_CORPUS
    return Path(path.read_text("utf-8").strip()) if path.is_file() else None


def _remember_corpus(chosen: Settings) -> None:
    from index.disk import write_whole

    if _remembered_corpus(chosen.data) != chosen.corpus.resolve():
        write_whole(chosen.data / REMEMBERED_CORPUS, f"{chosen.corpus.resolve()}\n".encode())


@app.callback()
def _folders(data: Data = None, corpus: Corpus = None) -> None:
    Session.given_data, Session.given_corpus = data, corpus


@app.command()
def build(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[CORPUS]", help="Folder with the reports; remembered.", show_default=False)
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Build again whenever files change, until Ctrl-C.")] = False,
    retry: Annotated[bool, typer.Option("--retry", help="Read files again that were refused before.")] = False,
    data: Data = None,
    corpus: Corpus = None,
) -> None:
    """Read what is new, build a snapshot and publish it; list every file that could not be read, and why."""
    chosen = settings(data, folder or corpus)

    def build_once() -> None:
        _build(chosen, retry=retry)
        if folder or corpus:
            _remember_corpus(chosen)

    try:
        if watch:
            _watch(chosen, build_once)
        build_once()
    except KeyboardInterrupt:
        typer.echo(STOPPED, err=True)
        raise typer.Exit(EXIT_INTERRUPTED) from None


def _watch(chosen: Settings, build_once: Callable[[], None]) -> None:
    from index.watching import watch

    def build_if_possible() -> bool:
        try:
            build_once()
        except KNOWN_ERRORS as error:
            typer.echo(f"gongkai: {error}; watching on", err=True)
            return False
        return True

    typer.echo(f"watching {chosen.corpus} and what staff send in; Ctrl-C ends it", err=True)
    watch(chosen.corpus, chosen.data, build_if_possible, sleep)


def _build(chosen: Settings, *, retry: bool = False) -> None:
    from index.build import build as build_snapshot

    start = monotonic()
    with _progress() as progress:
        summary = build_snapshot(
            chosen.corpus, chosen.data, chosen.model, progress=progress, keep=chosen.snapshots_kept, retry=retry
        )
    manifest = summary.manifest
    typer.echo(
        f"{len(manifest.reports)} reports ({summary.parsed} read, {summary.reused} reused), "
        f"{manifest.passages} passages, {manifest.figures} figures, {summary.embedded} texts embedded; "
        + (f"snapshot {manifest.id} published" if summary.published else f"snapshot {manifest.id} is up to date")
        + f"; {monotonic() - start:.1f} s"
    )
    if manifest.calibration is None:
        typer.echo(f"look at: {NOT_CALIBRATED.format(engine=manifest.engine)}", err=True)
    for remark in manifest.remarks:
        typer.echo(f"look at: {remark}", err=True)
    for unread in manifest.unread:
        typer.echo(f"not read: {_named_reason(unread.file, unread.reason)}", err=True)


NOT_CALIBRATED = (
    "{engine} hasn't been calibrated: only what is asked in a report's own words is answered; "
    "gongkai calibrate QUESTIONS fits it to questions with known answers"
)


@app.command()
def calibrate(
    questions: Annotated[list[Path], typer.Argument(help="Files of questions with their answers, one JSON a line.")],
    data: Data = None,
    corpus: Corpus = None,
) -> None:
    """Fit how sure an answer has to be, on questions with known answers."""
    from bot.calibrating import calibrate_on

    chosen = settings(data, corpus)
    fitted = calibrate_on(questions, chosen.data, chosen.model, chosen.day)
    for point in fitted.points:
        mark = "  chosen" if point.certainty == fitted.calibration.certainty else ""
        typer.echo(
            f"{point.certainty:.2f}: {point.answered} answered, {point.wrong} wrong, {point.refused} refused{mark}"
        )
    _build(chosen)


def _named_reason(file: str, reason: str) -> str:
    return reason if file.rsplit("/", 1)[-1] in reason else f"{file}: {reason}"


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None] | None]:
    """A bar a step with the time left on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress

    columns = (*Progress.get_default_columns(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, int] = {}

        def show(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(step, total=total)
            bar.update(tasks[step], completed=done, total=total)  # type: ignore[arg-type]

        yield show


@app.command()
def remove(
    report: Annotated[str, typer.Argument(help="Its file, id, or a part of its title.")],
    reason: Annotated[str, typer.Option(help="Why, for those who look at the list later.")] = "",
    undo: Annotated[bool, typer.Option("--undo", help="Let a removed report answer again.")] = False,
    data: Data = None,
    corpus: Corpus = None,
) -> None:
    """Take a report out of answers, at once; its file stays where it is."""
    from bot.listing import one_report
    from index.ledger import one_withdrawn, put_back, withdraw
    from index.snapshot import open_current

    chosen = settings(data, corpus)
    if undo:
        decision = one_withdrawn(chosen.data, report)
        put_back(chosen.data, decision.sha256)
        typer.echo(f"{decision.file} is let in again")
    else:
        found = one_report(open_current(chosen.data, chosen.model).store.reports(), report)
        withdraw(chosen.data, found.sha256, found.file, reason)
        typer.echo(f"{found.title} answers no more; to undo: gongkai remove --undo {found.sha256[:16]}")
    try:
        _build(chosen)
    except NothingToServe:
        typer.echo("no report is left to answer from")


@app.command()
def edit(  # noqa: PLR0913, PLR0917 - one option a field
    report: Annotated[str, typer.Argument(help="Its file, id, or a part of its title.")],
    title: Annotated[str | None, typer.Option(help="Its title.", show_default=False)] = None,
    publisher: Annotated[str | None, typer.Option(help="The body that published it.", show_default=False)] = None,
    year: Annotated[int | None, typer.Option(min=1949, max=2100, help="Its year.", show_default=False)] = None,
    kind: Annotated[
        str | None, typer.Option(help="annual_report, budget, final_accounts or other.", show_default=False)
    ] = None,
    url: Annotated[str | None, typer.Option(help="Its official address.", show_default=False)] = None,
    data: Data = None,
    corpus: Corpus = None,
) -> None:
    """Correct what was misread of a report: title, publisher, year, kind, address; an empty text takes it back."""
    from bot.listing import known_kind, one_report
    from index.ledger import Details
    from index.ledger import edit as edit_report
    from index.snapshot import open_current

    chosen = settings(data, corpus)
    details = Details(title, publisher, year, known_kind(kind), url)
    if details == Details():
        _stop("nothing to correct; name one at least of --title --publisher --year --kind --url")
    found = one_report(open_current(chosen.data, chosen.model).store.reports(), report)
    edit_report(chosen.data, found.sha256, found.file, details)
    _build(chosen)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="The question; - reads one a line from standard input.")],
    as_json: AsJson = False,
    picture: Annotated[
        Path | None,
        typer.Option(help="Write the first cited place as a PNG with the place marked.", show_default=False),
    ] = None,
    data: Data = None,
    corpus: Corpus = None,
) -> None:
    """Answer one question."""
    from bot.current import CurrentAssistant

    chosen = settings(data, corpus)
    if question != "-" and not question.strip():
        _stop('the question is empty; ask for example: gongkai ask "2020年法律援助案件有多少件？"')
    assistant = CurrentAssistant(chosen.data, chosen.model, chosen.day, chosen.caution)
    for asked in _lines() if question == "-" else (question,):
        reply = assistant.answer(asked)
        _say(json.dumps(reply_object(reply), ensure_ascii=False) if as_json else reply_text(reply))
        if picture and reply.citations:
            _write(picture, assistant.picture(reply.citations[0]))


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        _stop(f"can't write {path}: {error.strerror}; name a file in a folder that exists")


@app.command()
def chat(
    source: Annotated[
        str, typer.Argument(help="- reads one line after another from standard input.", show_default=False)
    ] = "",
    as_json: AsJson = False,
    data: Data = None,
    corpus: Corpus = None,
) -> None:
    """A conversation, with follow-up questions; a number chooses what was offered; an empty line or Ctrl-D ends it."""
    from bot.current import CurrentAssistant

    chosen = settings(data, corpus)
    assistant = CurrentAssistant(chosen.data, chosen.model, chosen.day, chosen.caution)
    offered: tuple[str, ...] = ()
    for line in _lines() if source == "-" or not sys.stdin.isatty() else _typed():
        reply = assistant.answer(_chosen(line, offered), conversation="terminal")
        offered = reply.suggestions
        _say(json.dumps(reply_object(reply), ensure_ascii=False) if as_json else reply_text(reply) + "\n")


def _chosen(line: str, offered: Sequence[str]) -> str:
    """The offered question that a line chooses by its number; the line itself where it doesn't.

    >>> _chosen("2", ("甲？", "乙？")), _chosen("第一个", ("甲？", "乙？")), _chosen("3", ("甲？", "乙？"))
    ('乙？', '甲？', '3')
    """
    number = re.fullmatch(r"\s*第?([1-9一二三四])\s*[个项.。、)]?\s*", unicodedata.normalize("NFKC", line))
    chosen = "一二三四".find(number[1]) + 1 or int(number[1]) if number else 0
    return offered[chosen - 1] if 0 < chosen <= len(offered) else line


def _lines() -> Iterator[str]:
    """Questions from standard input; bytes that are no UTF-8 don't stop the ones behind them."""
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", errors="replace").rstrip("\r\n")


def _typed() -> Iterator[str]:
    while True:
        try:
            line = input("> ").strip()
        except EOFError:
            return
        if not line:
            return
        yield line


@app.command()
def search(  # noqa: PLR0913, PLR0917 - one option a filter
    words: Annotated[str, typer.Argument(help="What to look for.")],
    year: Annotated[int | None, typer.Option(help="Only reports of this year.", show_default=False)] = None,
    publisher: Annotated[
        str | None, typer.Option(help="Only reports of bodies whose name holds this.", show_default=False)
    ] = None,
    kind: Annotated[
        str | None, typer.Option(help="annual_report, budget, final_accounts or other.", show_default=False)
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=200, help="How many passages and figures at most.")] = 10,
    as_json: AsJson = False,
    data: Data = None,
    corpus: Corpus = None,
) -> None:
    """Passages and figures, best first, for staff."""
    from bot.listing import evidence_lines, evidence_object, matching_reports
    from index.records import Query
    from index.search import search as find
    from index.snapshot import open_current

    chosen = settings(data, corpus)
    if not words.strip():
        _stop("nothing to search for; give one word at least")
    snapshot = open_current(chosen.data, chosen.model)
    allowed = matching_reports(snapshot.store.reports(), year, publisher, kind)
    found = find(snapshot, Query(words[:500], report_ids=allowed, limit=limit)) if allowed is None or allowed else ()
    reports = {report.id: report for report in snapshot.store.reports()}
    for evidence in found:
        _say(
            json.dumps(evidence_object(evidence, reports), ensure_ascii=False)
            if as_json
            else evidence_lines(evidence, reports)
        )
    if not found and not as_json:
        typer.echo("nothing found")


@app.command()
def show(
    report: Annotated[str, typer.Argument(help="Its file, id, or a part of its title.")],
    page: Annotated[int | None, typer.Option(min=1, help="Only this page.", show_default=False)] = None,
    data: Data = None,
    corpus: Corpus = None,
) -> None:
    """What was understood of a report: headings, passages, tables, figures."""
    from bot.listing import one_report, report_lines
    from index.snapshot import open_current

    chosen = settings(data, corpus)
    snapshot = open_current(chosen.data, chosen.model)
    found = one_report(snapshot.store.reports(), report)
    if page is not None and page > found.page_count:
        _stop(f"{found.title} has {found.page_count} pages, not {page}")
    _print_all(report_lines(found, snapshot.store, page))


@app.command()
def figures(
    report: Annotated[
        str | None, typer.Option(help="Only of this report: its file, id, or a part of its title.", show_default=False)
    ] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="Write CSV that Excel opens.")] = False,
    as_json: AsJson = False,
    data: Data = None,
    corpus: Corpus = None,
) -> None:
    """Every figure with its place."""
    from bot.listing import figure_lines, figures_csv, figures_json, one_report
    from index.snapshot import open_current

    chosen = settings(data, corpus)
    store = open_current(chosen.data, chosen.model).store
    only = [one_report(store.reports(), report).id] if report else None
    reports = {one.id: one for one in store.reports()}
    write = figures_csv if as_csv else figures_json if as_json else figure_lines
    _print_all(write(store.figures(only), reports))


@app.command()
def check(
    report: Annotated[
        str | None, typer.Argument(help="Its file, id, or a part of its title.", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    data: Data = None,
    corpus: Corpus = None,
) -> None:
    """Failed relations and contradictions; exit status 1 when there are any."""
    from bot.listing import check_lines, check_object, one_report
    from index.snapshot import open_current

    chosen = settings(data, corpus)
    store = open_current(chosen.data, chosen.model).store
    only = [one_report(store.reports(), report).id] if report else None
    checks = store.checks(only)
    failed = [one for one in checks if not one.passed]
    if as_json:
        _print_all(json.dumps(check_object(one, store), ensure_ascii=False) for one in failed)
    else:
        _print_all(check_lines(checks, store))
    if failed:
        raise typer.Exit(1)


@app.command()
def telegram(data: Data = None, corpus: Corpus = None) -> None:
    """Run the Telegram bot."""
    chosen = settings(data, corpus)
    if not chosen.telegram_token:
        _stop("no Telegram token: set GONGKAI_TELEGRAM_TOKEN to the one that @BotFather gave you")
    from bot.current import CurrentAssistant
    from bot.telegram.application import run_telegram

    run_telegram(chosen, CurrentAssistant(chosen.data, chosen.model, chosen.day, chosen.caution))


@app.command()
def snapshots(
    action: Annotated[str, typer.Argument(help="list, use or verify.")] = "list",
    snapshot_id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="Which one, for use and verify.", show_default=False)
    ] = None,
    data: Data = None,
    corpus: Corpus = None,
) -> None:
    """List the snapshots, go back to one, or look for damage."""
    from index.snapshot import list_snapshots, use_snapshot, verify_originals, verify_snapshot

    chosen = settings(data, corpus)
    listed = list_snapshots(chosen.data)
    if action == "list":
        for one in listed:
            held = (
                f"{len(one.manifest.reports)} reports, {one.manifest.figures} figures, {one.manifest.model}"
                if one.manifest
                else "damaged"
            )
            typer.echo(f"{'*' if one.current else ' '} {one.path.name}  {held}")
        if not listed:
            typer.echo("no snapshot yet; run: gongkai build")
    elif action == "use":
        if not snapshot_id:
            _stop("which snapshot? gongkai snapshots lists them; then: gongkai snapshots use ID")
        typer.echo(f"{use_snapshot(chosen.data, snapshot_id).id} is served now")
    elif action == "verify":
        asked = [one for one in listed if snapshot_id in (None, one.path.name)]
        if not asked:
            _stop(f"no snapshot {snapshot_id or ''} in {chosen.data}; gongkai snapshots lists them".replace("  ", " "))
        for one in asked:
            whole = verify_snapshot(one.path)
            originals = verify_originals(chosen.data, one.path)
            typer.echo(f"{whole.id} is whole, with the originals of its {originals} reports")
    else:
        _stop(f"unknown action {action!r}; known are list, use and verify")


@app.command()
def diff(
    before: Annotated[str, typer.Argument(help="A snapshot's id.")],
    after: Annotated[str, typer.Argument(help="Another one's.")],
    questions: Annotated[
        Path | None,
        typer.Option(help="Questions, one a line; without it those of DATA/questions.txt.", show_default=False),
    ] = None,
    data: Data = None,
    corpus: Corpus = None,
) -> None:
    """Figures, and answers to kept questions, that differ between two snapshots; exit status 1 when there are any."""
    from bot.assistant import Assistant
    from bot.differences import answer_lines, difference_lines, kept_questions
    from index.snapshot import open_snapshot

    chosen = settings(data, corpus)
    old, new = open_snapshot(chosen.data, before), open_snapshot(chosen.data, after)
    kept = questions or chosen.data / "questions.txt"
    asked = kept_questions(kept) if questions or kept.exists() else ()
    lines = [*difference_lines(old, new), *answer_lines(Assistant(old), Assistant(new), asked)]
    _print_all(lines)
    if lines:
        raise typer.Exit(1)


@app.command()
def doctor(data: Data = None, corpus: Corpus = None) -> None:
    """Look at machine, model, fonts, settings, folders and snapshot; each fault with its remedy, exit status 1."""
    from bot.doctor import findings

    amiss = 0
    for finding in findings(settings(data, corpus)):
        amiss += bool(finding.remedy)
        _say(f"{'!' if finding.remedy else '✓'} {finding.name}: {finding.said}")
        if finding.remedy:
            _say(f"    → {finding.remedy}")
    if amiss:
        raise typer.Exit(1)


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="The file to write, such as gongkai.tar.gz.")],
    data: Data = None,
    corpus: Corpus = None,
) -> None:
    """Write the data folder, with the snapshot that answers, and the corpus folder to one file."""
    from index.backup import back_up

    chosen = settings(data, corpus)
    typer.echo(f"{back_up(chosen.data, chosen.corpus, file)} files in {file}; to get them back: gongkai restore {file}")


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A file that gongkai backup wrote.")],
    data: Data = None,
    corpus: Corpus = None,
) -> None:
    """Put a backup into an empty data folder and the corpus folder, every byte checked."""
    from index.backup import restore as restore_backup

    chosen = settings(data, corpus)
    manifest = restore_backup(file, chosen.data, chosen.corpus)
    if corpus:
        _remember_corpus(chosen)
    typer.echo(f"snapshot {manifest.id} is served now" if manifest else "restored; run: gongkai build")


def _print_all(lines: Iterable[str]) -> None:
    for line in lines:
        _say(line)


def _say(text: str) -> None:
    """Written at once, so that a program at the other end can read reply by reply."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _stop(message: str) -> NoReturn:
    typer.echo(f"gongkai: {message}", err=True)
    raise typer.Exit(EXIT_ERROR)


def main() -> None:
    """The console script: known errors end in one sentence and exit status 2."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        app()
    except KNOWN_ERRORS as error:
        print(f"gongkai: {error}", file=sys.stderr)
        sys.exit(EXIT_ERROR)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(EXIT_INTERRUPTED)


if __name__ == "__main__":
    main()
