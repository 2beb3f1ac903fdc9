"""A folder that changes → the moments to build: when files came, changed or went, and none is still being written."""

from collections.abc import Callable
from pathlib import Path

from index.ledger import LEDGER
from index.received import RECEIVED
from ingest.catalog import CATALOG

State = frozenset[tuple[str, int, int]]
"""name, size and time of every file that a build reads"""

PAUSE_SECONDS = 2.0
LOOKS_AFTER_FAILURE = 15
"""how many looks are let pass before a build that failed is tried again"""


def watch(corpus: Path, data: Path, build: Callable[[], bool], wait: Callable[[float], None]) -> None:
    """Builds now, and again whenever the files have changed and stayed so for one look; ends by an exception only.

    `build` says whether it went well; `wait` is told how long to wait before the next look.
    """
    built: State | None = None
    seen: State | None = None
    pass_over = 0
    while True:
        now = files_state(corpus, data)
        if pass_over:
            pass_over -= 1
        elif now == seen and now != built:
            if build():
                built = now
            else:
                pass_over = LOOKS_AFTER_FAILURE
        seen = now
        wait(PAUSE_SECONDS)


def files_state(corpus: Path, data: Path) -> State:
    """What would make another snapshot; a file that goes while it is looked at counts as gone."""
    paths = [data / LEDGER]
    for folder in (corpus, data / RECEIVED):
        paths += [path for path in folder.rglob("*") if path.suffix.lower() == ".pdf" or path.name == CATALOG]
    found = []
    for path in paths:
        try:
            status = path.stat()
        except OSError:
            continue
        found.append((str(path), status.st_size, status.st_mtime_ns))
    return frozenset(found)
