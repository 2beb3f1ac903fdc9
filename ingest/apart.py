"""Reads files in a process of its own, so that no file can stop, fill or crash the program that wants it."""

import logging
import resource
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from multiprocessing.connection import Connection
from os import environ
from pathlib import Path
from threading import Event, Timer
from traceback import format_exc
from types import TracebackType

from ingest.archive import from_json, to_json
from ingest.catalog import CatalogEntry
from ingest.errors import Fault, UnreadableReport
from ingest.reading import read_report
from ingest.records import Reading, ReportKind

READ, REFUSED = b"+", b"-"
"""how an answer begins"""

FILES_A_PROCESS = 50
"""what libraries keep of files that they have read ends with the process"""

logger = logging.getLogger(__name__)

ROOMS = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """What one file may cost; the longest real reports take a minute and 400 MB."""

    seconds: float = 300.0
    memory_bytes: int = 2 << 30
    """of address space; not enforced by macOS"""
    file_bytes: int = 200 << 20
    answer_bytes: int = 256 << 20
    """of what was read, as JSON; a report of 2,000 pages has some 100 MB"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A catalogue entry on its way to the reading process."""

    path: str
    file: str
    sha256: str
    title: str | None
    publisher: str | None
    year: int | None
    kind: ReportKind | None
    url: str | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file couldn't be read."""

    fault: Fault
    message: str
    trace: str = ""
    """of a defect, for the log"""


class ReadingProcess:
    """Reads one file after another in a process that is ended where a file exceeds its limits, and then made anew."""

    def __init__(self, limits: ReadingLimits | None = None) -> None:
        self._limits = limits or ReadingLimits()
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None
        self._files = 0

    def __enter__(self) -> "ReadingProcess":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the process, whatever it is doing."""
        if self._connection is not None:
            self._connection.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._connection = self._process = None

    def read(self, entry: CatalogEntry) -> Reading:
        """What `read_report` gives; raises UnreadableReport with its fault, for every file that there can be."""
        _require_size(entry, self._limits)
        if self._files % FILES_A_PROCESS == 0:
            self.close()
        self._files += 1
        answer = self._answer(entry)
        if answer[:1] == REFUSED:
            refusal = from_json(answer[1:], Refusal)
            if refusal.trace:
                logger.error("a report could not be understood:\n%s", refusal.trace)
            raise UnreadableReport(refusal.message, refusal.fault)
        reading = _reading(answer, entry)
        if reading.report.sha256 != entry.sha256:
            raise UnreadableReport(f"{entry.file}: the reading process answered for another file", Fault.STOPPED)
        return reading

    def _answer(self, entry: CatalogEntry) -> bytes:
        connection, process = self._connection, self._process
        if connection is None or process is None:
            connection, process = self._started()
        late = Event()
        timer = Timer(self._limits.seconds, _end_late, (process, late))
        timer.daemon = True  # a program that is stopped doesn't wait for it
        try:
            timer.start()
            connection.send_bytes(to_json(_wanted(entry, self._limits)))
            return connection.recv_bytes(self._limits.answer_bytes)
        except (EOFError, OSError) as error:
            raise self._ended(entry, late.is_set(), error) from error
        except BaseException:
            self.close()
            raise
        finally:
            timer.cancel()

    def _started(self) -> tuple[Connection, "subprocess.Popen[bytes]"]:
        ours, theirs = socket.socketpair()
        with theirs:
            number = theirs.fileno()
            command = [sys.executable, "-m", "ingest.apart", str(number), str(self._limits.memory_bytes)]
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(number,),
                env=_environment(environ),
                start_new_session=True,  # Ctrl-C in a terminal is for the program, which then ends this one
            )
        self._connection = Connection(ours.detach())
        return self._connection, self._process

    def _ended(self, entry: CatalogEntry, is_late: bool, error: Exception) -> UnreadableReport:
        """The process is gone or says more than it may: what that means for the file."""
        process = self._process
        too_long = isinstance(error, OSError) and "message length" in str(error)
        status = process.wait(self._limits.seconds) if process and not too_long else None
        self.close()
        if is_late or (status is not None and -status == signal.SIGALRM):
            seconds = f"{self._limits.seconds:g}"
            return UnreadableReport(
                f"{entry.file}: was not read within {seconds} seconds; gongkai build --retry reads it again",
                Fault.TOO_SLOW,
            )
        if too_long:
            allowed = self._limits.answer_bytes >> 20
            return UnreadableReport(f"{entry.file}: says more than the {allowed} MB allowed", Fault.TOO_MUCH_MEMORY)
        return UnreadableReport(
            f"{entry.file}: reading it ended the reading process ({_end(status)}); fetch it again", Fault.STOPPED
        )


def read_apart(entry: CatalogEntry, limits: ReadingLimits | None = None) -> Reading:
    """One file, read in a process of its own; raises UnreadableReport with its fault."""
    with ReadingProcess(limits) as process:
        return process.read(entry)


def _end_late(process: "subprocess.Popen[bytes]", late: Event) -> None:
    late.set()
    process.kill()


def _require_size(entry: CatalogEntry, limits: ReadingLimits) -> None:
    try:
        size = entry.path.stat().st_size
    except OSError as error:
        raise UnreadableReport(f"{entry.file}: can't be opened ({error.strerror})") from error
    if size > limits.file_bytes:
        allowed = limits.file_bytes >> 20
        raise UnreadableReport(
            f"{entry.file}: has {size >> 20} MB; at most {allowed} are read: make its pictures smaller", Fault.TOO_BIG
        )


def _wanted(entry: CatalogEntry, limits: ReadingLimits) -> Wanted:
    return Wanted(**(asdict(entry) | {"path": str(entry.path)}), seconds=limits.seconds)


def _reading(answer: bytes, entry: CatalogEntry) -> Reading:
    try:
        return from_json(answer[1:], Reading)
    except ValueError as error:
        raise UnreadableReport(f"{entry.file}: what was read of it is no reading ({error})", Fault.STOPPED) from error


def _end(status: int | None) -> str:
    if status is None or status >= 0:
        return f"exit status {status}"
    return signal.Signals(-status).name if -status in set(signal.Signals) else f"signal {-status}"


def _environment(ours: Mapping[str, str]) -> dict[str, str]:
    """Nothing of the settings, least of all the token, is handed to a process that reads what others sent."""
    kept = {name: value for name, value in ours.items() if not name.upper().startswith("GONGKAI_")}
    paths = [str(ROOMS), *(path for path in (kept.get("PYTHONPATH"),) if path)]
    return kept | {"PYTHONPATH": ":".join(paths)}


# in the reading process


def _serve(number: int, memory_bytes: int) -> None:
    """Answers one wish after another until the program that asks is gone."""
    _set_limits(memory_bytes)
    with Connection(number) as connection:
        while True:
            try:
                wanted = from_json(connection.recv_bytes(), Wanted)
            except EOFError:
                return
            # Even if the program that asks was killed and nobody ends this one.
            signal.alarm(int(wanted.seconds) + 5)
            connection.send_bytes(_answered(wanted, memory_bytes))
            signal.alarm(0)


def _set_limits(memory_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    except (ValueError, OSError):  # macOS knows no such limit
        return


def _answered(wanted: Wanted, memory_bytes: int) -> bytes:
    try:
        return READ + to_json(read_report(_entry(wanted)))
    except Exception as error:  # noqa: BLE001 - whatever it is, it is this file's and has to be told
        refusal = _refusal(wanted, error, memory_bytes)
    return REFUSED + to_json(refusal)


def _refusal(wanted: Wanted, error: Exception, memory_bytes: int) -> Refusal:
    if any(isinstance(one, MemoryError) for one in _causes(error)):
        said = f"{wanted.file}: needs more than {memory_bytes >> 20} MB of memory to be read"
        return Refusal(Fault.TOO_MUCH_MEMORY, said)
    if isinstance(error, UnreadableReport):
        return Refusal(error.fault, str(error).replace(Path(wanted.path).name, wanted.file))
    said = f"{wanted.file}: could not be understood ({type(error).__name__}); please report it"
    return Refusal(Fault.NOT_UNDERSTOOD, said, format_exc())


def _causes(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found


def _entry(wanted: Wanted) -> CatalogEntry:
    return CatalogEntry(
        Path(wanted.path),
        wanted.file,
        wanted.sha256,
        wanted.title,
        wanted.publisher,
        wanted.year,
        wanted.kind,
        wanted.url,
    )


if __name__ == "__main__":
    _serve(int(sys.argv[1]), int(sys.argv[2]))
