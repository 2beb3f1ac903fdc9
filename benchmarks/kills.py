"""Builds killed at random points, fifty of them: `python -m benchmarks.kills [--kills 50] [--seed 1]`.

A corpus folder changes, `gongkai build` starts in a process of its own and is ended by SIGKILL: half of the times at any
moment of a build, half while a snapshot is being written and published. After each kill what is published must be whole
to the last byte, be the snapshot of a state that the folder had, and answer that state's questions. In the end a build
must leave exactly what a build from nothing makes. The counts go to benchmarks/results/kills.json.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.answers import FOLDER, commit
from benchmarks.changing import Held, all_reports, drawn, put, state
from benchmarks.speed import machine
from bot.assistant import Assistant
from index.build import build
from index.snapshot import current_id, open_current, verify_originals, verify_snapshot

RESULTS = FOLDER / "results" / "kills.json"
STATES = 4


class Broken(Exception):
    """What a kill left isn't what it has to be."""


def main() -> int:
    """Kills, prints and writes the counts; status 1 where something was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        try:
            counts, broken = killed(Path(folder), asked.kills, asked.seed), ""
        except Broken as error:
            counts, broken = Counter(), str(error)
    result = {
        "commit": commit(),
        "machine": machine(),
        "kills": asked.kills,
        "seed": asked.seed,
        "left": dict(counts),
        "broken": broken,
    }
    RESULTS.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(result, ensure_ascii=False, indent=2))
    return int(bool(broken))


def killed(folder: Path, kills: int, seed: int) -> Counter[str]:
    """What so many kills left: the snapshot before, the new one, unfinished files; raises Broken."""
    chance = random.Random(seed)
    reports = all_reports(chance)[:18]
    files = drawn(folder / "shelf", reports)
    states = [state(reports, chance) for _ in range(STATES)]
    corpus, data = folder / "corpus", folder / "data"
    ids: dict[str, dict[str, Held]] = {}
    longest = 0.0
    for wanted in states:  # reads and embeds everything once, so that the kills fall on the rest
        put(corpus, wanted, files)
        build(corpus, data, "")
        ids[str(current_id(data))] = wanted
    for wanted in states[:2]:
        _forget(data)
        put(corpus, wanted, files)
        start = time.monotonic()
        _started(corpus, data).wait()
        longest = max(longest, time.monotonic() - start)
    counts: Counter[str] = Counter()
    while counts["killed"] < kills:
        _forget(data)
        before = current_id(data)
        wanted = chance.choice([one for key, one in ids.items() if key != before])
        put(corpus, wanted, files)
        process = _started(corpus, data)
        if counts["builds"] % 2:
            _wait_for_writing(data, process)
            time.sleep(chance.uniform(0, 0.4))
        else:
            time.sleep(chance.uniform(0, longest))
        counts["builds"] += 1
        counts["had ended before" if process.poll() is not None else "killed"] += 1
        process.kill()
        process.wait()
        counts["left unfinished files"] += bool(list(data.glob("snapshots/.tmp-*")))
        counts["still the one before" if current_id(data) == before else "the new one"] += 1
        _require_whole(data, ids)
    _require_as_from_nothing(folder, corpus, data)
    return counts


def _forget(data: Path) -> None:
    """Removes every snapshot but the published one, so that a build has something to write."""
    for path in (data / "snapshots").iterdir():
        if path.name != current_id(data) and not path.name.startswith("."):
            shutil.rmtree(path)


def _started(corpus: Path, data: Path) -> "subprocess.Popen[bytes]":
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith("GONGKAI_")}
    command = [sys.executable, "-m", "bot.cli", "build", "--corpus", str(corpus), "--data", str(data)]
    nowhere = subprocess.DEVNULL
    environment = kept | {"PYTHONPATH": str(FOLDER.parent)}
    return subprocess.Popen(command, env=environment, cwd=data, stdout=nowhere, stderr=nowhere)


def _wait_for_writing(data: Path, process: "subprocess.Popen[bytes]") -> None:
    """Until a snapshot is being written; what an earlier kill left is cleared away before."""
    for left in data.glob("snapshots/.tmp-*"):
        shutil.rmtree(left, ignore_errors=True)
    while process.poll() is None and not list(data.glob("snapshots/.tmp-*")):
        time.sleep(0.002)


def _require_whole(data: Path, ids: dict[str, dict[str, Held]]) -> None:
    current = current_id(data)
    if current not in ids:
        raise Broken(f"{current} is published, which no build from these files made")
    verify_snapshot(data / "snapshots" / current)
    verify_originals(data, data / "snapshots" / current)
    with closing(open_current(data, "")) as snapshot:
        assistant = Assistant(snapshot)
        for held in ids[current].values():
            answered = [str(figure.value) for figure in assistant.answer(held.question).figures]
            if answered != [str(held.count)]:
                raise Broken(f"{held.question} {answered}, not {held.count}")


def _require_as_from_nothing(folder: Path, corpus: Path, data: Path) -> None:
    left = build(corpus, data, "").manifest
    fresh = build(corpus, folder / "fresh", "").manifest
    if (left.id, left.reports, left.figures) != (fresh.id, fresh.reports, fresh.figures):
        raise Broken(f"after the kills a build gives {left.id}, one from nothing {fresh.id}")
    if list(data.glob("snapshots/.tmp-*")):
        raise Broken("a whole build leaves unfinished files")


if __name__ == "__main__":
    sys.exit(main())
