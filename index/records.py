"""What is asked of the index and what it gives back."""

from dataclasses import dataclass

from ingest.errors import Fault
from ingest.records import Figure, Passage


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for. Body, year and kind are filters that apply before anything is ranked."""

    text: str
    """the question's words, as the person wrote them; embedded for the dense side"""
    terms: tuple[tuple[str, ...], ...] = ()
    """search terms, each with its alternatives (synonyms, translations); empty: taken from the text"""
    report_ids: frozenset[str] | None = None
    """only these reports; None: all"""
    limit: int = 20
    """how many of each (passages, figures) at most"""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One passage or figure that was found."""

    item: Passage | Figure
    score: float
    """grows with fit; comparable within one answer only"""
    shares: dict[str, float]
    """how near it is to the best of each search that found it: {"words": 1.0, "meaning": 0.4}"""
    similarity: float | None = None
    """of its vector to the question's, −1 to 1; None where the search by meaning didn't find it"""

    @property
    def found_by(self) -> tuple[str, ...]:
        """Which searches found it: "words", "meaning"."""
        return tuple(self.shares)


@dataclass(frozen=True, slots=True)
class UnreadFile:
    """A file that was left out of a snapshot, and why."""

    file: str
    reason: str
    fault: Fault = Fault.UNREADABLE


@dataclass(frozen=True, slots=True)
class Source:
    """A stored reading, without opening it."""

    report_id: str
    key: str
    """names the stored reading: changes with the file, its name, what is said of it, and the reader"""
    size: int
    """bytes of the stored reading"""
    digest: str
    """of the stored reading"""
    passages: int
    figures: int
    remarks: tuple[str, ...]
    """what staff should look at"""


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree of comparisons of evidence; node 0 is its root, and each list has an entry a node."""

    evidence: tuple[int, ...]
    """which evidence is compared, by its place among the names; -1 at a leaf"""
    threshold: tuple[float, ...]
    """evidence of no more than this goes left"""
    left: tuple[int, ...]
    right: tuple[int, ...]
    value: tuple[float, ...]
    """what a leaf adds"""


@dataclass(frozen=True, slots=True)
class Calibration:
    """How evidence for a figure makes it sure, fitted on questions with known answers for one model."""

    engine: str
    """the embedding model's name and version"""
    names: tuple[str, ...]
    """of the evidence, in order; a program that weighs other evidence doesn't use it"""
    bias: float
    trees: tuple[Tree, ...]
    """certainty is the logistic function of the bias and what the trees add"""
    certainty: float
    """0 to 1: from which a figure is given as the answer"""
    questions: int
    """that it was fitted on"""
    wrong: int
    """answers that would have been wrong, each judged by a fit to the other files' questions"""
    refused: int
    """right figures that wouldn't have been given"""
    pull: float = 0.0
    """what a similarity that is larger by one adds to a figure's score when figures are ranked"""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot was made from and with; stands in it as manifest.json."""

    id: str
    schema: int
    """version of the snapshot's form; another one is refused"""
    program: str
    """what turned the readings into it; another program builds it anew"""
    model: str
    """the setting that names the embedding model"""
    engine: str
    """the model's name and version, so that another one is recognised"""
    dimension: int
    reports: tuple[str, ...]
    """report ids, sorted"""
    passages: int
    figures: int
    unread: tuple[UnreadFile, ...]
    remarks: tuple[str, ...]
    """what staff should look at, such as a catalogue entry that a first page denies"""
    sha256: dict[str, str]
    """of every other file of the snapshot, by file name"""
    sizes: dict[str, int]
    """bytes of every other file of the snapshot, by file name"""
    calibration: Calibration | None = None
    """None: only what is said in the report's own words is answered"""
    digest: str = ""
    """of everything else that stands here"""


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """What a build did, for people."""

    manifest: Manifest
    parsed: int
    """reports read anew; the others' parses were reused"""
    reused: int
    embedded: int
    """texts embedded anew"""
    published: bool
    """False where the snapshot in place already was this one"""
