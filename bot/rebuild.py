"""Builds the index in a process of its own, so that answering goes on: `python -m bot.rebuild` tells its steps."""

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from bot.errors import BotError
from index.errors import SnapshotError
from ingest.errors import IngestError

ROOMS = Path(__file__).parent.parent
LEAST_STEP = 0.02
"""share of a step that is worth a line"""

Tell = Callable[[str, int, int], Awaitable[None]]
"""told the step ("reading", "embedding", "writing"), how much of it is done, and how much there is"""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a build did."""

    snapshot: str
    reports: int
    figures: int
    published: bool
    """False where nothing had changed"""
    unread: tuple[str, ...]
    """why a file was left out, one sentence each"""


class Rebuilding:
    """Runs builds of one data folder, one at a time."""

    def __init__(self, corpus: Path, data: Path, model: str, snapshots_kept: int) -> None:
        self._arguments = (str(corpus), str(data), model, str(snapshots_kept))
        self._one_at_a_time = asyncio.Lock()
        self._process: asyncio.subprocess.Process | None = None
        self.stopped = False

    def stop(self) -> None:
        """Ends the build that is at work; what is published stays as it is."""
        self.stopped = True
        if self._process:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()

    async def run(self, tell: Tell) -> Rebuilt:
        """Builds and publishes; raises BotError with the build's own sentence where it can't."""
        async with self._one_at_a_time:
            if self.stopped:
                raise BotError("the bot is stopping")
            # -P: a module of the folder that it is started in isn't taken for one of ours
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-P",
                "-m",
                "bot.rebuild",
                *self._arguments,
                stdout=asyncio.subprocess.PIPE,
                env=_environment(),
            )
            try:
                return await self._heard(self._process, tell)
            finally:
                self._kill_left()
                self._process = None

    def _kill_left(self) -> None:
        """Ends a process that nobody listens to any more."""
        if self._process and self._process.returncode is None:
            self._process.kill()

    async def _heard(self, process: asyncio.subprocess.Process, tell: Tell) -> Rebuilt:
        assert process.stdout is not None  # it was asked for
        last: dict[str, object] = {}
        async for line in process.stdout:
            last = json.loads(line)
            if "step" in last:
                await tell(str(last["step"]), int(str(last["done"])), int(str(last["total"])))
        status = await process.wait()
        if "snapshot" in last:
            return Rebuilt(**last | {"unread": tuple(last["unread"])})  # type: ignore[arg-type]
        raise BotError(str(last.get("error") or f"the build ended with status {status}; its log says more"))


def _environment() -> dict[str, str]:
    """Without the settings, the token among them, which a build doesn't need."""
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith("GONGKAI_")}
    paths = [str(ROOMS), *(path for path in (kept.get("PYTHONPATH"),) if path)]
    return kept | {"PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1"}


# in the process of its own


def main() -> None:
    """Builds; each line on standard output is a step, or at the end the result or an error, as JSON."""
    from index.build import build

    corpus, data, model, kept = sys.argv[1:]
    try:
        summary = build(Path(corpus), Path(data), model, progress=_Teller().tell, keep=int(kept))
    except (SnapshotError, IngestError) as error:
        _write({"error": str(error)})
        sys.exit(2)
    manifest = summary.manifest
    unread = [one.reason if one.file in one.reason else f"{one.file}: {one.reason}" for one in manifest.unread]
    _write(
        {
            "snapshot": manifest.id,
            "reports": len(manifest.reports),
            "figures": manifest.figures,
            "published": summary.published,
            "unread": unread,
        }
    )


class _Teller:
    """Writes a step's beginning, its end, and what is worth a line between."""

    def __init__(self) -> None:
        self._told = ("", 0.0)

    def tell(self, step: str, done: int, total: int) -> None:
        share = done / total if total else 1.0
        if self._told[0] == step and share < 1 and share - self._told[1] < LEAST_STEP:
            return
        self._told = (step, share)
        _write({"step": step, "done": done, "total": total})


def _write(line: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
