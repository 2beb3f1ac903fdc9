"""What one report more costs where a thousand are held: `python -m benchmarks.incremental [--held 1000]`.

The held reports are made from the reading of the report in corpus/: other bodies, years, numbers and ids, files of the
same size. Their passages' vectors are random (embedding 23,000 passages would take half an hour and is done once in a
corpus' life); the report that is added is the real one, read in its own process and embedded by the real model. Times,
in seconds, with the steps of each build, go to benchmarks/results/incremental.json.
"""

import argparse
import hashlib
import json
import random
import re
import resource
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np

from benchmarks.answers import CORPUS, FOLDER, commit
from benchmarks.speed import machine
from index.build import build, passage_embedding_text
from index.embedder import Vectors, open_embedder
from index.embedding_cache import EmbeddingCache
from index.records import BuildSummary
from ingest.apart import ReadingProcess
from ingest.archive import from_json, to_json
from ingest.catalog import CatalogEntry, catalog_entries
from ingest.reading import read_report
from ingest.records import Reading, content_id

RESULTS = FOLDER / "results" / "incremental.json"
IDENTITY = re.compile(r'"([0-9a-f]{16})"')
YEARS = range(2019, 2024)


def main() -> int:
    """Measures, prints and writes the times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--held", type=int, default=1000)
    held = parser.parse_args().held
    with TemporaryDirectory() as folder:
        result = {"commit": commit(), "machine": machine(), "held": held, **measured(Path(folder), held)}
    RESULTS.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(result, ensure_ascii=False, indent=2))
    return 0


def measured(folder: Path, held: int) -> dict[str, object]:
    """Each build's seconds, whole and step by step."""
    (entry,) = catalog_entries(CORPUS)
    model = read_report(entry)
    alone, many = folder / "alone", folder / "many"
    for corpus in (alone / "corpus", many / "corpus"):
        corpus.mkdir(parents=True)
    added = many / "corpus" / "added.pdf"
    (alone / "corpus" / "added.pdf").write_bytes(entry.path.read_bytes())
    for number in range(held):
        name, content = f"{number:05}.pdf", file_of(number, entry.path.stat().st_size)
        (many / "corpus" / name).write_bytes(content)
    with ReadingProcess() as process:
        read = reader(model, process)
        timed: dict[str, object] = {"one_report_alone": timed_build(alone, read)}
        fill_vectors(many / "data", model, held)
        timed["all_held_from_nothing"] = timed_build(many, read)
        timed["nothing_new"] = timed_build(many, read)
        added.write_bytes(entry.path.read_bytes())
        timed["one_report_more"] = timed_build(many, read)
        added.unlink()
        (many / "corpus" / "00007.pdf").unlink()
        timed["one_removed_one_gone_again"] = timed_build(many, read)
    sizes = {path.name: path.stat().st_size for path in (many / "data").glob("snapshots/*/*.*")}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"builds": timed, "snapshot_bytes": sizes, "peak_memory_mb": peak}


def timed_build(folder: Path, read: Callable[[CatalogEntry], Reading]) -> dict[str, object]:
    """One build, and the seconds until each step had ended; what is left is copying, digests and the disk."""
    steps: dict[str, float] = {}
    start = perf_counter()
    last = start

    def tell(step: str, done: int, total: int) -> None:
        nonlocal last
        now = perf_counter()
        steps[step] = steps.get(step, 0.0) + now - last
        last = now

    summary: BuildSummary = build(folder / "corpus", folder / "data", "", progress=tell, read=read)
    seconds = perf_counter() - start
    rest = perf_counter() - last
    return {
        "seconds": round(seconds, 2),
        "steps": {step: round(spent, 2) for step, spent in steps.items()} | {"publishing": round(rest, 2)},
        "parsed": summary.parsed,
        "reused": summary.reused,
        "embedded": summary.embedded,
        "published": summary.published,
    }


def file_of(number: int, size: int) -> bytes:
    """A file of the usual size that no other one equals."""
    return f"%held {number}\n".encode() + random.Random(number).randbytes(size)


def reader(model: Reading, process: ReadingProcess) -> Callable[[CatalogEntry], Reading]:
    """Reads a held file by changing the model's reading, any other one in its process."""

    def read(entry: CatalogEntry) -> Reading:
        with entry.path.open("rb") as file:
            head = file.readline()
        if not head.startswith(b"%held"):
            return process.read(entry)
        return reading_of(model, int(head.split()[1]), entry.sha256)

    return read


def reading_of(model: Reading, number: int, sha256: str) -> Reading:
    """The model's reading under another body, year, digest and ids, a number in its sentences changed."""
    body, year = f"第{number // len(YEARS)}区司法局", YEARS[number % len(YEARS)]
    text = to_json(model).decode().replace(model.report.sha256, sha256)
    text = text.replace(model.report.publisher, body).replace("2020", str(year)).replace("576", str(1000 + number))
    ids = {model.report.id: sha256[:16]}
    return from_json(IDENTITY.sub(lambda one: f'"{ids.get(one[1]) or content_id(one[1], number)}"', text), Reading)


class RandomVectors:
    """Stands for the model where only the number of vectors matters."""

    def __init__(self, dimension: int) -> None:
        self._dimension = dimension

    def passages(self, texts: list[str]) -> Vectors:
        """A vector a text, the same for the same text."""
        seeds = [int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") for text in texts]
        rows = [np.random.default_rng(seed).standard_normal(self._dimension, dtype=np.float32) for seed in seeds]
        return np.stack([row / np.linalg.norm(row) for row in rows])


def fill_vectors(data: Path, model: Reading, held: int) -> None:
    """Puts a vector for each held report's passages into the cache."""
    data.mkdir(parents=True)
    embedder = open_embedder("", building=False)
    with closing(EmbeddingCache(data / "cache", embedder)) as cache:
        for number in range(held):
            reading = reading_of(model, number, hashlib.sha256(str(number).encode()).hexdigest())
            texts = [passage_embedding_text(reading.report, passage) for passage in reading.passages]
            cache.add(texts, RandomVectors(cache.dimension), lambda done: None)  # type: ignore[arg-type]


if __name__ == "__main__":
    sys.exit(main())
