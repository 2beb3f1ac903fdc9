"""Questions while builds publish: `python -m benchmarks.soak [--questions 5000] [--snapshots 10] [--seed 1]`.

Four threads ask one running assistant; meanwhile reports come, change and go, `gongkai build` publishes in processes of
its own, and single reports are withdrawn and put back. Every reply says from which snapshot it is; what that snapshot's
files print is known, so a wrong number, a number where none is held and a refusal where one is are counted, and every
error. Memory is read after the first questions, in the middle and at the end. Written to benchmarks/results/soak.json.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.answers import FOLDER, commit
from benchmarks.changing import Held, all_reports, drawn, put, state
from benchmarks.speed import machine
from bot.current import CurrentAssistant
from index.build import build
from index.ledger import put_back, withdraw
from index.snapshot import current_id, open_current

RESULTS = FOLDER / "results" / "soak.json"
THREADS = 4
WARM = 200
"""questions before memory is first read: model, dictionary and caches are loaded by then"""


class Soak:
    """What is asked of one running assistant, and what came of it."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._chance = random.Random(seed)
        self._corpus, self._data = folder / "corpus", folder / "data"
        self._reports = all_reports(self._chance)
        self._files = drawn(folder / "shelf", self._reports)
        self._truth: dict[str, dict[str, Held]] = {}
        self._withdrawn: tuple[int, str] = (0, "")
        """how many times that changed, and which file is out now"""
        self._lock = threading.Lock()
        self._done = threading.Event()
        self.counts: Counter[str] = Counter()
        self.faults: list[str] = []
        self.memory: list[tuple[int, int]] = []

    def run(self, questions: int, snapshots: int) -> None:
        """Asks until so many questions are answered and so many snapshots published."""
        self._publish(in_this_process=True)
        with closing(CurrentAssistant(self._data, "")) as assistant:
            threads = [
                threading.Thread(target=self._ask, args=(assistant, number, questions)) for number in range(THREADS)
            ]
            for thread in threads:
                thread.start()
            for _ in range(snapshots):
                self._publish(in_this_process=False)
                self._withdraw_and_put_back()
            self._done.set()
            for thread in threads:
                thread.join()
            self._read_memory()

    def _publish(self, *, in_this_process: bool) -> None:
        wanted = state(self._reports, self._chance)
        put(self._corpus, wanted, self._files)
        if in_this_process:
            build(self._corpus, self._data, "")
        else:
            kept = {name: value for name, value in os.environ.items() if not name.upper().startswith("GONGKAI_")}
            options = ["--corpus", str(self._corpus), "--data", str(self._data)]
            command = [sys.executable, "-m", "bot.cli", "build", *options]
            environment = kept | {"PYTHONPATH": str(FOLDER.parent), "GONGKAI_SNAPSHOTS_KEPT": "3"}
            subprocess.run(command, env=environment, cwd=self._data, check=True, capture_output=True)
        with self._lock:
            self._truth[str(current_id(self._data))] = {held.question: held for held in wanted.values()}
            self.counts["snapshots"] += 1

    def _withdraw_and_put_back(self) -> None:
        with closing(open_current(self._data, "")) as snapshot:
            report = self._chance.choice(snapshot.store.reports())
        self._change_withdrawn(report.file)
        withdraw(self._data, report.sha256, report.file)
        self._change_withdrawn(report.file)
        time.sleep(1)
        self._change_withdrawn("")
        put_back(self._data, report.sha256)
        self._change_withdrawn("")
        self.counts["withdrawn and put back"] += 1

    def _change_withdrawn(self, file: str) -> None:
        """Told before and after each change: a question that began before and ended after it may go either way."""
        with self._lock:
            self._withdrawn = self._withdrawn[0] + 1, file

    def _ask(self, assistant: CurrentAssistant, number: int, questions: int) -> None:
        chance = random.Random(number)
        while not self._done.is_set() or self.counts["questions"] < questions:
            held = chance.choice(self._reports)
            before = self._withdrawn
            try:
                reply = assistant.answer(held.question, f"thread {number}")
            except Exception as error:  # noqa: BLE001 - just this is counted
                self._fault("errors", f"{held.question} {error!r}")
                continue
            after = self._withdrawn
            self._judge(held, reply.snapshot, [str(figure.value) for figure in reply.figures], before, after)

    def _judge(
        self, held: Held, snapshot: str, answered: list[str], before: tuple[int, str], after: tuple[int, str]
    ) -> None:
        while (truth := self._truth.get(snapshot)) is None and len(self.faults) < 100:
            time.sleep(0.01)  # published a moment ago, and not yet written down here
        there = (truth or {}).get(held.question)
        expected = [] if there is None else [str(there.count)]
        allowed = [expected]
        if before != after or before[0] % 4 in (1, 3):
            allowed = [expected, []]
        elif before[1] == held.name:
            allowed = [[]]
        if answered not in allowed:
            self._fault("wrong answers", f"{held.question} {answered}, not {allowed} ({snapshot})")
        with self._lock:
            self.counts["questions"] += 1
            self.counts["with a number" if answered else "refused"] += 1
            asked = self.counts["questions"]
        if asked == WARM or asked % 1000 == 0:
            self._read_memory()

    def _fault(self, kind: str, said: str) -> None:
        with self._lock:
            self.counts[kind] += 1
            self.faults.append(said)

    def _read_memory(self) -> None:
        with self._lock:
            self.memory.append((self.counts["questions"], _resident_mb()))


def main() -> int:
    """Asks, prints and writes the counts; status 1 where an answer was wrong or an error came."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=5000)
    parser.add_argument("--snapshots", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    start = time.monotonic()
    with TemporaryDirectory() as folder:
        soak = Soak(Path(folder), asked.seed)
        soak.run(asked.questions, asked.snapshots)
    result = {
        "commit": commit(),
        "machine": machine(),
        "seed": asked.seed,
        "seconds": round(time.monotonic() - start),
        "wrong answers": 0,
        "errors": 0,
        **soak.counts,
        "memory_mb_at_question": soak.memory,
        "faults": soak.faults[:20],
    }
    RESULTS.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(result, ensure_ascii=False, indent=2))
    return int(bool(soak.faults))


def _resident_mb() -> int:
    """What the system counts as this process' memory now."""
    status = Path("/proc/self/status").read_text("utf-8")
    return int(status.split("VmRSS:")[1].split()[0]) // 1024


if __name__ == "__main__":
    sys.exit(main())
