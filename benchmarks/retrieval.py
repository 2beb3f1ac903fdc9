"""Questions asked of paragraphs → how often each way of searching puts the right paragraph first.

    python -m benchmarks.retrieval --bench FOLDER [--only SET] [--paragraphs N] [--questions N] [--longest N] [--data DIR]

The folder holds CMRC 2018's and DRCD's development parts (cmrc2018_dev.json, DRCD_dev.json); what isn't there is left out,
and said so. Their paragraphs are the collection, and a question's own paragraph is the one right result. English questions
(benchmarks/questions/bilingual.jsonl) are asked of CMRC's paragraphs and of the report in corpus/, in two parts: one to
choose a way by, one that is only reported on. Paragraphs are cut, stored and searched as reports' passages are; one counts
as found where its first passage is. Without --data everything is embedded anew, which takes a quarter of an hour a set.
Results, each with its commit and model, are written to benchmarks/results/retrieval.json beside those of other sets.
"""

import argparse
import hashlib
import json
import math
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.answers import ASKED_ON, CORPUS, FOLDER, commit
from bot.understand import Holdings, understand
from index.build import build_readings
from index.fusion import shares_of_ranks
from index.records import Query
from index.search import USUAL, Ways, search_passages
from index.snapshot import Snapshot, open_current
from index.terms import TermKind, normalise
from ingest.catalog import catalog_entries
from ingest.passages import LONGEST, stretches
from ingest.reading import read_report
from ingest.records import Box, Passage, Place, Reading, Report, ReportKind, content_id

RESULTS = FOLDER / "results" / "retrieval.json"
BILINGUAL = FOLDER / "questions" / "bilingual.jsonl"
FILES = {"cmrc2018": "cmrc2018_dev.json", "drcd": "DRCD_dev.json"}
LOOKED_AT = 100
"""Passages; a paragraph that isn't among them counts as not found."""

Ranks = Sequence[int | None]
"""Of each question, the right paragraph's place from 1; None where it wasn't found."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the paragraph that answers it."""

    text: str
    paragraph: str


@dataclass(frozen=True, slots=True)
class Collection:
    """Paragraphs as passages, and the questions asked of them by set."""

    name: str
    reading: Reading
    paragraph_of: Mapping[str, str]
    """by passage id"""
    asked: Mapping[str, tuple[Asked, ...]]


@dataclass(frozen=True, slots=True)
class Way:
    """A way of searching; with named, for what the assistant understands a question to name."""

    name: str
    ways: Ways
    named: bool = False


CHINESE = (
    Way("words: jieba's", Ways(meaning=0, kind=TermKind.WORDS)),
    Way("words: character pairs", Ways(meaning=0, kind=TermKind.PAIRS)),
    Way("words: both", Ways(meaning=0)),
    Way("meaning", Ways(words=0)),
    Way("both, reciprocal ranks", Ways(shares=shares_of_ranks)),
    Way("both, shares of scores", USUAL),
    Way("both, shares of scores, words twice", Ways(words=2)),
    Way("both, shares of scores, meaning twice", Ways(meaning=2)),
)
ENGLISH = (
    Way("words: as asked", Ways(meaning=0, translates=False)),
    Way("words: CC-CEDICT", Ways(meaning=0)),
    Way("words: glossary and CC-CEDICT", Ways(meaning=0), named=True),
    Way("meaning", Ways(words=0)),
    Way("both, as asked", Ways(translates=False)),
    Way("both, CC-CEDICT, reciprocal ranks", Ways(shares=shares_of_ranks)),
    Way("both, CC-CEDICT, shares of scores", USUAL),
    Way("both, glossary and CC-CEDICT, shares of scores", USUAL, named=True),
    Way("both, CC-CEDICT, shares of scores, words twice", Ways(words=2)),
    Way("both, CC-CEDICT, shares of scores, meaning twice", Ways(meaning=2)),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures every set that is there; prints and writes the scores."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.retrieval", description="Paragraphs found for questions"
    )
    parser.add_argument("--bench", type=Path, help="folder with CMRC 2018 and DRCD (default: only the report)")
    parser.add_argument("--only", choices=("report", *FILES), action="append", help="this collection (default: all)")
    parser.add_argument("--paragraphs", type=int, default=0, help="of each data set (default: all)")
    parser.add_argument("--questions", type=int, default=1500, help="of each data set (default: 1500; 0: all)")
    parser.add_argument("--longest", type=int, default=LONGEST, help="characters of a passage (default: as in reports)")
    parser.add_argument("--data", type=Path, help="folder that keeps snapshots and vectors (default: none is kept)")
    options = parser.parse_args(arguments)
    for name in options.only or ("report", *FILES):
        found = collection(name, options.bench, options.longest, options.paragraphs)
        if found is None:
            print(f"{name}: left out, there is no {FILES[name]} in the folder of --bench")
            continue
        with snapshot_of(found, options.data) as snapshot:
            for title, every in found.asked.items():
                ways, asked = (CHINESE, drawn(every, options.questions)) if title in FILES else (ENGLISH, every)
                size = f"{title}, {options.paragraphs} paragraphs" if options.paragraphs else title
                report_on(f"{size}, passages of {options.longest}", found, asked, snapshot, ways)
    return 0


# metrics


def recall_at(count: int, ranks: Ranks) -> float:
    """The share of questions whose paragraph is among the first.

    >>> recall_at(1, [1, 2, None, 1]), recall_at(5, [1, 2, None, 1])
    (0.5, 0.75)
    """
    return sum(rank is not None and rank <= count for rank in ranks) / len(ranks)


def mean_reciprocal_rank(ranks: Ranks) -> float:
    """1 where every paragraph is first, half of it where every one is second.

    >>> mean_reciprocal_rank([1, 2, None, 4])
    0.4375
    """
    return sum(1 / rank for rank in ranks if rank is not None) / len(ranks)


def ndcg_at(count: int, ranks: Ranks) -> float:
    """Normalised discounted cumulative gain, with one right result a question (Järvelin and Kekäläinen, 2002).

    >>> ndcg_at(10, [1, 3, None, 11])
    0.375
    """
    return sum(1 / math.log2(1 + rank) for rank in ranks if rank is not None and rank <= count) / len(ranks)


def scores(ranks: Ranks) -> dict[str, float]:
    """All four, in hundredths.

    >>> scores([1, 2, None, 1])
    {'R@1': 50.0, 'R@5': 75.0, 'MRR': 62.5, 'nDCG@10': 65.8}
    """
    measured = {
        "R@1": recall_at(1, ranks),
        "R@5": recall_at(5, ranks),
        "MRR": mean_reciprocal_rank(ranks),
        "nDCG@10": ndcg_at(10, ranks),
    }
    return {name: round(100 * share, 1) for name, share in measured.items()}


def rank_of(paragraph: str, passages: Iterable[str], paragraph_of: Mapping[str, str]) -> int | None:
    """The place of a paragraph among those to which ranked passages belong, each counted once.

    >>> rank_of("B", ["a1", "a2", "b1"], {"a1": "A", "a2": "A", "b1": "B"})
    2
    """
    ranked = list(dict.fromkeys(paragraph_of[passage] for passage in passages))
    return ranked.index(paragraph) + 1 if paragraph in ranked else None


# paragraphs and questions


def collection(name: str, bench: Path | None, longest: int, paragraphs: int = 0) -> Collection | None:
    """The report in corpus/ or a data set, or so many paragraphs of it; None where the data set isn't there."""
    if name == "report":
        return report_collection()
    path = bench / FILES[name] if bench else None
    if path is None or not path.exists():
        return None
    every = [one for article in json.loads(path.read_text("utf-8"))["data"] for one in article["paragraphs"]]
    found = sorted(every, key=lambda one: content_id(one["id"]))[:paragraphs] if paragraphs else every
    held = {one["id"] for one in found}
    reading, paragraph_of = paragraphs_reading(name, {one["id"]: one["context"] for one in found}, longest)
    asked = {name: tuple(Asked(question["question"], one["id"]) for one in found for question in one["qas"])}
    for part in ("practice", "unseen") if name == "cmrc2018" else ():
        lines = (line for line in bilingual(name) if line["part"] == part and line["paragraph"] in held)
        asked[f"English on {name}, {part}"] = tuple(Asked(line["question"], line["paragraph"]) for line in lines)
    return Collection(name, reading, paragraph_of, asked)


def report_collection() -> Collection:
    """The passages of the report in corpus/; a question names words that only the right one holds."""
    (entry,) = catalog_entries(CORPUS)
    reading = read_report(entry)
    holding = partial(_passage_that_holds, reading.passages)
    asked = {
        f"English on the report, {part}": tuple(
            Asked(line["question"], holding(line["holds"])) for line in bilingual("report") if line["part"] == part
        )
        for part in ("practice", "unseen")
    }
    return Collection("report", reading, {one.id: one.id for one in reading.passages}, asked)


def _passage_that_holds(passages: Iterable[Passage], words: str) -> str:
    (found,) = (one.id for one in passages if normalise(words) in normalise(one.text))
    return found


def paragraphs_reading(name: str, paragraphs: Mapping[str, str], longest: int) -> tuple[Reading, dict[str, str]]:
    """Paragraphs by id, cut as a report's are, as the passages of one report; and whose each passage is."""
    report = _report(name)
    nowhere = Place(report.id, (Box(1, 0, 0, 0, 0),))
    passages: list[Passage] = []
    paragraph_of: dict[str, str] = {}
    for paragraph, text in paragraphs.items():
        for start, end in stretches(text, longest):
            words, ordinal = text[start:end].strip(), len(passages)
            if words:
                passages.append(Passage(content_id(name, longest, ordinal), report.id, (), words, nowhere, ordinal))
                paragraph_of[passages[-1].id] = paragraph
    return Reading(report, (), tuple(passages), (), (), ()), paragraph_of


def _report(name: str) -> Report:
    sha256 = hashlib.sha256(name.encode()).hexdigest()
    return Report(sha256[:16], name, name, "", None, ReportKind.OTHER, None, sha256, 1, None)


def drawn(every: Iterable[Asked], most: int) -> tuple[Asked, ...]:
    """So many of the questions, the same each time; 0: all."""
    by_chance = sorted(every, key=lambda one: content_id(one.text, one.paragraph))
    return tuple(by_chance[: most or None])


def bilingual(name: str) -> Iterator[dict[str, str]]:
    """English questions asked of a collection."""
    with BILINGUAL.open(encoding="utf-8") as file:
        yield from (line for line in map(json.loads, file) if line["collection"] == name)


# searching


@contextmanager
def snapshot_of(found: Collection, data: Path | None) -> Iterator[Snapshot]:
    """A snapshot that holds the collection alone."""
    with TemporaryDirectory() as folder:
        kept = data or Path(folder)
        build_readings([found.reading], kept, "", progress=tell)
        with closing(open_current(kept, "")) as snapshot:
            yield snapshot


def tell(step: str, done: int, total: int) -> None:
    """How far the building is, on one line."""
    print(f"\r{step} {done}/{total}  ", end="\n" if done == total else "", file=sys.stderr, flush=True)


def ranks_by_way(
    found: Collection, asked: Sequence[Asked], snapshot: Snapshot, ways: Sequence[Way]
) -> dict[str, list[int | None]]:
    """Each question asked in every way."""
    store = snapshot.store
    holdings = Holdings(store.reports(), store.aliases(), _occurs(snapshot), store.translations)
    ranks: dict[str, list[int | None]] = {way.name: [] for way in ways}
    for one in asked:
        for way in ways:
            named = understand(one.text, holdings, ASKED_ON).terms if way.named else ()
            terms = tuple(term.alternatives for term in named if term.alternatives)
            best = search_passages(snapshot, Query(one.text, terms, limit=LOOKED_AT), way.ways)
            passages = [evidence.item.id for evidence in best]
            ranks[way.name].append(rank_of(one.paragraph, passages, found.paragraph_of))
    return ranks


def _occurs(snapshot: Snapshot) -> Callable[[str], bool]:
    return lambda phrase: snapshot.store.document_frequency(phrase) > 0


def report_on(title: str, found: Collection, asked: Sequence[Asked], snapshot: Snapshot, ways: Sequence[Way]) -> None:
    """Measures one set of questions; prints its scores and writes them beside those of other sets."""
    by_way = {name: scores(ranks) for name, ranks in ranks_by_way(found, asked, snapshot, ways).items()}
    paragraphs = len(set(found.paragraph_of.values()))
    print(f"{title}: {len(asked)} questions, {paragraphs} paragraphs, {len(found.paragraph_of)} passages")
    for name, measured in by_way.items():
        print(f"  {name:50}" + "  ".join(f"{metric} {share:5.1f}" for metric, share in measured.items()))
    results = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    results[title] = {
        "commit": commit(),
        "model": snapshot.manifest.model,
        "engine": snapshot.manifest.engine,
        "questions": len(asked),
        "paragraphs": paragraphs,
        "passages": len(found.paragraph_of),
        "ways": by_way,
    }
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(results, ensure_ascii=False, indent=2, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
