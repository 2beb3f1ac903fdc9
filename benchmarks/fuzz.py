"""Real PDFs, changed at random, given to the reading process: `python -m benchmarks.fuzz [--inputs 2000] [--seed 1]`.

Each input is a report (the one in corpus/, small drawn ones, the files of tests/samples/hostile.py) with some of its
bytes flipped, cut out, doubled, moved, or its numbers, names and references put in each other's place; streams are
changed inside and packed again, so that damage gets past the packing. Counted is how each reading ended. A fault of
the program itself (an exception that isn't UnreadableReport), a reading that outlives its limits, or a reason without
the file's name is a failure, and the input is kept beside the results.
"""

import argparse
import json
import random
import re
import sys
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.answers import CORPUS, FOLDER, commit
from benchmarks.speed import machine
from ingest.apart import ReadingLimits, ReadingProcess
from ingest.catalog import CatalogEntry, file_sha256
from ingest.errors import UnreadableReport
from tests.command import draw_report
from tests.samples import hostile

RESULTS = FOLDER / "results" / "fuzz.json"
LIMITS = ReadingLimits(seconds=10, memory_bytes=1 << 30)
LATEST = 2.0
"""seconds beyond the limit within which a reading must have ended"""
SLOW_TO_MAKE = ("bomb", "bomb_in_a_bomb", "endless_text", "five_thousand_pages")
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
TOKEN = re.compile(rb"/[A-Za-z0-9]+|\d+ 0 R|\d+")


def main() -> int:
    """Runs, prints and writes the counts; status 1 where anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    start = perf_counter()
    with TemporaryDirectory() as folder:
        counts, failures, slowest = fuzzed(Path(folder), asked.inputs, asked.seed)
    result = {
        "commit": commit(),
        "machine": machine(),
        "inputs": asked.inputs,
        "seed": asked.seed,
        "ended": dict(counts.most_common()),
        "failures": failures,
        "slowest_seconds": round(slowest, 2),
        "seconds": round(perf_counter() - start),
    }
    RESULTS.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(result, ensure_ascii=False, indent=2))
    return int(bool(failures))


def fuzzed(folder: Path, inputs: int, seed: int) -> tuple[Counter[str], list[str], float]:
    """How the readings ended, what went wrong, and the longest one's seconds."""
    chance = random.Random(seed)
    originals = seeds(folder)
    counts: Counter[str] = Counter()
    failures: list[str] = []
    slowest = 0.0
    path = folder / "input.pdf"
    with ReadingProcess(LIMITS) as process:
        for number in range(inputs):
            path.write_bytes(changed(chance.choice(originals), chance))
            start = perf_counter()
            end, wrong = ended(process, path)
            seconds = perf_counter() - start
            slowest = max(slowest, seconds)
            counts[end] += 1
            if wrong or seconds > LIMITS.seconds + LATEST:
                failures.append(f"input {number}: {end} {wrong} after {seconds:.1f} s")
                (RESULTS.parent / f"fuzz-{seed}-{number}.pdf").write_bytes(path.read_bytes())
    return counts, failures, slowest


def ended(process: ReadingProcess, path: Path) -> tuple[str, str]:
    """How a reading ended, and what is wrong with that."""
    try:
        process.read(CatalogEntry(path, path.name, file_sha256(path)))
    except UnreadableReport as error:
        named = path.name in str(error) and len(str(error)) < 500
        return error.fault.value, "" if named else f"the reason is {str(error)!r}"
    except Exception as error:  # noqa: BLE001 - just this is looked for
        return "crash", repr(error)
    return "read", ""


def seeds(folder: Path) -> list[bytes]:
    """The files that are changed."""
    drawn = [
        draw_report(
            folder / f"{number}.pdf",
            f"安河县司法局202{number}年政府信息公开工作年度报告",
            [f"受理案件{number}件。"] * 5,
        )
        for number in range(4)
    ]
    made = [make() for make in hostile.FILES if make.__name__ not in SLOW_TO_MAKE]
    return [*(path.read_bytes() for path in (*drawn, *CORPUS.glob("*.pdf"))), *filter(None, made)]


def changed(original: bytes, chance: random.Random) -> bytes:
    """One to four changes of any sort."""
    ways: tuple[Callable[[bytes, random.Random], bytes], ...] = (
        flipped, flipped, cut_out, doubled, moved, token_changed, token_changed, inside_stream, inside_stream, cut_off,
    )  # fmt: skip
    for _ in range(chance.randint(1, 4)):
        original = chance.choice(ways)(original, chance) or original
    return original


def flipped(content: bytes, chance: random.Random) -> bytes:
    """Some bytes are others."""
    made = bytearray(content)
    for _ in range(chance.choice((1, 3, 30))):
        made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made)


def cut_out(content: bytes, chance: random.Random) -> bytes:
    """A piece is gone."""
    start, end = _piece(content, chance)
    return content[:start] + content[end:]


def doubled(content: bytes, chance: random.Random) -> bytes:
    """A piece stands twice."""
    start, end = _piece(content, chance)
    return content[:end] + content[start:end] + content[end:]


def moved(content: bytes, chance: random.Random) -> bytes:
    """A piece stands elsewhere."""
    start, end = _piece(content, chance)
    rest = content[:start] + content[end:]
    place = chance.randrange(len(rest) + 1)
    return rest[:place] + content[start:end] + rest[place:]


def cut_off(content: bytes, chance: random.Random) -> bytes:
    """The end is gone."""
    return content[: chance.randrange(1, len(content) + 1)]


def token_changed(content: bytes, chance: random.Random) -> bytes:
    """A number, name or reference is another one of the file, or an impossible one."""
    tokens = list(TOKEN.finditer(content))
    if not tokens:
        return content
    one = chance.choice(tokens)
    others = (b"-1", b"0", b"99999999999", b"/Pages", b"1 0 R", b"null", b"<<", b"[", chance.choice(tokens)[0])
    return content[: one.start()] + chance.choice(others) + content[one.end() :]


def inside_stream(content: bytes, chance: random.Random) -> bytes:
    """A packed stream is unpacked, changed and packed again."""
    streams = list(STREAM.finditer(content))
    if not streams:
        return content
    one = chance.choice(streams)
    try:
        inside = zlib.decompress(one[1])
    except zlib.error:
        return content
    way = chance.choice((flipped, cut_out, doubled, token_changed))
    packed = zlib.compress(way(inside, chance) if inside else inside)
    return content[: one.start(1)] + packed + content[one.end(1) :]


def _piece(content: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(content))
    return start, min(len(content), start + chance.choice((1, 20, 400, 5000)))


if __name__ == "__main__":
    sys.exit(main())
